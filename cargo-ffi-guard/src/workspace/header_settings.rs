//! The settings of the header under `[package.metadata.ffi-guard.header]`.

use crate::failure::Failure;
use cargo_metadata::Package;

/// The settings of a header that cbindgen does not have.
#[derive(Clone, Copy)]
pub(crate) struct HeaderSettings {
    /// Whether macros have the version of the package.
    pub(crate) version_macros: bool,
    /// Whether the documentation of the crate is the first comment.
    pub(crate) crate_docs: bool,
}

impl Default for HeaderSettings {
    fn default() -> Self {
        Self { version_macros: false, crate_docs: true }
    }
}

impl HeaderSettings {
    pub(super) fn of(package: &Package) -> Result<Self, Failure> {
        let mut all = Self::default();
        let table = package.metadata.get("ffi-guard").and_then(|table| table.get("header"));
        let Some(table) = table else { return Ok(all) };
        let refused = |what: &str| {
            let what = format!("`[package.metadata.ffi-guard.header]` {what}");
            let next = "the settings are `version-macros` and `crate-docs`, each `true` or `false`";
            Failure::at(package.manifest_path.as_std_path(), what, next)
        };
        for (key, value) in table.as_object().ok_or_else(|| refused("is not a table"))? {
            let setting = match key.as_str() {
                "version-macros" => &mut all.version_macros,
                "crate-docs" => &mut all.crate_docs,
                _ => return Err(refused(&format!("has no setting `{key}`"))),
            };
            let wrong = || refused(&format!("has a `{key}` that is not `true` or `false`"));
            *setting = value.as_bool().ok_or_else(wrong)?;
        }
        Ok(all)
    }
}
