//! A source file that is to be changed.

use crate::failure::Failure;
use crate::inventory::GuardSite;
use crate::sources::relative;
use std::fs;
use std::path::{Path, PathBuf};

const MARK: &str = "\u{FEFF}";

/// A file as it was read.
pub(super) struct Source {
    /// Its path without links.
    pub(super) path: PathBuf,
    /// The same for the reader.
    pub(super) shown: PathBuf,
    /// All of it, a byte order mark included.
    pub(super) whole: String,
}

impl Source {
    /// Reads a file that lies below the workspace's root, both without links.
    pub(super) fn read(path: &Path, root: &Path) -> Result<Self, Failure> {
        let shown = relative(path, root);
        let failed = |error: &dyn std::fmt::Display| {
            let next =
                "make it readable, or wait until nothing else changes it; nothing was changed";
            Failure::at(&shown, format!("the file cannot be read: {error}"), next)
        };
        let bytes = fs::read(path).map_err(|error| failed(&error))?;
        let whole = String::from_utf8(bytes).map_err(|_| failed(&"it is not UTF-8"))?;
        Ok(Self { path: path.to_owned(), shown, whole })
    }

    /// Its text behind a byte order mark.
    pub(super) fn text(&self) -> &str {
        self.whole.strip_prefix(MARK).unwrap_or(&self.whole)
    }

    /// Its byte order mark.
    pub(super) fn mark(&self) -> &str {
        &self.whole[..self.whole.len() - self.text().len()]
    }

    /// The sources were read before, to be understood: what was found must still be there.
    pub(super) fn expect(&self, site: &GuardSite) -> Result<(), Failure> {
        const EXPORTS: [&str; 4] = ["unsafe", "no_mangle", "export_name", "r#"];
        let text = self.text();
        let there = if site.attribute.is_empty() {
            text.get(site.meta..).is_some_and(|rest| rest.starts_with(char::is_alphabetic))
        } else {
            let attribute = text.get(site.attribute.clone());
            let meta = text.get(site.meta..);
            attribute.is_some_and(|text| text.starts_with('#') && text.ends_with(']'))
                && meta.is_some_and(|text| EXPORTS.iter().any(|word| text.starts_with(word)))
        };
        if there { Ok(()) } else { Err(changed(&self.shown)) }
    }
}

/// Another program writes as well.
pub(super) fn changed(file: &Path) -> Failure {
    Failure::at(
        file,
        "the file has changed while the command was at work",
        "save and close it in other programs, then run the command again; nothing was changed",
    )
}
