//! The declarations that cbindgen is given.

use super::callback_types::CallbackType;
use super::codes;
use super::constants::Constants;
use super::error_api::List;
use super::flat::Flat;
use super::function::Function;
use super::handles::{self, OwnHandle};
use super::parameter_names::with_other_parameters;
use super::settings::Settings;
use super::views::ViewStruct;
use crate::failure::Failure;
use ffi_guard_syntax::lower::LibraryContext;
use ffi_guard_syntax::model::{Handle, Library};
use std::collections::{BTreeMap, BTreeSet};

/// The declarations of the header.
pub(super) struct Lowered<'f, 'm> {
    pub(super) flat: &'f mut Flat<'m>,
    pub(super) functions: Vec<Function>,
    pub(super) lists: Vec<List>,
    /// The structs of borrowed results, by name.
    pub(super) views: BTreeMap<String, ViewStruct>,
    /// The types of the callbacks that the functions take.
    pub(super) callbacks: Vec<CallbackType>,
    pub(super) constants: Constants,
    /// The handles, each by the flat name of its type.
    pub(super) handles: BTreeMap<String, OwnHandle>,
    pub(super) prefix: Option<String>,
    /// The name of the type of statuses, if the library has codes.
    pub(super) status: Option<String>,
    /// The function that describes the last error.
    last_error: Option<String>,
    /// Whether C needs the types of `ffi_guard.h`: for error functions, or for the kinds that a status contains.
    pub(super) has_error_types: bool,
    /// The types that functions of the Rust form use, and no others.
    pub(super) renamed: BTreeSet<String>,
    /// The types that the functions and statics use, and those that the settings include.
    pub(super) reached: BTreeSet<String>,
    /// Exports that C cannot declare.
    pub(super) notes: Vec<String>,
}

impl<'f, 'm> Lowered<'f, 'm> {
    /// Returns a header with the names of the library and its handles, and no declaration.
    pub(super) fn new(
        flat: &'f mut Flat<'m>,
        library: Option<&Library>,
        has_status: bool,
    ) -> Result<Self, Failure> {
        let functions = library.and_then(|library| library.error_functions.as_ref());
        let last_error = functions.map(|[last_error, ..]| last_error.clone());
        let handles = handles::read(flat)?;
        Ok(Self {
            flat,
            functions: Vec::new(),
            lists: Vec::new(),
            views: BTreeMap::new(),
            callbacks: Vec::new(),
            constants: Constants::default(),
            handles,
            prefix: library.map(|library| library.prefix.clone()),
            status: library.and_then(codes::name_of_status),
            has_error_types: last_error.is_some() || library.is_some() && has_status,
            last_error,
            renamed: BTreeSet::new(),
            reached: BTreeSet::new(),
            notes: Vec::new(),
        })
    }

    /// Returns the handles, each with the flat name of its type.
    pub(super) fn handles(&self) -> impl Iterator<Item = (&str, &Handle)> {
        self.handles.iter().map(|(name, own)| (name.as_str(), &own.handle))
    }

    pub(super) fn surroundings(&self) -> LibraryContext {
        let free = |(name, own): (&String, &OwnHandle)| {
            Some((name.clone(), handles::free(self.prefix.as_deref()?, &own.handle)))
        };
        let poisonable = self.handles.iter().filter(|(_, own)| own.handle.poison);
        LibraryContext {
            prefix: self.prefix.clone(),
            handles: self.handles.iter().filter_map(free).collect(),
            poisonable: poisonable.map(|(name, _)| name.clone()).collect(),
            last_error: self.last_error.clone(),
        }
    }

    /// The source that cbindgen is given.
    pub(super) fn source(&self, settings: &Settings) -> String {
        let types: BTreeSet<String> =
            self.reached.iter().map(|name| settings.name_of(name)).collect();
        let lists = self.lists.iter().map(|list| list.definition.clone());
        let callbacks = self.callbacks.iter().map(|callback| {
            callback.gate.guard(&with_other_parameters(callback.source.clone(), &types))
        });
        let functions = self.functions.iter().map(|function| {
            function.gate.guard(&with_other_parameters(function.source.clone(), &types))
        });
        let definitions =
            self.flat.instances.values().flat_map(|instance| instance.items.iter().cloned());
        let constants = self.constants.items.iter().cloned();
        let views = self.views.values().map(ViewStruct::source);
        let items = lists.chain(views).chain(callbacks).chain(functions);
        let items = items.chain(constants).chain(definitions);
        items.map(|item| item.to_string() + "\n").collect()
    }
}
