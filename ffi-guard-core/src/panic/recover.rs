//! The cold side of every shim: what happens once a panic is caught.
//!
//! A shim, once `catch` is inlined, is `match catch_unwind(body) { Ok(value) => value, Err(payload) => .. }`, and its
//! `Err` arm is one call into this file. All of it runs after the catch and must not unwind itself, so each
//! step that runs code of others (payload, observers, fallback) has a catch of its own. The
//! functions that shims call are `extern "C"`: their calls are then known not to unwind, which saves
//! each shim a landing pad. The name comes first: the payload then stays in the register in which
//! `catch_unwind` left its second half, which saves each shim six bytes on x86-64.

#![allow(
    improper_ctypes_definitions,
    reason = "called from Rust only; the ABI is there for nounwind"
)]

use crate::error::last_error::SavedError;
use crate::error::text::Text;
use crate::error::{Error, ErrorKind, OwnedLocation};
use crate::error::{last_error, observe};
use crate::panic::fallback::Fallback;
use crate::panic::location;
use crate::panic::payload::{self, Payload};
use std::ffi::{CStr, c_char};
use std::io::Write;
use std::mem::needs_drop;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::{io, process};

/// The symbol of a guarded function, as a shim hands it over: one register, and no relocation in the
/// artifact as a static with a reference would need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Name(*const c_char);

impl Name {
    /// The name that the generated code writes as a literal.
    #[must_use]
    pub const fn new(name: &'static CStr) -> Self {
        Self(name.as_ptr())
    }

    /// The name that the generated code puts together of literals, with a NUL behind it.
    ///
    /// # Panics
    ///
    /// If there is none, or one within, which the macros of the same version do not write.
    #[must_use]
    pub const fn of(name: &'static str) -> Self {
        match CStr::from_bytes_with_nul(name.as_bytes()) {
            Ok(name) => Self::new(name),
            Err(_) => panic!("a name has one NUL, at its end"),
        }
    }

    /// Stands for a name that nobody knows any more.
    #[cfg(feature = "track-frames")]
    pub(crate) const UNKNOWN: Self = Self::new(c"unknown");

    /// The name at an address that [`address`](Self::address) gave.
    ///
    /// # Safety
    ///
    /// `address` is the result of that.
    #[cfg(feature = "track-frames")]
    pub(crate) unsafe fn at(address: usize) -> Self {
        Self(std::ptr::with_exposed_provenance(address))
    }

    /// Where the name is, as a number.
    #[cfg(feature = "track-frames")]
    pub(crate) fn address(self) -> usize {
        self.0.expose_provenance()
    }

    pub(crate) fn get(self) -> &'static CStr {
        // SAFETY: each constructor had the pointer of a `&'static CStr`, one of them by way of its address.
        unsafe { CStr::from_ptr(self.0) }
    }
}

/// The destination of a caught panic.
pub trait PanicDestination: Sized {
    /// IntoOwned the panic, which may tell the observers, and must not unwind.
    fn receive(function: Name, payload: Payload) -> Self;

    /// The error that the author's fallback gets.
    fn error(&self) -> &Error;

    /// Runs the author's fallback, for which [`error`](Self::error) is the thread's latest failure.
    fn with_last_error<R>(&self, fallback: impl FnOnce() -> R) -> R;
}

/// The last error of the thread: for a function that no Rust frame waits for.
pub struct LastError(Error);

impl PanicDestination for LastError {
    fn receive(function: Name, payload: Payload) -> Self {
        Self(record_panic(function, payload))
    }

    fn error(&self) -> &Error {
        &self.0
    }

    fn with_last_error<R>(&self, fallback: impl FnOnce() -> R) -> R {
        last_error::preserve(&self.0, fallback)
    }
}

/// IntoOwned a panic and returns the constant that the author named.
///
/// A value that fits registers goes through the recorder, so that its call is the shim's last act: where
/// the `Err` arm goes on afterwards, the two ways to the end share registers, and the happy one pays for
/// it. A larger value would need room in the shim's frame for that, which the happy way would make.
#[inline(always)]
pub(crate) fn record<D: PanicDestination, R>(function: Name, payload: Payload, value: R) -> R {
    if size_of::<R>() <= 2 * size_of::<usize>() {
        record_through::<D, R>(function, payload, value)
    } else {
        record_through::<D, ()>(function, payload, ());
        value
    }
}

#[cold]
#[inline(never)]
extern "C" fn record_through<D: PanicDestination, R>(
    function: Name,
    payload: Payload,
    value: R,
) -> R {
    D::receive(function, payload);
    value
}

/// IntoOwned a panic and computes the author's fallback.
#[cold]
#[inline(never)]
pub extern "C" fn recover<D: PanicDestination, R, F: FnOnce(&Error) -> R>(
    function: Name,
    payload: Payload,
    fallback: F,
) -> R {
    let destination = D::receive(function, payload);
    let error = destination.error();
    let fallback = || destination.with_last_error(|| fallback(error));
    catch_unwind(AssertUnwindSafe(fallback))
        .unwrap_or_else(|payload| fallback_panicked(payload, error))
}

/// IntoOwned a panic and returns the fallback that the type itself names.
#[cold]
#[inline(never)]
pub(crate) extern "C" fn recover_default<D: PanicDestination, R: Fallback>(
    function: Name,
    payload: Payload,
) -> R {
    recover::<D, R, _>(function, payload, |_| R::fallback())
}

/// Records a panic, prints it and ends the process: for functions that have no way to say no.
#[cold]
#[inline(never)]
pub extern "C" fn abort(function: Name, payload: Payload) -> ! {
    let error = record_panic(function, payload);
    abort_with_error(&error)
}

/// Ends the process over a failure that a function has no way to tell.
pub(crate) fn abort_with_error(error: &Error) -> ! {
    abort_with_message(format_args!("{error}; it has no fallback value, so the process aborts"))
}

/// Drops a value of the user's. A panic of its destructor is recorded as a failure of its own.
#[inline]
pub fn drop_recorded<T>(function: Name, value: T) {
    if needs_drop::<T>()
        && let Err(payload) = catch_unwind(AssertUnwindSafe(move || drop(value)))
    {
        record::<LastError, ()>(function, payload, ());
    }
}

/// What is known of a panic that goes on, and so is no failure yet: not counted, and told to nobody.
#[cold]
pub(crate) fn describe_panic(
    function: Name,
    payload: &Payload,
    place: Option<OwnedLocation>,
) -> Error {
    error_of(function, payload, place, last_error::count())
}

/// Records a call that was not let in.
#[cold]
pub(crate) fn refuse(function: Name, why: &str, place: OwnedLocation) -> Error {
    let error = Error {
        kind: ErrorKind::InvalidArgument,
        c_code: 0,
        count: last_error::increment_count(),
        function: function.get(),
        message: Text::new(why),
        place: place.traced(),
    };
    publish_and_tell(&error);
    error
}

/// Makes `error` the thread's latest failure and tells the observers, who find it there.
pub(crate) fn publish_and_tell(error: &Error) {
    last_error::set(error);
    observe::notify(error, &SavedError::failure(error));
}

/// Evaluates a fallback whose panic has nowhere to go.
pub(crate) fn evaluate_fallback<R>(function: Name, fallback: impl FnOnce() -> R) -> R {
    catch_unwind(AssertUnwindSafe(fallback)).unwrap_or_else(|payload| {
        let text = payload::text(&*payload).unwrap_or("payload is not a string");
        let function = function.get().to_string_lossy();
        abort_with_message(format_args!(
            "the fallback of {function} panicked: {text}; the process aborts"
        ))
    })
}

pub(crate) fn record_panic(function: Name, payload: Payload) -> Error {
    let place = location::take(&*payload);
    record_panic_at(function, payload, place)
}

/// Builds the error on the stack of its caller, drops the payload and records the failure of a panic that was raised at
/// `place`.
#[cold]
pub(crate) fn record_panic_at(
    function: Name,
    payload: Payload,
    place: Option<OwnedLocation>,
) -> Error {
    let mut error = error_of(function, &payload, place, last_error::count());
    payload::discard(payload);
    // After the failures that the payload's destructor causes.
    error.count = last_error::increment_count();
    publish_and_tell(&error);
    error
}

fn error_of(function: Name, payload: &Payload, place: Option<OwnedLocation>, count: u64) -> Error {
    Error {
        kind: ErrorKind::Panic,
        c_code: 0,
        count,
        function: function.get(),
        message: Text::new(payload::text(&**payload).unwrap_or("panic payload is not a string")),
        place: place.unwrap_or(OwnedLocation::UNKNOWN),
    }
}

#[cold]
pub(crate) fn fallback_panicked(payload: Payload, error: &Error) -> ! {
    let text = payload::text(&*payload).unwrap_or("payload is not a string");
    let report = format_args!("{error}; then its fallback panicked: {text}; the process aborts");
    // Never dropped: the process ends with its frame.
    abort_with_message(report)
}

/// Aborts with a message, which is written without `eprintln!`, as that panics where it cannot write.
fn abort_with_message(message: std::fmt::Arguments<'_>) -> ! {
    let _ = writeln!(io::stderr(), "ffi_guard: {message}");
    process::abort()
}
