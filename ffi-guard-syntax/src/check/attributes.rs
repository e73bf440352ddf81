//! Rejects attributes of the function that contradict a guard.

use crate::errors::Errors;
use syn::{Attribute, Meta};

const REFUSED: [(&str, &str); 5] = [
    (
        "naked",
        "a naked function is assembly alone, without a frame in which a panic could be caught; \
               guard the Rust function that it jumps to",
    ),
    ("track_caller", "C passes no caller location; remove `#[track_caller]`"),
    ("ffi_export", GUARDED),
    ("ffi_callback", GUARDED),
    ("unguarded", BOTH),
];
const GUARDED: &str = "the function is guarded already; keep one attribute: `#[ffi_export]` for a function \
                       with a symbol, `#[ffi_callback]` for one that C gets by its address";
const BOTH: &str = "a function cannot be guarded and unguarded; keep one of the two attributes";

/// Checks the attributes of a guarded function.
pub(super) fn check(attrs: &[Attribute], errors: &mut Errors) {
    for attr in attrs {
        let name = name(attr);
        if let Some((_, message)) = REFUSED.iter().find(|(refused, _)| *refused == name) {
            errors.on(attr, message);
        }
    }
}

/// Rejects attributes that contradict `#[unguarded]`, which leaves the function as it is.
pub(super) fn check_unguarded(attrs: &[Attribute], errors: &mut Errors) {
    for attr in attrs {
        match name(attr).as_str() {
            "ffi_export" | "ffi_callback" => errors.on(attr, BOTH),
            "unguarded" => errors.on(attr, "this is allowed already; keep one `#[unguarded]`"),
            _ => {}
        }
    }
}

/// Returns the last segment of the attribute's path, or of the path in `unsafe(..)`.
fn name(attr: &Attribute) -> String {
    let inner = attr.path().is_ident("unsafe").then(|| attr.parse_args::<Meta>().ok()).flatten();
    let path = inner.as_ref().map_or(attr.path(), Meta::path);
    path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default()
}
