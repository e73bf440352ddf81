//! The declarations that cbindgen is given, and what is settled and checked around them.

use super::declared::Declared;
use super::error_api::{self, List};
use super::exports::{Exports, Seen, types_of};
use super::handles;
use super::settings::Settings;
use super::types::Types;
use crate::cfg::BuildSelection;
use crate::failure::Failure;
use ffi_guard_syntax::lower::{self, Declaration, LibraryContext, type_names};
use ffi_guard_syntax::model::{Export, Form, Library, Symbol};
use ffi_guard_syntax::names;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;
use std::path::Path;

/// The types that cbindgen translates.
#[rustfmt::skip]
const NUMBERS: [&str; 50] = [
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "isize", "u8", "u16", "u32", "u64", "usize", "c_void",
    "c_char", "c_schar", "c_uchar", "c_short", "c_ushort", "c_int", "c_uint", "c_long", "c_ulong", "c_longlong",
    "c_ulonglong", "c_float", "c_double", "size_t", "ssize_t", "ptrdiff_t", "intptr_t", "uintptr_t", "int8_t",
    "int16_t", "int32_t", "int64_t", "uint8_t", "uint16_t", "uint32_t", "uint64_t", "RawFd", "NonZeroU8",
    "NonZeroU16", "NonZeroU32", "NonZeroU64", "NonZeroI8", "NonZeroI16", "NonZeroI32", "NonZeroI64",
];
/// The types whose arguments cbindgen translates; the arguments are listed besides them.
#[rustfmt::skip]
const CONTAINERS: [&str; 22] = [
    "Arc", "BTreeMap", "BTreeSet", "Box", "Cell", "HashMap", "HashSet", "LinkedList", "ManuallyDrop", "MaybeUninit",
    "NonNull", "NonZero", "Option", "PhantomData", "PhantomPinned", "Pin", "Rc", "RefCell", "Result", "String", "Vec",
    "VecDeque",
];

/// The declarations of the header that cbindgen does not find itself.
pub(super) struct Lowered<'t> {
    functions: Vec<Function>,
    lists: Vec<List>,
    types: &'t Types,
    prefix: Option<String>,
    /// Whether C needs the types of `ffi_guard.h`: for error functions, or for the kinds that a status contains.
    has_error_types: bool,
    /// The types that the functions name, and those behind them.
    needed: BTreeSet<String>,
    /// Exports that C cannot declare.
    pub(super) notes: Vec<String>,
}

/// A function that cbindgen is given.
struct Function {
    symbol: String,
    source: TokenStream,
    /// The predicates under which it exists.
    cfg: Vec<String>,
    /// The types of its signature.
    names: Vec<String>,
    /// Where it stands; nothing for what `ffi_library!` and the derives export.
    place: String,
}

impl Function {
    /// A function that is there whenever the library is, and names no type of the author's.
    fn of_library(symbol: String, source: TokenStream) -> Self {
        Self { symbol, source, cfg: Vec::new(), names: Vec::new(), place: String::new() }
    }

    /// With its conditions, on one line.
    fn text(&self) -> String {
        let cfg = self.cfg.iter().filter_map(|predicate| predicate.parse::<TokenStream>().ok());
        let source = &self.source;
        quote!(#(#[cfg(#cfg)])* #source).to_string() + "\n"
    }
}

impl<'t> Lowered<'t> {
    pub(super) fn new(
        exports: &Exports,
        types: &'t Types,
        library: Option<&Library>,
        build: &BuildSelection,
    ) -> Result<Self, Failure> {
        let prefix = library.map(|library| library.prefix.clone());
        let surroundings = surroundings(prefix.as_deref(), types);
        let mut lowered = Self {
            functions: Vec::new(),
            lists: library.map(error_api::lists).unwrap_or_default(),
            types,
            prefix,
            has_error_types: library.is_some_and(|library| library.error_functions.is_some())
                || exports.found.iter().any(|found| found.export.status().is_some()),
            needed: BTreeSet::new(),
            notes: Vec::new(),
        };
        for found in &exports.found {
            lowered.has_prefix(&found.export, &found.place)?;
            if let Some(note) = of_another_abi(&found.export, &found.place, &surroundings) {
                lowered.notes.push(note);
                continue;
            }
            if let Some(mut declaration) = lower::declaration(&found.export, &surroundings) {
                for passed in &mut declaration.parameters {
                    passed.ty = types.nullable(passed.ty.clone());
                }
                declaration.output = types.nullable(declaration.output);
                let written = types_of(&found.export.function.sig).into_iter();
                let names = written.flat_map(|ty| types.names(ty)).filter(|it| it.contains("::"));
                let cfg = build.undecided(&found.cfg);
                lowered.add(&declaration, &cfg, &found.place, names.collect());
            }
        }
        for seen in exports.seen.iter().filter(|seen| !build.leaves_out(&seen.cfg)) {
            let Some(source) = seen.declaration.clone() else { continue };
            let (symbol, place) = (seen.symbol.clone(), seen.place.clone());
            let (cfg, names) = (build.undecided(&seen.cfg), seen.names.clone());
            lowered.functions.push(Function { symbol, source, cfg, names, place });
        }
        lowered.add_handles();
        for List { name, free: (symbol, source), element, .. } in &lowered.lists {
            let names = type_names(element).into_iter().chain([name.clone()]).collect();
            let free = Function::of_library(symbol.clone(), source.clone());
            lowered.functions.push(Function { names, ..free });
        }
        for (symbol, source) in library.map(error_api::functions).unwrap_or_default() {
            lowered.functions.push(Function::of_library(symbol, source));
        }
        let names = lowered.functions.iter().flat_map(|function| function.names.iter().cloned());
        lowered.needed = types.needed(names.collect::<Vec<_>>());
        Ok(lowered)
    }

    /// The symbol of a method begins with the prefix.
    fn has_prefix(&self, export: &Export, place: &str) -> Result<(), Failure> {
        match (&export.symbol, &self.prefix) {
            (Symbol::UnderPrefix(_), None) => {
                let what = "the functions of an `impl` block have the prefix of the library, and it has none";
                let next =
                    "write `ffi_guard::ffi_library! { prefix = \"mylib\" }` at the crate root";
                Err(Failure::at(Path::new(place), what, next))
            }
            _ => Ok(()),
        }
    }

    /// With the types of other crates in its signature, as it is written.
    fn add(
        &mut self,
        declaration: &Declaration,
        cfg: &[String],
        place: &str,
        foreign: Vec<String>,
    ) {
        let symbol = declaration.symbol.clone();
        if !is_name(&symbol) {
            self.notes
                .push(format!("{place}: `{symbol}` is not in the header: it is no name in C"));
            return;
        }
        let types = declaration.parameters.iter().map(|passed| &passed.ty);
        let names = types.chain([&declaration.output]).flat_map(type_names);
        let names = names.chain(foreign).collect();
        let (cfg, place) = (cfg.to_vec(), place.to_owned());
        self.functions.push(Function { symbol, source: quote!(#declaration), cfg, names, place });
    }

    /// Adds the functions of each handle behind the functions of its type, under the conditions that all of them share;
    /// the conditions of the type are among them.
    fn add_handles(&mut self) {
        let Some(prefix) = self.prefix.clone() else { return };
        for (name, handle) in self.types.handles() {
            let begin = format!("{prefix}_{}_", handle.name);
            let naming = |function: &Function| function.names.iter().any(|named| named == name);
            let own =
                self.functions.iter().rposition(|function| function.symbol.starts_with(&begin));
            let last = own.or_else(|| self.functions.iter().rposition(naming));
            let behind = last.map_or(self.functions.len(), |at| at + 1);
            let mut all = self
                .functions
                .iter()
                .filter(|function| naming(function))
                .map(|function| &function.cfg);
            let mut cfg = all.next().cloned().unwrap_or_default();
            all.for_each(|other| cfg.retain(|predicate| other.contains(predicate)));
            let functions =
                handles::functions(&prefix, handle).into_iter().map(|(symbol, source)| {
                    let names = vec![name.to_owned()];
                    Function { cfg: cfg.clone(), names, ..Function::of_library(symbol, source) }
                });
            self.functions.splice(behind..behind, functions);
        }
    }

    /// Names the types and declares what the header needs.
    pub(super) fn settle(&self, settings: &mut Settings, include: bool) {
        if let Some(prefix) = &self.prefix {
            if self.has_error_types {
                settings.add_error_types(include);
            }
            // In C++ there are namespaces.
            if settings.is_c() && settings.config.export.prefix.is_none() {
                for name in self.needed.iter().filter(|name| self.types.get(name).is_some()) {
                    settings.name(name, self.under(prefix, name));
                }
            }
        }
        for list in &self.lists {
            settings.name(&list.name, list.name.clone());
        }
        for name in &self.needed {
            if self.types.get(name).is_some_and(|ty| ty.handle.is_some() && ty.has_layout) {
                settings.hide(name);
            }
        }
    }

    /// The name of a type under the prefix. A type and a function cannot have one name in C, and in Rust they can.
    fn under(&self, prefix: &str, name: &str) -> String {
        let handle = self.types.get(name).and_then(|ty| ty.handle.as_ref());
        let middle = handle.map_or_else(|| names::snake_case(name), |handle| handle.name.clone());
        let name = format!("{prefix}_{middle}");
        let is_taken = self.functions.iter().any(|function| function.symbol == name);
        if is_taken { format!("{name}_t") } else { name }
    }

    /// The source that cbindgen is given.
    pub(super) fn source(&self) -> String {
        let lists = self.lists.iter().map(|list| list.definition.to_string() + "\n");
        lists.chain(self.functions.iter().map(Function::text)).collect()
    }

    /// Whether each function is in the header, with its types.
    pub(super) fn check(
        &self,
        seen: &[Seen],
        header: &Declared<'_>,
        settings: &Settings,
    ) -> Result<(), Failure> {
        let export = &settings.config.export;
        let excluded = |symbol: &String| export.exclude.contains(symbol);
        for function in self.functions.iter().filter(|function| !excluded(&function.symbol)) {
            let Function { symbol, names, place, .. } = function;
            self.has_types(symbol, names, place, header, settings)?;
            if export.item_types.is_empty() && !header.has_word(symbol) {
                let what = format!("cbindgen cannot declare `{symbol}`");
                let next = "write the types of its signature as C knows them, or keep it out with `[export] exclude`";
                return Err(failure(place, what, next));
            }
        }
        // Other included headers may define the types.
        let is_whole =
            settings.config.includes.is_empty() && settings.config.sys_includes.is_empty();
        for Seen { symbol, names, place, .. } in seen.iter().filter(|_| is_whole) {
            if header.has_word(symbol) {
                self.has_types(symbol, names, place, header, settings)?;
            }
        }
        Ok(())
    }

    fn has_types(
        &self,
        symbol: &str,
        names: &[String],
        place: &str,
        header: &Declared<'_>,
        settings: &Settings,
    ) -> Result<(), Failure> {
        let needed = self.types.needed(names.iter().cloned());
        let twice = needed.iter().find_map(|name| Some((name, self.types.twice(name)?)));
        if let Some((name, (first, second))) = twice {
            let what = format!("two types are named `{name}`, and C knows no modules");
            let next = format!("rename one, or the other at {second}; `{symbol}` needs it");
            return Err(Failure::at(Path::new(first), what, next));
        }
        let missing = needed.iter().find(|name| !self.is_declared(name, header, settings));
        let Some(name) = missing else { return Ok(()) };
        let what = format!(
            "the header would need the type `{name}` for `{symbol}`, and this crate does not define it"
        );
        let next = format!(
            "pass a type of this crate in its place; or let cbindgen read the crate that has it, with `[parse] \
             parse_deps = true` in cbindgen.toml; or say what C calls it, with `[export.rename]` `{name} = \"..\"`"
        );
        Err(failure(place, what, next))
    }

    fn is_declared(&self, name: &str, header: &Declared<'_>, settings: &Settings) -> bool {
        if let Some((_, last)) = name.rsplit_once("::") {
            let is_read = settings.config.parse.parse_deps;
            let named = settings.named.iter().any(|known| known == last);
            return is_read
                || named
                || is_known_to_cbindgen(last)
                || !self.types.has_namesake(name);
        }
        let generic = self.types.get(name).is_some_and(|ty| ty.is_generic);
        let named = settings.named.iter().any(|known| known == name);
        generic || named || is_known_to_cbindgen(name) || header.has_type(&settings.name_of(name))
    }
}

/// The functions of the library itself have no place.
fn failure(place: &str, what: String, next: impl Into<String>) -> Failure {
    if place.is_empty() {
        Failure::new(what, next)
    } else {
        Failure::at(Path::new(place), what, next)
    }
}

pub(super) fn surroundings(prefix: Option<&str>, types: &Types) -> LibraryContext {
    let handles = types
        .handles()
        .filter_map(|(name, handle)| Some((name.to_owned(), handles::free(prefix?, handle))));
    let poisonable = types.handles().filter(|(_, handle)| handle.poison);
    LibraryContext {
        prefix: prefix.map(str::to_owned),
        handles: handles.collect(),
        poisonable: poisonable.map(|(name, _)| name.to_owned()).collect(),
    }
}

/// The notes about exports of the C form that cbindgen did not declare.
pub(super) fn unseen(seen: &[Seen], header: &Declared<'_>, settings: &Settings) -> Vec<String> {
    let export = &settings.config.export;
    let wanted = |seen: &&Seen| {
        export.item_types.is_empty()
            && !export.exclude.contains(&seen.symbol)
            && !header.has_word(&seen.symbol)
    };
    seen.iter().filter(wanted).map(|seen| seen.note.clone()).collect()
}

/// Why a function is left out that C's own calling convention does not reach.
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

fn is_name(symbol: &str) -> bool {
    let begins = symbol.starts_with(|first: char| first == '_' || first.is_ascii_alphabetic());
    begins && symbol.chars().all(|character| character == '_' || character.is_ascii_alphanumeric())
}

fn is_known_to_cbindgen(name: &str) -> bool {
    NUMBERS.contains(&name) || CONTAINERS.contains(&name)
}
