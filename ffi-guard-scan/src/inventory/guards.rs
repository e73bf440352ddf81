//! Which names guard: the well-known ones and those that the caller adds.

use std::collections::BTreeMap;

use super::expand::Macros;
use super::known::{Form, KNOWN, Known, ends_in};
use super::model::Guarded;
use super::quiet;

/// Functions of the crate under names that mean something else to the judge, and whether each one of
/// the name puts all that it does into a `catch_unwind`.
pub(super) type Functions = BTreeMap<String, bool>;

/// The names to look for.
#[derive(Clone, Copy)]
pub(super) struct Guards<'k> {
    pub(super) named: &'k [String],
    pub(super) macros: &'k Macros<'k>,
    pub(super) functions: &'k Functions,
    /// Whether the names of libraries count.
    pub(super) libraries: bool,
}

impl Guards<'_> {
    /// The guard that this path names in this form.
    pub(super) fn find(&self, form: Form, path: &[&str]) -> Option<Guarded> {
        let last = path.last()?;
        if let Some(name) = self.named.iter().find(|name| ends_in(path, name)) {
            return Some(Guarded::Named { name: name.clone() });
        }
        if form == Form::Function && self.is_catch_unwind(path) {
            return Some(Guarded::CatchUnwind);
        }
        let known = Self::known(form, path).filter(|_| self.libraries)?;
        let own = match form {
            // The expansion of a macro of the crate's own is judged instead.
            Form::Macro => self.macros.is_defined(last),
            Form::Function | Form::Method => self.functions.get(*last) == Some(&false),
            Form::Attribute => false,
        };
        (!own).then_some(Guarded::Known { name: known.name, about: known.about })
    }

    /// A macro of the crate's own that was found to guard.
    pub(super) fn own_macro(&self, name: &str) -> Guarded {
        match Self::known(Form::Macro, &[name]) {
            Some(known) => Guarded::Known { name: known.name, about: known.about },
            None => Guarded::Named { name: name.to_owned() },
        }
    }

    /// `catch_unwind` itself: another module's may be anything.
    fn is_catch_unwind(&self, path: &[&str]) -> bool {
        let own = self.functions.contains_key("catch_unwind");
        match path {
            ["catch_unwind"] | ["panic", "catch_unwind"] => !own,
            [.., "std" | "core", "panic", "catch_unwind"] => true,
            _ => false,
        }
    }

    fn known(form: Form, path: &[&str]) -> Option<&'static Known> {
        let fits = |known: &&Known| {
            known.form == form && known.guards && !known.exports && ends_in(path, known.name)
        };
        KNOWN.iter().find(fits)
    }

    /// The attribute that exports under a name of its own making.
    pub(super) fn exporter(path: &[&str]) -> Option<&'static Known> {
        KNOWN.iter().find(|known| known.exports && ends_in(path, known.name))
    }
}

/// Whether it matters that the crate has a function of this name.
pub(super) fn means_something(name: &str) -> bool {
    name == "catch_unwind"
        || quiet::is_constructor(name)
        || quiet::is_function_name(name)
        || has_form(name, |form| matches!(form, Form::Function | Form::Method))
}

/// Whether it matters that the crate has a macro of this name.
pub(super) fn macro_means_something(name: &str) -> bool {
    quiet::is_macro(name)
        || quiet::is_inert_macro(name)
        || has_form(name, |form| form == Form::Macro)
}

fn has_form(name: &str, form: impl Fn(Form) -> bool) -> bool {
    KNOWN.iter().any(|known| form(known.form) && known.name.rsplit("::").next() == Some(name))
}

/// The guard's name for a message.
pub(super) fn name(guard: &Guarded) -> String {
    match guard {
        Guarded::CatchUnwind => "catch_unwind".to_owned(),
        Guarded::Known { name, .. } => (*name).to_owned(),
        Guarded::Named { name } => name.clone(),
        _ => String::new(),
    }
}
