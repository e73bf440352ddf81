//! The end of a comment `*/` in documentation, of functions in both forms, types, fields and variants.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

/// Matches `src/*/lib.rs`, then `a*/b`.
#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Glob {
    /// As in `*/x`.
    pub depth: u8,
    /// Ends with */
    pub kind: Kind,
}

#[doc = "Kinds: `**/*/`"]
#[derive(Clone, Copy, FfiType)]
#[repr(u8)]
pub enum Kind {
    /// `*/`
    File = 3,
    /// `*/*/`
    Folder,
}

/// `x*/y`, in the Rust form.
#[ffi_export(fallback = 0)]
pub fn s_mix(glob: Glob) -> u32 { u32::from(glob.depth) * 10 + glob.kind as u32 }

/// `x*/y`, in the C form.
#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_match(n: i32) -> i32 { n }

/// A limit: `*/`.
pub const LIMIT: u8 = 9;
