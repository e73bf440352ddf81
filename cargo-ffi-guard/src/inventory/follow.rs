//! The references from one file to another: modules and `include!`.

use super::attributes::ItemAttributes;
use super::model::{InventoryNote, UnreadSource};
use super::walk::Walk;
use crate::sources::{Alternatives, Conditions, ModulePlace, Reference};
use ffi_guard_scan::ModuleDir;
use proc_macro2::{Span, TokenStream};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Expr, Lit, Token};

/// The maximum nesting of `concat!`.
const MAX_DEPTH: usize = 8;

const COMPUTED_INCLUDE: &str = "the path of this `include!` is not known from the source: the file that it includes is not read";

impl Walk<'_, '_> {
    /// The directory of the modules inside `mod name { .. }`.
    pub(super) fn inline_module_dir(
        &mut self,
        name: &str,
        attributes: &ItemAttributes,
        at: Span,
    ) -> Rc<ModuleDir> {
        let plain = self.scope.dir.inline(name, self.scope.in_block).map(Rc::new);
        let plain = plain.unwrap_or_else(|| Rc::clone(&self.scope.dir));
        let Some(path) = attributes.paths.first() else { return plain };
        match &path.value {
            Some(value) if path.conditions.is_empty() => Rc::new(self.scope.dir.inline_at(value)),
            _ => {
                let what = format!(
                    "the directory of module `{name}` depends on a `path` attribute that is conditional or \
                     computed: the modules declared in it are looked for where they are without it"
                );
                self.note(at, what);
                plain
            }
        }
    }

    /// `mod name;`: each file that a `path` attribute may name, and the usual one unless such an attribute always
    /// decides.
    pub(super) fn out_of_line_module(&mut self, name: &str, attributes: &ItemAttributes, at: Span) {
        let prelude = self.scope.implicit_prelude && !attributes.no_implicit_prelude;
        let dir = Rc::clone(&self.scope.dir);
        let mut alternatives = Alternatives::default();
        for path in &attributes.paths {
            let conditions = alternatives.add(&path.conditions);
            match &path.value {
                Some(value) => {
                    let file = dir.at(value);
                    let beside = ModuleDir::beside(&file);
                    self.follow(at, vec![(file, beside)], prelude, &conditions);
                }
                None => {
                    let what = format!(
                        "the `path` of module `{name}` is not one string literal: its file is not read"
                    );
                    self.note(at, what);
                }
            }
            if path.conditions.is_empty() {
                return;
            }
        }
        if !alternatives.rest().is_contradictory() {
            self.follow(at, dir.candidates(name).into(), prelude, alternatives.rest());
        }
    }

    /// `include!(..)`: the modules of the included file are beside it, whatever module it is in.
    pub(super) fn include(&mut self, arguments: &TokenStream, at: Span) {
        match self.included(arguments) {
            Some(path) => {
                let file = self.visit.file.parent().unwrap_or(Path::new("")).join(path);
                let beside = ModuleDir::beside(&file);
                let prelude = self.scope.implicit_prelude;
                self.follow(at, vec![(file, beside)], prelude, &Conditions::default());
            }
            None => self.note(at, COMPUTED_INCLUDE),
        }
    }

    /// Refers to the first of these files that exists.
    fn follow(
        &mut self,
        at: Span,
        candidates: Vec<(PathBuf, ModuleDir)>,
        implicit_prelude: bool,
        conditions: &Conditions,
    ) {
        let mut all = self.scope.conditions.clone();
        all.push_all(conditions);
        let span = self.span(at);
        // A path that exists but is not a file is followed too: reading it reports the error.
        if let Some((file, dir)) = candidates.iter().find(|(file, _)| file.exists()).cloned() {
            let place = ModulePlace { dir, implicit_prelude, conditions: all };
            return self.found.references.push((Reference { file, place }, span));
        }
        let what = missing(&candidates);
        // A condition or a macro may keep the module from being compiled.
        if all.is_empty() && self.scope.in_macro.is_none() {
            let file = candidates.into_iter().next().map(|(file, _)| file).unwrap_or_default();
            self.found.unread.push(UnreadSource { span, file, what });
        } else {
            self.found.notes.push(InventoryNote { span, what, hides_exports: false });
        }
    }

    /// The path that the arguments of an `include!` name.
    fn included(&self, arguments: &TokenStream) -> Option<String> {
        let arguments = expressions(arguments)?;
        let [path] = &*arguments else { return None };
        self.evaluate(path, MAX_DEPTH)
    }

    /// The value of an expression of string literals, `concat!` and `env!`.
    fn evaluate(&self, expression: &Expr, depth: usize) -> Option<String> {
        match expression {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            Expr::Group(group) => self.evaluate(&group.expr, depth),
            Expr::Macro(call) => {
                let depth = depth.checked_sub(1)?;
                let arguments = expressions(&call.mac.tokens)?;
                let name = call.mac.path.segments.last()?.ident.to_string();
                match name.as_str() {
                    "concat" => arguments.iter().map(|part| self.evaluate(part, depth)).collect(),
                    "env" => self.variable(&self.evaluate(arguments.first()?, depth)?),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn variable(&self, name: &str) -> Option<String> {
        let directory = self.context.options.manifest_dir.as_deref();
        let directory = directory.filter(|_| name == "CARGO_MANIFEST_DIR")?;
        directory.to_str().map(str::to_owned)
    }
}

fn expressions(tokens: &TokenStream) -> Option<Vec<Expr>> {
    let parse = Punctuated::<Expr, Token![,]>::parse_terminated;
    Some(parse.parse2(tokens.clone()).ok()?.into_iter().collect())
}

fn missing(candidates: &[(PathBuf, ModuleDir)]) -> String {
    let files: Vec<_> =
        candidates.iter().map(|(file, _)| format!("`{}`", file.display())).collect();
    match &*files {
        [file] => format!("{file} does not exist"),
        files => format!("neither {} exists", files.join(" nor ")),
    }
}
