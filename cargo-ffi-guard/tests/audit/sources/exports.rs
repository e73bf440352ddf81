//! Exports of every kind, for a library and for an executable.

use ffi_guard::{ffi_export, unguarded};

pub use dependency::dependency_guarded as _;

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn guarded(a: i32) -> i32 {
    10 / a
}

#[ffi_export(fallback = -1, name = "renamed")]
pub fn in_rust(a: i32) -> i32 {
    20 / a
}

#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn cannot_panic() {}

#[unguarded(reason = "it returns a constant")]
#[unsafe(no_mangle)]
pub extern "C" fn allowed() -> i32 {
    3
}

// unguarded on purpose
#[unsafe(no_mangle)]
pub extern "C" fn bare(a: i32) -> i32 {
    30 / a
}

// unguarded on purpose
#[unsafe(export_name = "bare_by_name")]
extern "C" fn hidden_name(a: i32) -> i32 {
    35 / a
}

macro_rules! exports {
    ($guarded:ident, $bare:ident) => {
        #[ffi_export(fallback = -1)]
        #[unsafe(no_mangle)]
        pub extern "C" fn $guarded(a: i32) -> i32 {
            40 / a
        }

        #[unsafe(no_mangle)]
        pub extern "C" fn $bare(a: i32) -> i32 {
            50 / a
        }
    };
}

exports!(in_macro_guarded, in_macro_bare);

/// A variable, which is not a function.
#[unguarded(reason = "a constant")]
#[unsafe(no_mangle)]
pub static LIMIT: i32 = 3;
