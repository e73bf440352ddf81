//! The runtime of `ffi-guard`. Use it through the crate `ffi-guard-runtime` (library `ffi_guard`), which adds the
//! macros and documents both.
//!
//! It depends on no procedural macro, so cargo compiles it at the same time as syn.
// docs.rs sets `docsrs`: the items of a feature then name it.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod callback;
mod convert;
#[cfg(feature = "describe")]
mod describe;
mod error;
mod export;
mod handle;
mod panic;
mod resource;
mod track;

#[doc(hidden)]
pub mod __private;

pub use crate::callback::{CallbackError, InvalidResult, across_c, try_across_c};
pub use crate::convert::{
    AnyBits, FfiSlice, FfiStr, FfiType, FfiVec, InvalidArgument, Out, PassByPointer,
};
pub use crate::error::channel::{Failures, channel};
pub use crate::error::coded_error::CodedError;
pub use crate::error::last_error::{clear_last_error, last_backtrace, last_error};
pub use crate::error::observe::{ObserverId, observe};
pub use crate::error::status::{ErrorCode, Status};
pub use crate::error::{Error, ErrorKind, Location};
pub use crate::handle::FfiHandle;
pub use crate::handle::poison::Poison;
pub use crate::panic::fallback::Fallback;
pub use crate::resource::{CBox, Lent};
