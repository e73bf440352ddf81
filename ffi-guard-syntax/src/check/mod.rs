//! The rules, one function each. A rule adds errors and returns nothing, and none stops at the first fault. Each error
//! says what to write instead.

mod attributes;
mod block;
mod c_abi;
mod callbacks;
mod error_code;
mod export;
mod failure;
mod ffi_type;
mod function_pointers;
mod handle;
mod instead;
mod library;
mod name_part;
mod patterns;
mod receiver;
mod refusal;
mod rust_types;
mod signature;
mod symbol;
mod text_length;
mod unguarded;

pub(crate) use block::check as block;
pub(crate) use error_code::check as error_code;
pub(crate) use export::check as export;
pub(crate) use ffi_type::check as ffi_type;
pub(crate) use handle::check as handle;
pub(crate) use library::check as library;
pub(crate) use unguarded::check as unguarded;
