//! Handles: objects that stay opaque to C, which gets a pointer, passes it back, and frees it once.
//!
//! `owner` knows how the object lies in memory (with the mark of a panic beside it: `slot`), `scheme` what C gets for
//! its address and how that is checked, `way` makes references of the two, `owned` hands the object over and takes it
//! back (`pending` holds it until nothing can fail any more), and `free` ends it. The scheme of checked handles is
//! `token`, on top of the `table` of all such handles.

mod access;
mod free;
mod named;
mod owned;
mod owner;
mod pending;
pub(crate) mod poison;
mod poison_box;
mod repr;
mod table;
#[cfg(test)]
mod tests;
mod thread_id;
mod token_repr;
mod unconverted;

use crate::convert::{InvalidArgument, PassByPointer};

/// What generated code names.
#[doc(hidden)]
pub mod private {
    pub use super::access::{HandleAccess, require_send_sync};
    pub use super::free::free;
    pub use super::named::{NameOf, NoName, names_agree};
    pub use super::owned::{
        AnyArc, AnyBox, ArcOf, BoxOf, DataBox, HandleArc, HandleBox, IntoOptionBox,
        check_owned_self, optional_value_into_handle, take_arc, take_box, take_optional_box,
        take_value, value_into_handle,
    };
    pub use super::owner::{ArcOwner, BoxOwner};
    pub use super::pending::PendingOwner;
    pub use super::poison_box::{PoisonBox, clear_poison, is_poisoned, poisoned};
    pub use super::repr::{Select, SelectRepr};
    pub use super::unconverted::{AnyType, Unconverted};
}

/// A type whose objects C has as handles: pointers to what it does not look into.
///
/// `#[derive(FfiHandle)]` implements it, and exports the function by which C frees an object: `mylib_counter_free` for
/// a `Counter` in a library of the prefix `mylib`. Functions take a handle as `&Counter`, `&mut Counter`, or, to free
/// it or to keep it, `Box<Counter>`; they return one as `Box<Counter>`. An exported `impl` block does the same for
/// methods, and returns `Self` as well.
///
/// ```
/// ffi_guard::ffi_library! { prefix = "counting" }
///
/// use ffi_guard::{FfiHandle, ffi_export};
///
/// #[derive(FfiHandle)]
/// pub struct Counter {
///     count: u64,
/// }
///
/// #[ffi_export]
/// impl Counter {
///     /// In C: `counting_counter *counting_counter_new(void)`.
///     pub fn new() -> Self {
///         Self { count: 0 }
///     }
///
///     /// In C: `uint64_t counting_counter_add(counting_counter *counter, uint64_t n)`.
///     #[ffi_export(fallback = u64::MAX)]
///     pub fn add(&mut self, n: u64) -> u64 {
///         self.count += n;
///         self.count
///     }
/// }
/// # mod c {
/// #     use super::Counter;
/// #     unsafe extern "C" {
/// #         pub fn counting_counter_new() -> *mut Counter;
/// #         pub fn counting_counter_add(counter: *mut Counter, n: u64) -> u64;
/// #         pub fn counting_counter_free(counter: *mut Counter);
/// #     }
/// # }
///
/// fn main() {
///     // As C calls it:
///     unsafe {
///         let counter = c::counting_counter_new();
///         assert_eq!(c::counting_counter_add(counter, 2), 2);
///         assert_eq!(c::counting_counter_add(std::ptr::null_mut(), 2), u64::MAX);
///         c::counting_counter_free(counter);
///         c::counting_counter_free(std::ptr::null_mut());
///     }
///     assert_eq!(ffi_guard::last_error().unwrap().message(), "argument `counter` is null");
/// }
/// ```
///
/// A handle is what a plain `fn`, or a method, has returned. A `&Counter` that Rust gives to C by calling a function
/// pointer is none, nor is one that an `extern "C"` function takes or returns, or a parameter that is
/// `#[ffi(unchecked)]`: all of these are refused where the signature says so. To give C what a callback is to know of
/// an object, give it a number, or data of the type's own.
///
/// # Arguments
///
/// Of the attribute `#[ffi(..)]` on the type:
///
/// * `owner = box`: C is the one owner of each object; the default. `owner = arc`: C has a share of it, and functions
///   take and return it as an `Arc`; nothing then takes it as `&mut`.
/// * `checked`: C gets tokens instead of addresses, and what it passes is looked up: what has been freed, is of another
///   type, is no handle, or is in use by a call that excludes others is refused. For all types: `checked_handles` of
///   [`ffi_library!`](../ffi_guard/macro.ffi_library.html). A token is not to be followed, and two tokens of one object (shares of an
///   `Arc`) are not equal. No token is ever used again; with 32-bit pointers at most 65,535 objects live at a time.
/// * `poison`: a panic of a function that has an object marks it, and it is refused then, by the kind
///   [`Poisoned`](crate::ErrorKind::Poisoned), until `mylib_counter_clear_poison(counter)`;
///   `mylib_counter_is_poisoned(counter)` asks. It can be freed all the same. The mark lies beside the object, so a
///   `Box` is allocated anew when it is given to C and when it is taken back: the object moves, and its address
///   changes. Not with `owner = arc`.
/// * `single_thread`: the type need be neither `Send` nor `Sync`. C then promises to use each object on the thread
///   that made it. If it is `checked`, another thread is refused.
/// * `name = "tally"`: the middle part of the functions' names, if it is not the type's name in snake case. An exported
///   `impl` block of the type says the same: `#[ffi_export(name = "tally")]`.
/// * `crate = path`: where the library `ffi_guard` is found, if not at `::ffi_guard`.
///
/// # Safety
///
/// To be implemented by the derive alone. What C passes for a handle is one that a function of the library has
/// returned, that has not been freed or given back, and that no other call has as `&mut` or frees meanwhile.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no handle",
    label = "C gets no pointer to it",
    note = "for a type that stays opaque to C: `#[derive(ffi_guard::FfiHandle)]`",
    note = "data that C knows (`FfiType`) is returned by value from a plain `fn` outside of an `impl` block"
)]
pub unsafe trait FfiHandle: PassByPointer + 'static {
    /// How an object lies in memory.
    #[doc(hidden)]
    type Owner: owner::Owner<Self>;

    /// What C gets for its address.
    #[doc(hidden)]
    type Repr: repr::HandleRepr;

    /// The middle part of the names of its functions.
    #[doc(hidden)]
    const NAME: &'static str;

    /// Why a poisoned object is refused.
    #[doc(hidden)]
    const POISONED: InvalidArgument;
}
