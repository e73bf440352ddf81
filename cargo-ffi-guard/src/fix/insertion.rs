//! Where in a text an attribute goes, and with what around it.

use crate::inventory::GuardSite;

/// A piece of text to be put in at a byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Insertion {
    pub(super) at: usize,
    pub(super) text: String,
}

/// The attribute, without its brackets, put before what exports.
///
/// A conditional export gets its guard under the same `cfg_attr`: rustc resolves `cfg_attr` before
/// it expands an attribute, so a guard of its own would find no export where the condition fails.
pub(super) fn of(text: &str, site: &GuardSite, conditional: bool, attribute: &str) -> Insertion {
    let (at, end) = if conditional {
        (site.meta, site.meta)
    } else {
        (site.attribute.start, site.attribute.end)
    };
    let indentation = indentation(text, at);
    let alone = conditional || site.attribute.is_empty() || ends_line(text, end);
    let piece = if conditional { format!("{attribute},") } else { format!("#[{attribute}]") };
    let text = match indentation {
        Some(indentation) if alone => format!("{piece}{}{indentation}", line_end(text, at)),
        _ => format!("{piece} "),
    };
    Insertion { at, text }
}

/// The text between the start of the line and `at`, if it is only white space.
fn indentation(text: &str, at: usize) -> Option<&str> {
    let before = &text[..at];
    let indentation = &before[before.trim_end_matches([' ', '\t']).len()..];
    let start = at - indentation.len();
    (start == 0 || before.as_bytes().get(start - 1) == Some(&b'\n')).then_some(indentation)
}

/// Whether nothing but space and a line comment follows on the line.
fn ends_line(text: &str, at: usize) -> bool {
    let behind = text[at..].trim_start_matches([' ', '\t']);
    behind.starts_with(['\n', '\r']) || behind.starts_with("//")
}

/// How the line before ends; in the first line, how that one ends.
fn line_end(text: &str, at: usize) -> &'static str {
    let newline = text[..at].rfind('\n').or_else(|| text.find('\n'));
    match newline.and_then(|newline| newline.checked_sub(1)) {
        Some(before) if text.as_bytes().get(before) == Some(&b'\r') => "\r\n",
        _ => "\n",
    }
}

/// The text with all of the pieces, which are in the order of their bytes.
pub(super) fn apply<'i>(text: &str, insertions: impl Iterator<Item = &'i Insertion>) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut from = 0;
    for Insertion { at, text: piece } in insertions {
        whole += &text[from..*at];
        whole += piece;
        from = *at;
    }
    whole + &text[from..]
}
