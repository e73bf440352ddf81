//! The types of callbacks that C provides, which the header declares under the names of functions and parameters.

use super::conditions::Gate;
use super::exports::Found;
use super::function::failure;
use super::lowered::Lowered;
use crate::failure::Failure;
use ffi_guard_syntax::lower::CCallback;
use proc_macro2::TokenStream;
use quote::ToTokens;

/// The type of a callback.
pub(super) struct CallbackType {
    pub(super) name: String,
    pub(super) source: TokenStream,
    pub(super) gate: Gate,
    /// The symbol of the function that takes it, and its place.
    function: String,
    place: String,
}

impl CallbackType {
    pub(super) fn of(callback: &CCallback, function: &str, found: &Found) -> Self {
        Self {
            name: callback.name.clone(),
            source: callback.to_token_stream(),
            gate: found.gate.clone(),
            function: function.to_owned(),
            place: found.place.clone(),
        }
    }
}

impl Lowered<'_, '_> {
    /// C has one name space for functions, variables and types.
    pub(super) fn callbacks_have_own_names(&self) -> Result<(), Failure> {
        for (index, callback) in self.callbacks.iter().enumerate() {
            let name = &callback.name;
            if let Some(other) = self.with_name(name, &callback.function, &self.callbacks[..index])
            {
                let what =
                    format!("C has one name `{name}` for the type of a callback and {other}");
                let next = "give the parameter or the other one another name";
                return Err(failure(&callback.place, what, next));
            }
        }
        Ok(())
    }

    /// Describes what else has the name of a callback that `function` takes.
    fn with_name(&self, name: &str, function: &str, before: &[CallbackType]) -> Option<String> {
        if let Some(export) = self.functions.iter().find(|it| it.symbol == name) {
            let place = if export.place.is_empty() { "" } else { " at " };
            return Some(format!("an export{place}{}", export.place));
        }
        if self.lists.iter().any(|list| list.name == name) {
            return Some("a list of the library".to_owned());
        }
        if self.status.as_deref() == Some(name) {
            return Some("the status of the library".to_owned());
        }
        // A function with several definitions, each under its condition, has one type.
        let other = before.iter().find(|it| it.name == name && it.function != function)?;
        Some(format!("the type of a callback of `{}`", other.function))
    }
}
