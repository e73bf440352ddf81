//! Adds exports with their guards, and declarations that cannot be followed, to the report.

use super::attributes::{Attributes, Mark, MarkKind};
use super::conditions::{Alternatives, Conditions};
use super::head::Head;
use super::report::{Export, ExportAttribute, Guard, Place, Unseen};
use super::walk::Walker;

impl Attributes {
    /// The attributes that export the item.
    pub(super) fn exports(&self) -> impl Iterator<Item = (ExportAttribute, &Mark)> {
        self.marks.iter().filter_map(|mark| match mark.kind {
            MarkKind::Export(attribute) => Some((attribute, mark)),
            MarkKind::Guard(_) => None,
        })
    }

    /// The attributes that guard it.
    pub(super) fn guards(&self) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Guard(_)))
    }
}

impl Walker<'_, '_> {
    /// Reports every export that these attributes make of the item.
    pub(super) fn record(&mut self, attributes: &Attributes, head: Head) {
        if attributes.marks.is_empty() || self.scope.foreign {
            return;
        }
        let outside = self.conditions.len();
        self.conditions.push_all(&attributes.conditions);
        if attributes.exports().next().is_none() {
            self.rust_form(attributes, head);
        }
        for (attribute, mark) in attributes.exports() {
            for (guard, conditions) in self.cases(mark, attributes) {
                self.export(attribute, mark, head, guard, attributes, &conditions);
            }
        }
        self.conditions.truncate(outside);
    }

    /// An item with `ffi_export` alone is exported by the shim beside it.
    fn rust_form(&mut self, attributes: &Attributes, head: Head) {
        for mark in attributes.guards() {
            if mark.kind != MarkKind::Guard(Guard::FfiExport) {
                continue;
            }
            let (attribute, guard) = (ExportAttribute::FfiExport, Guard::FfiExport);
            self.export(attribute, mark, head, guard, attributes, &mark.conditions);
        }
    }

    /// The cases of one export: usually one; with a guard that is there only under conditions of its
    /// own, one with it and one without.
    fn cases(&mut self, mark: &Mark, attributes: &Attributes) -> Vec<(Guard, Conditions)> {
        let outside = self.conditions.len();
        self.conditions.push_all(&mark.conditions);
        let mut cases = Vec::new();
        let mut alternatives = Alternatives::default();
        let mut certain = false;
        for guard in attributes.guards() {
            let MarkKind::Guard(kind) = guard.kind else { continue };
            certain = self.conditions.contains_all(&guard.conditions);
            let mut conditions = mark.conditions.clone();
            if certain {
                conditions.push_all(alternatives.rest());
            } else {
                conditions.push_all(&alternatives.add(&guard.conditions));
            }
            cases.push((kind, conditions));
            if certain {
                break;
            }
        }
        if !certain && !alternatives.rest().contradictory() {
            let mut conditions = mark.conditions.clone();
            conditions.push_all(alternatives.rest());
            cases.push((Guard::None, conditions));
        }
        self.conditions.truncate(outside);
        cases
    }

    fn export(
        &mut self,
        attribute: ExportAttribute,
        mark: &Mark,
        head: Head,
        guard: Guard,
        attributes: &Attributes,
        conditions: &Conditions,
    ) {
        let name = head.name(self.tokens);
        let own_name = (!name.is_empty() && !name.starts_with('$')).then(|| name.to_owned());
        let symbol = match attribute {
            ExportAttribute::ExportName => mark.symbol.clone(),
            ExportAttribute::NoMangle => own_name,
            ExportAttribute::FfiExport => mark.symbol.clone().or(own_name),
        };
        let export = Export {
            place: self.place(mark.at),
            attribute,
            item: head.item,
            name: name.to_owned(),
            symbol,
            guard,
            cfg: self.predicates(conditions),
            implicit_prelude: self.scope.implicit_prelude,
            context: (*self.scope.context).clone(),
            altered: self.scope.altered || attributes.has_macro,
        };
        self.found.report.exports.push(export);
    }

    /// Reports something at token `at` that cannot be followed.
    pub(super) fn unseen(&mut self, at: usize, conditions: &Conditions, what: String) {
        let unseen = Unseen {
            place: self.place(at),
            what,
            cfg: self.predicates(conditions),
            context: (*self.scope.context).clone(),
        };
        self.found.report.unseen.push(unseen);
    }

    pub(super) fn predicates(&self, more: &Conditions) -> Vec<String> {
        let mut all = self.conditions.clone();
        all.push_all(more);
        all.to_vec()
    }

    pub(super) fn place(&mut self, at: usize) -> Place {
        let (line, column) = self.locator.locate(self.tokens.start(at));
        Place { file: self.visit.file.clone(), line, column }
    }
}
