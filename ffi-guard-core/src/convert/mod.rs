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
mod ffi_type;
mod function;
mod invalid_argument;
mod out;
mod out_slot;
mod overlap;
mod pass_by_pointer;
mod pointer;
pub(crate) mod same_type;
mod slice;
#[doc(hidden)]
pub mod string;
mod text;
mod unchecked;
mod value;
#[doc(hidden)]
pub mod vec;

pub use any_bits::AnyBits;
pub(crate) use checked::CheckedPointer;
pub use ffi_type::FfiType;
pub use invalid_argument::InvalidArgument;
pub use out::Out;
#[doc(hidden)]
pub use out_slot::OutSlot;
pub use pass_by_pointer::PassByPointer;
pub(crate) use pass_by_pointer::{Access, AccessMut};
pub(crate) use pointer::{aligned, data, non_null};
pub use vec::FfiVec;

/// What the shims call.
#[doc(hidden)]
pub mod checks {
    pub use super::checked::{
        borrow, borrow_mut, borrow_optional, borrow_optional_mut, optional_poison_on_unwind,
        poison_on_unwind,
    };
    pub use super::function::{function, optional_function};
    pub use super::out::{OutPointer, out};
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
