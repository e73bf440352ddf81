//! A text search that spares most files the lexing.

use super::names::GuardNames;

/// Whether a file can matter: an export attribute, a guard's name (it may be an alias that is made
/// here), or a way to another file. May say yes for a word in a comment; never says no wrongly.
pub(super) fn worth_lexing(source: &str, names: &GuardNames) -> bool {
    has_module(source)
        || ["include", "no_mangle", "export_name"].iter().any(|word| source.contains(word))
        || names.all().any(|name| source.contains(name))
}

/// Whether `mod` stands anywhere as a word of its own.
fn has_module(source: &str) -> bool {
    let bytes = source.as_bytes();
    let in_word = |byte: &u8| *byte == b'_' || byte.is_ascii_alphanumeric();
    source.match_indices("mod").any(|(at, _)| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        !before.is_some_and(in_word) && !bytes.get(at + 3).is_some_and(in_word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_no_only_where_nothing_can_be() {
        let names = GuardNames::default();
        for source in ["mod x;", "pub mod\tx;", "a;mod/**/x;", "include !(\"x\")"] {
            assert!(worth_lexing(source, &names), "{source}");
        }
        for source in ["#[no_mangle]", "#[r#export_name = \"\"]", "use g::ffi_export as x;"] {
            assert!(worth_lexing(source, &names), "{source}");
        }
        for source in ["", "fn f() {}", "model modulo _mod mod_ mods"] {
            assert!(!worth_lexing(source, &names), "{source}");
        }
    }

    #[test]
    fn looks_for_aliases_too() {
        let mut names = GuardNames::default();
        assert!(!worth_lexing("#[export] fn f() {}", &names));
        names.extend(vec![("export".to_owned(), super::super::Guard::FfiExport)]);
        assert!(worth_lexing("#[export] fn f() {}", &names));
    }
}
