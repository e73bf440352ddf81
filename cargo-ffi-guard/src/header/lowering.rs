//! Collects the declarations of the header: the exports of both forms, the functions of the library and of its handles.

use super::c_form::c_form;
use super::callback_types::CallbackType;
use super::comments::kept;
use super::constants::Constants;
use super::error_api;
use super::exports::{Exports, Found, Seen};
use super::flat::{Flat, TypeScope, Uses};
use super::function::{Function, failure, refused};
use super::handles;
use super::imports::imports;
use super::lowered::Lowered;
use super::settings::Settings;
use super::statics::statics;
use super::views::{self, ViewStruct};
use crate::failure::Failure;
use ffi_guard_syntax::lower::{self, Declaration, LibraryContext, View};
use ffi_guard_syntax::model::{Export, Form, Library, ListContent, Symbol};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use std::collections::BTreeSet;
use syn::ext::IdentExt;
use syn::{Type, parse_quote};

/// Collects the declarations, and settles which types they need.
pub(super) fn lower<'f, 'm>(
    exports: &Exports,
    flat: &'f mut Flat<'m>,
    library: Option<Library>,
    settings: &Settings,
) -> Result<Lowered<'f, 'm>, Failure> {
    let has_status = exports.found.iter().any(|found| found.export.status().is_some());
    let mut lowered = Lowered::new(flat, library.as_ref(), has_status)?;
    let excluded = settings.config.export.exclude.clone();
    let surroundings = lowered.surroundings();
    for found in &exports.found {
        lowered.rust_form(found, &surroundings, &excluded)?;
    }
    lowered.add_handles();
    lowered.add_library(library)?;
    lowered.functions.retain(|function| !excluded.contains(&function.symbol));
    lowered.add_c_form(&exports.seen)?;
    let statics = statics(lowered.flat, &exports.statics)?;
    lowered.functions.extend(statics);
    lowered.callbacks_have_own_names()?;
    lowered.constants = Constants::of(lowered.flat);
    lowered.notes.append(&mut lowered.constants.notes);
    lowered.settle_types(settings)?;
    Ok(lowered)
}

impl Lowered<'_, '_> {
    /// Adds the functions of the C form, and those that the crate imports, in the order of the modules.
    fn add_c_form(&mut self, seen: &[Seen]) -> Result<(), Failure> {
        let mut all = imports(self.flat);
        for seen in seen {
            all.push(((seen.scope.module, seen.at), c_form(self.flat, seen)?));
        }
        all.sort_by_key(|(position, _)| *position);
        all.into_iter().for_each(|(_, function)| self.push(function));
        Ok(())
    }

    fn rust_form(
        &mut self,
        found: &Found,
        surroundings: &LibraryContext,
        excluded: &[String],
    ) -> Result<(), Failure> {
        self.has_prefix(&found.export, &found.place)?;
        if let Some(note) = of_another_abi(&found.export, &found.place, surroundings) {
            self.notes.push(note);
            return Ok(());
        }
        let Some(mut declaration) = lower::declaration(&found.export, surroundings) else {
            return Ok(());
        };
        let symbol = declaration.symbol.clone();
        if excluded.contains(&symbol) {
            return Ok(());
        }
        let mut uses = Uses::default();
        self.lower_signature(&mut declaration, surroundings, &mut uses, found)?;
        declaration.attrs = kept(&declaration.attrs);
        if is_name(&symbol) {
            let callbacks = declaration.callbacks.iter();
            self.callbacks.extend(callbacks.map(|it| CallbackType::of(it, &symbol, found)));
        }
        self.push(Function {
            symbol,
            source: quote!(#declaration),
            gate: found.gate.clone(),
            uses,
            place: found.place.clone(),
            is_rust_form: true,
        });
        Ok(())
    }

    /// Lowers the types of a declaration, and adds the struct that it returns.
    fn lower_signature(
        &mut self,
        declaration: &mut Declaration,
        surroundings: &LibraryContext,
        uses: &mut Uses,
        found: &Found,
    ) -> Result<(), Failure> {
        let scope = TypeScope::of_module(found.scope.module);
        if let Some(Some(status)) = found.export.status() {
            let mut status = status.clone();
            self.flat.flatten_path(&mut status, &scope);
            declaration.output = parse_quote!(#status);
        }
        let scope = TypeScope { is_flat: true, ..scope };
        self.add_view(found, surroundings, &scope, uses)?;
        let status = self.status.as_ref().filter(|_| matches!(found.export.status(), Some(None)));
        let status = status.map(|name| Ident::new(name, Span::call_site()));
        self.lower_types(declaration, status.is_none(), &scope, uses, found)?;
        if let Some(status) = status {
            declaration.output = parse_quote!(#status);
        }
        Ok(())
    }

    /// Adds the struct that an export returns, if it is a view.
    fn add_view(
        &mut self,
        found: &Found,
        context: &LibraryContext,
        scope: &TypeScope,
        uses: &mut Uses,
    ) -> Result<(), Failure> {
        let Some(View { name, element }) = lower::view(&found.export, context) else {
            return Ok(());
        };
        let Some(prefix) = self.prefix.clone() else {
            let subject = "the struct that C gets for a borrowed text or list has";
            return Err(no_prefix(&found.place, subject));
        };
        let symbol = found.export.symbol.under(&prefix);
        let is_text = element.is_none();
        let element = element.unwrap_or_else(|| parse_quote!(c_char));
        let element = self.passed(&element, scope, uses, &symbol, &found.place)?;
        let new = ViewStruct::new(&name, element, is_text, &found.gate, &prefix);
        views::add(&mut self.views, name, new, &symbol, &found.place)
    }

    /// Lowers the types of a declaration. A parameter may have the type of a callback, which is declared beside it.
    fn lower_types(
        &mut self,
        declaration: &mut Declaration,
        with_output: bool,
        scope: &TypeScope,
        uses: &mut Uses,
        found: &Found,
    ) -> Result<(), Failure> {
        let symbol = declaration.symbol.clone();
        let written = written_names(&found.export);
        let Declaration { parameters, callbacks, output, .. } = declaration;
        let is_written = |ty: &Type| named(ty).is_some_and(|name| written.contains(&name));
        let is_callback = |ty: &Type| {
            callbacks.iter().any(|callback| callback.is_named_by(ty)) && !is_written(ty)
        };
        let parameters = parameters.iter_mut().map(|passed| &mut passed.ty);
        let mut types: Vec<&mut Type> = parameters.filter(|ty| !is_callback(ty)).collect();
        types.extend(with_output.then_some(output));
        types.extend(callbacks.iter_mut().map(|callback| &mut callback.ty));
        for ty in types {
            // A struct of the library is declared beside the functions.
            let is_own = named(ty).is_some_and(|name| self.is_own_struct(&name));
            if !is_own || is_written(ty) {
                *ty = self.passed(ty, scope, uses, &symbol, &found.place)?;
            }
        }
        Ok(())
    }

    /// Lowers a type that a function passes.
    fn passed(
        &mut self,
        ty: &Type,
        scope: &TypeScope,
        uses: &mut Uses,
        symbol: &str,
        place: &str,
    ) -> Result<Type, Failure> {
        self.flat.passed(ty, scope, uses).map_err(|problem| refused(symbol, place, &problem))
    }

    /// Returns whether the struct of a view or a list has this name.
    fn is_own_struct(&self, name: &str) -> bool {
        let is_list = |prefix: &String| name.starts_with(&format!("{prefix}_vec_"));
        self.views.contains_key(name) || self.prefix.as_ref().is_some_and(is_list)
    }

    /// Adds a function, unless its symbol is not an identifier in C.
    fn push(&mut self, function: Function) {
        if is_name(&function.symbol) {
            return self.functions.push(function);
        }
        let Function { symbol, place, .. } = function;
        self.notes.push(format!("{place}: `{symbol}` is not in the header: it is no name in C"));
    }

    /// The symbol of a method begins with the prefix.
    fn has_prefix(&self, export: &Export, place: &str) -> Result<(), Failure> {
        match (&export.symbol, &self.prefix) {
            (Symbol::UnderPrefix(_), None) => {
                Err(no_prefix(place, "the functions of an `impl` block have"))
            }
            _ => Ok(()),
        }
    }

    /// Adds the functions of each handle behind the functions of its type, under the conditions that all of them share;
    /// the conditions of the type are among them.
    fn add_handles(&mut self) {
        let Some(prefix) = self.prefix.clone() else { return };
        let handles = std::mem::take(&mut self.handles);
        for (name, own) in &handles {
            let begin = format!("{prefix}_{}_", own.handle.name);
            let naming = |function: &Function| function.uses.names.contains(name);
            let last = self
                .functions
                .iter()
                .rposition(|function| function.symbol.starts_with(&begin))
                .or_else(|| self.functions.iter().rposition(naming));
            let behind = last.map_or(self.functions.len(), |at| at + 1);
            let mut all = self.functions.iter().filter(|it| naming(it)).map(|it| &it.gate);
            let mut gate = all.next().unwrap_or(&own.gate).clone();
            all.for_each(|other| gate.open.retain(|predicate| other.open.contains(predicate)));
            let functions = handles::functions(&prefix, &own.handle);
            let functions = functions.into_iter().map(|(symbol, source)| {
                let mut function = Function::of_library(symbol, source);
                function.gate = gate.clone();
                function.uses.names.insert(name.clone());
                function
            });
            self.functions.splice(behind..behind, functions);
        }
        self.handles = handles;
    }

    /// Adds what `ffi_library!` exports.
    fn add_library(&mut self, library: Option<Library>) -> Result<(), Failure> {
        let Some(mut library) = library else { return Ok(()) };
        let root = TypeScope::of_module(0);
        for element in &mut library.vecs {
            if let ListContent::Values(path) | ListContent::Handles(path) = &mut element.content {
                self.flat.flatten_path(path, &root);
            }
        }
        let scope = TypeScope { is_flat: true, ..root };
        self.lists = error_api::lists(&library);
        for at in 0..self.lists.len() {
            let mut uses = Uses::default();
            let (element, (symbol, source)) =
                (self.lists[at].element.clone(), self.lists[at].free.clone());
            self.passed(&element, &scope, &mut uses, &symbol, "")?;
            let function = Function { uses, ..Function::of_library(symbol, source) };
            self.functions.push(function);
        }
        for (symbol, source) in error_api::functions(&library) {
            self.functions.push(Function::of_library(symbol, source));
        }
        Ok(())
    }
}

fn no_prefix(place: &str, subject: &str) -> Failure {
    let next = "write `ffi_guard::ffi_library! { prefix = \"mylib\" }` at the crate root";
    failure(place, format!("{subject} the prefix of the library, and it has none"), next)
}

/// Returns why a function is left out that C's own calling convention does not reach.
fn of_another_abi(export: &Export, place: &str, surroundings: &LibraryContext) -> Option<String> {
    let Form::Rust { abi, .. } = &export.form else { return None };
    let abi = abi.value();
    let next = match abi.as_str() {
        "C" | "C-unwind" => return None,
        "system" => "; leave `abi` out, which is the same on all targets but 32-bit Windows",
        _ => "",
    };
    let symbol = export.symbol.under(surroundings.prefix.as_deref().unwrap_or_default());
    Some(format!(
        "{place}: `{symbol}` is not in the header: its ABI is \"{abi}\", and a header declares that of C{next}"
    ))
}

/// Returns the name of a type, or of the type behind a pointer.
fn named(ty: &Type) -> Option<String> {
    match ty {
        Type::Ptr(pointer) => named(&pointer.elem),
        Type::Path(path) => path.path.get_ident().map(ToString::to_string),
        _ => None,
    }
}

/// Returns the names in the types that the author wrote. Other types of the declaration come from the conversions.
fn written_names(export: &Export) -> BTreeSet<String> {
    fn add(tokens: TokenStream, names: &mut BTreeSet<String>) {
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => drop(names.insert(ident.unraw().to_string())),
                TokenTree::Group(group) => add(group.stream(), names),
                _ => {}
            }
        }
    }
    let mut names = BTreeSet::new();
    for parameter in &export.parameters {
        add(parameter.ty.to_token_stream(), &mut names);
    }
    add(export.result.ty.to_token_stream(), &mut names);
    add(export.owner.to_token_stream(), &mut names);
    names
}

fn is_name(symbol: &str) -> bool {
    let begins = symbol.starts_with(|first: char| first == '_' || first.is_ascii_alphabetic());
    begins && symbol.chars().all(|character| character == '_' || character.is_ascii_alphanumeric())
}
