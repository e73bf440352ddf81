//! What C passes, made into what Rust takes: the shim of the Rust form checks every argument before the body
//! gets any.
//!
//! `pointer`, `text`, `slice`, `value` and `function` each check one kind of argument and say why not by
//! [`InvalidArgument`], as `crate::handle` does for what C owns; `pointee` says what a pointer may point to; `out` is an
//! argument that the body writes, and `list` what is returned as a list; `overlap` compares the memory that the
//! arguments of one call cover, and `checked` makes the references, when that is done. `ffi_type` says which types C
//! may pass by value or behind a pointer, `any_bits` which it may return or write later, and `exactly` holds a type to
//! the name under which it is written. `c_form` warns of types that the C form does not check.
//!
//! A check consumes nothing: what C gives away is taken when all arguments are in order.

pub(crate) mod any_bits;
#[doc(hidden)]
pub mod c_form;
mod checked;
pub(crate) mod exactly;
mod ffi_type;
mod function;
mod invalid_argument;
#[doc(hidden)]
pub mod list;
mod out;
mod overlap;
#[doc(hidden)]
pub mod owned;
mod pass_by_pointer;
mod pointer;
mod slice;
mod slot;
mod text;
mod unchecked;
mod value;

pub use any_bits::AnyBits;
pub(crate) use checked::Held;
pub use ffi_type::FfiType;
pub use invalid_argument::InvalidArgument;
pub use list::FfiVec;
pub use out::Out;
pub use pass_by_pointer::PassByPointer;
pub(crate) use pass_by_pointer::{Access, AccessMut};
pub(crate) use pointer::{aligned, data, non_null};
#[doc(hidden)]
pub use slot::Slot;

/// What the shims call.
#[doc(hidden)]
pub mod checks {
    pub use super::checked::{
        lend, lend_exclusive, lend_optional, lend_optional_exclusive, optional_poison_on_unwind,
        poison_on_unwind,
    };
    pub use super::function::{function, optional_function};
    pub use super::out::{Target, out};
    pub use super::overlap::{Memory, check_disjoint};
    pub use super::pointer::{exclusive, optional_exclusive, optional_reference, reference};
    pub use super::slice::{exclusive_slice, slice};
    pub use super::text::{c_str, optional_c_str, optional_text, text};
    pub use super::value::{character, returned, value};

    /// The checks of `#[ffi(unchecked)]`.
    pub mod unchecked {
        pub use super::super::unchecked::*;
    }

    /// A call of a shim: what C passes is borrowed from here, so that no reference outlives it.
    pub struct Call;
}
