//! Handles a caught panic: the cold path of every shim.
//!
//! After `catch` is inlined, a shim is `match catch_unwind(body) { Ok(value) => value, Err(payload) => .. }`, and its
//! `Err` arm is one call into this file. This code runs outside the catch and must not unwind, so each step that runs
//! foreign code (payload, observers, fallback) has a catch of its own.
//!
//! The functions that shims call are `extern "C"`: their calls are known not to unwind, which saves each shim a landing
//! pad. The name is the first argument, so that the payload stays in the register where `catch_unwind` left its second
//! half. This saves each shim six bytes on x86-64.

#![allow(
    improper_ctypes_definitions,
    reason = "called from Rust only; the ABI is there for nounwind"
)]

use crate::callback::InvalidResult;
use crate::error::last_error::SavedError;
use crate::error::text::Text;
use crate::error::{Error, ErrorKind, OwnedLocation};
use crate::error::{last_error, observe};
use crate::panic::fallback::Fallback;
use crate::panic::location;
use crate::panic::name::Name;
use crate::panic::payload::{self, Payload};
use std::io::Write;
use std::mem::needs_drop;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::{io, process};

/// Where a caught panic goes: to the thread's last error, or to the scope around the call.
pub trait PanicDestination: Sized {
    /// Takes the panic. May notify observers, and must not unwind.
    fn receive(function: Name, payload: Payload) -> Self;

    /// Returns the error for the author's fallback.
    fn error(&self) -> &Error;

    /// Runs the author's fallback with [`error`](Self::error) as the thread's last error.
    fn with_last_error<R>(&self, fallback: impl FnOnce() -> R) -> R;
}

/// Records panics as the thread's last error.
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

/// Records a panic and returns the constant fallback.
///
/// A value that fits into registers is passed through the recorder, so that this call is the last instruction of the
/// shim. Otherwise the `Err` arm would continue after the call, the two paths would share registers, and the `Ok` path
/// would pay for it. A larger value would need stack space in the shim, which the `Ok` path would have to reserve.
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

/// Records a panic and computes the author's fallback.
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

/// Records a panic and returns the fallback of the type.
#[cold]
#[inline(never)]
pub(crate) extern "C" fn recover_default<D: PanicDestination, R: Fallback>(
    function: Name,
    payload: Payload,
) -> R {
    recover::<D, R, _>(function, payload, |_| R::fallback())
}

/// Records a panic, prints it and aborts: the function has no way to report failure.
#[cold]
#[inline(never)]
pub extern "C" fn abort(function: Name, payload: Payload) -> ! {
    let error = record_panic(function, payload);
    abort_with_error(&error)
}

/// Aborts: the function has no way to report failure.
pub(crate) fn abort_with_error(error: &Error) -> ! {
    abort_with_message(format_args!("{error}; it has no fallback value, so the process aborts"))
}

/// Drops a value of the user. Records a panic of its destructor as a separate failure.
#[inline]
pub fn drop_recorded<T>(function: Name, value: T) {
    if needs_drop::<T>() {
        if let Err(payload) = catch_unwind(AssertUnwindSafe(move || drop(value))) {
            record::<LastError, ()>(function, payload, ());
        }
    }
}

/// Returns the error for a panic that continues elsewhere: it is not counted, and observers are not notified.
#[cold]
pub(crate) fn describe_panic(
    function: Name,
    payload: &Payload,
    place: Option<OwnedLocation>,
) -> Error {
    error_of(function, payload, place, last_error::count())
}

/// Records a rejected call of a callback.
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

/// Makes `error` the thread's last error and notifies observers.
pub(crate) fn publish_and_tell(error: &Error) {
    last_error::set(error);
    observe::notify(error, &SavedError::failure(error));
}

/// Computes the fallback of a callback. If it panics, the process aborts.
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

/// Records the failure of a panic that was raised at `place`: builds the error on the stack, drops the payload, and
/// notifies observers.
#[cold]
pub(crate) fn record_panic_at(
    function: Name,
    payload: Payload,
    place: Option<OwnedLocation>,
) -> Error {
    let mut error = error_of(function, &payload, place, last_error::count());
    payload::discard(payload);
    // Counted after the failures that the payload's destructor causes.
    error.count = last_error::increment_count();
    publish_and_tell(&error);
    error
}

fn error_of(function: Name, payload: &Payload, place: Option<OwnedLocation>, count: u64) -> Error {
    let (kind, message) = match payload.downcast_ref::<InvalidResult>() {
        Some(invalid) => {
            let mut message = Text::EMPTY;
            message.write(format_args!("{invalid}"));
            (ErrorKind::InvalidResult, message)
        }
        None => {
            let text = payload::text(&**payload).unwrap_or("panic payload is not a string");
            (ErrorKind::Panic, Text::new(text))
        }
    };
    Error {
        kind,
        c_code: 0,
        count,
        function: function.get(),
        message,
        place: place.unwrap_or(OwnedLocation::UNKNOWN),
    }
}

#[cold]
pub(crate) fn fallback_panicked(payload: Payload, error: &Error) -> ! {
    let text = payload::text(&*payload).unwrap_or("payload is not a string");
    // The payload is not dropped: the process ends here.
    abort_with_message(format_args!(
        "{error}; then its fallback panicked: {text}; the process aborts"
    ))
}

/// Prints a message and aborts. `eprintln!` is not used because it panics if it cannot write.
fn abort_with_message(message: std::fmt::Arguments<'_>) -> ! {
    let _ = writeln!(io::stderr(), "ffi_guard: {message}");
    process::abort()
}
