//! Checks before cbindgen runs: each symbol and each name once, and complete types where C needs them.

use super::comments::has_annotation;
use super::conditions::predicates;
use super::flat::Uses;
use super::function::{Function, failure, refused};
use super::lowered::Lowered;
use super::modules::{DefinitionId, Namespace};
use super::resolve::Target;
use super::settings::Settings;
use crate::cfg::exclude_each_other;
use crate::failure::Failure;
use proc_macro2::TokenStream;
use std::collections::BTreeMap;
use syn::{Fields, ItemEnum, Variant};

impl Lowered<'_, '_> {
    /// Checks the types that are needed, and decides which of them get a name under the prefix.
    pub(super) fn settle_types(&mut self, settings: &Settings) -> Result<(), Failure> {
        self.check_symbols()?;
        let mut included = Uses::default();
        for name in &settings.config.export.include {
            self.include(name, &mut included);
        }
        let of = |is_rust_form: bool| {
            let functions = self.functions.iter().filter(move |it| it.is_rust_form == is_rust_form);
            functions.flat_map(|function| &function.uses.names)
        };
        let c_form = self.flat.closure(of(false).chain(&included.names));
        let rust_form = self.flat.closure(of(true));
        self.renamed = rust_form.difference(&c_form).cloned().collect();
        self.reached = rust_form.union(&c_form).cloned().collect();
        for function in &self.functions {
            self.is_complete(function)?;
        }
        self.are_public_types_complete()?;
        self.check_names()?;
        self.check_variants(settings)
    }

    /// Adds a type that the settings ask for by its name.
    fn include(&mut self, name: &str, uses: &mut Uses) {
        let modules = self.flat.modules;
        let path: Result<syn::Path, _> = syn::parse_str(name);
        let at_root = path.map(|path| modules.resolve(&path, 0, Namespace::Type));
        let ids = match at_root {
            Ok(Target::Here(ids)) => Some(ids),
            _ => modules
                .modules
                .iter()
                .find_map(|module| module.names.get(&(Namespace::Type, name.to_owned())).cloned()),
        };
        let is_type = |id: &DefinitionId| {
            let generics = modules.definitions[*id].generics();
            generics.is_some_and(|generics| generics.type_params().next().is_none())
        };
        if let Some(ids) = ids.filter(|ids| ids.iter().all(is_type)) {
            let _ = self.flat.add(&ids, uses);
        }
    }

    /// Checks that no build has two functions of one symbol.
    fn check_symbols(&self) -> Result<(), Failure> {
        let mut known: BTreeMap<&str, Vec<&Function>> = BTreeMap::new();
        for function in &self.functions {
            let others = known.entry(&function.symbol).or_default();
            let meets =
                |other: &&&Function| !exclude_each_other(&function.gate.open, &other.gate.open);
            if let Some(other) = others.iter().find(meets) {
                return Err(exported_twice(other, function));
            }
            others.push(function);
        }
        Ok(())
    }

    /// Checks that C has the definition of each type that the function passes by value.
    fn is_complete(&self, function: &Function) -> Result<(), Failure> {
        let found = function.uses.by_value.iter().find_map(|name| self.flat.incomplete(name));
        match found {
            Some(problem) => Err(refused(&function.symbol, &function.place, problem)),
            None => Ok(()),
        }
    }

    /// Checks the definitions that the author wants C to have.
    fn are_public_types_complete(&mut self) -> Result<(), Failure> {
        for name in &self.reached {
            let Some(instance) = self.flat.instances.get(name) else { continue };
            let definition = self.flat.definition(instance.ids[0]);
            let by_value =
                instance.uses.by_value.iter().find_map(|name| self.flat.incomplete(name));
            match (&instance.opaque, by_value) {
                (Some(problem), _) if instance.is_public && !definition.derives("FfiHandle") => {
                    return Err(failure(
                        &definition.place,
                        problem.what.clone(),
                        problem.next.clone(),
                    ));
                }
                (None, Some(problem)) => {
                    let what =
                        format!("`{}` needs a type by value: {}", definition.name, problem.what);
                    return Err(failure(&definition.place, what, problem.next.clone()));
                }
                (Some(problem), _)
                    if !instance.layout.is_empty() && !definition.derives("FfiHandle") =>
                {
                    self.notes.push(format!(
                        "{}: `{}` is opaque in the header: {}",
                        definition.place, definition.name, problem.what
                    ));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Returns the type of this name that the header declares besides the author's.
    fn own_type(&self, name: &str) -> Option<&'static str> {
        if self.views.contains_key(name) {
            return Some("the struct that C gets for a borrowed result");
        }
        if self.lists.iter().any(|list| list.name == name) {
            return Some("the struct that C gets for a list");
        }
        let is_callback = self.callbacks.iter().any(|callback| callback.name == name);
        is_callback.then_some("the type that C gets for a callback")
    }

    /// Checks that no two types have one name.
    fn check_names(&self) -> Result<(), Failure> {
        let mut known: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
        for name in &self.reached {
            let Some(instance) = self.flat.instances.get(name) else { continue };
            let definition = self.flat.definition(instance.ids[0]);
            if let Some(what) = self.own_type(name) {
                let what = format!("`{}` has the name of {what}", definition.name);
                return Err(failure(&definition.place, what, "give the type another name"));
            }
            if definition.generics().is_some_and(|it| {
                it.type_params().next().is_some() || it.const_params().next().is_some()
            }) {
                continue;
            }
            let place = definition.place.as_str();
            if let Some((other, _)) = known.insert(&definition.name, (place, name)) {
                let (first, second) = if other < place { (other, place) } else { (place, other) };
                let what =
                    format!("two types are named `{}`, and C knows no modules", definition.name);
                let next = format!("rename one, or the other at {second}");
                return Err(failure(first, what, next));
            }
        }
        Ok(())
    }

    /// Checks that no two variants with fields have one name: in C, the struct of the fields is named after the variant.
    fn check_variants(&self, settings: &Settings) -> Result<(), Failure> {
        if !settings.is_c() || settings.config.enumeration.prefix_with_name {
            return Ok(());
        }
        let mut known: BTreeMap<String, Vec<(&str, Vec<String>)>> = BTreeMap::new();
        for name in &self.reached {
            let Some(instance) = self.flat.instances.get(name) else { continue };
            for (variant, cfg) in instance.items.iter().flat_map(variants_with_struct) {
                let others = known.entry(variant.clone()).or_default();
                let other = others.iter().find(|(_, around)| !exclude_each_other(around, &cfg));
                if let Some((other, _)) = other {
                    let what = format!(
                        "`{other}` and `{name}` both have a variant `{variant}` with fields, whose structs would both be `{variant}_Body` in C"
                    );
                    let next = "rename one of them, or write `prefix_with_name = true` and `rename_variants = \"ScreamingSnakeCase\"` under `[enum]` in cbindgen.toml";
                    let place = &self.flat.definition(instance.ids[0]).place;
                    return Err(failure(place, what, next));
                }
                others.push((name, cfg));
            }
        }
        Ok(())
    }
}

/// Returns the error for two functions of one symbol. A function without a place is one of the library or of a handle.
fn exported_twice(first: &Function, second: &Function) -> Failure {
    let symbol = &first.symbol;
    if first.place.is_empty() || second.place.is_empty() {
        let place = if first.place.is_empty() { &second.place } else { &first.place };
        let what = format!(
            "`{symbol}` is exported twice, here and by `ffi_guard`, as a function of the library or of a handle"
        );
        return failure(place, what, "give the function another name");
    }
    let what = format!("`{symbol}` is exported twice, here and at {}", second.place);
    let next = "keep one of them, or put them under conditions of which one holds at a time";
    failure(&first.place, what, next)
}

/// Returns the variants of an enum whose fields are a struct in C, and not a single member, with their conditions.
fn variants_with_struct(item: &TokenStream) -> Vec<(String, Vec<String>)> {
    let Ok(item) = syn::parse2::<ItemEnum>(item.clone()) else { return Vec::new() };
    if has_annotation(&item.attrs, "prefix-with-name") {
        return Vec::new();
    }
    let around = predicates(&item.attrs);
    let has_struct = |variant: &&Variant| match &variant.fields {
        Fields::Named(fields) => !fields.named.is_empty(),
        Fields::Unnamed(fields) => fields.unnamed.len() > 1,
        Fields::Unit => false,
    };
    let variants = item.variants.iter().filter(has_struct);
    let with_conditions = variants.map(|variant| {
        let cfg = around.iter().cloned().chain(predicates(&variant.attrs)).collect();
        (variant.ident.to_string(), cfg)
    });
    with_conditions.collect()
}
