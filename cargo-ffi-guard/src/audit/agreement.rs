//! Whether the section headers of a linked ELF file list the exports that the loader finds.

use super::Unreadable;
use super::loader::LoaderView;
use super::symbols::{Symbols, is_exported};
use crate::first_names::first_names;
use object::{File, Object, ObjectSymbol};
use std::collections::BTreeSet;

/// Names and addresses of exports.
type Listed<'data> = BTreeSet<(&'data [u8], u64)>;

/// Returns an error that names the differences. A file without section headers has none.
pub(super) fn require(
    file: &File<'_>,
    view: &LoaderView<'_>,
    symbols: &Symbols,
) -> Result<(), Unreadable> {
    if file.sections().next().is_none() {
        return Ok(());
    }
    let mut by_sections = Listed::new();
    for symbol in file.dynamic_symbols().filter(is_exported) {
        let name =
            symbol.name_bytes().map_err(|e| Unreadable::damaged(&format!("a symbol: {e}")))?;
        symbols.spend(name.len())?;
        by_sections.insert((name, symbol.address()));
    }
    let by_loader: Listed<'_> =
        view.definitions.iter().map(|one| (one.name, one.address)).collect();
    if by_sections == by_loader {
        return Ok(());
    }
    let no_hash = ", which has no hash table (DT_HASH or DT_GNU_HASH)";
    Err(Unreadable::new(
        format!(
            "its section headers and its dynamic table list different exports. Only in the section headers: {}. Only in \
             the dynamic table{}: {}",
            difference(&by_sections, &by_loader),
            if view.has_hash_table { "" } else { no_hash },
            difference(&by_loader, &by_sections)
        ),
        "build it again with an unmodified linker; a loader uses the dynamic table, other tools the section headers",
    ))
}

fn difference(one: &Listed<'_>, other: &Listed<'_>) -> String {
    let only = one.difference(other);
    let names: Vec<String> = only
        .map(|(name, address)| format!("{} at {address:#x}", String::from_utf8_lossy(name)))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    if names.is_empty() { "none".to_owned() } else { first_names(&names) }
}
