//! The rules for a function, in the order of their errors.

use super::{
    attributes, c_abi, failure, function_pointers, patterns, receiver, rust_types, signature,
    symbol,
};
use crate::errors::Errors;
use crate::model::{SourceExport, SourceForm};

/// Checks a function that C calls.
pub(crate) fn check(source: &SourceExport, errors: &mut Errors) {
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
            failure::optional(source, errors);
        }
    }
    failure::status(source, errors);
}
