//! Callbacks that C provides: a function of C and its data pointer, as a Rust closure.
//!
//! The shim of an exported function generates the closure. It captures a [`CFunction`] (`c_function`), passes the
//! arguments to C (`argument`), and checks the result (`result`). If the signature has no `Result`, an invalid result
//! unwinds to the guard of the exported function, like a panic.

mod argument;
mod c_function;
mod result;

pub(crate) use argument::{Lend, LendMut, LentPointer};
pub use result::{CallbackError, InvalidResult};

/// The items that generated code names.
#[doc(hidden)]
pub mod private {
    pub use super::argument::{
        Lend, LendMut, LentPointer, LentPointers, c_str, finish, given, optional_c_str,
        optional_reference, optional_reference_mut, optional_slice, optional_slice_mut,
        optional_text, pointer, pointer_mut, reference, reference_mut, references, slice,
        slice_mut, text, value,
    };
    pub use super::c_function::{
        AnyThread, CFunction, CallbackData, DataPointer, require_any_thread,
    };
    pub use super::result::{
        character, checked, fallible, fallible_character, invalid, status, unwind,
    };
    pub use crate::handle::private::lend_arc as arc;
}
