//! The author's `cbindgen.toml`, laid over the defaults key by key.

use crate::failure::Failure;
use cbindgen::{Config, Language};
use std::fs;
use std::path::Path;
use toml::{Table, Value};

/// The default of `header`.
pub(super) const HEADER: &str = "/* Written by `cargo ffi-guard header`; changes are lost. */";

/// Returns the settings of the file over the defaults. `guard` is the default of `include_guard`.
pub(super) fn settings(file: Option<&Path>, guard: &str) -> Result<Table, Failure> {
    let Some(file) = file else { return Ok(defaults(Language::C, &Table::new(), guard)) };
    // cbindgen's own error has the line in the author's file.
    let config = Config::from_file(file).map_err(|error| {
        let next = "correct the file; its settings are those of cbindgen";
        Failure::at(file, error.trim_end(), next)
    })?;
    let text = fs::read_to_string(file).unwrap_or_default();
    let own: Table = toml::from_str(&text).unwrap_or_default();
    let language = if own.contains_key("language") { config.language } else { Language::C };
    if language == Language::Cython {
        let next = "write `language = \"C\"`, or \"C++\"; what Cython needs, cbindgen writes without this program";
        return Err(Failure::at(file, "the header cannot be written for Cython", next));
    }
    if !config.parse.expand.crates.is_empty() {
        let what =
            "`[parse.expand]` has no effect: the header is made of the sources, without a compiler";
        let next = "leave it out; exports that a procedural macro makes, cbindgen can write without this program";
        return Err(Failure::at(file, what, next));
    }
    let mut settings = defaults(language, &own, guard);
    lay_over(&mut settings, own);
    Ok(settings)
}

/// Reads the settings as cbindgen does.
pub(super) fn config(settings: &Table) -> Result<Config, Failure> {
    settings.clone().try_into().map_err(|error| {
        let what = format!("cbindgen does not accept the settings over the defaults: {error}");
        Failure::new(what, "see the settings with --print-config")
    })
}

fn lay_over(under: &mut Table, over: Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(Value::Table(under)), Value::Table(over)) => lay_over(under, over),
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}

/// Returns the settings for C that is also valid C++, with names that do not collide with other libraries; or for C++.
/// What `own` says in another way is left out.
fn defaults(language: Language, own: &Table, guard: &str) -> Table {
    let is_set = |table: &Table, key: &str| table.get(key).and_then(Value::as_bool) == Some(true);
    let mut settings = Table::new();
    let mut set = |key: &str, value: Value| settings.insert(key.to_owned(), value);
    set("usize_is_size_t", true.into());
    set("tab_width", 4.into());
    set("header", HEADER.into());
    if !is_set(own, "pragma_once") {
        set("include_guard", guard.into());
    }
    if language == Language::C {
        set("language", "C".into());
        set("cpp_compat", true.into());
        set("style", "type".into());
        let variants = own.get("enum").and_then(Value::as_table);
        let has_prefix = variants.is_some_and(|variants| is_set(variants, "prefix_with_name"));
        let rule = if has_prefix { "ScreamingSnakeCase" } else { "QualifiedScreamingSnakeCase" };
        set("enum", Table::from_iter([("rename_variants".to_owned(), rule.into())]).into());
    }
    settings
}
