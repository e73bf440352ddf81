//! Checks of the names that the header adds to the author's: the types of callbacks and of statuses.

use super::callback_types::CallbackType;
use super::function::failure;
use super::lowered::Lowered;
use super::settings::Settings;
use crate::failure::Failure;

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

    /// Rejects a function or a type with the name of the type of statuses.
    pub(super) fn status_has_own_name(&self, settings: &Settings) -> Result<(), Failure> {
        let Some(status) = &self.status else { return Ok(()) };
        let is_function = self.functions.iter().any(|function| function.symbol == *status);
        let is_type = self.reached.iter().any(|name| settings.name_of(name) == *status);
        let kind = match (is_function, is_type) {
            (true, _) => "a function",
            (_, true) => "a type",
            _ => return Ok(()),
        };
        let what =
            format!("`{status}` is {kind} of the library, and the type of statuses with the codes");
        let next = "give it another name, or leave `codes` out of `ffi_library!`";
        Err(Failure::new(what, next))
    }
}
