//! Lists of names in messages.

/// The names that a message has at most.
const MAX: usize = 10;

/// Returns the first names, and how many there are beyond.
pub(crate) fn first_names(names: &[impl AsRef<str>]) -> String {
    let shown: Vec<&str> = names.iter().take(MAX).map(AsRef::as_ref).collect();
    let shown = shown.join(", ");
    match names.len().saturating_sub(MAX) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
