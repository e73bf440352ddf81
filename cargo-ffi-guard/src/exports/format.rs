//! The formats of a list of exported symbols.

use super::list::ExportList;
use super::name::{is_writable, quoted};
use super::version_script;
use crate::cli::ExportsFormat;
use crate::failure::Failure;
use object::BinaryFormat;
use std::fmt::Write;

/// The format that the linker of a target reads.
pub(super) const fn default(format: BinaryFormat) -> ExportsFormat {
    match format {
        BinaryFormat::Coff | BinaryFormat::Pe => ExportsFormat::Def,
        BinaryFormat::MachO => ExportsFormat::MacosList,
        _ => ExportsFormat::VersionScript,
    }
}

/// Returns the text of a list.
pub(super) fn text(
    list: &ExportList,
    format: ExportsFormat,
    version_prefix: &str,
) -> Result<String, Failure> {
    if format != ExportsFormat::Symbols && format != default(list.format) {
        return Err(wrong_format(list.format));
    }
    if let Some(name) = list.symbols.keys().find(|name| !is_writable(name)) {
        let what = format!("the symbol `{name}` cannot be written in a list of exports");
        return Err(Failure::new(what, "name it with letters, digits, `_`, `.`, `$` and `@` only"));
    }
    match format {
        ExportsFormat::VersionScript => version_script::text(list, version_prefix),
        ExportsFormat::Def => Ok(definition_file(list)),
        ExportsFormat::MacosList | ExportsFormat::Symbols => Ok(raw_names(list)),
    }
}

fn wrong_format(format: BinaryFormat) -> Failure {
    let (systems, flag) = match default(format) {
        ExportsFormat::Def => ("Windows", "def"),
        ExportsFormat::MacosList => ("macOS", "macos-list"),
        _ => ("Linux and other systems with ELF", "version-script"),
    };
    let what = format!("the library is for {systems}, whose linkers do not read this format");
    Failure::new(
        what,
        format!("pass --format {flag}, or build for another system with --target TRIPLE"),
    )
}

/// A module-definition file for the linkers of Windows.
fn definition_file(list: &ExportList) -> String {
    let mut text = String::from("EXPORTS\n");
    for (name, symbol) in &list.symbols {
        let data = if symbol.is_code { "" } else { " DATA" };
        let _ = writeln!(text, "    {}{data}", quoted(name));
    }
    text
}

/// The names of the symbol table, for `-exported_symbols_list` of macOS and for objcopy.
fn raw_names(list: &ExportList) -> String {
    list.symbols.values().map(|symbol| format!("{}\n", symbol.raw)).collect()
}
