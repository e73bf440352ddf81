//! The `pub const`s that are strings: cbindgen declares numbers, and here strings become macros.

use super::comment_style::docs;
use super::constants;
use super::modules::{Definition, DefinitionKind, Modules};
use super::preprocessor::condition;
use super::settings::{Settings, macro_name};
use super::string_value::{PackageValues, bytes, c_string, is_string};
use crate::cfg::exclude_each_other;
use syn::{Expr, Type};

/// Declares the strings behind the includes. `prefix` begins their names, unless the settings say otherwise. Returns a
/// note for each that is left out.
pub(super) fn declare(
    modules: &Modules<'_>,
    settings: &mut Settings,
    prefix: Option<&str>,
    package: &PackageValues,
) -> Vec<String> {
    let (mut text, mut notes) = (String::new(), Vec::new());
    let mut defined: Vec<(String, &[String])> = Vec::new();
    let strings = wanted(modules, settings).filter(|(_, ty, _)| is_string(ty));
    for (definition, _, value) in strings {
        let cfg = definition.gate.open.as_slice();
        let name = name_in_c(definition, settings, prefix);
        let is_twice = defined
            .iter()
            .any(|(other, around)| *other == name && !exclude_each_other(around, cfg));
        match lines(definition, value, &name, settings, package) {
            Ok(_) if is_twice => {
                notes.push(note(definition, "another constant has the same name in C"));
            }
            Ok(lines) => {
                text.push_str(&lines);
                defined.push((name, cfg));
            }
            Err(reason) => notes.push(note(definition, &reason)),
        }
    }
    settings.append(&text);
    notes
}

/// Returns a note for each other constant that the header does not have.
pub(super) fn unseen(modules: &Modules<'_>, header: &str, settings: &Settings) -> Vec<String> {
    let others = wanted(modules, settings).filter(|(_, ty, _)| !is_string(ty));
    let unseen = others.filter(|(definition, ..)| {
        definition.gate.unknown.is_none() && !has_word(header, &settings.name_of(&definition.name))
    });
    unseen.map(|(it, ..)| note(it, "C cannot express its type or its value")).collect()
}

/// Returns the public constants at the level of modules that the settings let the header have.
fn wanted<'m>(
    modules: &'m Modules<'_>,
    settings: &Settings,
) -> impl Iterator<Item = (&'m Definition, &'m Type, &'m Expr)> {
    let export = &settings.config.export;
    let types = &export.item_types;
    let are_wanted = types.is_empty() || types.contains(&cbindgen::ItemType::Constants);
    modules
        .definitions
        .iter()
        .filter(move |it| {
            let is_in_module = constants::is_constant(it)
                && modules.is_own(it.module)
                && !modules.modules[it.module].is_block;
            are_wanted && is_in_module && !export.exclude.contains(&it.name)
        })
        .filter_map(|it| match &it.kind {
            DefinitionKind::Constant(constant) => Some((it, &constant.ty, &constant.value)),
            _ => None,
        })
}

/// Returns whether a constant of another type has this name in the header.
pub(super) fn is_constant(modules: &Modules<'_>, settings: &Settings, name: &str) -> bool {
    let mut others = wanted(modules, settings).filter(|(_, ty, _)| !is_string(ty));
    others.any(|(definition, ..)| settings.name_of(&definition.name) == name)
}

fn note(definition: &Definition, reason: &str) -> String {
    let Definition { place, name, .. } = definition;
    format!("{place}: the constant `{name}` is not in the header: {reason}")
}

/// Returns the name that the settings give, else the one under the prefix.
fn name_in_c(definition: &Definition, settings: &Settings, prefix: Option<&str>) -> String {
    let name = &definition.name;
    let export = &settings.config.export;
    if export.prefix.is_some() || export.rename.contains_key(name) {
        return settings.name_of(name);
    }
    match prefix.map(|prefix| macro_name(prefix) + "_") {
        Some(prefix) if !name.starts_with(&prefix) => prefix + name,
        _ => name.clone(),
    }
}

/// Returns the lines of the macro, or why there are none.
fn lines(
    definition: &Definition,
    value: &Expr,
    name: &str,
    settings: &Settings,
    package: &PackageValues,
) -> Result<String, String> {
    let gate = &definition.gate;
    if let Some(unknown) = &gate.unknown {
        return Err(format!("whether `{unknown}` holds is not known"));
    }
    let value = bytes(value, package)
        .ok_or("its value is not a literal, and the sources are not compiled")?;
    let docs = settings.comment_style().of_item(&docs(&definition.attrs));
    let lines = format!("{docs}#define {name} {}\n", c_string(&value));
    if gate.open.is_empty() {
        return Ok(lines);
    }
    let condition = condition(&gate.open, &settings.config)
        .ok_or_else(|| format!("`[defines]` has no name for {}", gate.open.join(" and ")))?;
    Ok(format!("#if {condition}\n{lines}#endif\n"))
}

fn has_word(text: &str, word: &str) -> bool {
    let is_part = |character: char| character == '_' || character.is_alphanumeric();
    text.match_indices(word).any(|(at, _)| {
        !text[..at].ends_with(is_part) && !text[at + word.len()..].starts_with(is_part)
    })
}
