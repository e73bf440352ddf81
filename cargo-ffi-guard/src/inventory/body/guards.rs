//! The names that guard: well-known ones, those from the settings, and the crate's own.

use super::By;
use super::budget::Budget;
use super::functions::Functions;
use super::known::{Form, KNOWN, Known, ends_in};
use crate::inventory::macro_rules::Definition;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The `macro_rules!` of a crate, by name. One name may have several definitions.
pub(crate) type OwnMacros = BTreeMap<String, Vec<OwnDefinition>>;

/// One definition of a macro, and the predicates under which it exists.
#[derive(Clone)]
pub(crate) struct OwnDefinition {
    pub(crate) rules: Rc<Definition>,
    pub(crate) cfg: Vec<String>,
}

/// The guards of a crate.
#[derive(Clone, Copy)]
pub(crate) struct Guards<'g> {
    /// Functions, macros and attributes that the settings name: `name`, or `path::name`.
    pub(crate) named: &'g [String],
    /// The crate's functions under names that mean something to the judge.
    pub(crate) functions: &'g Functions,
    /// The crate's macros.
    pub(crate) macros: &'g OwnMacros,
    /// The bound on the expansions that are judged.
    pub(crate) budget: &'g Budget,
    /// Whether the names of well-known libraries count.
    pub(crate) libraries: bool,
}

impl Guards<'_> {
    /// The guard that this path names in this form.
    pub(crate) fn find(&self, form: Form, path: &[&str]) -> Option<By> {
        let last = path.last()?;
        if let Some(name) = self.named.iter().find(|name| ends_in(path, name)) {
            return Some(By::Named { name: name.clone() });
        }
        if form == Form::Function && self.is_catch_unwind(path) {
            return Some(By::CatchUnwind);
        }
        let known = known_guard(form, path).filter(|_| self.libraries)?;
        let own = match form {
            // The expansion of a macro of the crate is judged instead.
            Form::Macro => self.macros.contains_key(*last),
            Form::Function | Form::Method => self.functions.guards(last) == Some(false),
            Form::Attribute => false,
        };
        (!own).then_some(By::Known { name: known.name, about: known.about })
    }

    /// A macro of the crate whose expansion was found to be guarded.
    pub(super) fn own_macro(&self, name: &str) -> By {
        match known_guard(Form::Macro, &[name]) {
            Some(known) => By::Known { name: known.name, about: known.about },
            None => By::Named { name: name.to_owned() },
        }
    }

    /// Whether this is the standard library's `catch_unwind`. One in any other module may be anything.
    fn is_catch_unwind(&self, path: &[&str]) -> bool {
        match path {
            ["catch_unwind"] | ["panic", "catch_unwind"] => {
                self.functions.guards("catch_unwind").is_none()
            }
            [.., "std" | "core", "panic", "catch_unwind"] => true,
            _ => false,
        }
    }
}

fn known_guard(form: Form, path: &[&str]) -> Option<&'static Known> {
    let fits = |known: &&Known| {
        known.form == form && known.guards && !known.exports && ends_in(path, known.name)
    };
    KNOWN.iter().find(fits)
}

/// The attribute with this path that exports the function under a symbol of its own making.
pub(crate) fn exporter(path: &[&str]) -> Option<&'static Known> {
    KNOWN.iter().find(|known| known.exports && ends_in(path, known.name))
}
