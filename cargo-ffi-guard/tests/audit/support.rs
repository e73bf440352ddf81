//! Shared by these tests: runs the program, parses its report, and creates a small ELF object.

use ffi_guard_test_support::child::{Outcome, Process};
use object::write::{Object, StandardSection, Symbol, SymbolSection};
use object::{
    Architecture, BinaryFormat, Endianness, SectionKind, SymbolFlags, SymbolKind, SymbolScope,
};
use serde_json::Value;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Runs `cargo ffi-guard audit` with these arguments.
pub(crate) fn audit<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Outcome {
    Process::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"))
        .args(["ffi-guard", "audit"])
        .args(arguments)
        .run()
}

/// Returns the JSON report on one artifact.
pub(crate) fn report(artifact: &Path, more: &[&str]) -> Value {
    let mut arguments = vec![artifact.as_os_str(), "--format".as_ref(), "json".as_ref()];
    arguments.extend(more.iter().map(OsStr::new));
    let outcome = audit(arguments);
    assert!(matches!(outcome.code, Some(0 | 1)), "{outcome}");
    let report: Value = serde_json::from_str(&outcome.stdout).expect("the report is JSON");
    assert_eq!(report["clean"], outcome.code == Some(0), "{outcome}");
    report
}

/// Returns the state of each symbol's guard.
pub(crate) fn verdicts(report: &Value) -> BTreeMap<String, String> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let exports = report["exports"].as_array().expect("exports");
    exports.iter().map(|e| (text(&e["symbol"]), text(&e["guard"]["state"]))).collect()
}

/// Returns the bytes of a record. Flag 1 means unwinding, flag 2 unguarded.
pub(crate) fn record(symbol: &str, flags: u8) -> Vec<u8> {
    let mut description = vec![1, flags, 0, 0];
    description.extend(symbol.as_bytes());
    description.push(0);
    description.resize(description.len().next_multiple_of(4), 0);
    let mut record = Vec::new();
    for word in [10, u32::try_from(description.len()).unwrap(), 1] {
        record.extend(word.to_le_bytes());
    }
    record.extend(b"ffi_guard\0\0\0");
    record.extend(description);
    record
}

/// Returns an object file with these functions, and a section with records for some of them.
pub(crate) fn object_file(
    format: BinaryFormat,
    architecture: Architecture,
    functions: &[&str],
    section: (&str, &str),
    records: &[Vec<u8>],
) -> Vec<u8> {
    let mut object = Object::new(format, architecture, Endianness::Little);
    let text = object.section_id(StandardSection::Text);
    for name in functions {
        let symbol = object.add_symbol(Symbol {
            name: name.as_bytes().to_vec(),
            value: 0,
            size: 4,
            kind: SymbolKind::Text,
            scope: SymbolScope::Dynamic,
            weak: false,
            section: SymbolSection::Section(text),
            flags: SymbolFlags::None,
        });
        object.add_symbol_data(symbol, text, &[0xc3; 4], 4);
    }
    let (segment, name) = section;
    let (segment, name) = (segment.as_bytes().to_vec(), name.as_bytes().to_vec());
    let section = object.add_section(segment, name, SectionKind::ReadOnlyData);
    object.append_section_data(section, &records.concat(), 4);
    object.write().expect("an object file")
}

/// Returns an ELF object that exports `shape_area` with a guard and `shape_name` without.
pub(crate) fn elf() -> Vec<u8> {
    let records = [record("shape_area", 1)];
    let functions = ["shape_area", "shape_name"];
    object_file(
        BinaryFormat::Elf,
        Architecture::X86_64,
        &functions,
        ("", ".note.ffi_guard"),
        &records,
    )
}

/// Creates a directory with one file in it.
pub(crate) fn file(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("a file");
    (folder, path)
}
