//! A function whose documentation is written.

use super::context::LibraryContext;
use super::names::Names;
use super::types::last_name;
use crate::model::{Export, Returned};
use syn::Type;

/// The exception of an out-parameter that is set to null before the function runs: a rejected call writes nothing,
/// because the memory may overlap another argument.
pub(super) const UNCHANGED: &str = "; unchanged if the call is rejected";

/// A function whose documentation is written.
pub(super) struct Documented<'e> {
    pub(super) export: &'e Export,
    pub(super) names: &'e Names,
    pub(super) context: &'e LibraryContext,
}

impl Documented<'_> {
    /// Returns how the caller frees an object of the type.
    pub(super) fn freed(&self, target: &Type) -> String {
        self.context.freed(target)
    }

    /// Returns the name of a parameter.
    pub(super) fn name(&self, at: usize) -> String {
        self.names.parameters[at].to_string().trim_start_matches("r#").to_owned()
    }

    /// Returns whether a type is a handle.
    pub(super) fn is_handle(&self, target: &Type) -> bool {
        last_name(target).is_some_and(|name| self.context.handles.contains_key(&name))
    }

    pub(super) fn returned(&self) -> &Returned {
        &self.export.result.returned
    }
}
