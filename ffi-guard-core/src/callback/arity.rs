//! The C functions of closures, for each number of arguments.

use super::call_policy::{CallPolicy, Concurrent, SameThread, Sequential};
use std::ffi::c_void;

/// A closure that can be a callback of the kind `K`, with arguments `A` (a tuple) and result `R`.
///
/// Implemented for `FnMut` and `Fn` closures with up to eight arguments; sealed. Arguments and result are passed by the
/// C ABI: use types that have a C representation.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a callback of the kind `{K}`",
    note = "a callback is a closure of up to eight arguments whose types are written out; \
            `callback` and `callback_send` take a `FnMut`, `callback_sync` takes a `Fn`"
)]
pub trait CallbackFn<K: CallPolicy, A, R>: sealed::Sealed<K, A, R> + Sized {
    /// The C function with the data pointer as its first parameter.
    type First;
    /// The C function with the data pointer as its last parameter.
    type Last;

    #[doc(hidden)]
    fn first<T: CallTarget<Self, R>>() -> Self::First;

    #[doc(hidden)]
    fn last<T: CallTarget<Self, R>>() -> Self::Last;
}

/// Calls the closure behind a data pointer, catches its panic, and applies the call policy.
#[doc(hidden)]
pub trait CallTarget<F, R> {
    /// Runs `call` with the closure, or returns the fallback.
    ///
    /// # Safety
    ///
    /// `data` is the data pointer of a live callback with exactly these types. `call` uses the pointer to the closure
    /// as the call policy allows: exclusively, or as `&F`.
    unsafe fn call(data: *mut c_void, call: impl FnOnce(*mut F) -> R) -> R;
}

mod sealed {
    /// Prevents implementations of [`CallbackFn`](super::CallbackFn) outside of this module.
    pub trait Sealed<K, A, R> {}
}

macro_rules! kind {
    ($kind:ident, $bound:ident, $borrow:ident, ($($arg:ident: $ty:ident),*)) => {
        impl<F: $bound($($ty),*) -> R, R, $($ty),*> sealed::Sealed<$kind, ($($ty,)*), R> for F {}

        impl<F: $bound($($ty),*) -> R, R, $($ty),*> CallbackFn<$kind, ($($ty,)*), R> for F {
            type First = unsafe extern "C" fn(*mut c_void, $($ty),*) -> R;
            type Last = unsafe extern "C" fn($($ty,)* *mut c_void) -> R;

            fn first<T: CallTarget<F, R>>() -> Self::First {
                unsafe extern "C" fn first<F: $bound($($ty),*) -> R, R, T: CallTarget<F, R>, $($ty),*>(
                    data: *mut c_void,
                    $($arg: $ty),*
                ) -> R {
                    // SAFETY: C passes the data pointer that came with this function, so its types match. The call
                    // policy `$kind` allows this use of the closure.
                    unsafe { T::call(data, move |f| $borrow(f)($($arg),*)) }
                }
                first::<F, R, T, $($ty),*>
            }

            fn last<T: CallTarget<F, R>>() -> Self::Last {
                unsafe extern "C" fn last<F: $bound($($ty),*) -> R, R, T: CallTarget<F, R>, $($ty),*>(
                    $($arg: $ty,)*
                    data: *mut c_void
                ) -> R {
                    // SAFETY: C passes the data pointer that came with this function, so its types match. The call
                    // policy `$kind` allows this use of the closure.
                    unsafe { T::call(data, move |f| $borrow(f)($($arg),*)) }
                }
                last::<F, R, T, $($ty),*>
            }
        }
    };
}

/// # Safety
///
/// The call policy admits no other call at the same time.
unsafe fn exclusive_ref<'a, F>(closure: *mut F) -> &'a mut F {
    // SAFETY: the caller guarantees that no other call uses the closure.
    unsafe { &mut *closure }
}

/// # Safety
///
/// No exclusive reference to the closure exists.
unsafe fn shared_ref<'a, F>(closure: *mut F) -> &'a F {
    // SAFETY: the caller guarantees that only shared references exist.
    unsafe { &*closure }
}

macro_rules! arity {
    ($($arg:ident: $ty:ident),*) => {
        kind! { SameThread, FnMut, exclusive_ref, ($($arg: $ty),*) }
        kind! { Sequential, FnMut, exclusive_ref, ($($arg: $ty),*) }
        kind! { Concurrent, Fn, shared_ref, ($($arg: $ty),*) }
    };
}

arity! {}
arity! { a: A }
arity! { a: A, b: B }
arity! { a: A, b: B, c: C }
arity! { a: A, b: B, c: C, d: E }
arity! { a: A, b: B, c: C, d: E, e: G }
arity! { a: A, b: B, c: C, d: E, e: G, g: H }
arity! { a: A, b: B, c: C, d: E, e: G, g: H, h: I }
arity! { a: A, b: B, c: C, d: E, e: G, g: H, h: I, i: J }
