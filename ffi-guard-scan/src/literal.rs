//! The value of a string literal.

/// The value of a `"…"` or `r"…"` literal; `None` for byte and C strings, which none of the
/// attributes and macros of interest takes, and for an escape that rustc refuses.
pub(super) fn value(literal: &str) -> Option<String> {
    if let Some(raw) = literal.strip_prefix('r') {
        let bare = raw.trim_start_matches('#');
        let hashes = &raw[..raw.len() - bare.len()];
        return bare.strip_prefix('"')?.strip_suffix(hashes)?.strip_suffix('"').map(str::to_owned);
    }
    unescape(literal.strip_prefix('"')?.strip_suffix('"')?)
}

fn unescape(text: &str) -> Option<String> {
    let mut value = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        value.push_str(&rest[..at]);
        rest = escape(&rest[at + 1..], &mut value)?;
    }
    value.push_str(rest);
    Some(value)
}

/// Appends the value of the escape after a backslash and returns the rest of the text.
fn escape<'a>(text: &'a str, value: &mut String) -> Option<&'a str> {
    let kind = text.chars().next()?;
    let rest = &text[kind.len_utf8()..];
    let (character, rest) = match kind {
        'n' => ('\n', rest),
        'r' => ('\r', rest),
        't' => ('\t', rest),
        '0' => ('\0', rest),
        '\\' | '\'' | '"' => (kind, rest),
        'x' => (hexadecimal(rest.get(..2)?)?, rest.get(2..)?),
        'u' => {
            let (digits, rest) = rest.strip_prefix('{')?.split_once('}')?;
            (hexadecimal(&digits.replace('_', ""))?, rest)
        }
        // A backslash at the end of a line skips all white space behind it.
        '\n' | '\r' => return Some(rest.trim_start_matches([' ', '\t', '\n', '\r'])),
        _ => return None,
    };
    value.push(character);
    Some(rest)
}

fn hexadecimal(digits: &str) -> Option<char> {
    u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn plain_and_raw_strings_have_their_text() {
        assert_eq!(value(r#""name""#).as_deref(), Some("name"));
        assert_eq!(value(r#"r"a\b""#).as_deref(), Some(r"a\b"));
        assert_eq!(value(r###"r##"a"#b"##"###).as_deref(), Some(r##"a"#b"##));
        assert_eq!(value(r#""""#).as_deref(), Some(""));
    }

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(value(r#""a\\b\"\x41\u{1_F600}\n""#).as_deref(), Some("a\\b\"A\u{1F600}\n"));
        assert_eq!(value("\"a\\\r\n   b\"").as_deref(), Some("ab"));
    }

    #[test]
    fn other_literals_and_bad_escapes_have_none() {
        for literal in
            [r#"b"a""#, r#"c"a""#, r#""\q""#, r#""\x4""#, r#""\u{110000}""#, "\"a", "r#\"a\""]
        {
            assert_eq!(value(literal), None, "{literal}");
        }
    }
}
