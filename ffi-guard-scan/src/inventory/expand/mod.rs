//! The expansion of `macro_rules!` that export: what the crate's own macros make of a call.
//!
//! Not the whole of rustc's: a fragment of an expression, a type or a pattern reaches to the token
//! that the pattern demands behind it, which is what makes such a pattern legal in the first place.
//! What does not match in this way is reported as unseen, never guessed.

mod definitions;
mod fragments;
mod matcher;
mod transcriber;

pub(crate) use definitions::{Definition, Macros};
pub(crate) use transcriber::{Expansion, Origin, Point};

use super::super::rules::Rule;
use super::super::tokens::Tokens;

/// Why a call was not expanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unexpanded {
    /// No rule fits.
    NoRule,
    /// What the rule makes of it is longer, or nests deeper, than is written out.
    TooMuch,
}

/// What the first rule that fits makes of the input between two tokens.
pub(crate) fn expand(
    definition: &Tokens<'_>,
    input: &Tokens<'_>,
    (from, to): (usize, usize),
    origin: &Origin,
) -> Result<Expansion, Unexpanded> {
    let fitting = Rule::all(definition, 0).into_iter().find_map(|rule| {
        let bindings = matcher::matches(definition, rule.matcher, input, (from, to))?;
        Some((rule, bindings))
    });
    let (rule, bindings) = fitting.ok_or(Unexpanded::NoRule)?;
    transcriber::transcribe(definition, rule.body, &bindings, input, origin)
        .ok_or(Unexpanded::TooMuch)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(definition: &str, input: &str) -> Option<String> {
        let definition = Tokens::new(definition);
        let input = Tokens::new(input);
        let end = input.len();
        expand(&definition, &input, (0, end), &Origin::file(0)).ok().map(|expansion| {
            let text = expansion.text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(Tokens::new(&expansion.text).fault(), None, "{text}");
            text
        })
    }

    #[test]
    fn fragments_of_every_kind() {
        let cases = [
            ("{ ($n:ident) => { fn $n() } }", "a", "fn a ( )"),
            ("{ ($n:ident, $s:literal) => { $n $s } }", "a, -1", "a -1"),
            ("{ ($v:vis fn $n:ident) => { $v $n } }", "pub(in a) fn b", "pub (in a) b"),
            ("{ ($v:vis fn $n:ident) => { <$v> $n } }", "fn b", "<> b"),
            (
                "{ ($t:ty => $e:expr; $b:block) => { $t|$e|$b } }",
                "A<B, C> => a(b, c) + 1; { x }",
                "A <B, C> |a (b, c) + 1|{ x }",
            ),
            (
                "{ (-> $t:ty $b:block) => { $t } }",
                "-> Option<fn() -> u8> { x }",
                "Option <fn () -> u8>",
            ),
            ("{ (fn $n:ident() -> $t:ty $b:block) => { $n $t } }", "fn a() -> u8 {}", "a u8"),
            ("{ ($i:item) => { $i } }", "#[x] pub fn a() {}", "# [x] pub fn a () {}"),
            ("{ ($l:lifetime $p:path) => { $l $p } }", "'a b::c", "'a b::c"),
            (
                "{ ($e:expr, $f:expr) => { $f } }",
                "|a, b| c, move |d, e| f::<A, B>(g)",
                "move |d, e| f::<A, B> (g)",
            ),
        ];
        for (definition, input, expected) in cases {
            let squeeze = |text: &str| text.replace(' ', "");
            let found = expanded(definition, input).unwrap_or_default();
            assert_eq!(squeeze(&found), squeeze(expected), "{definition} {input}");
        }
    }

    #[test]
    fn repetitions_nest() {
        let definition = "{ ($($n:ident: [$($t:ty),*]),+ $(,)?) => { $( fn $n($(_: $t),*); )+ } }";
        let text =
            expanded(definition, "a: [u8, B<C, D>], b: [],").map(|text| text.replace(' ', ""));
        assert_eq!(text.as_deref(), Some("fna(_:u8,_:B<C,D>);fnb();"));
        assert_eq!(expanded(definition, ""), None);
    }

    #[test]
    fn the_first_rule_that_fits_is_taken() {
        let definition = "{ (a $x:ident) => { one $x }; ($($t:tt)*) => { two $($t)* } }";
        assert_eq!(expanded(definition, "a b").as_deref(), Some("one b"));
        assert_eq!(
            expanded(definition, "a (b c) d").map(|t| t.replace(' ', "")).as_deref(),
            Some("twoa(bc)d")
        );
        assert_eq!(expanded("{ (a) => { } }", "b"), None);
        assert_eq!(expanded("{ (a) => { } }", "a a"), None);
    }

    #[test]
    fn broken_definitions_match_nothing_and_end() {
        for definition in [
            "{",
            "{ (",
            "{ ($",
            "{ ($x",
            "{ ($x:",
            "{ ($(",
            "{ ($()* ) => { $( } }",
            "{ ($($x:tt)*) => ",
        ] {
            let _ = expanded_quietly(definition);
        }
        let deep = format!("{{ ({}x{}) => {{ }} }}", "$(".repeat(10_000), ")*".repeat(10_000));
        let _ = expanded_quietly(&deep);
    }

    fn expanded_quietly(definition: &str) -> bool {
        let definition = Tokens::new(definition);
        let input = Tokens::new("a b ( c ) d");
        expand(&definition, &input, (0, input.len()), &Origin::file(0)).is_ok()
    }
}
