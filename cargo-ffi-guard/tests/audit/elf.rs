//! ELF libraries that the system's linker makes of C and assembly, and changed copies of them: the audit lists what a
//! loader finds.

use crate::support::{audit, report, verdicts};
use ffi_guard_test_support::child::Process;
use ffi_guard_test_support::skip;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Assembly of a function that returns, under a symbol that is global.
fn function(symbol: &str, kind: &str, section: &str) -> String {
    format!(".section {section}\n.globl {symbol}\n.type {symbol}, {kind}\n{symbol}: ret\n")
}

/// Assembly of the record of a guarded function.
fn record(symbol: &str) -> String {
    format!(
        ".section .note.ffi_guard, \"a\", %note\n.balign 4\n.long 10, 2f - 1f, 1\n.asciz \"ffi_guard\"\n\
         .balign 4\n1: .byte 1, 1, 0, 0\n.asciz \"{symbol}\"\n.balign 4\n2:\n"
    )
}

/// A guarded function in the usual section.
fn guarded(symbol: &str) -> String {
    function(symbol, "%function", ".text") + &record(symbol)
}

/// A temporary directory for sources and libraries.
struct Linker {
    folder: TempDir,
}

impl Linker {
    /// Returns `None`, and reports it, without a C compiler.
    fn new() -> Option<Self> {
        let works = std::process::Command::new("cc").arg("--version").output().is_ok();
        if !works {
            skip::announce("ELF libraries of C and assembly", "cc is not installed");
            return None;
        }
        Some(Self { folder: tempfile::tempdir().expect("a directory") })
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).expect("a file");
        path
    }

    /// Links assembly to a library with further arguments for the compiler.
    fn library(&self, name: &str, assembly: &str, arguments: &[&str]) -> PathBuf {
        let end = ".section .note.GNU-stack, \"\", %progbits\n";
        let source = self.write(&format!("{name}.s"), format!("{assembly}{end}"));
        let library = self.folder.path().join(name);
        Process::new("cc")
            .args(["-shared", "-nostdlib", "-o"])
            .args([&library, &source])
            .args(arguments)
            .dir(self.folder.path())
            .run()
            .expect_success();
        library
    }

    fn with_script(&self, name: &str, assembly: &str, script: &str) -> PathBuf {
        self.write(&format!("{name}.map"), script);
        self.library(name, assembly, &[&format!("-Wl,--version-script={name}.map")])
    }
}

fn states(library: &Path) -> BTreeMap<String, String> {
    verdicts(&report(library, &[]))
}

fn expected<const N: usize>(states: [(&str, &str); N]) -> BTreeMap<String, String> {
    states.map(|(symbol, state)| (symbol.to_owned(), state.to_owned())).into()
}

fn export<'r>(report: &'r Value, symbol: &str) -> &'r Value {
    let exports = report["exports"].as_array().expect("exports");
    exports.iter().find(|export| export["symbol"] == symbol).expect("the export")
}

const OLD_OPEN: &str = ".symver el_open_old, el_open@V0\n";
const VERSIONS: &str = "V0 { };\nV1 { global: el_open; el_more; local: *; } V0;\n";

#[test]
fn versions_of_one_symbol_are_apart() {
    let Some(linker) = Linker::new() else { return };
    let old = function("el_open_old", "%function", ".text") + OLD_OPEN;
    let library = linker.with_script("old.so", &(guarded("el_open") + &old), VERSIONS);
    let both = expected([("el_open@V0", "unguarded"), ("el_open@@V1", "attribute")]);
    assert_eq!(states(&library), both);

    // The only version of a symbol has its plain name, in the report, in lists and in headers.
    let single = linker.with_script(
        "single.so",
        &(guarded("el_open") + &function("el_more", "%function", ".text")),
        VERSIONS,
    );
    let allow = linker.write("allow.txt", "el_more  returns\n").display().to_string();
    let header = linker.write("el.h", "void el_open(void), el_more(void);\n").display().to_string();
    let report = report(&single, &["--allow", &allow, "--header", &header]);
    assert_eq!(verdicts(&report), expected([("el_more", "allowed"), ("el_open", "attribute")]));
    assert_eq!(report["clean"], true, "{report}");
}

#[test]
fn an_older_version_with_the_code_of_the_current_one_is_guarded() {
    let Some(linker) = Linker::new() else { return };
    let old = ".globl el_open_old\n.type el_open_old, %function\nel_open_new:\nel_open_old:";
    let code = function("el_open_new", "%function", ".text").replace("el_open_new:", old);
    let assembly = code + ".symver el_open_new, el_open@@V1\n" + OLD_OPEN + &record("el_open");
    let library = linker.with_script("alias.so", &assembly, VERSIONS);
    let both = expected([("el_open@V0", "attribute"), ("el_open@@V1", "attribute")]);
    assert_eq!(states(&library), both);
}

#[test]
fn the_base_version_needs_its_own_record() {
    let Some(linker) = Linker::new() else { return };
    let base = function("el_open_old", "%function", ".text") + ".symver el_open_old, el_open@\n";
    let new = function("el_open_new", "%function", ".text") + ".symver el_open_new, el_open@@V1\n";
    let assembly = base + &new + &record("el_open");
    let library = linker.with_script("base.so", &assembly, VERSIONS);
    let both = expected([("el_open@", "unguarded"), ("el_open@@V1", "attribute")]);
    assert_eq!(states(&library), both);
}

#[test]
fn an_older_version_is_no_function_for_headers() {
    let Some(linker) = Linker::new() else { return };
    let old = function("el_gone_old", "%function", ".text") + ".symver el_gone_old, el_gone@V0\n";
    let library = linker.with_script("gone.so", &(guarded("el_open") + &old), VERSIONS);
    let header = linker.write("el.h", "void el_open(void), el_gone(void);\n").display().to_string();
    let report = report(&library, &["--header", &header]);
    let mismatches = report["mismatches"].as_array().unwrap();
    assert_eq!(mismatches.len(), 1, "{report}");
    assert_eq!(mismatches[0]["symbol"], "el_gone");
    assert_eq!(mismatches[0]["disagreement"], "declared-not-exported");
}

#[test]
fn code_of_every_type_and_in_every_section_is_listed() {
    let Some(linker) = Linker::new() else { return };
    let odd = [
        ("el_object", "%object", ".text"),
        ("el_notype", "%notype", ".text"),
        ("el_ifunc", "%gnu_indirect_function", ".text"),
        ("el_init", "%function", ".odd_init, \"ax\", %init_array"),
        ("el_note", "%function", ".odd_note, \"ax\", %note"),
        ("el_written", "%function", ".odd_data, \"awx\", %progbits"),
    ];
    let assembly: String =
        odd.iter().map(|(symbol, kind, at)| function(symbol, kind, at)).collect();
    let data = ".section .rodata\n.globl el_limit\n.type el_limit, %object\nel_limit: .long 3\n";
    let library = linker.library("odd.so", &(guarded("el_open") + &assembly + data), &[]);
    let report = report(&library, &[]);
    let mut states = expected([("el_open", "attribute")]);
    states.extend(odd.map(|(symbol, ..)| (symbol.to_owned(), "unguarded".to_owned())));
    assert_eq!(verdicts(&report), states);
    let notes = report["notes"].to_string();
    assert!(notes.contains("1 exported variable, which cannot panic: el_limit"), "{notes}");
}

/// Some linkers put constants into the segment of the code. Without a record that says what they are, they are listed.
#[test]
fn data_in_executable_memory_is_listed() {
    let Some(linker) = Linker::new() else { return };
    let constant = |symbol| {
        format!(".section .rodata\n.globl {symbol}\n.type {symbol}, %object\n{symbol}: .long 3\n")
    };
    let unguarded = record("el_recorded").replace(".byte 1, 1, 0, 0", ".byte 1, 3, 0, 0");
    let assembly =
        guarded("el_open") + &constant("el_limit") + &constant("el_recorded") + &unguarded;
    let library = linker.library("mixed.so", &assembly, &["-Wl,-z,noseparate-code"]);
    let report = report(&library, &[]);
    let listed = expected([("el_limit", "unguarded"), ("el_open", "attribute")]);
    assert_eq!(verdicts(&report), listed);
    let finding = export(&report, "el_limit")["finding"].as_str().unwrap();
    assert!(finding.contains("loaded into executable memory"), "{finding}");
    assert!(report["notes"].to_string().contains("cannot panic: el_recorded"), "{report}");
}

#[test]
fn records_without_exports_are_an_error() {
    let Some(linker) = Linker::new() else { return };
    let assembly = guarded("el_open") + &guarded("el_more");
    let library = linker.with_script("none.so", &assembly, "{ local: *; };\n");
    let outcome = audit([&library]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    let what = "none of the 2 functions that are recorded as guarded is exported: el_more, el_open";
    assert!(outcome.stderr.contains(what), "{outcome}");

    let some = linker.with_script("some.so", &assembly, "{ global: el_open; local: *; };\n");
    let report = report(&some, &[]);
    assert_eq!(report["clean"], true, "{report}");
    let notes = report["notes"].to_string();
    assert!(notes.contains("recorded as guarded, but not exported: el_more"), "{notes}");
}

#[test]
fn nothing_to_audit_is_an_error() {
    let Some(linker) = Linker::new() else { return };
    let hidden = function("el_hidden", "%function", ".text") + ".hidden el_hidden\n";
    let library = linker.library("empty.so", &hidden, &[]);
    let outcome = audit([&library]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("it exports no function"), "{outcome}");
    // The findings in another artifact are still reported.
    let other = linker.library("other.so", &function("el_bare", "%function", ".text"), &[]);
    let outcome = audit([&library, &other]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stdout.contains("el_bare"), "{outcome}");
}

/// The fields of a 64-bit ELF file that these tests change.
struct Elf64(Vec<u8>);

impl Elf64 {
    fn read(path: &Path) -> Self {
        let bytes = fs::read(path).expect("a library");
        assert_eq!(bytes[4], 2, "these tests are for 64-bit systems");
        Self(bytes)
    }

    fn word(&self, at: usize) -> u64 {
        u64::from_le_bytes(self.0[at..at + 8].try_into().unwrap())
    }

    fn half(&self, at: usize) -> usize {
        usize::from(u16::from_le_bytes(self.0[at..at + 2].try_into().unwrap()))
    }

    fn set(&mut self, at: usize, value: u64) {
        self.0[at..at + 8].copy_from_slice(&value.to_le_bytes());
    }

    /// The offset of the section header of this type.
    fn section(&self, kind: u32) -> usize {
        let start = usize::try_from(self.word(0x28)).unwrap();
        let mut headers = (0..self.half(0x3c)).map(|n| start + 64 * n);
        headers.find(|at| self.0[at + 4..at + 8] == kind.to_le_bytes()).expect("a section")
    }
}

const SHT_DYNSYM: u32 = 11;

#[test]
fn section_headers_and_dynamic_table_must_agree() {
    let Some(linker) = Linker::new() else { return };
    for hash in ["sysv", "gnu"] {
        let style = format!("-Wl,--hash-style={hash}");
        let assembly = guarded("el_open") + &guarded("el_more");
        let library = linker.library(&format!("{hash}.so"), &assembly, &[&style]);
        assert_eq!(states(&library).len(), 2);

        // The section header says that the table ends after its first entry.
        let mut shrunk = Elf64::read(&library);
        let section = shrunk.section(SHT_DYNSYM);
        shrunk.set(section + 0x20, 24);
        let shrunk = linker.write("shrunk.so", shrunk.0);
        let outcome = audit([&shrunk]);
        assert_eq!(outcome.code, Some(2), "{outcome}");
        assert!(outcome.stderr.contains("list different exports"), "{outcome}");
        assert!(outcome.stderr.contains("dynamic table: el_more at 0x"), "{outcome}");
    }
}

#[test]
fn a_library_without_section_headers_is_read_by_its_dynamic_table() {
    let Some(linker) = Linker::new() else { return };
    for hash in ["sysv", "gnu", "both"] {
        let style = format!("-Wl,--hash-style={hash}");
        let assembly = guarded("el_open") + &function("el_bare", "%function", ".text");
        let library = linker.library(&format!("{hash}.so"), &assembly, &[&style]);
        let mut stripped = Elf64::read(&library);
        stripped.set(0x28, 0);
        stripped.0[0x3c..0x40].fill(0);
        let stripped = linker.write("stripped.so", stripped.0);
        let judged = expected([("el_bare", "unguarded"), ("el_open", "attribute")]);
        assert_eq!(states(&stripped), judged, "{hash}");
    }
}

/// Damage of the tables that only the loader uses: an error or a verdict, and no panic.
#[test]
fn survives_damaged_tables_of_the_loader() {
    let Some(linker) = Linker::new() else { return };
    let old = function("el_open_old", "%function", ".text") + OLD_OPEN;
    let library = linker.with_script("old.so", &(guarded("el_open") + &old), VERSIONS);
    let whole = Elf64::read(&library);
    let end = usize::try_from(whole.word(0x28)).unwrap().min(whole.0.len());
    for at in (0x40..end).step_by(3) {
        for value in [0, 1, 0x7f, 0xff] {
            let mut damaged = whole.0.clone();
            damaged[at] = value;
            let _ =
                cargo_ffi_guard::audit::images(&damaged, cargo_ffi_guard::audit::Detail::Verdicts);
        }
    }
}
