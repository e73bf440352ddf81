//! The code outside of a guard, for a message.

use crate::sources::pieces;
use proc_macro2::{Delimiter, Span, TokenStream};

/// How many characters of the code are shown.
const MAX_CHARS: usize = 40;

/// The first code that no guard covers.
pub(super) struct Outside {
    pub(super) text: String,
    pub(super) at: Span,
}

impl Outside {
    /// A whole expression or operator.
    pub(super) fn tokens(tokens: TokenStream) -> Self {
        Self::new(pieces(tokens), "")
    }

    /// The head of a call up to the bracket that opens its arguments.
    pub(super) fn call(head: TokenStream, open: Delimiter, bracket: Span) -> Self {
        let mut pieces = pieces(head);
        let (open, rest) = match open {
            Delimiter::Brace => ("{", "..}"),
            Delimiter::Bracket => ("[", ""),
            Delimiter::Parenthesis | Delimiter::None => ("(", "..)"),
        };
        pieces.push((open.to_owned(), bracket));
        Self::new(pieces, rest)
    }

    /// One character.
    pub(super) fn sign(sign: &str, at: Span) -> Self {
        Self { text: sign.to_owned(), at }
    }

    fn new(pieces: Vec<(String, Span)>, rest: &str) -> Self {
        let full = joined(&pieces);
        let text: String = full.chars().take(MAX_CHARS).collect();
        let rest = if text == full { rest } else { "" };
        Self { text: text + rest, at: span(&pieces) }
    }
}

/// The tokens as the source has them, with at most one space between two.
pub(crate) fn text(tokens: TokenStream) -> String {
    joined(&pieces(tokens))
}

fn joined(pieces: &[(String, Span)]) -> String {
    let mut text = String::new();
    let mut before: Option<Span> = None;
    for (piece, span) in pieces {
        if before.is_some_and(|before| before.end() != span.start()) {
            text.push(' ');
        }
        text += piece;
        before = Some(*span);
    }
    text
}

/// The span of the first token, up to the last one where both are in one file in this order.
fn span(pieces: &[(String, Span)]) -> Span {
    let first = pieces.first().map_or_else(Span::call_site, |(_, span)| *span);
    let last = pieces.last().map_or(first, |(_, span)| *span);
    let all = first.join(last).filter(|all| all.start() == first.start());
    all.unwrap_or(first)
}
