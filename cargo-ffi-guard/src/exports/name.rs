//! The names of symbols in a list of exports.

/// Words that have a meaning of their own in a version script or a definition file.
const KEYWORDS: [&str; 18] = [
    "global",
    "local",
    "extern",
    "LIBRARY",
    "NAME",
    "DESCRIPTION",
    "STACKSIZE",
    "HEAPSIZE",
    "CODE",
    "DATA",
    "SECTIONS",
    "EXPORTS",
    "IMPORTS",
    "VERSION",
    "CONSTANT",
    "NONAME",
    "PRIVATE",
    "BASE",
];

/// Returns a name as version scripts and definition files have it.
pub(super) fn quoted(name: &str) -> String {
    let is_word = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_word && !KEYWORDS.contains(&name) { name.to_owned() } else { format!("\"{name}\"") }
}

/// Whether a list can contain a name: none of the formats can escape a character.
pub(super) fn is_writable(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.$@".contains(&byte))
}
