//! Which names guard: the well-known ones and those that the caller adds.

use super::expand::Macros;
use super::known::{Form, KNOWN, Known, ends_in};
use super::model::Guarded;

/// The names to look for.
#[derive(Clone, Copy)]
pub(super) struct Guards<'k> {
    pub(super) named: &'k [String],
    pub(super) macros: &'k Macros<'k>,
}

impl Guards<'_> {
    /// The guard that this path names in this form.
    pub(super) fn find(&self, form: Form, path: &[&str]) -> Option<Guarded> {
        if form == Form::Function && path.last() == Some(&"catch_unwind") {
            return Some(Guarded::CatchUnwind);
        }
        if let Some(name) = self.named.iter().find(|name| ends_in(path, name)) {
            return Some(Guarded::Named { name: name.clone() });
        }
        let fits = |known: &&Known| {
            known.form == form && known.guards && !known.exports && ends_in(path, known.name)
        };
        let known = KNOWN.iter().find(fits)?;
        // A macro of the crate's own under a well-known name must do what the name promises.
        let promised = |text: &str| text.contains("catch_unwind") || text.contains("abort");
        if form == Form::Macro && !self.macros.all_hold(path.last()?, promised) {
            return None;
        }
        Some(Guarded::Known { name: known.name, about: known.about })
    }

    /// The attribute that exports under a name of its own making.
    pub(super) fn exporter(path: &[&str]) -> Option<&'static Known> {
        KNOWN.iter().find(|known| known.exports && ends_in(path, known.name))
    }
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
