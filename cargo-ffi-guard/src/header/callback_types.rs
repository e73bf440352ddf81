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
    /// The place of the function.
    place: String,
}

impl CallbackType {
    pub(super) fn of(callback: &CCallback, found: &Found) -> Self {
        Self {
            name: callback.name.clone(),
            source: callback.to_token_stream(),
            gate: found.gate.clone(),
            place: found.place.clone(),
        }
    }
}

impl Lowered<'_, '_> {
    /// C has one name space for functions and types.
    pub(super) fn callbacks_have_own_names(&self) -> Result<(), Failure> {
        for callback in &self.callbacks {
            let name = &callback.name;
            if let Some(function) = self.functions.iter().find(|it| it.symbol == *name) {
                let what = format!(
                    "C has one name `{name}` for the function and for the type of a callback{}",
                    if function.place.is_empty() {
                        String::new()
                    } else {
                        format!(" (the function: {})", function.place)
                    }
                );
                let next = "give the parameter or the function another name";
                return Err(failure(&callback.place, what, next));
            }
        }
        Ok(())
    }
}
