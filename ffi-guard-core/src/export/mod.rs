//! Checks and marks exports: the `record` that each one leaves in the artifact, the rules for its `symbol`, and what the
//! `library` can free for C.

pub(crate) mod library;
pub(crate) mod record;
pub(crate) mod symbol;

/// Copies text to the start of `bytes`. `copy_from_slice` is not const before Rust 1.87.
const fn copy_to_start(bytes: &mut [u8], text: &str) {
    let text = text.as_bytes();
    let mut at = 0;
    while at < text.len() {
        bytes[at] = text[at];
        at += 1;
    }
}
