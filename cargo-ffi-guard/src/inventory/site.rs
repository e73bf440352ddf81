//! The places where `fix` writes a guard's attribute.

use super::attributes::Mark;
use super::first_span::first;
use super::function::Function;
use super::model::{GuardSite, SourceExportKind};
use super::walk::Walk;
use proc_macro2::Span;
use std::path::PathBuf;
use syn::ReturnType;

impl Walk<'_, '_> {
    /// Returns the place for a guard's attribute.
    pub(super) fn site(
        &self,
        function: &Function<'_>,
        kind: SourceExportKind,
        mark: Option<&Mark>,
    ) -> Option<GuardSite> {
        let start = self.written(function.start());
        match (mark, kind) {
            (Some(mark), _) => self.site_of(mark, function.start(), "ffi_export"),
            (None, SourceExportKind::Callback) => {
                let start = start?;
                let at = start.bytes.start;
                let imported_as = self.imported("ffi_callback", start.in_definition);
                let (file, in_definition) = (start.file, start.in_definition);
                let function = Some(at);
                Some(GuardSite {
                    file,
                    attribute: at..at,
                    meta: at,
                    function,
                    in_definition,
                    imported_as,
                })
            }
            (None, _) => None,
        }
    }

    /// Returns the place for the attribute `attribute` beside the one that exports an item. `item` is a token of it.
    pub(super) fn site_of(&self, mark: &Mark, item: Span, attribute: &str) -> Option<GuardSite> {
        if mark.is_inner {
            return None;
        }
        let begin = self.written(mark.attribute.0)?;
        let same = |span| {
            self.written(span)
                .filter(|it| it.file == begin.file && it.in_definition == begin.in_definition)
        };
        let (end, meta) = (same(mark.attribute.1)?, same(mark.start)?.bytes.start);
        same(mark.name)?;
        let imported_as = self.imported(attribute, begin.in_definition);
        let attribute = begin.bytes.start..end.bytes.end;
        let function = same(item).map(|it| it.bytes.start);
        let (file, in_definition) = (begin.file, begin.in_definition);
        let ordered = attribute.start < meta && meta < attribute.end;
        ordered.then_some(GuardSite { file, attribute, meta, function, in_definition, imported_as })
    }

    /// Returns the name under which the enclosing module imports an attribute. Names in the definition of a macro are
    /// resolved at its calls, so they have none.
    fn imported(&self, name: &str, in_definition: bool) -> Option<String> {
        let runtime = self.context.options.advise_for.as_deref()?;
        if in_definition { None } else { self.scope.imports.name_of(runtime, name) }
    }

    /// Returns the place where the compiler reports a missing fallback: the return type.
    pub(super) fn returns_at(&self, function: &Function<'_>) -> Option<(PathBuf, usize)> {
        let ReturnType::Type(_, ty) = &function.signature.output else { return None };
        let at = self.written(first(ty)?)?;
        Some((at.file, at.bytes.start))
    }
}
