//! Exported `impl` blocks: each `pub fn` is an export, under the library's prefix.

use super::attributes::ItemAttributes;
use super::finish::UNDER_PREFIX;
use super::function::Function;
use super::model::{ExportedBlock, GuardState};
use super::walk::Walk;
use ffi_guard_syntax::names;
use std::rc::Rc;
use syn::{ItemImpl, Type, Visibility};

impl Walk<'_, '_> {
    /// The middle part of the symbols of an exported block.
    pub(super) fn exported_block(
        &mut self,
        item: &ItemImpl,
        attributes: &ItemAttributes,
    ) -> Option<Rc<str>> {
        let mark = attributes.ffi_export()?;
        let mut cfg = self.scope.conditions.clone();
        cfg.push_all(&mark.conditions);
        let attribute = self.is_here(mark.name).then(|| {
            let (begin, end) = (mark.attribute.0.byte_range(), mark.attribute.1.byte_range());
            begin.start + self.mark..end.end + self.mark
        });
        let attribute = attribute.filter(|_| self.scope.expansions == 0);
        let block = ExportedBlock { span: self.span(mark.name), attribute, cfg: cfg.to_vec() };
        self.found.blocks.push(block);
        let options = self.context.options;
        if options.foreign_attributes || options.safer_ffi || item.trait_.is_some() {
            return None;
        }
        if let Some(name) = mark.name_argument() {
            return Some(name.into());
        }
        let Type::Path(path) = &*item.self_ty else { return None };
        names::of_type(&path.path).map(Rc::from)
    }

    /// A function of an exported block that has no symbol of its own.
    pub(super) fn method(
        &mut self,
        function: &Function<'_>,
        attributes: &ItemAttributes,
        block: &str,
    ) {
        let public = matches!(function.visibility, Some(Visibility::Public(_)));
        if !public || is_left_out(attributes) {
            return self.callback(function, attributes);
        }
        let own = attributes.ffi_export();
        let own = own.and_then(|mark| self.named_symbol(mark).or_else(|| mark.name_argument()));
        let name = self.symbol_of(&function.signature.ident);
        let symbol = own.or_else(|| Some(format!("{UNDER_PREFIX}_{block}_{}", name?)));
        self.export_unmarked(function, attributes, symbol, GuardState::FfiExport);
    }
}

/// Whether `#[ffi(skip)]` is on it.
fn is_left_out(attributes: &ItemAttributes) -> bool {
    attributes.others.iter().any(|other| {
        let arguments = other.meta.require_list().map(|list| list.tokens.clone()).ok();
        let first = arguments.and_then(|arguments| arguments.into_iter().next());
        other.path == ["ffi"] && first.is_some_and(|first| first.to_string() == "skip")
    })
}
