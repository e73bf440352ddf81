//! All that generated code may name. Not a public API: it changes without notice, together with the
//! macros of the same version.

pub use crate::__ffi_guard_at_load as at_load;
pub use crate::__ffi_guard_export_record as export_record;
pub use crate::__ffi_guard_no_cancel as no_cancel;
pub use crate::__ffi_guard_require_unwind as require_unwind;
pub use crate::c_api::{
    ErrorCallback, RawError, last_error, last_error_backtrace, last_error_message,
    set_error_callback,
};
pub use crate::callback::SurroundingScope;
pub use crate::cancel::NoCancel;
pub use crate::catch::{called, caught, guarded, guarded_default};
pub use crate::convert::any_bits::{AnyBitsField, any_bits};
pub use crate::convert::exactly::{Exactly, exactly};
pub use crate::convert::{
    AnyBits, FfiType, Out, Pointee, Refused, Slot, VecForC, c_form, checks, list, owned,
};
pub use crate::export_record::{ExportRecord, padded, padded_size};
pub use crate::fail::{
    ByNothing, ByTrait, CodeOf, Outcome, Status, Unprotected, abort as fail_abort, failed_with,
    failed_with_unused, fall_back, fall_back_default, never_failed, panicked, poisoned, refuse,
    status, status_of,
};
pub use crate::guard::{LastError, Name, abort, drop_recorded, recover};
pub use crate::handle::{FfiHandle, private as handle};
pub use crate::hook::install;
pub use crate::last::clear_last_error;
pub use crate::library::{__FfiGuardLibrary, FreesListsOf, FreesTexts};
pub use crate::poison::{Bomb, Poison};
pub use crate::symbol::{NO_PREFIX, require_prefix, require_underived};
pub use core::convert::Infallible;
pub use core::ffi;
pub use core::mem::{ManuallyDrop, MaybeUninit, forget};
pub use core::option::Option;
pub use core::primitive::{self, bool, i32, i128, u32, usize};
pub use core::result::Result::{self, Err, Ok};
pub use ffi_guard_macros::claim;
pub use std::boxed::Box;
pub use std::ffi::{c_char, c_int, c_void};
pub use std::sync::Arc;
