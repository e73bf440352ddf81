//! The items of a file that the inventory's entries point to.

use super::modules::{FunctionScope, Modules};
use super::tree::{File, Tree};
use crate::failure::Failure;
use crate::inventory::{ExportedBlock, SourceExport};
use ffi_guard_syntax::model::Item;
use proc_macro2::TokenStream;
use std::collections::HashMap;
use std::ops::Range;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItemFn, ItemFn, ItemImpl, Meta, Signature, Token};

/// The functions and `impl` blocks of a file.
pub(super) struct Items<'f> {
    pub(super) file: &'f File,
    index: usize,
    /// Each by the byte behind its name.
    functions: HashMap<usize, &'f ItemFn>,
    /// The same of methods as well, with their attributes.
    signatures: HashMap<usize, (&'f Signature, &'f [Attribute])>,
    blocks: Vec<&'f ItemImpl>,
}

impl<'f> Items<'f> {
    pub(super) fn of(file: &'f File, index: usize) -> Self {
        let (functions, signatures) = (HashMap::new(), HashMap::new());
        let mut items = Self { file, index, functions, signatures, blocks: Vec::new() };
        items.visit_file(&file.ast);
        items
    }

    /// Returns the function of an entry, and the attribute that exports it.
    pub(super) fn function(&self, entry: &SourceExport) -> Option<(&'f ItemFn, &'f Attribute)> {
        let end = entry.span.bytes.end.checked_sub(self.file.mark)?;
        let function = *self.functions.get(&end)?;
        Some((function, self.attribute(&function.attrs, entry.attribute.as_ref()?)?))
    }

    /// Returns the signature of an entry, and its attributes.
    pub(super) fn signature(
        &self,
        entry: &SourceExport,
    ) -> Option<(&'f Signature, &'f [Attribute])> {
        let end = entry.span.bytes.end.checked_sub(self.file.mark)?;
        self.signatures.get(&end).copied()
    }

    /// Returns the scope of the function whose name ends at this byte of the file.
    pub(super) fn scope(&self, end: usize, modules: &Modules<'_>) -> Option<FunctionScope> {
        let key = (self.index, end.checked_sub(self.file.mark)?);
        modules.functions.get(&key).cloned()
    }

    pub(super) fn block(&self, block: &ExportedBlock) -> Option<(&'f ItemImpl, &'f Attribute)> {
        let range = block.attribute.as_ref()?;
        self.blocks.iter().find_map(|item| Some((*item, self.attribute(&item.attrs, range)?)))
    }

    fn attribute(&self, attrs: &'f [Attribute], range: &Range<usize>) -> Option<&'f Attribute> {
        attrs.iter().find(|attr| attr.span().byte_range().start + self.file.mark == range.start)
    }

    /// Returns whether the entry is a function of one of these blocks, and so exported with it.
    pub(super) fn are_around(&self, entry: &SourceExport, blocks: &[ExportedBlock]) -> bool {
        let at = entry.span.bytes.start;
        let blocks = blocks.iter().filter(|block| block.span.file == self.file.path);
        blocks.filter_map(|block| self.block(block)).any(|(item, _)| {
            let bytes = item.brace_token.span.join().byte_range();
            (bytes.start + self.file.mark..bytes.end + self.file.mark).contains(&at)
        })
    }

    /// Reads the item as the attribute does, which gets it without itself.
    pub(super) fn read(
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
        self.signatures.insert(end, (&function.sig, &function.attrs));
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'f ImplItemFn) {
        let end = function.sig.ident.span().byte_range().end;
        self.signatures.insert(end, (&function.sig, &function.attrs));
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_item_impl(&mut self, block: &'f ItemImpl) {
        self.blocks.push(block);
        visit::visit_item_impl(self, block);
    }
}

/// Returns the arguments of the attribute, which may be inside `cfg_attr`.
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
