//! Notes that explain the counts of a report: which crates and generators the functions come from, and what is left out.

use super::image::Image;
use super::left_out::LeftOut;
use super::records::Generator;
use std::collections::{BTreeMap, BTreeSet};

/// The notes on one built file.
pub(super) fn notes(images: &[Image]) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(by_crate(images));
    notes.extend(generated(images));
    let mut left_out = LeftOut::default();
    for image in images {
        left_out.merge(image.left_out.clone());
    }
    let left_out = left_out.to_string();
    if !left_out.is_empty() {
        notes.push(format!("left out: {left_out}"));
    }
    notes
}

/// The functions of each crate. A function that several architectures have counts once.
fn by_crate(images: &[Image]) -> Option<String> {
    let mut crates: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut unknown = BTreeSet::new();
    for (symbol, function) in images.iter().flat_map(|image| &image.functions) {
        match &function.origin {
            Some(origin) => crates.entry(origin).or_default().insert(symbol.as_str()),
            None => unknown.insert(symbol.as_str()),
        };
    }
    let counts = crates.iter().map(|(name, symbols)| format!("{name} {}", symbols.len()));
    let unknown = (!unknown.is_empty()).then(|| format!("not known {}", unknown.len()));
    let counts: Vec<String> = counts.chain(unknown).collect();
    (!crates.is_empty()).then(|| format!("functions by crate: {}", counts.join(", ")))
}

/// The functions that no author wrote: `check` lists what is written in the sources.
fn generated(images: &[Image]) -> Option<String> {
    let mut generated: BTreeMap<Generator, BTreeSet<&str>> = BTreeMap::new();
    for image in images {
        for (symbol, function) in &image.functions {
            let record = image.record(symbol, function);
            if let Some(generator) = record.and_then(|record| record.generator) {
                generated.entry(generator).or_default().insert(symbol);
            }
        }
    }
    let parts: Vec<String> = generated
        .iter()
        .map(|(generator, symbols)| match generator {
            Generator::Library => format!("{} by `ffi_library!`", symbols.len()),
            Generator::Handle => format!("{} by `#[derive(FfiHandle)]`", symbols.len()),
        })
        .collect();
    (!parts.is_empty())
        .then(|| format!("generated functions: {}; `check` does not list them", parts.join(", ")))
}
