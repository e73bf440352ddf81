//! `usize` and `isize`, in signatures and in a struct.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Span { pub start: usize, pub change: isize }

#[ffi_export(fallback = 0)]
pub fn s_end(span: &Span, scale: usize) -> isize { span.start as isize + span.change * scale as isize }
