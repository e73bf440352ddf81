//! Numbers that have one spelling.

/// Returns a decimal number without a sign or leading zeros.
pub(crate) fn decimal(text: &str) -> Option<u32> {
    text.parse().ok().filter(|number: &u32| number.to_string() == text)
}
