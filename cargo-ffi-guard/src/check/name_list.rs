//! Names in a sentence.

/// The maximum number of names in a note.
const MAX_NAMES: usize = 5;

/// The first names, and how many more there are.
pub(super) fn names(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(MAX_NAMES).map(|name| format!("`{name}`")).collect();
    match names.len().saturating_sub(MAX_NAMES) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
