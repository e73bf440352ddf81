//! An object file, a linked library or an executable as an image.

use super::exports::{self, ExportedFunction, Exports};
use super::image::{Detail, Function, Image};
use super::symbols::Symbols;
use super::{Unreadable, debug, explain, records};
use object::File;
use std::collections::BTreeMap;

/// Reads an object file or a linked image.
pub(super) fn read(data: &[u8], detail: Detail) -> Result<Image, Unreadable> {
    let file = File::parse(data).map_err(|e| Unreadable::damaged(&e.to_string()))?;
    let symbols = Symbols::read(&file, data.len())?;
    let Exports { functions, mut left_out, note } = exports::read(&file, &symbols)?;
    let records = records::read(&file, &symbols)?;
    let addresses: BTreeMap<String, u64> =
        functions.iter().map(|(symbol, function)| (symbol.clone(), function.address)).collect();
    let written = debug::functions(&file, &addresses);
    let mut findings = match detail {
        Detail::Verdicts => BTreeMap::new(),
        Detail::Explained => explain::findings(&file, &addresses),
    };
    let current = current_versions(&functions);
    let mut judged = BTreeMap::new();
    for (symbol, exported) in functions {
        let plain_name = exported.has_plain_record(&current).then(|| exported.name.clone());
        let record = records.get(&symbol).or_else(|| records.get(plain_name.as_ref()?));
        if exported.remark.is_some() && record.is_some_and(|record| record.unguarded) {
            left_out.variables.insert(symbol);
            continue;
        }
        let recorded = record.and_then(|record| record.origin.clone());
        let (namespace, place) = written.get(&exported.address).cloned().unwrap_or_default();
        let superseded = exported.is_superseded();
        // The path of a function with this name belongs to the current version.
        let by_name = || symbols.origin_of_function(&exported.name).filter(|_| !superseded);
        let origin = recorded.or(namespace).or_else(by_name);
        let finding = findings.remove(&symbol).or(exported.remark.map(str::to_owned));
        judged.insert(symbol, Function { origin, place, finding, plain_name, superseded });
    }
    let notes = Vec::from_iter(note.map(str::to_owned));
    Ok(Image { functions: judged, records, left_out, notes })
}

/// The address of the version of each symbol that new programs are linked to, by its name.
fn current_versions(functions: &BTreeMap<String, ExportedFunction>) -> BTreeMap<String, u64> {
    let current = functions.values().filter(|function| !function.is_superseded());
    current.map(|function| (function.name.clone(), function.address)).collect()
}
