//! The exports of the Rust form: found by the inventory, read as the attribute reads them.

use super::tree::{File, Tree};
use crate::cfg::BuildSelection;
use crate::failure::Failure;
use crate::inventory::{
    ExportedBlock, GuardState, Inventory, SourceExport, SourceExportKind, SourceSpan,
};
use crate::sources::{place, relative};
use ffi_guard_syntax::lower::type_names;
use ffi_guard_syntax::model::{Export, Item, Symbol};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{
    Attribute, FnArg, ImplItemFn, ItemFn, ItemImpl, ItemStatic, Meta, ReturnType, Signature, Token,
    Type, Visibility,
};

/// An export and its place.
pub(super) struct Found {
    pub(super) export: Export,
    /// The predicates under which it exists, including those on the modules around it.
    pub(super) cfg: Vec<String>,
    /// `file:line:column`.
    pub(super) place: String,
}

/// An export of the C form, which cbindgen sees itself, or not.
pub(super) struct Seen {
    pub(super) symbol: String,
    /// The predicates under which it exists.
    pub(super) cfg: Vec<String>,
    /// The types of its signature.
    pub(super) names: Vec<String>,
    pub(super) place: String,
    /// The note for a header without it.
    pub(super) note: String,
    /// Its declaration for cbindgen, which knows a symbol only by a literal, if a macro names it.
    pub(super) declaration: Option<TokenStream>,
}

/// The exports of a crate, and notes about those that are not in the header.
#[derive(Default)]
pub(super) struct Exports {
    pub(super) found: Vec<Found>,
    pub(super) seen: Vec<Seen>,
    pub(super) notes: Vec<String>,
}

impl Exports {
    /// The exports, file by file in the order of the module tree.
    pub(super) fn read(
        inventory: &Inventory,
        tree: &Tree,
        build: &BuildSelection,
    ) -> Result<Self, Failure> {
        let mut exports = Self::default();
        for file in &tree.files {
            let items = Items::of(file);
            exports.statics(&items, inventory, tree);
            let mut found = exports.functions(&items, inventory, tree)?;
            found.extend(exports.blocks(&items, inventory, tree)?);
            found.sort_by_key(|(start, ..)| *start);
            let found = found.into_iter().flat_map(|(_, item, cfg)| {
                let exports = item.exports().iter();
                exports.map(|export| exports_of(export, cfg, file, tree)).collect::<Vec<_>>()
            });
            let found = found.filter_map(|found| exports.with_symbol(found, file, inventory));
            let found: Vec<Found> = found.collect();
            let (left_out, found): (Vec<Found>, Vec<Found>) =
                found.into_iter().partition(|found| build.leaves_out(&found.cfg));
            exports.found.extend(found);
            exports.leave_out(left_out, build);
        }
        Ok(exports)
    }

    /// Gives an export the symbol that its macro expands to. Notes one whose macro is not expanded.
    fn with_symbol(
        &mut self,
        mut found: Found,
        file: &File,
        inventory: &Inventory,
    ) -> Option<Found> {
        let Symbol::Macro(call) = &found.export.symbol else { return Some(found) };
        let end = found.export.function.sig.ident.span().byte_range().end + file.mark;
        let mut here = inventory.exports.iter().filter(|entry| entry.span.file == file.path);
        let entry = here.find(|entry| entry.span.bytes.end == end);
        match entry.and_then(|entry| entry.symbol.clone()) {
            Some(symbol) => {
                found.export.symbol = Symbol::Whole(symbol);
                Some(found)
            }
            None => {
                let call = Symbol::Macro(call.clone()).under("");
                self.notes
                    .push(format!("{}: `{call}` is not in the header: {UNEXPANDED}", found.place));
                None
            }
        }
    }

    /// The symbols of the C form that the chosen build has not: cbindgen does not evaluate predicates.
    pub(super) fn left_out(&self, build: &BuildSelection) -> BTreeSet<&str> {
        let is_left_out = |seen: &&Seen| build.leaves_out(&seen.cfg);
        let (left_out, kept): (Vec<&Seen>, Vec<&Seen>) = self.seen.iter().partition(is_left_out);
        let is_kept = |symbol: &&str| kept.iter().any(|seen| seen.symbol == **symbol);
        left_out.iter().map(|seen| seen.symbol.as_str()).filter(|it| !is_kept(it)).collect()
    }

    /// Notes the functions that the chosen build has not. Tests are in no build.
    fn leave_out(&mut self, left_out: Vec<Found>, build: &BuildSelection) {
        let of_tests = BuildSelection::default();
        let chosen = |found: &Found| !build.is_everything() && !of_tests.leaves_out(&found.cfg);
        for Found { export, cfg, place } in left_out.into_iter().filter(chosen) {
            let (name, cfg) = (&export.function.sig.ident, cfg.join(" and "));
            self.notes.push(format!("{place}: `{name}` is not in the chosen build: only if {cfg}"));
        }
    }

    fn functions<'i>(
        &mut self,
        items: &Items<'_>,
        inventory: &'i Inventory,
        tree: &Tree,
    ) -> Result<Vec<Read<'i>>, Failure> {
        let mut found = Vec::new();
        let here = |entry: &&SourceExport| {
            entry.kind == SourceExportKind::Function && entry.span.file == items.file.path
        };
        for entry in inventory.exports.iter().filter(here) {
            if !is_rust_form(entry) {
                match items.seen(entry, tree) {
                    Some(seen) => self.seen.push(seen),
                    None => self.notes.push(unseen(entry, tree)),
                }
                continue;
            }
            if items.are_around(entry, &inventory.blocks) {
                continue;
            }
            match items.function(entry) {
                Some((function, attribute)) => {
                    let without = |attrs| ItemFn { attrs, ..function.clone() }.into_token_stream();
                    let item = items.read(attribute, &function.attrs, without, tree)?;
                    found.push((entry.span.bytes.start, item, entry.cfg.as_slice()));
                }
                None => self.notes.push(unseen(entry, tree)),
            }
        }
        Ok(found)
    }

    /// Adds the statics that cbindgen does not find: it knows no `unsafe(export_name)` and no macro there.
    fn statics(&mut self, items: &Items<'_>, inventory: &Inventory, tree: &Tree) {
        let here = |entry: &&SourceExport| {
            entry.kind == SourceExportKind::Static && entry.span.file == items.file.path
        };
        for entry in inventory.exports.iter().filter(here) {
            let end = entry.span.bytes.end.checked_sub(items.file.mark);
            let item = end.and_then(|end| items.statics.get(&end).copied());
            let attribute = entry.attribute.as_ref().zip(item);
            let attribute = attribute.and_then(|(at, item)| items.attribute(&item.attrs, at));
            match (item, attribute, &entry.symbol) {
                (_, _, None) => self.notes.push(unseen(entry, tree)),
                (Some(item), Some(attribute), Some(symbol))
                    if is_by_macro(attribute, symbol) || is_unsafe_name(attribute) =>
                {
                    let attrs = item.attrs.iter().filter(documents);
                    let ItemStatic { vis, ident, ty, expr, .. } = item;
                    let declaration = quote! {
                        #(#attrs)* #[export_name = #symbol] #vis static #ident: #ty = #expr;
                    };
                    self.seen.push(Seen {
                        symbol: symbol.clone(),
                        cfg: entry.cfg.clone(),
                        names: type_names(ty),
                        place: shown(&entry.span, tree),
                        note: unseen(entry, tree),
                        declaration: matches!(vis, Visibility::Public(_)).then_some(declaration),
                    });
                }
                _ => {}
            }
        }
    }

    fn blocks<'i>(
        &mut self,
        items: &Items<'_>,
        inventory: &'i Inventory,
        tree: &Tree,
    ) -> Result<Vec<Read<'i>>, Failure> {
        let mut found = Vec::new();
        let here = |block: &&ExportedBlock| block.span.file == items.file.path;
        for block in inventory.blocks.iter().filter(here) {
            match items.block(block) {
                Some((item, attribute)) => {
                    let without = |attrs| ItemImpl { attrs, ..item.clone() }.into_token_stream();
                    let item = items.read(attribute, &item.attrs, without, tree)?;
                    found.push((block.span.bytes.start, item, block.cfg.as_slice()));
                }
                None => self.notes.push(unseen_block(block, tree)),
            }
        }
        Ok(found)
    }
}

/// Where it begins, what it is, and the conditions around it.
type Read<'i> = (usize, Item, &'i [String]);

/// Adds the conditions of the function itself, which the block around it does not have.
fn exports_of(export: &Export, around: &[String], file: &File, tree: &Tree) -> Found {
    let mut cfg = around.to_vec();
    let own = export.function.attrs.iter().filter(|attr| attr.path().is_ident("cfg"));
    for predicate in own.filter_map(|attr| attr.meta.require_list().ok()) {
        let predicate = predicate.tokens.to_string();
        if !cfg.contains(&predicate) {
            cfg.push(predicate);
        }
    }
    let start = export.function.sig.ident.span().start();
    let place = place(&relative(&file.path, &tree.root), start.line, start.column + 1);
    Found { export: export.clone(), cfg, place }
}

/// Whether the value of an `export_name` is not this symbol as a literal.
fn is_by_macro(attribute: &Attribute, symbol: &str) -> bool {
    let text = attribute.meta.to_token_stream().to_string();
    text.contains("export_name") && !text.contains(&format!("\"{symbol}\""))
}

/// Whether it is `unsafe(export_name = ..)`.
fn is_unsafe_name(attribute: &Attribute) -> bool {
    let text = attribute.meta.to_token_stream().to_string();
    text.contains("export_name") && text.contains("unsafe")
}

/// Whether cbindgen carries the attribute over to the header.
fn documents(attr: &&Attribute) -> bool {
    ["doc", "must_use", "deprecated"].iter().any(|name| attr.path().is_ident(name))
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

/// The types that a signature names.
pub(super) fn types_of(signature: &Signature) -> Vec<&Type> {
    let inputs = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(&*typed.ty),
        FnArg::Receiver(_) => None,
    });
    let output = match &signature.output {
        ReturnType::Type(_, ty) => Some(&**ty),
        ReturnType::Default => None,
    };
    inputs.chain(output).collect()
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

/// The functions and `impl` blocks of a file.
struct Items<'f> {
    file: &'f File,
    /// Each by the byte behind its name.
    functions: HashMap<usize, &'f ItemFn>,
    statics: HashMap<usize, &'f ItemStatic>,
    /// The functions and the methods.
    signatures: HashMap<usize, &'f Signature>,
    blocks: Vec<&'f ItemImpl>,
}

impl<'f> Items<'f> {
    fn of(file: &'f File) -> Self {
        let (functions, statics, signatures) = (HashMap::new(), HashMap::new(), HashMap::new());
        let mut items = Self { file, functions, statics, signatures, blocks: Vec::new() };
        items.visit_file(&file.ast);
        items
    }

    /// The function of an entry, and the attribute that exports it.
    fn function(&self, entry: &SourceExport) -> Option<(&'f ItemFn, &'f Attribute)> {
        let end = entry.span.bytes.end.checked_sub(self.file.mark)?;
        let function = *self.functions.get(&end)?;
        Some((function, self.attribute(&function.attrs, entry.attribute.as_ref()?)?))
    }

    /// The types in the signature of an export of the C form.
    fn seen(&self, entry: &SourceExport, tree: &Tree) -> Option<Seen> {
        let end = entry.span.bytes.end.checked_sub(self.file.mark)?;
        let signature = self.signatures.get(&end).copied();
        let types = signature.map(types_of).unwrap_or_default();
        let names = types.into_iter().flat_map(type_names).filter(|name| name != "Self");
        Some(Seen {
            symbol: entry.symbol.clone()?,
            cfg: entry.cfg.clone(),
            names: names.collect(),
            place: shown(&entry.span, tree),
            note: unseen(entry, tree),
            declaration: self.by_macro(entry),
        })
    }

    /// The declaration of a function of the C form whose symbol is not a literal.
    fn by_macro(&self, entry: &SourceExport) -> Option<TokenStream> {
        let (function, attribute) = self.function(entry)?;
        let symbol = entry.symbol.as_ref()?;
        let abi = entry.signature.as_ref()?.abi.as_deref();
        if abi != Some("C") || !is_by_macro(attribute, symbol) {
            return None;
        }
        let (attrs, sig) = (function.attrs.iter().filter(documents), &function.sig);
        Some(quote!(#(#attrs)* #[unsafe(export_name = #symbol)] pub #sig {}))
    }

    fn block(&self, block: &ExportedBlock) -> Option<(&'f ItemImpl, &'f Attribute)> {
        let range = block.attribute.as_ref()?;
        self.blocks.iter().find_map(|item| Some((*item, self.attribute(&item.attrs, range)?)))
    }

    fn attribute(&self, attrs: &'f [Attribute], range: &Range<usize>) -> Option<&'f Attribute> {
        attrs.iter().find(|attr| attr.span().byte_range().start + self.file.mark == range.start)
    }

    /// Whether the entry is a function of one of these blocks, and so exported with it.
    fn are_around(&self, entry: &SourceExport, blocks: &[ExportedBlock]) -> bool {
        let at = entry.span.bytes.start;
        let blocks = blocks.iter().filter(|block| block.span.file == self.file.path);
        blocks.filter_map(|block| self.block(block)).any(|(item, _)| {
            let bytes = item.brace_token.span.join().byte_range();
            (bytes.start + self.file.mark..bytes.end + self.file.mark).contains(&at)
        })
    }

    /// Reads the item as the attribute does, which gets it without itself.
    fn read(
        &self,
        attribute: &Attribute,
        attrs: &[Attribute],
        item: impl FnOnce(Vec<Attribute>) -> TokenStream,
        tree: &Tree,
    ) -> Result<Item, Failure> {
        // Conditions are in the inventory, and rustc has evaluated them before it calls the attribute.
        let others = attrs.iter().filter(|attr| {
            let is_it = attr.span().byte_range() == attribute.span().byte_range();
            !is_it && !attr.path().is_ident("cfg") && !attr.path().is_ident("cfg_attr")
        });
        let item = item(others.cloned().collect());
        let arguments = arguments(&attribute.meta).unwrap_or_default();
        ffi_guard_syntax::parse_item(arguments, item)
            .map_err(|error| tree.refused(self.file, &error))
    }
}

impl<'f> Visit<'f> for Items<'f> {
    fn visit_item_fn(&mut self, function: &'f ItemFn) {
        let end = function.sig.ident.span().byte_range().end;
        self.functions.insert(end, function);
        self.signatures.insert(end, &function.sig);
        visit::visit_item_fn(self, function);
    }

    fn visit_item_static(&mut self, item: &'f ItemStatic) {
        self.statics.insert(item.ident.span().byte_range().end, item);
        visit::visit_item_static(self, item);
    }

    fn visit_impl_item_fn(&mut self, function: &'f ImplItemFn) {
        self.signatures.insert(function.sig.ident.span().byte_range().end, &function.sig);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_item_impl(&mut self, block: &'f ItemImpl) {
        self.blocks.push(block);
        visit::visit_item_impl(self, block);
    }
}

/// The arguments of the attribute, which may be inside `cfg_attr`.
fn arguments(meta: &Meta) -> Option<TokenStream> {
    match meta {
        Meta::List(list) if list.path.is_ident("cfg_attr") => {
            let metas =
                list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok()?;
            metas.iter().skip(1).filter(|meta| is_export(meta)).find_map(arguments)
        }
        Meta::List(list) => Some(list.tokens.clone()),
        Meta::Path(_) | Meta::NameValue(_) => Some(TokenStream::new()),
    }
}

fn is_export(meta: &Meta) -> bool {
    let last = meta.path().segments.last();
    meta.path().is_ident("cfg_attr") || last.is_some_and(|last| last.ident == "ffi_export")
}
