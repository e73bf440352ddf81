//! Handles: objects that are opaque to C. C receives a pointer, passes it back, and frees the object once.
//!
//! `owner` allocates and frees the object; `poison_box` does so with a poison flag next to the object. `repr` is what C
//! receives for the address of the object, and how it is checked when it comes back. Checked handles are tokens
//! (`token_repr`), which the `table` of all such handles resolves; `select_repr` selects one of the two. `access`
//! combines owner and representation into references. `owned` passes ownership to C and back, `pending` holds an object
//! until the call cannot fail any more, and `free` frees it. `share` gives C another reference to an object in an `Arc`,
//! and `lent` lends an object to a callback of C, by its `lent_address` or a token.
//!
//! `unconverted` finds handles that would reach C without a conversion, and `named` compares the names that a type has
//! in its derive and in its `impl` blocks. `poison` is the state that a panic marks.

mod access;
mod free;
mod lent;
mod lent_address;
mod named;
mod owned;
mod owner;
mod pending;
pub(crate) mod poison;
mod poison_box;
mod repr;
mod select_repr;
mod share;
mod table;
#[cfg(test)]
mod tests;
mod thread_id;
mod token_repr;
mod unconverted;

use crate::convert::{InvalidArgument, PassByPointer};

/// The items that generated code names.
#[doc(hidden)]
pub mod private {
    pub use super::access::{HandleAccess, require_send_sync};
    pub use super::free::free;
    pub use super::lent::lend_arc;
    pub use super::named::{NameOf, NoName, names_agree};
    pub use super::owned::{
        AnyArc, AnyBox, ArcOf, BoxOf, CreateHandleError, DataBox, HandleArc, HandleBox,
        IntoOptionArc, IntoOptionBox, check_owned_self, optional_value_into_handle, take_arc,
        take_box, take_boxes, take_optional_box, take_value, value_into_handle,
    };
    pub use super::owner::{ArcOwner, BoxOwner, UniqueOwner};
    pub use super::pending::PendingOwner;
    pub use super::poison_box::{PoisonBox, clear_poison, is_poisoned, poisoned};
    // `unreachable_pub` before Rust 1.91 does not follow the bounds of associated types to `ExclusiveHandle`.
    pub use super::repr::ExclusiveHandle;
    pub use super::select_repr::{Select, SelectRepr};
    pub use super::share::share;
    pub use super::unconverted::{AnyType, Unconverted};
}

/// A type whose objects are opaque handles for C.
///
/// `#[derive(FfiHandle)]` implements it and exports a function that frees an object: `mylib_counter_free` for the type
/// `Counter` in a library with the prefix `mylib`. Functions take a handle as `&Counter`, `&mut Counter`, or
/// `Box<Counter>`, which passes ownership to Rust. They return a handle as `Box<Counter>`. An exported `impl` block
/// does the same for methods, and methods also return `Self`.
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
/// Only a plain `fn` or a method in an exported `impl` block takes and returns handles. A `&Counter` that Rust passes
/// to a C function pointer is not a handle, nor is one that an `extern "C"` function takes or returns, or a parameter
/// with `#[ffi(unchecked)]`. Signatures with these do not compile. A callback that C provides as a closure, such as
/// `&mut dyn FnMut(&Counter)`, gets handles.
///
/// # Arguments
///
/// The attribute `#[ffi(..)]` on the type accepts:
///
/// * `owner = box` (the default): C is the only owner of an object. `owner = arc`: C owns one reference of an `Arc`.
///   Functions then take and return the owner as `Arc`, and none takes `&mut`. A function that takes `&Arc<Counter>`
///   may keep a reference of its own. C gets another reference from `mylib_counter_share(counter)`, and frees each.
///   Without `checked`, all references of an object are one address: a call that takes one as an `Arc` is rejected if
///   another argument is the same object.
/// * `checked`: C receives tokens instead of addresses, and every token is looked up. A freed handle, a handle of
///   another type, any other number, and a handle in use by a call that excludes others are rejected. For all types of
///   the library: `checked_handles` of [`ffi_library!`](../ffi_guard/macro.ffi_library.html). C cannot dereference a
///   token, and two tokens of one object (two references of an `Arc`) are not equal. Tokens are never reused; with
///   32-bit pointers at most 65,535 objects exist at a time.
/// * `poison`: a panic of a function that uses an object poisons it. Calls with a poisoned object are rejected with the
///   kind [`Poisoned`](crate::ErrorKind::Poisoned) until `mylib_counter_clear_poison(counter)`;
///   `mylib_counter_is_poisoned(counter)` reads the flag. A poisoned object can be freed. The flag is stored next to
///   the object, so a `Box` is reallocated when it is passed to C and when it comes back: the address of the object
///   changes. Not available with `owner = arc`.
/// * `since = "1.2"`: the release that first exports the functions of the handle, for `cargo ffi-guard exports`.
/// * `single_thread`: the type does not have to be `Send` and `Sync`. C must use each object only on the thread that
///   created it. If the type is also `checked`, other threads are rejected.
/// * `name = "tally"`: the middle part of the names of its functions, instead of the type's name in snake case. An
///   exported `impl` block of the type must use the same name: `#[ffi_export(name = "tally")]`.
/// * `crate = path`: the path of the library `ffi_guard`, if it is not `::ffi_guard`.
///
/// # Safety
///
/// Only the derive may implement it. C must pass only handles that a function of the library has returned, that were
/// not freed or given back, and that no other call uses as `&mut` or frees at the same time.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a handle",
    label = "`FfiHandle` is not implemented for this type",
    note = "for a type that stays opaque to C: `#[derive(ffi_guard::FfiHandle)]`",
    note = "data that C knows (`FfiType`) is returned by value from a plain `fn` outside of an `impl` block"
)]
pub unsafe trait FfiHandle: PassByPointer + 'static {
    /// Allocates and frees the objects.
    #[doc(hidden)]
    type Owner: owner::Owner<Self>;

    /// Represents an object for C.
    #[doc(hidden)]
    type Repr: repr::HandleRepr;

    /// The middle part of the names of its functions.
    #[doc(hidden)]
    const NAME: &'static str;

    /// The error for a poisoned object.
    #[doc(hidden)]
    const POISONED: InvalidArgument;
}
