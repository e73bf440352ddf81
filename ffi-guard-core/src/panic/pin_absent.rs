//! Replaces `pin.rs` on platforms that never unmap libraries, and on platforms for which `pin.rs` has no
//! implementation.

use std::ffi::c_void;

/// Does nothing.
pub(crate) fn keep_mapped(_: *const c_void, _: *const c_void) {}
