//! A bound on how deep a source nests, because the parser recurses once per level.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The number of levels, in units, that the parser and the walk survive on a big stack, with a margin.
const MAX_UNITS: usize = if cfg!(target_pointer_width = "64") { 84_000 } else { 21_000 };
/// The units of a bracket and of a prefix.
const LEVEL: usize = 8;
/// The units of a generic argument list.
const ANGLE: usize = 16;
/// The units of an operator, which costs less stack.
const OPERATOR: usize = 1;

/// Whether the tokens nest too deep to be parsed.
pub(crate) fn is_too_deep(tokens: &TokenStream) -> bool {
    depth(tokens.clone(), 0).is_none()
}

/// The units of the deepest place in the tokens, unless there are too many. Brackets are entered by recursion, which
/// ends at the bound.
fn depth(tokens: TokenStream, around: usize) -> Option<usize> {
    let mut chain = Chain::default();
    let mut deepest = around;
    for tree in tokens {
        let here = around + chain.units();
        if here > MAX_UNITS {
            return None;
        }
        deepest = deepest.max(here);
        match tree {
            TokenTree::Group(group) => {
                let braces = group.delimiter() == Delimiter::Brace;
                deepest = deepest.max(depth(group.stream(), here + LEVEL)?);
                chain.value();
                if braces {
                    chain.braces();
                }
            }
            TokenTree::Punct(punct) => chain.punct(punct.as_char()),
            TokenTree::Ident(ident) => chain.word(&ident.to_string()),
            TokenTree::Literal(_) => chain.value(),
        }
    }
    Some(deepest)
}

/// The expression or type that is open within one pair of brackets.
#[derive(Default)]
struct Chain {
    angles: usize,
    prefixes: usize,
    operators: usize,
    /// The operators in front of the braces just closed, if an operator behind them goes on with the expression.
    before_braces: Option<usize>,
    after_value: bool,
    after_minus: bool,
    after_quote: bool,
}

impl Chain {
    fn units(&self) -> usize {
        ANGLE * self.angles + LEVEL * self.prefixes + OPERATOR * self.operators
    }

    fn value(&mut self) {
        self.follow(true);
    }

    /// Goes on behind a token, which may end a value.
    fn follow(&mut self, after_value: bool) {
        (self.after_value, self.after_minus, self.after_quote) = (after_value, false, false);
        self.before_braces = None;
    }

    fn word(&mut self, word: &str) {
        match word {
            _ if self.after_quote => self.follow(false),
            "return" | "break" | "yield" | "become" | "dyn" | "impl" | "if" | "match" | "let"
            | "while" | "move" | "async" => {
                self.prefixes += 1;
                self.follow(false);
            }
            "as" => {
                self.operators += 1;
                self.follow(false);
            }
            "mut" | "const" | "ref" | "in" | "else" | "fn" | "extern" | "unsafe" | "static" => {
                self.follow(false);
            }
            _ => self.value(),
        }
    }

    fn punct(&mut self, punct: char) {
        if let Some(before) = self.before_braces
            && !matches!(punct, '#' | ';')
        {
            self.operators += before;
        }
        let arrow = punct == '>' && self.after_minus;
        match punct {
            ';' => *self = Self::default(),
            ',' => self.operators = 0,
            '<' => self.angles += 1,
            '>' if arrow => self.prefixes += 1,
            '>' => self.angles = self.angles.saturating_sub(1),
            '&' | '*' | '|' | '!' | '=' if !self.after_value => self.prefixes += 1,
            // Those of an attribute and of a macro call.
            '#' | '!' => {}
            _ => self.operators += 1,
        }
        self.follow(punct == '>' && !arrow || punct == '?');
        self.after_minus = punct == '-';
        self.after_quote = punct == '\'';
    }

    /// Braces end an item or a statement, unless a generic argument list is open.
    fn braces(&mut self) {
        if self.angles == 0 {
            let operators = self.operators;
            *self = Self { before_braces: Some(operators), after_value: true, ..Self::default() };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::big_stack;
    use crate::failure::Failure;

    fn deep(text: &str) -> bool {
        let work = || Ok(is_too_deep(&text.parse().expect("tokens")));
        big_stack::run(work, Failure::new("a panic", "")).expect("an answer")
    }

    #[test]
    fn every_kind_of_nesting_counts() {
        for (open, close) in [
            ("(", ")"),
            ("mod a {", "}"),
            ("A<", ">"),
            ("fn() -> ", ""),
            ("&", ""),
            ("&'a ", ""),
            ("*mut ", ""),
            ("{} + ", ""),
            ("|| ", ""),
            ("return ", ""),
            ("a = ", ""),
            ("x + ", ""),
        ] {
            let nested =
                |levels: usize| format!("{}1{}", open.repeat(levels), close.repeat(levels));
            assert!(!deep(&nested(2_000)), "{open}");
            assert!(deep(&nested(90_000)), "{open}");
        }
    }

    #[test]
    fn length_is_no_depth() {
        for piece in [
            "f(a < b);",
            "let x: A<B> = 1 + 2;",
            "fn f() -> u8 { 1 }",
            "a + 1,",
            "A::<B> {},",
            "fn f(a: &u8) -> u8 { 1 }",
        ] {
            assert!(!deep(&piece.repeat(50_000)), "{piece}");
        }
    }
}
