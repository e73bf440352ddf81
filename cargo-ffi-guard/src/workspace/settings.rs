//! The settings under `[package.metadata.ffi-guard]` and `[workspace.metadata.ffi-guard]`.

use crate::failure::Failure;
use cargo_metadata::{Metadata, Package};
use serde_json::Value;
use std::path::Path;

const KNOWN: &str =
    "`guards = [\"name\", ..]`, the functions, macros and attributes that catch panics";

/// The guards that the workspace names for all its packages.
pub(super) fn workspace(metadata: &Metadata) -> Result<Vec<String>, Failure> {
    let file = metadata.workspace_root.join("Cargo.toml");
    guards(&metadata.workspace_metadata, "workspace", file.as_std_path())
}

/// The guards of one package, including the guards of the workspace.
pub(super) fn package(package: &Package, shared: &[String]) -> Result<Vec<String>, Failure> {
    let own = guards(&package.metadata, "package", package.manifest_path.as_std_path())?;
    Ok(shared.iter().cloned().chain(own).collect())
}

fn guards(metadata: &Value, table: &str, file: &Path) -> Result<Vec<String>, Failure> {
    let Some(settings) = metadata.get("ffi-guard") else { return Ok(Vec::new()) };
    let table = format!("[{table}.metadata.ffi-guard]");
    let wrong = |what: String| Failure::at(file, what, format!("the settings are {KNOWN}"));
    let Some(settings) = settings.as_object() else {
        return Err(wrong(format!("`{table}` is not a table")));
    };
    if let Some(key) = settings.keys().find(|key| *key != "guards") {
        return Err(wrong(format!("`{table}` has no setting `{key}`")));
    }
    let Some(guards) = settings.get("guards") else { return Ok(Vec::new()) };
    let names = guards.as_array().map(|all| all.iter().map(name).collect::<Option<Vec<_>>>());
    names.flatten().ok_or_else(|| {
        wrong(format!("`guards` in `{table}` is not a list of names such as \"ffi_boundary\""))
    })
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
        guards(&metadata, "package", Path::new("Cargo.toml")).map_err(|error| error.to_string())
    }

    #[test]
    fn names_are_read() {
        assert_eq!(read(json!({ "guards": ["a!", "b::c"] })), Ok(vec!["a".into(), "b::c".into()]));
        assert_eq!(read(json!({})), Ok(Vec::new()));
        assert_eq!(guards(&Value::Null, "package", Path::new("")), Ok(Vec::new()));
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
        ];
        for (settings, expected) in cases {
            let error = read(settings.clone()).expect_err("refused");
            assert!(error.contains(expected) && error.contains(KNOWN), "{settings}: {error}");
        }
    }
}
