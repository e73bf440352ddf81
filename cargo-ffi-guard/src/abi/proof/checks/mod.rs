//! Collects the checks of a header, and what shows without a compiler.

mod codes;
mod definitions;
mod superfluous;
mod unknown;

use super::c_types::{CType, Declared, Place};
use super::classes::{Classes, Difference};
use super::conventions;
use super::writer::Writer;
use super::{Finding, Proof};
use crate::abi::model::{Function, Type};
use std::collections::BTreeSet;
use std::path::Path;

/// A condition that holds if the header is right.
#[derive(Clone, Debug)]
pub(super) struct Check {
    /// The declaration.
    pub(super) place: Place,
    /// The condition in C.
    pub(super) condition: String,
    /// The subject of the comparison: "the size of `shape`".
    pub(super) subject: String,
    /// The value or type in the library.
    pub(super) library: String,
    pub(super) header: Said,
}

/// The header's side of a check.
#[derive(Clone, Debug)]
pub(super) enum Said {
    /// A number, which the compiler computes.
    Number(String),
    /// A type.
    Type {
        /// The declaration.
        text: String,
        /// How much it differs, if it differs.
        difference: Difference,
        /// The condition that the declaration was understood.
        understood: String,
    },
}

/// The checks and findings.
pub(super) struct Found<'a> {
    writer: Writer<'a>,
    /// The symbols of the artifact.
    exported: &'a BTreeSet<String>,
    /// The header.
    file: &'a Path,
    pub(super) checks: Vec<Check>,
    pub(super) proof: Proof,
}

impl<'a> Found<'a> {
    pub(super) fn new(writer: Writer<'a>, exported: &'a BTreeSet<String>, file: &'a Path) -> Self {
        Self { writer, exported, file, checks: Vec::new(), proof: Proof::default() }
    }

    pub(super) fn collect(&mut self) {
        let abi = self.writer.abi;
        for (symbol, function) in &abi.functions {
            self.function(symbol, function);
        }
        for (symbol, variable) in &abi.statics {
            self.variable(symbol, &variable.ty, variable.mutable);
        }
        for (name, definition) in &abi.types {
            self.definition(name, definition);
        }
        self.codes();
        self.unknown_types();
        self.superfluous();
    }

    fn error(&mut self, place: Place, what: String) {
        self.proof.errors.push(Finding { place, what });
    }

    fn note(&mut self, place: Place, what: String) {
        self.proof.notes.push(Finding { place, what });
    }

    /// Returns the place of what the header does not have.
    fn header(&self) -> Place {
        Place { file: self.file.to_owned(), line: 0 }
    }

    /// Checks a number.
    fn number(&mut self, place: &Place, expression: &str, subject: String, library: &str) {
        // `sizeof` is unsigned, and the number may be less than 0.
        self.checks.push(Check {
            place: place.clone(),
            condition: format!("({expression}) == {}", literal(library)),
            subject,
            library: library.to_owned(),
            header: Said::Number(format!("(long long)({expression})")),
        });
    }

    fn function(&mut self, symbol: &str, function: &Function) {
        let spell = |ty: &CType, name: &str| self.writer.declared.spell(ty, name);
        let Some(declared) = self.writer.declared.functions.get(symbol) else {
            let library = spell(&self.writer.function(function, None), symbol);
            let what = format!("`{symbol}` is not declared; the library has `{library}`");
            let place = self.header();
            return self.proof.functions.push(Finding { place, what });
        };
        let parameters: Vec<_> = function.parameters.iter().map(|it| &it.ty).collect();
        let difference =
            self.classes().signature(parameters.into_iter(), &function.returns, &declared.ty);
        let ours = self.writer.function(function, Some(&declared.ty));
        let library = spell(&self.writer.function(function, None), &declared.name);
        let convention = conventions::attribute(&function.abi, self.writer.processor);
        let library = convention.unwrap_or_default().to_owned() + &library;
        let is_c = convention == Some("");
        let difference = if is_c { difference } else { Difference::Class };
        let address = format!("&{}", declared.name);
        self.ty(declared, &address, symbol, (&ours, false), difference, library);
    }

    fn variable(&mut self, symbol: &str, ty: &Type, mutable: bool) {
        let Some(declared) = self.writer.declared.variables.get(symbol) else {
            let what = format!("the variable `{symbol}` is not declared");
            return self.error(self.header(), what);
        };
        self.object(declared, &format!("&{}", declared.name), symbol, ty, !mutable);
    }

    /// Checks the type of a variable or field.
    fn object(
        &mut self,
        declared: &Declared,
        address: &str,
        subject: &str,
        ty: &Type,
        is_const: bool,
    ) {
        let ours = self.writer.ty(ty, Some(&declared.ty));
        let constant = if is_const { "const " } else { "" };
        let library = self.writer.declared.spell(&self.writer.ty(ty, None), "");
        let difference = match self.classes().compare(ty, &declared.ty) {
            // A write to read-only memory crashes, and a compiler may read a constant once.
            Difference::Spelling if is_const != declared.is_const => Difference::Class,
            difference => difference,
        };
        let library = format!("{constant}{library}");
        self.ty(declared, address, subject, (&ours, is_const), difference, library);
    }

    /// Checks that what is at an address has a type.
    fn ty(
        &mut self,
        declared: &Declared,
        address: &str,
        subject: &str,
        (ours, is_const): (&CType, bool),
        difference: Difference,
        library: String,
    ) {
        if self.writer.declared.has_open_parameters(&declared.ty) && difference == Difference::Class
        {
            let what = format!(
                "`{subject}`: the header has `{}`, which takes any arguments, the library `{library}`",
                declared.text
            );
            return self.error(declared.place.clone(), what);
        }
        let header = Said::Type {
            text: format!("`{}`", declared.text),
            difference,
            understood: self.understood(address, declared),
        };
        self.checks.push(Check {
            place: declared.place.clone(),
            condition: self.has_type(address, ours, is_const),
            subject: format!("`{subject}`"),
            library: format!("`{library}`"),
            header,
        });
    }

    /// Returns the condition that the declaration has been understood, with each typedef in it.
    fn understood(&self, address: &str, declared: &Declared) -> String {
        let mut conditions = vec![self.has_type(address, &declared.ty, declared.is_const)];
        self.resolutions(&declared.ty, &mut BTreeSet::new(), &mut conditions);
        conditions.join(" && ")
    }

    /// Adds the conditions that the names in a type have been resolved as the compiler resolves them.
    fn resolutions(&self, ty: &CType, seen: &mut BTreeSet<String>, conditions: &mut Vec<String>) {
        let Writer { declared, names, .. } = self.writer;
        let resolved = declared.resolve(ty);
        let spelled = declared.spell(ty, "");
        if let CType::Name(name) = ty {
            let target = match resolved {
                function @ CType::Function { .. } => {
                    CType::Pointer { to: Box::new(function.clone()), is_const: false }
                }
                other => other.clone(),
            };
            let is_value = matches!(target, CType::Words(_) | CType::Pointer { .. });
            if !seen.insert(name.clone()) {
                return;
            }
            if is_value && !target.is_void() {
                let target = declared.spell(&target, "");
                conditions.push(format!("_Generic(*({spelled} *)0, {target}: 1, default: 0)"));
            }
        }
        match resolved {
            CType::Tag { keyword, .. } if keyword == "enum" && names.with(ty).is_none() => {
                conditions.push(format!("sizeof({spelled}) == 4"));
            }
            CType::Words(_) | CType::Name(_) | CType::Tag { .. } => {}
            CType::Pointer { to: inner, .. }
            | CType::Array { of: inner, .. }
            | CType::Atomic(inner) => {
                self.resolutions(inner, seen, conditions);
            }
            CType::Function { parameters, returns, .. } => {
                parameters.iter().chain([&**returns]).for_each(|ty| {
                    self.resolutions(ty, seen, conditions);
                });
            }
        }
    }

    /// Returns the condition that what is at an address has a type.
    fn has_type(&self, address: &str, ty: &CType, is_const: bool) -> String {
        let pointer = CType::Pointer { to: Box::new(ty.clone()), is_const };
        let pointer = self.writer.declared.spell(&pointer, "");
        format!("_Generic({address}, {pointer}: 1, default: 0)")
    }

    fn classes(&self) -> Classes<'a> {
        let Writer { abi, declared, names, .. } = self.writer;
        Classes { abi, declared, names }
    }
}

/// Returns an integer as C writes it.
fn literal(number: &str) -> String {
    match number.parse::<i64>() {
        Ok(i64::MIN) => "(-9223372036854775807LL-1)".to_owned(),
        Ok(_) => format!("{number}LL"),
        Err(_) => format!("{number}ULL"),
    }
}
