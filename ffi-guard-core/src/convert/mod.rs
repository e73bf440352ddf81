//! Checks the arguments of a call, and converts them between C and Rust. The shim of the Rust form checks every
//! argument before the function receives any of them.
//!
//! `reference`, `text`, `slice`, `list`, `value`, `character` and `function` check one kind of argument each, and
//! `unchecked` checks references whose values are exempt. They return an [`InvalidArgument`] if they reject it.
//! `crate::handle` does the same for handles and owners. `pass_by_pointer` selects the check for the target of a
//! pointer; `pointer` has the one for data. `overlap` compares the memory of all arguments; after that, `checked`
//! creates the references.
//!
//! `out` is an out-parameter, and `out_slot` holds its value until the call has succeeded. `string` and `vec` give C
//! ownership of a string or a list, and `view` lets C read one in place. `ffi_type` and `any_bits` are the traits of
//! types that C can pass, and `same_type` makes sure that a type is the one that its name says. `c_form` warns about
//! parameters that the C form does not check.
//!
//! A check consumes nothing: the shim takes ownership of arguments only after it has accepted all of them.

pub(crate) mod any_bits;
#[doc(hidden)]
pub mod c_form;
mod character;
mod checked;
mod ffi_type;
mod function;
mod invalid_argument;
mod list;
mod out;
mod out_slot;
mod overlap;
mod pass_by_pointer;
mod pointer;
mod reference;
pub(crate) mod same_type;
mod slice;
#[doc(hidden)]
pub mod string;
#[cfg(test)]
mod tests;
mod text;
mod unchecked;
mod value;
#[doc(hidden)]
pub mod vec;
#[doc(hidden)]
pub mod view;

pub use any_bits::AnyBits;
pub(crate) use checked::CheckedPointer;
pub use ffi_type::FfiType;
pub(crate) use ffi_type::Nullable;
pub use invalid_argument::InvalidArgument;
pub(crate) use list::{NO_MEMORY, check_each};
pub use out::Out;
#[doc(hidden)]
pub use out_slot::OutSlot;
pub(crate) use overlap::{Memory, MemoryList};
pub use pass_by_pointer::PassByPointer;
pub(crate) use pass_by_pointer::{Access, AccessMut, DataAccess};
pub(crate) use pointer::{MISALIGNED, aligned, data, non_null};
pub use vec::FfiVec;
pub use view::{FfiSlice, FfiStr};

/// The functions that shims call.
#[doc(hidden)]
pub mod checks {
    pub use super::character::character;
    pub use super::checked::{
        borrow, borrow_mut, borrow_optional, borrow_optional_mut, optional_poison_on_unwind,
        poison_on_unwind,
    };
    pub use super::function::{function, optional_function};
    pub use super::list::{
        borrow_references, borrow_texts, poison_list_on_unwind, references, texts,
    };
    pub use super::out::{OutPointer, optional_out, out};
    pub use super::overlap::{
        Memory, check_disjoint, check_disjoint_of_list, check_list_disjoint, check_lists_disjoint,
    };
    pub use super::reference::{exclusive, optional_exclusive, optional_reference, reference};
    pub use super::slice::{exclusive_slice, slice};
    pub use super::text::{
        c_str, counted_text, optional_c_str, optional_counted_text, optional_text, text,
    };
    pub use super::value::{returned, value};

    /// The checks for `#[ffi(unchecked)]`.
    pub mod unchecked {
        pub use super::super::unchecked::*;
    }

    /// The duration of a call. Borrowed arguments have the lifetime of this value, so no reference outlives the call.
    pub struct Call;
}
