//! A function of C with its data pointer.

use crate::callback::Destroy;
use std::ffi::c_void;

/// A data pointer that Rust owns.
///
/// The shim creates it before it checks any argument. So C's `destroy` is called exactly once, whether the call is
/// rejected, fails, panics, or succeeds and Rust drops the closure later.
pub struct CallbackData {
    data: *mut c_void,
    destroy: Option<Destroy>,
}

impl CallbackData {
    /// Takes ownership of a data pointer.
    ///
    /// # Safety
    ///
    /// `destroy` may be called once with `data`: on any thread if the closure is `Send`, else on this thread.
    #[inline(always)]
    #[must_use]
    pub unsafe fn adopt(data: *mut c_void, destroy: Option<Destroy>) -> Self {
        Self { data, destroy }
    }
}

impl Drop for CallbackData {
    #[inline]
    fn drop(&mut self) {
        if let Some(destroy) = self.destroy {
            // SAFETY: the caller of `adopt` allows one call with this pointer, and only this destructor makes it.
            unsafe { destroy(self.data) }
        }
    }
}

/// The data pointer of a callback, borrowed or owned.
pub trait DataPointer {
    /// Returns the argument for C.
    fn get(&self) -> *mut c_void;
}

impl DataPointer for *mut c_void {
    #[inline(always)]
    fn get(&self) -> *mut c_void {
        *self
    }
}

impl DataPointer for CallbackData {
    #[inline(always)]
    fn get(&self) -> *mut c_void {
        self.data
    }
}

/// A function of C with its data pointer. `SEND` and `SYNC` are the bounds that the author wrote on the closure.
///
/// The fields are private, so that the closure of a shim captures the value as a whole: a closure that captured the raw
/// pointer alone would not be `Send`.
pub struct CFunction<F, D, const SEND: bool, const SYNC: bool> {
    function: F,
    data: D,
}

impl<F: Copy, D: DataPointer, const SEND: bool, const SYNC: bool> CFunction<F, D, SEND, SYNC> {
    /// Creates it from the arguments that C passed.
    ///
    /// # Safety
    ///
    /// As long as the value exists, `function` may be called with the data pointer: on this thread; on any thread if
    /// `SEND`; on any threads, also at the same time, if `SYNC`.
    #[inline(always)]
    #[must_use]
    pub const unsafe fn new(function: F, data: D) -> Self {
        Self { function, data }
    }

    /// Returns the function and its last argument.
    #[inline(always)]
    pub fn parts(&self) -> (F, *mut c_void) {
        (self.function, self.data.get())
    }
}

// SAFETY: `F` is a function pointer, and the caller of `new` allows calls with the data pointer, and its destruction, on
// any thread.
unsafe impl<F, D, const SYNC: bool> Send for CFunction<F, D, true, SYNC> {}

// SAFETY: the caller of `new` allows calls with the data pointer on any threads, also at the same time.
unsafe impl<F, D, const SEND: bool> Sync for CFunction<F, D, SEND, true> {}

/// A type whose values any thread may use, for the field of a handle that stores a callback.
#[diagnostic::on_unimplemented(
    message = "any thread may use a handle, and `{Self}` is not `Send` and `Sync`",
    label = "is not `Send` and `Sync`",
    note = "for a callback that C provides: write `Box<dyn FnMut(..) + Send + Sync>` here and in the signature, and document \
            that any thread may call it",
    note = "if each handle stays on the thread that created it: write `#[ffi(single_thread)]` on the type"
)]
pub trait AnyThread {}

#[diagnostic::do_not_recommend]
impl<T: Send + Sync> AnyThread for T {}

/// Compiles only if any thread may use the values of the type.
pub const fn require_any_thread<T: AnyThread>() {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::ptr;

    unsafe extern "C" fn count(data: *mut c_void) {
        // SAFETY: the tests pass a pointer to a `Cell<u32>` that outlives the owner.
        let cell = unsafe { &*data.cast::<Cell<u32>>() };
        cell.set(cell.get() + 1);
    }

    #[test]
    fn data_is_destroyed_once_when_it_is_dropped() {
        let destroyed = Cell::new(0);
        let data = ptr::from_ref(&destroyed).cast_mut().cast();
        // SAFETY: `count` may be called with this pointer, which outlives the owner.
        let owner = unsafe { CallbackData::adopt(data, Some(count)) };
        assert_eq!(owner.get(), data);
        // SAFETY: `F` is `()`, so nothing is called.
        let function = unsafe { CFunction::<_, _, false, false>::new((), owner) };
        assert_eq!(function.parts().1, data);
        assert_eq!(destroyed.get(), 0);
        drop(function);
        assert_eq!(destroyed.get(), 1);
    }

    #[test]
    fn null_destroys_nothing() {
        // SAFETY: without a function, nothing is called.
        drop(unsafe { CallbackData::adopt(ptr::null_mut(), None) });
    }
}
