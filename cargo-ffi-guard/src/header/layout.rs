//! Tags, packing and alignment: what C needs beside the definitions that cbindgen writes.

use super::flat::Flat;
use super::settings::Settings;
use cbindgen::Style;
use std::collections::BTreeSet;
use std::fmt::Write as _;

const PACKED: &str = "FFI_GUARD_PACKED";
const ALIGNED: &str = "FFI_GUARD_ALIGNED";

const PACKED_MACRO: &str = "\
#ifndef FFI_GUARD_PACKED
#if defined(__GNUC__) || defined(__clang__)
#define FFI_GUARD_PACKED __attribute__((packed))
#else
#error \"define FFI_GUARD_PACKED: this compiler has no __attribute__((packed))\"
#endif
#endif
";
const ALIGNED_MACRO: &str = "\
#ifndef FFI_GUARD_ALIGNED
#if defined(_MSC_VER) && !defined(__clang__)
#define FFI_GUARD_ALIGNED(n) __declspec(align(n))
#else
#define FFI_GUARD_ALIGNED(n) __attribute__((aligned(n)))
#endif
#endif
";

/// Adds the macros for packing and alignment, and declares the tags of types that refer to each other.
pub(super) fn settle(flat: &Flat<'_>, reached: &BTreeSet<String>, settings: &mut Settings) {
    let has = |begin: &str| {
        let mut all = reached.iter().filter_map(|name| flat.instances.get(name));
        all.any(|it| it.opaque.is_none() && it.layout.iter().any(|part| part.starts_with(begin)))
    };
    let (is_packed, is_aligned) = (has("packed"), has("align"));
    let layout = &mut settings.config.layout;
    let mut added = String::new();
    if is_packed && layout.packed.is_none() {
        layout.packed = Some(PACKED.to_owned());
        added.push_str(PACKED_MACRO);
    }
    if is_aligned && layout.aligned_n.is_none() {
        layout.aligned_n = Some(ALIGNED.to_owned());
        added.push_str(ALIGNED_MACRO);
    }
    let in_circles: Vec<&String> = reached.iter().filter(|name| is_in_circle(flat, name)).collect();
    if !in_circles.is_empty() && settings.is_c() && settings.config.style == Style::Type {
        settings.config.style = Style::Both;
    }
    let mut tags = String::new();
    for name in in_circles {
        let (keyword, in_c) = (keyword(flat, name), settings.name_of(name));
        let _ = writeln!(tags, "{keyword} {in_c};");
    }
    added.push_str(&in_namespaces(tags, settings));
    settings.append(&added);
}

/// Returns whether a type with a tag refers to itself.
fn is_in_circle(flat: &Flat<'_>, name: &str) -> bool {
    let Some(instance) = flat.instances.get(name) else { return false };
    let is_defined = instance.is_aggregate && instance.opaque.is_none();
    is_defined && flat.closure(&instance.uses.names).contains(name)
}

fn keyword(flat: &Flat<'_>, name: &str) -> &'static str {
    use super::modules::DefinitionKind;
    let kind = flat.instances.get(name).map(|instance| &flat.definition(instance.ids[0]).kind);
    if matches!(kind, Some(DefinitionKind::Union(_))) { "union" } else { "struct" }
}

fn in_namespaces(tags: String, settings: &Settings) -> String {
    if settings.is_c() || tags.is_empty() {
        return tags;
    }
    let config = &settings.config;
    let names = config.namespace.iter().chain(config.namespaces.iter().flatten());
    names.rev().fold(tags, |inner, name| format!("namespace {name} {{\n{inner}}}\n"))
}
