//! The runtime of `ffi-guard`. Use it through the crate `ffi-guard-runtime`, library `ffi_guard`, which adds the macros
//! and documents both.
//!
//! It depends on no procedural macro, so that cargo builds it while it builds syn.

mod backtrace;
mod backtrace_text;
mod c_api;
mod c_buffer;
pub mod callback;
#[cfg_attr(
    not(any(
        target_vendor = "apple",
        target_os = "linux",
        target_os = "freebsd",
        target_os = "dragonfly",
        target_os = "netbsd",
        target_os = "openbsd",
        target_os = "illumos",
    )),
    path = "cancel_absent.rs"
)]
mod cancel;
mod catch;
mod channel;
mod coded_error;
mod convert;
mod error;
mod export_record;
mod fallback;
mod handle;
mod hook;
mod last;
mod library;
mod location;
mod observe;
mod payload;
#[cfg_attr(all(windows, not(miri)), path = "pin_windows.rs")]
#[cfg_attr(
    any(
        miri,
        not(any(
            windows,
            target_vendor = "apple",
            all(target_os = "linux", target_env = "gnu", not(target_feature = "crt-static")),
            target_os = "android",
            target_os = "freebsd",
            target_os = "dragonfly",
            target_os = "netbsd",
            target_os = "illumos",
        ))
    ),
    path = "pin_absent.rs"
)]
mod pin;
mod poison;
mod recover;
mod resource;
mod status;
mod strategy;
mod symbol;
mod text;
mod track;

#[doc(hidden)]
pub mod __private;

pub use crate::callback::{Carried, OwnedCallback, Scope, across_c, try_across_c};
pub use crate::channel::{Failures, channel};
pub use crate::coded_error::CodedError;
pub use crate::convert::{AnyBits, FfiType, FfiVec, InvalidArgument, Out, PassByPointer};
pub use crate::error::{Error, ErrorKind, Location};
pub use crate::fallback::Fallback;
pub use crate::handle::FfiHandle;
pub use crate::last::{clear_last_error, last_backtrace, last_error};
pub use crate::observe::observe;
pub use crate::poison::Poison;
pub use crate::resource::{CBox, Lent};
pub use crate::status::{ErrorCode, Status};
