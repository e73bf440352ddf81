//! The settings under `[package.metadata.ffi-guard]` and `[workspace.metadata.ffi-guard]`.

use crate::failure::Failure;
use cargo_metadata::{Metadata, Package};
use serde_json::Value;
use std::path::Path;

const KNOWN: &str = "`guards = [\"name\", ..]`, the functions, macros and attributes that catch panics, \
                     `no-exports = [\"name\", ..]`, the macros and attributes of other crates that export nothing, \
                     and the table `header`";

/// The settings of a package and its workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "only the commands need all of it"))]
pub(crate) struct Settings {
    /// Functions, macros and attributes that catch panics, besides the well-known ones.
    pub(crate) guards: Vec<String>,
    /// Macros and attributes of other crates that export nothing.
    pub(crate) no_exports: Vec<String>,
}

/// The settings of the workspace for all its packages.
pub(super) fn workspace(metadata: &Metadata) -> Result<Settings, Failure> {
    let file = metadata.workspace_root.join("Cargo.toml");
    read(&metadata.workspace_metadata, "workspace", file.as_std_path())
}

/// The settings of one package and its workspace.
pub(super) fn package(package: &Package, shared: &Settings) -> Result<Settings, Failure> {
    let own = read(&package.metadata, "package", package.manifest_path.as_std_path())?;
    let mut all = shared.clone();
    all.guards.extend(own.guards);
    all.no_exports.extend(own.no_exports);
    Ok(all)
}

fn read(metadata: &Value, table: &str, file: &Path) -> Result<Settings, Failure> {
    let Some(settings) = metadata.get("ffi-guard") else { return Ok(Settings::default()) };
    let table = format!("[{table}.metadata.ffi-guard]");
    let wrong = |what: String| Failure::at(file, what, format!("the settings are {KNOWN}"));
    let Some(settings) = settings.as_object() else {
        return Err(wrong(format!("`{table}` is not a table")));
    };
    let mut read = Settings::default();
    for (key, value) in settings {
        let names = match key.as_str() {
            "guards" => &mut read.guards,
            "no-exports" => &mut read.no_exports,
            "header" => continue,
            _ => return Err(wrong(format!("`{table}` has no setting `{key}`"))),
        };
        let listed = value.as_array().map(|all| all.iter().map(name).collect::<Option<Vec<_>>>());
        *names = listed.flatten().ok_or_else(|| {
            wrong(format!("`{key}` in `{table}` is not a list of names such as \"ffi_boundary\""))
        })?;
    }
    Ok(read)
}

/// A path of plain names, written as text; `!` at its end is a matter of taste.
fn name(value: &Value) -> Option<String> {
    let name = value.as_str()?.trim_end_matches('!');
    let plain = |segment: &str| {
        !segment.is_empty() && segment.chars().all(|c| c == '_' || c.is_alphanumeric())
    };
    name.split("::").all(plain).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(settings: Value) -> Result<Vec<String>, String> {
        let metadata = json!({ "ffi-guard": settings, "docs": {} });
        let read = super::read(&metadata, "package", Path::new("Cargo.toml"));
        read.map(|settings| settings.guards).map_err(|error| error.to_string())
    }

    #[test]
    fn names_are_read() {
        assert_eq!(read(json!({ "guards": ["a!", "b::c"] })), Ok(vec!["a".into(), "b::c".into()]));
        assert_eq!(read(json!({})), Ok(Vec::new()));
        assert_eq!(super::read(&Value::Null, "package", Path::new("")), Ok(Settings::default()));
        let both = json!({ "ffi-guard": { "guards": ["a"], "no-exports": ["b::c!"] } });
        let both = super::read(&both, "package", Path::new("")).expect("settings");
        assert_eq!((both.guards, both.no_exports), (vec!["a".into()], vec!["b::c".into()]));
    }

    #[test]
    fn anything_else_is_refused_with_what_is_allowed() {
        let cases = [
            (json!({ "guard": [] }), "has no setting `guard`"),
            (json!([]), "is not a table"),
            (json!({ "guards": "a" }), "is not a list of names"),
            (json!({ "guards": ["a b"] }), "is not a list of names"),
            (json!({ "guards": ["a", 1] }), "is not a list of names"),
            (json!({ "guards": [""] }), "is not a list of names"),
            (json!({ "no-exports": "a" }), "`no-exports` in"),
        ];
        for (settings, expected) in cases {
            let error = read(settings.clone()).expect_err("refused");
            assert!(error.contains(expected) && error.contains(KNOWN), "{settings}: {error}");
        }
    }
}
