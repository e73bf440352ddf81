//! The kind, name and extent of an item, read from the tokens after its attributes.

use super::attributes::behind_repetition;
use super::report::Item;
use super::tokens::Tokens;

/// The start of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) item: Item,
    /// The token of the item's name; only functions and statics need one.
    pub(super) name: Option<usize>,
    ends: Ends,
}

/// The token that ends an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ends {
    /// Its braces, or a semicolon.
    Body,
    /// A semicolon alone.
    Semicolon,
    /// A semicolon, a comma or braces: a statement, a field, a match arm, a macro call.
    Expression,
}

impl Head {
    /// Reads the head of the item at `at`. Visibility, qualifiers and macro variables may precede
    /// its keyword.
    pub(super) fn read(tokens: &Tokens<'_>, at: usize) -> Self {
        let at = behind_qualifiers(tokens, at);
        let other = |ends| Self { item: Item::Other, name: None, ends };
        let named = |item, name, ends| Self { item, name: Some(name), ends };
        let next = tokens.keyword(at + 1);
        match tokens.keyword(at).unwrap_or_default() {
            "fn" => named(Item::Function, at + 1, Ends::Body),
            "static" if next == Some("mut") => named(Item::Static, at + 2, Ends::Semicolon),
            "static" => named(Item::Static, at + 1, Ends::Semicolon),
            // `const { .. }` is an expression.
            "const" if !tokens.opens(at + 1, b'{') => other(Ends::Semicolon),
            "let" | "use" | "type" => other(Ends::Semicolon),
            "extern" if next == Some("crate") => other(Ends::Semicolon),
            "impl" | "mod" | "trait" | "struct" | "enum" | "extern" | "macro" => other(Ends::Body),
            // `union` is a keyword only before a name.
            "union" if tokens.name(at + 1).is_some() => other(Ends::Body),
            _ => other(Ends::Expression),
        }
    }

    /// Returns the item's name, or an empty string if it has none.
    pub(super) fn name<'a>(&self, tokens: &Tokens<'a>) -> &'a str {
        self.name.and_then(|at| tokens.name(at)).map_or("", |(name, _)| name)
    }

    /// Returns the index after the item whose head is at `at`, at most `limit`.
    ///
    /// An attribute at the item's own level ends it as well, except within angle brackets (a generic
    /// parameter may carry one). Extents therefore nest and never overlap, and finding all of them is
    /// linear in the size of the file. A part missing from an extent only loses a predicate.
    pub(super) fn extent(self, tokens: &Tokens<'_>, at: usize, limit: usize) -> usize {
        let start = at;
        let mut angles = 0_usize;
        let mut at = at;
        while at < limit {
            if tokens.is(at, b';') {
                return at + 1;
            }
            if tokens.is(at, b'<') {
                angles += 1;
            } else if tokens.is(at, b'>') && !arrow(tokens, at) {
                // Angle brackets that were opened before: this was a generic parameter.
                let Some(fewer) = angles.checked_sub(1) else { return at };
                angles = fewer;
            } else if angles == 0 && tokens.outer_attribute(at).is_some() {
                return at;
            } else if self.closes(tokens, at, angles, at == start) {
                return tokens.next(at).min(limit);
            }
            at = tokens.next(at);
        }
        limit
    }

    /// Whether the token at `at`, or the group it opens, is the item's last.
    fn closes(self, tokens: &Tokens<'_>, at: usize, angles: usize, first: bool) -> bool {
        let braces = tokens.opens(at, b'{');
        match self.ends {
            Ends::Semicolon => false,
            Ends::Body => braces && angles == 0,
            Ends::Expression => {
                // Braces that come first are a block, complete in itself: `cfg_if!` has its `else`
                // behind one, and that arm must not share the first one's predicate.
                tokens.is(at, b',') || braces && (first || !goes_on(tokens, tokens.next(at)))
            }
        }
    }
}

/// Returns whether this `>` is part of `->` or `=>`.
fn arrow(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    (tokens.is(before, b'-') || tokens.is(before, b'=')) && tokens.joined(before)
}

/// Returns whether a statement or match arm continues after its closing brace.
fn goes_on(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.keyword(at) == Some("else")
        || [b'=', b'.', b'?'].into_iter().any(|punct| tokens.is(at, punct))
}

/// Skips visibility, qualifiers and macro variables before an item's keyword.
fn behind_qualifiers(tokens: &Tokens<'_>, at: usize) -> usize {
    let mut at = at;
    loop {
        at = match tokens.keyword(at) {
            Some("pub") if tokens.opens(at + 1, b'(') => tokens.next(at + 1),
            Some("pub" | "async" | "unsafe" | "safe" | "default" | "auto" | "gen") => at + 1,
            Some("const") if before_function(tokens, at + 1) => at + 1,
            Some("extern") => match behind_abi(tokens, at + 1) {
                Some(behind) => behind,
                None => return at,
            },
            None if tokens.is(at, b'$') && tokens.opens(at + 1, b'(') => {
                behind_repetition(tokens, at)
            }
            None if tokens.is(at, b'$') && tokens.word(at + 1).is_some() => at + 2,
            _ => return at,
        };
    }
}

/// `const` is a qualifier only in front of a function.
fn before_function(tokens: &Tokens<'_>, at: usize) -> bool {
    matches!(tokens.keyword(at), Some("fn" | "async" | "unsafe" | "safe" | "extern" | "gen"))
}

/// The token behind the `extern` of a function; `None` for a block of declarations or a crate.
fn behind_abi(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let behind = foreign_abi(tokens, at);
    let other = tokens.opens(behind, b'{') || tokens.keyword(behind) == Some("crate");
    (!other).then_some(behind)
}

/// The token behind the ABI of an `extern`, which may be left out or be a macro variable.
pub(super) fn foreign_abi(tokens: &Tokens<'_>, at: usize) -> usize {
    if tokens.string(at).is_some() {
        at + 1
    } else if tokens.is(at, b'$') && tokens.word(at + 1).is_some() {
        at + 2
    } else {
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The item, its name and the text that it reaches over.
    fn read(source: &str) -> (Item, &str, &str) {
        let tokens = Tokens::new(source);
        let head = Head::read(&tokens, 0);
        let end = head.extent(&tokens, 0, tokens.len());
        (head.item, head.name(&tokens), tokens.text_of(0, end))
    }

    /// Cases with the item's end marked by `¦`.
    fn extent(marked: &str) {
        let source = marked.replace('¦', "");
        let expected = marked.split('¦').next().unwrap_or_default().trim_end();
        assert_eq!(read(&source).2, expected);
    }

    #[test]
    fn qualifiers_are_stepped_over() {
        let function = |source| {
            let (item, name, _) = read(source);
            assert_eq!((item, name), (Item::Function, "f"), "{source}");
        };
        function("pub(in a::b) default const async unsafe extern \"C\" fn f() {}");
        function("$vis extern $abi fn f() {}");
        function("$(#[$m])* $vis $(unsafe)? fn f() {}");
        function("extern fn r#f() {}");
        assert_eq!(read("pub static mut S: u8 = 0;").0, Item::Static);
        assert_eq!(read("fn $name() {}").1, "$name");
        assert_eq!(read("extern \"C\" { fn f(); }").0, Item::Other);
        assert_eq!(read("const F: fn() = f;").0, Item::Other);
    }

    #[test]
    fn items_end_with_their_body() {
        extent("fn f<const N: usize = { 1 }>(a: [u8; 2]) -> A<{ N }> where B<{ 1 }>: C { ; } ¦ x");
        extent("fn f() -> Box<dyn Fn(u8) -> u8> { } ¦ { }");
        extent("impl<#[a] T> A<T> for B { } ¦ { }");
        extent("struct A(u8, u8); ¦ x;");
        extent("mod a; ¦ mod b { }");
        extent("extern \"C\" { } ¦ x");
        extent("union U { } ¦ x");
    }

    #[test]
    fn initialisers_and_imports_end_with_a_semicolon() {
        extent("const _: () = { ; }; ¦ x");
        extent("static S: A = A { b: 1 }; ¦ x");
        extent("use a::{b, c}; ¦ x");
        extent("let a = if b { } else { }; ¦ x");
    }

    #[test]
    fn expressions_end_where_the_next_may_start() {
        extent("a::b! { } ¦ x");
        extent("if a { } else if b { } else { } ¦ x");
        extent("A { .. } => { } ¦ B");
        extent("a: u8, ¦ b: u8");
        extent("T ¦ > A for B { }");
        extent("const N: usize ¦ > A for B { }");
        extent("a b ¦ #[c] d");
        extent("{ } ¦ else { }");
        extent("union { } ¦ x");
        extent("const { } ¦ x");
    }
}
