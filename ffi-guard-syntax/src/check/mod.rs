//! The rules, one function each. A rule adds errors and returns nothing, and none stops at the first fault. Each error
//! says what to write instead.

mod attributes;
mod block;
mod c_abi;
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
mod unguarded;

pub(crate) use block::check as block;
pub(crate) use ffi_type::check as ffi_type;
pub(crate) use handle::check as handle;
pub(crate) use library::check as library;
pub(crate) use unguarded::check as unguarded;

use crate::errors::Errors;
use crate::model::{SourceExport, SourceForm};

/// Checks a function that C calls.
pub(crate) fn export(source: &SourceExport, errors: &mut Errors) {
    failure::contradictions(&source.args.on_failure, errors);
    failure::closure(&source.args.on_failure, errors);
    symbol::check(source, errors);
    attributes::check(&source.function.attrs, errors);
    signature::check(source, errors);
    patterns::check(&source.parameters, errors);
    failure::never(source, errors);
    match source.form {
        SourceForm::C | SourceForm::Callback => {
            c_abi::unchecked(&source.parameters, errors);
            c_abi::check(source, errors);
        }
        SourceForm::Rust => {
            function_pointers::check(&source.parameters, errors);
            receiver::check(source, errors);
            rust_types::check(source, errors);
        }
    }
    failure::status(source, errors);
}
