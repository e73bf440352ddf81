//! Follows declarations that lead to other files: modules and `include!`.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::attributes::{Attributes, PathAttribute};
use super::conditions::{Alternatives, Conditions};
use super::file_queue::ModulePlace;
use super::included;
use super::module_dir::ModuleDir;
use super::walk::Walker;

impl Walker<'_, '_> {
    /// Enters or follows the module whose keyword is token `at`.
    pub(super) fn module(&mut self, at: usize) {
        let Some((name, behind)) = self.tokens.name(at + 1) else { return };
        self.at = behind;
        if self.tokens.opens(behind, b'{') {
            let attributes = self.scope.attributes.take().unwrap_or_default();
            self.inline_module(at, name, behind, attributes);
        } else if self.tokens.is(behind, b';') {
            let attributes = self.scope.attributes.take().unwrap_or_default();
            self.out_of_line_module(at, name, &attributes);
        }
    }

    fn inline_module(&mut self, at: usize, name: &str, open: usize, outer: Attributes) {
        let mut paths = outer.paths;
        paths.extend(Attributes::inner(self.tokens, self.names, open + 1).0.paths);
        let plain = self.scope.dir.inline(name, self.scope.in_block).map(Rc::new);
        let plain = plain.unwrap_or_else(|| Rc::clone(&self.scope.dir));
        let dir = match paths.first() {
            None => plain,
            Some(PathAttribute { value: Some(path), conditions }) if conditions.is_empty() => {
                Rc::new(self.scope.dir.inline_at(path))
            }
            Some(_) => {
                self.unseen(at, &Conditions::default(), conditional_directory(name));
                plain
            }
        };
        self.enter(open, |scope| {
            scope.dir = dir;
            scope.foreign = false;
            scope.implicit_prelude &= !outer.no_implicit_prelude;
        });
        self.inner_attributes(true, None);
    }

    /// Follows `mod name;` to each file that a `path` attribute may name, and to the default file unless an
    /// unconditional `path` attribute replaces it.
    fn out_of_line_module(&mut self, at: usize, name: &str, attributes: &Attributes) {
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
                None => self.unseen(at, &conditions, computed_path(name)),
            }
            if path.conditions.is_empty() {
                return;
            }
        }
        if alternatives.rest().contradictory() {
            return;
        }
        if name.starts_with('$') {
            self.unseen(at, alternatives.rest(), variable_name(name));
        } else {
            self.follow(at, dir.candidates(name).into(), prelude, alternatives.rest());
        }
    }

    /// Follows `include!(..)`. The modules of the included file are looked up beside that file.
    pub(super) fn include(&mut self, at: usize) {
        let open = at + 2;
        let close = self.tokens.partner(open);
        let always = Conditions::default();
        match included::path(self.tokens, open + 1, close, self.options) {
            Some(path) => {
                let file = self.visit.file.parent().unwrap_or(Path::new("")).join(path);
                let beside = ModuleDir::beside(&file);
                self.follow(at, vec![(file, beside)], self.scope.implicit_prelude, &always);
            }
            None => self.unseen(at, &always, COMPUTED_INCLUDE.to_owned()),
        }
    }

    /// Queues the first of these files that exists.
    fn follow(
        &mut self,
        at: usize,
        candidates: Vec<(PathBuf, ModuleDir)>,
        implicit_prelude: bool,
        conditions: &Conditions,
    ) {
        // A directory is followed too: reading it reports the error.
        let Some((file, dir)) = candidates.iter().find(|(file, _)| file.exists()).cloned() else {
            return self.unseen(at, conditions, missing(&candidates));
        };
        let mut all = self.conditions.clone();
        all.push_all(conditions);
        let place = ModulePlace { dir, implicit_prelude, conditions: all };
        if let Err(limit) = self.found.queue.add(file, place, Some(&self.visit.ancestry)) {
            self.unseen(at, conditions, format!("{limit}: not every use of it is scanned"));
        }
    }
}

const COMPUTED_INCLUDE: &str = "the path of this `include!` is not known from the source: the file \
                                that it includes is not scanned";

fn conditional_directory(name: &str) -> String {
    format!(
        "the directory of module `{name}` depends on a `path` attribute that is conditional or \
         computed: the modules declared in it are looked for where they lie without it"
    )
}

fn computed_path(name: &str) -> String {
    format!("the `path` of module `{name}` is not one string literal: its file is not scanned")
}

fn variable_name(name: &str) -> String {
    format!(
        "the name of module `{name}` is known only to the macro's caller: its file is not scanned"
    )
}

fn missing(candidates: &[(PathBuf, ModuleDir)]) -> String {
    let files: Vec<_> =
        candidates.iter().map(|(file, _)| format!("`{}`", file.display())).collect();
    match &*files {
        [file] => format!("{file} does not exist"),
        files => format!("neither {} exists", files.join(" nor ")),
    }
}
