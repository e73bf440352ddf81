//! The exports of a crate: found by the inventory, read as the attribute reads them.

use super::comments::is_ignored;
use super::conditions::{Gate, predicates};
use super::file_items::Items;
use super::flat::{Flat, TypeScope, undecided};
use super::modules::FunctionScope;
use super::tree::Tree;
use crate::cfg::never_holds;
use crate::failure::Failure;
use crate::inventory::{
    ExportedBlock, GuardState, Inventory, SourceExport, SourceExportKind, SourceSpan,
};
use crate::sources::{place, relative};
use ffi_guard_syntax::model::{Export, Item, Symbol};
use quote::ToTokens;
use std::collections::HashMap;
use std::path::Path;
use syn::{Attribute, FnArg, ImplItem, ItemFn, ItemImpl, Meta, ReturnType, Signature};

/// An export of the Rust form, and its place.
pub(super) struct Found {
    pub(super) export: Export,
    pub(super) gate: Gate,
    pub(super) scope: FunctionScope,
    /// `file:line:column`.
    pub(super) place: String,
}

/// An export of the C form.
pub(super) struct Seen {
    pub(super) symbol: String,
    pub(super) gate: Gate,
    pub(super) signature: Signature,
    pub(super) attrs: Vec<Attribute>,
    pub(super) scope: FunctionScope,
    /// The byte of its name in the file.
    pub(super) at: usize,
    pub(super) place: String,
}

/// The exports of a crate, and notes about those that are not in the header.
#[derive(Default)]
pub(super) struct Exports {
    pub(super) found: Vec<Found>,
    pub(super) seen: Vec<Seen>,
    /// The symbols of the exported statics, by place; none where a macro that is not expanded names one.
    pub(super) statics: HashMap<String, Option<String>>,
    pub(super) notes: Vec<String>,
}

/// An item of the Rust form: the byte at which it begins, and the conditions around it.
struct Read<'i> {
    start: usize,
    item: Item,
    cfg: Vec<&'i String>,
    scope: FunctionScope,
}

impl Exports {
    /// The exports, file by file in the order of the module tree.
    pub(super) fn read(
        inventory: &Inventory,
        tree: &Tree,
        flat: &mut Flat<'_>,
        excluded: &[String],
    ) -> Result<Self, Failure> {
        let mut reader = Reader { inventory, tree, flat, excluded, exports: Self::default() };
        reader.statics();
        for (index, file) in tree.files.iter().enumerate() {
            let items = Items::of(file, index);
            let mut read = reader.functions(&items)?;
            read.extend(reader.blocks(&items)?);
            read.sort_by_key(|read| read.start);
            for read in read {
                for export in read.item.exports() {
                    reader.export(export, &read, &items)?;
                }
            }
        }
        let Reader { mut exports, .. } = reader;
        exports.seen.sort_by_key(|seen| (seen.scope.module, seen.at));
        Ok(exports)
    }
}

struct Reader<'r, 'm> {
    inventory: &'r Inventory,
    tree: &'r Tree,
    flat: &'r mut Flat<'m>,
    /// The symbols that the settings keep out.
    excluded: &'r [String],
    exports: Exports,
}

impl<'r> Reader<'r, '_> {
    /// Returns the conditions of a function, or `None` if the build has it not.
    fn gate(&mut self, cfg: &[&String], name: &str, place: &str) -> Result<Option<Gate>, Failure> {
        let conditions = self.flat.modules.conditions();
        let gate = conditions.gate(cfg, &Gate::default());
        match &gate {
            Some(Gate { unknown: Some(unknown), .. }) => {
                let problem = undecided(&format!("`{name}`"), unknown);
                return Err(Failure::at(Path::new(place), problem.what, problem.next));
            }
            None if !cfg.iter().any(|predicate| never_holds(predicate)) => {
                let build = if conditions.is_default() { "default" } else { "chosen" };
                let cfg: Vec<&str> = cfg.iter().map(|predicate| predicate.as_str()).collect();
                let cfg = cfg.join(" and ");
                self.exports
                    .notes
                    .push(format!("{place}: `{name}` is not in the {build} build: only if {cfg}"));
            }
            _ => {}
        }
        Ok(gate)
    }

    fn statics(&mut self) {
        let statics = self.inventory.exports.iter();
        for entry in statics.filter(|entry| entry.kind == SourceExportKind::Static) {
            let place = shown(&entry.span, self.tree);
            let symbol = entry.symbol.clone().or_else(|| {
                let mut all = self.flat.modules.definitions.iter();
                all.find(|it| it.place == place)?.symbol.clone()
            });
            if symbol.is_none() {
                self.exports.notes.push(unseen(entry, self.tree));
            }
            self.exports.statics.insert(place, symbol);
        }
    }

    fn functions(&mut self, items: &Items<'_>) -> Result<Vec<Read<'r>>, Failure> {
        let mut found = Vec::new();
        let here = |entry: &&SourceExport| {
            entry.kind == SourceExportKind::Function && entry.span.file == items.file.path
        };
        for entry in self.inventory.exports.iter().filter(here) {
            if !is_rust_form(entry) {
                self.c_form(entry, items)?;
                continue;
            }
            if items.are_around(entry, &self.inventory.blocks) {
                continue;
            }
            let cfg: Vec<&String> = entry.cfg.iter().chain(&entry.attribute_cfg).collect();
            let scope = self.scope(entry, &cfg, items);
            let (Some((function, attribute)), Some(scope)) = (items.function(entry), scope) else {
                self.exports.notes.push(unseen(entry, self.tree));
                continue;
            };
            let mut function = function.clone();
            self.flatten(&mut function.sig, &scope);
            let without = |attrs| ItemFn { attrs, ..function.clone() }.into_token_stream();
            let item = items.read(attribute, &function.attrs, without, self.tree)?;
            found.push(Read { start: entry.span.bytes.start, item, cfg, scope });
        }
        Ok(found)
    }

    /// Returns the scope of a function; the scope of the crate root if the build does not have the function.
    fn scope(
        &self,
        entry: &SourceExport,
        cfg: &[&String],
        items: &Items<'_>,
    ) -> Option<FunctionScope> {
        let found = items.scope(entry.span.bytes.end, self.flat.modules);
        let gate = self.flat.modules.conditions().gate(cfg, &Gate::default());
        found.or_else(|| gate.is_none().then(FunctionScope::root))
    }

    fn blocks(&mut self, items: &Items<'_>) -> Result<Vec<Read<'r>>, Failure> {
        let mut found = Vec::new();
        let here = |block: &&ExportedBlock| block.span.file == items.file.path;
        for block in self.inventory.blocks.iter().filter(here) {
            let Some((item, attribute)) = items.block(block) else {
                self.exports.notes.push(unseen_block(block, self.tree));
                continue;
            };
            let mut item = item.clone();
            let scope = self.flatten_block(&mut item, items);
            let without = |attrs| ItemImpl { attrs, ..item.clone() }.into_token_stream();
            let item = items.read(attribute, &item.attrs, without, self.tree)?;
            let cfg = block.cfg.iter().collect();
            found.push(Read { start: block.span.bytes.start, item, cfg, scope });
        }
        Ok(found)
    }

    /// Rewrites the names of types in the functions of a block, and returns the scope of the block.
    fn flatten_block(&mut self, item: &mut ItemImpl, items: &Items<'_>) -> FunctionScope {
        let functions = item.items.iter().filter_map(|inner| match inner {
            ImplItem::Fn(function) => Some(function.sig.ident.span().byte_range().end),
            _ => None,
        });
        let scope = functions
            .filter_map(|end| items.scope(end + items.file.mark, self.flat.modules))
            .next();
        let Some(scope) = scope else {
            return FunctionScope::root();
        };
        for inner in &mut item.items {
            if let ImplItem::Fn(function) = inner {
                self.flatten(&mut function.sig, &scope);
            }
        }
        self.flat.flatten(&mut item.self_ty, &TypeScope::of_module(scope.module));
        scope
    }

    /// Rewrites the names of types in a signature to flat names, and drops parameters that are not in the build.
    fn flatten(&mut self, signature: &mut Signature, scope: &FunctionScope) {
        let scope = TypeScope::of_module(scope.module);
        let conditions = self.flat.modules.conditions();
        let inputs = std::mem::take(&mut signature.inputs).into_iter();
        signature.inputs = inputs
            .filter_map(|mut input| {
                if let FnArg::Typed(typed) = &mut input {
                    conditions.gate_of(&typed.attrs, &Gate::default())?;
                    self.flat.flatten(&mut typed.ty, &scope);
                }
                Some(input)
            })
            .collect();
        if let ReturnType::Type(_, ty) = &mut signature.output {
            self.flat.flatten(ty, &scope);
        }
    }

    /// Adds an export of the Rust form, with the conditions of the function itself, which the block around it does not
    /// have.
    fn export(
        &mut self,
        export: &Export,
        read: &Read<'_>,
        items: &Items<'_>,
    ) -> Result<(), Failure> {
        let start = export.function.sig.ident.span().start();
        let file = relative(&items.file.path, &self.tree.root);
        let place = place(&file, start.line, start.column + 1);
        let own = predicates(&export.function.attrs);
        let cfg: Vec<&String> = read.cfg.iter().copied().chain(&own).collect();
        let name = export.function.sig.ident.to_string();
        if let Some(gate) = self.gate(&cfg, &name, &place)? {
            let (mut export, scope) = (export.clone(), read.scope.clone());
            if let Symbol::Macro(call) = &export.symbol {
                let Some(symbol) = self.expanded(&export, items) else {
                    let call = Symbol::Macro(call.clone()).under("");
                    let note = format!("{place}: `{call}` is not in the header: {UNEXPANDED}");
                    self.exports.notes.push(note);
                    return Ok(());
                };
                export.symbol = Symbol::Whole(symbol);
            }
            self.exports.found.push(Found { export, gate, scope, place });
        }
        Ok(())
    }

    /// Returns what the macro that names an export expands to: in all builds, else in this one.
    fn expanded(&self, export: &Export, items: &Items<'_>) -> Option<String> {
        let file = items.file;
        let end = export.function.sig.ident.span().byte_range().end + file.mark;
        let mut exports = self.inventory.exports.iter();
        let entry =
            exports.find(|entry| entry.span.file == file.path && entry.span.bytes.end == end);
        let in_build = || items.scope(end, self.flat.modules)?.symbol;
        entry.and_then(|entry| entry.symbol.clone()).or_else(in_build)
    }

    fn c_form(&mut self, entry: &SourceExport, items: &Items<'_>) -> Result<(), Failure> {
        let place = shown(&entry.span, self.tree);
        let cfg: Vec<&String> = entry.cfg.iter().collect();
        let scope = items.scope(entry.span.bytes.end, self.flat.modules);
        let by_macro = scope.as_ref().and_then(|scope| scope.symbol.as_ref());
        let symbol = entry.symbol.as_ref().or(by_macro).cloned();
        let name = symbol.as_ref().unwrap_or(&entry.name);
        if self.excluded.contains(name) {
            return Ok(());
        }
        let Some(gate) = self.gate(&cfg, name, &place)? else { return Ok(()) };
        let abi = entry.signature.as_ref().and_then(|signature| signature.abi.as_deref());
        let signature = items.signature(entry).filter(|_| matches!(abi, Some("C" | "C-unwind")));
        let (Some((signature, attrs)), Some(scope), Some(symbol)) = (signature, scope, symbol)
        else {
            self.exports.notes.push(unseen(entry, self.tree));
            return Ok(());
        };
        if scope.is_ignored || is_ignored(attrs) {
            return Ok(());
        }
        if !scope.is_item || !attrs.iter().any(exports_symbol) {
            self.exports.notes.push(unseen(entry, self.tree));
            return Ok(());
        }
        self.exports.seen.push(Seen {
            symbol,
            gate,
            signature: signature.clone(),
            attrs: attrs.to_vec(),
            scope,
            at: entry.span.bytes.start,
            place,
        });
        Ok(())
    }
}

/// Returns whether an attribute gives an item a symbol, outside of `cfg_attr`.
pub(super) fn exports_symbol(attr: &Attribute) -> bool {
    let is_it = |path: &syn::Path| path.is_ident("no_mangle") || path.is_ident("export_name");
    match &attr.meta {
        Meta::List(list) if list.path.is_ident("unsafe") => {
            list.parse_args::<Meta>().is_ok_and(|inner| is_it(inner.path()))
        }
        meta => is_it(meta.path()),
    }
}

const UNEXPANDED: &str = "a macro names it that cannot be expanded here; declare it by hand";

fn is_rust_form(entry: &SourceExport) -> bool {
    let abi = entry.signature.as_ref().map(|signature| signature.abi.as_deref());
    entry.state == GuardState::FfiExport && abi == Some(None)
}

fn unseen(entry: &SourceExport, tree: &Tree) -> String {
    let name = entry.symbol.as_ref().unwrap_or(&entry.name);
    let at = shown(&entry.span, tree);
    let abi = entry.signature.as_ref().and_then(|signature| signature.abi.as_deref());
    let reason = match (&entry.in_macro, abi) {
        (Some(made_by), _) => {
            format!("the macro `{made_by}` makes it, and macros are not expanded")
        }
        (None, Some(abi)) if !["C", "C-unwind"].contains(&abi) => {
            format!("its ABI is \"{abi}\", and a header declares that of C")
        }
        _ if entry.symbol.is_none() => UNEXPANDED.to_owned(),
        _ => "it cannot be read where it stands".to_owned(),
    };
    format!("{at}: `{name}` is not in the header: {reason}")
}

fn unseen_block(block: &ExportedBlock, tree: &Tree) -> String {
    let at = shown(&block.span, tree);
    format!(
        "{at}: the functions of this block are not in the header: a macro makes them, and macros are not expanded"
    )
}

fn shown(spot: &SourceSpan, tree: &Tree) -> String {
    place(&relative(&spot.file, &tree.root), spot.line, spot.column)
}
