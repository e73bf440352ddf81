//! Panics of closures and functions that C calls: they are caught at the boundary and resumed in the caller of C.

mod allocation;
mod by_address;
mod c;
mod carried;
mod hook;
mod latest;
mod owned;
mod refused;
mod round_trips;
mod threads;

ffi_guard::ffi_library! { prefix = "callbacks" }

use c::{DataLast, csrc_walk};
use std::any::Any;
use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Calls `csrc_walk` with a callback that is alive.
fn walk(count: i32, f: DataLast, data: *mut c_void) -> i64 {
    // SAFETY: every test passes function and data of the same callback, and keeps it alive until C returns.
    unsafe { csrc_walk(count, f, data) }
}

/// Returns the payload of the panic of `f`.
#[track_caller]
fn caught<R>(f: impl FnOnce() -> R) -> Box<dyn Any + Send> {
    match catch_unwind(AssertUnwindSafe(f)) {
        Ok(_) => panic!("no panic"),
        Err(payload) => payload,
    }
}

/// Adds its name to a list when dropped.
struct Noted<'a>(&'a std::cell::RefCell<Vec<&'static str>>, &'static str);

impl Drop for Noted<'_> {
    fn drop(&mut self) {
        self.0.borrow_mut().push(self.1);
    }
}
