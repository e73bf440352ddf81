//! The argument of the attribute.

use super::layout::unwrapped;
use super::on_panic::OnPanic;
use super::tokens;
use super::why::{self, Why};
use syn::{ReturnType, Type};

/// Returns the argument that says what follows a panic.
pub(super) fn argument(
    on_panic: &OnPanic,
    output: &ReturnType,
    text: &str,
    outer: &str,
) -> Result<Option<String>, Why> {
    let returns_nothing = match output {
        ReturnType::Default => true,
        ReturnType::Type(_, ty) => {
            matches!(&**ty, Type::Tuple(tuple) if tuple.elems.is_empty())
        }
    };
    match on_panic {
        OnPanic::Nothing if returns_nothing => Ok(None),
        OnPanic::Nothing => Err(why::unknown()),
        OnPanic::Abort => Ok(Some("abort".to_owned())),
        OnPanic::Value(value) => {
            let value = match tokens::bytes_of(value, text) {
                Some(bytes) => unwrapped(text, bytes, outer),
                None => tokens::written(value, text),
            };
            Ok(Some(format!("fallback = {value}")))
        }
    }
}
