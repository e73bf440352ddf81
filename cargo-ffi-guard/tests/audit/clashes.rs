//! `audit --static` says which symbols clash, and the linker agrees.

use crate::support::{audit, report};
use crate::targets::is_installed;
use ffi_guard_test_support::child::{Outcome, Process};
use ffi_guard_test_support::project::Project;
use ffi_guard_test_support::{skip, toolchain};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const FAT_LTO: &str = "[profile.release]\nlto = \"fat\"";
/// Calls two libraries. Both catch a panic.
const PROGRAM: &str = "#include <stdint.h>\nint32_t one_check(int32_t), two_check(int32_t);\n\
                       int main(void) { return one_check(1) != 1 || two_check(2) != 2 || one_check(0) != -1 || two_check(0) != -1; }\n";

/// Builds a library with one function, `PREFIX_check`.
fn library(name: &str, prefix: &str, profile: &str) -> PathBuf {
    let source = format!(
        "ffi_guard::ffi_library! {{ prefix = \"{prefix}\", errors = \"none\", quiet = true }}\n\
         #[ffi_guard::ffi_export(fallback = -1)]\n\
         pub fn {prefix}_check(a: i32) -> i32 {{ assert!(a > 0); a }}"
    );
    let project = Project::new(name).lib(&["staticlib"]).manifest(FAT_LTO).profile(profile);
    let output = project.file("src/lib.rs", &source).build().expect_success();
    output.artifacts.staticlib().to_owned()
}

/// Returns the symbols that clash with a kind of library.
fn clashes(library: &Path, with: &str) -> BTreeSet<String> {
    let report = report(library, &["--static"]);
    let clashes = report["clashes"].as_array().expect("clashes").iter();
    let of_kind = clashes.filter(|clash| clash["with"] == with);
    let symbols = of_kind.flat_map(|clash| clash["symbols"].as_array().expect("symbols"));
    symbols.map(|symbol| symbol.as_str().expect("a symbol").to_owned()).collect()
}

fn symbols(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Links a program with two libraries.
fn link(libraries: [&Path; 2]) -> (TempDir, Outcome) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("main.c"), PROGRAM).expect("the program");
    let cc =
        Process::new("cc").args(["-o", "program", "main.c", "-Wl,--no-demangle"]).args(libraries);
    let cc = cc.args(["-lpthread", "-ldl", "-lm", "-lgcc_s"]).dir(folder.path());
    let outcome = cc.run();
    (folder, outcome)
}

/// Returns the symbols that the linker has found twice.
fn found_twice(linked: &Outcome) -> BTreeSet<String> {
    let lines =
        linked.stderr.lines().filter_map(|line| line.split_once("multiple definition of `"));
    lines.filter_map(|(_, rest)| rest.split_once('\'')).map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn libraries_of_one_compiler_share_a_standard_library() {
    let (one, two) = (library("clash_one", "one", "dev"), library("clash_two", "two", "dev"));
    let (folder, linked) = link([&one, &two]);
    assert!(linked.succeeded(), "{linked}");
    Process::new("./program").dir(folder.path()).run().expect_success();
    for with in ["any-rust", "same-rust", "some-rust", "same-name", "dropped"] {
        assert_eq!(clashes(&one, with), symbols(&[]), "{with}");
    }
    assert_eq!(clashes(&one, "other-rust"), symbols(&["rust_eh_personality"]));
    let outcome = audit(["--static".as_ref(), one.as_os_str()]);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.stdout.contains("`rust_eh_personality` in `std-"), "{outcome}");
    assert_eq!(audit([&one]).code, Some(0), "without --static");
}

#[test]
fn libraries_with_link_time_optimization_clash() {
    let one = library("clash_lto_one", "one", "release");
    let two = library("clash_lto_two", "two", "release");
    let plain = library("clash_plain", "two", "dev");
    let mut expected = clashes(&one, "any-rust");
    assert_eq!(expected, symbols(&["rust_eh_personality"]));
    expected.extend(clashes(&one, "same-rust"));
    assert!(expected.len() > 1, "{expected:?}");
    for other in [&two, &plain] {
        let (_folder, linked) = link([&one, other]);
        assert_eq!(found_twice(&linked), expected, "{linked}");
    }
}

/// Builds a library that exports `two_check` by hand, with rustc as this program starts it.
fn by_hand(program: &str, arguments: &[&str]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "#[unsafe(no_mangle)] pub extern \"C\" fn two_check(a: i32) -> i32 {\n\
                std::panic::catch_unwind(|| { assert!(a > 0); a }).unwrap_or(-1) }";
    fs::write(folder.path().join("two.rs"), text).expect("a source file");
    let rustc = Process::new(program).args(arguments).args(["--edition", "2024", "two.rs"]);
    let rustc = rustc.args(["--crate-type", "staticlib", "-o", "libtwo.a"]).dir(folder.path());
    rustc.run().expect_success();
    let library = folder.path().join("libtwo.a");
    (folder, library)
}

#[test]
#[ignore = "for other targets: cargo xtask other-targets"]
fn libraries_of_each_format_have_clashes() {
    for target in ["x86_64-pc-windows-gnu", "x86_64-pc-windows-msvc", "aarch64-apple-darwin"] {
        if !is_installed(target) {
            skip::announce(&format!("clashes for {target}"), "the target is not installed");
            continue;
        }
        let (_folder, library) = by_hand("rustc", &["--target", target]);
        for (with, expected) in [
            ("other-rust", symbols(&["rust_eh_personality"])),
            ("same-name", symbols(&["two_check"])),
            ("any-rust", symbols(&[])),
            ("same-rust", symbols(&[])),
            ("some-rust", symbols(&[])),
        ] {
            assert_eq!(clashes(&library, with), expected, "{target}: {with}");
        }
    }
}

#[test]
fn libraries_of_two_compilers_clash() {
    let Some(other) = ["1.85.0", "1.88.0"].into_iter().find(|name| toolchain::available(name))
    else {
        return skip::announce("libraries of two compilers", "no other toolchain is installed");
    };
    let (_folder, two) = by_hand("rustup", &["run", other, "rustc"]);
    let one = library("clash_current", "one", "dev");
    let (_program, linked) = link([&one, &two]);
    assert_eq!(found_twice(&linked), clashes(&one, "other-rust"), "{linked}");
    assert_eq!(clashes(&two, "other-rust"), symbols(&["rust_eh_personality"]));
    assert!(clashes(&two, "same-name").contains("two_check"), "exported by hand");
}

/// Links a library into one object file whose exports alone are global.
fn localized(library: &Path, prefix: &str, flags: &[&str]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let object = folder.path().join(format!("{prefix}.o"));
    let list = folder.path().join("exports.txt");
    fs::write(&list, format!("{prefix}_check\n")).expect("the list");
    let ld = Process::new("ld").arg("-r").args(flags).arg("--whole-archive").arg(library);
    ld.arg("-o").arg(&object).run().expect_success();
    let list = format!("--keep-global-symbols={}", list.display());
    Process::new("objcopy").arg(list).arg(&object).run().expect_success();
    (folder, object)
}

#[test]
fn a_library_in_one_object_does_not_clash() {
    let one = library("clash_local_one", "one", "dev");
    let two = library("clash_local_two", "two", "dev");
    let flags = ["--force-group-allocation"];
    let (_one, one) = localized(&one, "one", &flags);
    let (_two, two) = localized(&two, "two", &flags);
    let outcome = audit(["--static".as_ref(), one.as_os_str(), two.as_os_str()]);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let (folder, linked) = link([&one, &two]);
    assert!(linked.succeeded(), "{linked}");
    Process::new("./program").dir(folder.path()).run().expect_success();
}

#[test]
fn a_local_symbol_in_a_group_breaks_panics() {
    let one = library("clash_group_one", "one", "dev");
    let two = library("clash_group_two", "two", "dev");
    let (_one, one) = localized(&one, "one", &[]);
    let (_two, two) = localized(&two, "two", &[]);
    assert_eq!(clashes(&two, "dropped"), symbols(&["DW.ref.rust_eh_personality"]));
    let (folder, linked) = link([&one, &two]);
    assert!(linked.succeeded(), "{linked}");
    let outcome = Process::new("./program").dir(folder.path()).run();
    assert!(outcome.signal.is_some(), "the panic was caught: {outcome}");
}

/// Adds an object file of C to a copy of a library.
fn with_c_code(library: &Path) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("libone.a");
    fs::copy(library, &copy).expect("a copy");
    let text =
        "int inflate(void) { return 0; }\n__attribute__((weak)) int deflate(void) { return 0; }\n";
    fs::write(folder.path().join("zip.c"), text).expect("a source file");
    for (program, arguments) in
        [("cc", ["-c", "zip.c"].as_slice()), ("ar", &["r", "libone.a", "zip.o"])]
    {
        Process::new(program).args(arguments).dir(folder.path()).run().expect_success();
    }
    (folder, copy)
}

#[test]
fn names_that_may_clash_are_told_and_do_not_fail() {
    let (folder, library) = with_c_code(&library("clash_c", "one", "dev"));
    assert_eq!(clashes(&library, "same-name"), symbols(&["inflate"]));
    let allow = folder.path().join("allow.txt");
    fs::write(
        &allow,
        "rust_eh_personality  the only library of Rust\ninflate bundled\ndeflate bundled\n",
    )
    .expect("a file");
    let outcome =
        audit(["--static".as_ref(), library.as_os_str(), "--allow".as_ref(), allow.as_os_str()]);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(outcome.stdout.contains("are allowed: inflate, rust_eh_personality"), "{outcome}");
    fs::write(&allow, "rust_eh_personality\n").expect("a file");
    let outcome =
        audit(["--static".as_ref(), library.as_os_str(), "--allow".as_ref(), allow.as_os_str()]);
    let expected = "`inflate` in `zip.o`: may conflict with a library that defines the same name";
    assert!(outcome.stdout.contains(expected), "{outcome}");
}

#[test]
fn other_formats_have_the_clashes() {
    let (_folder, library) = with_c_code(&library("clash_formats", "one", "dev"));
    let output = |format| {
        let outcome = audit([
            "--static".as_ref(),
            library.as_os_str(),
            "--format".as_ref(),
            std::ffi::OsStr::new(format),
        ]);
        assert_eq!(outcome.code, Some(1), "{outcome}");
        outcome.stdout
    };
    let sarif: Value = serde_json::from_str(&output("sarif")).expect("SARIF");
    let run = &sarif["runs"][0];
    let results: Vec<&Value> = run["results"].as_array().expect("results").iter().collect();
    let clashes = results.iter().filter(|result| result["ruleId"] == "symbol-clash").count();
    assert_eq!(clashes, 1, "{sarif:#}");
    let notes = run["invocations"][0]["toolExecutionNotifications"].as_array().expect("notes");
    assert!(notes.iter().any(|note| note["descriptor"]["id"] == "symbol-clash"), "{sarif:#}");
    let lines = output("github");
    let errors = lines.lines().filter(|line| line.starts_with("::error title=symbol-clash::"));
    assert_eq!(errors.count(), 1, "{lines}");
}

#[test]
fn a_linked_file_is_refused() {
    let project = Project::new("clash_shared").lib(&["cdylib"]);
    let source = "#[ffi_guard::ffi_export(fallback = 0)] pub fn clash_shared(a: i32) -> i32 { a }";
    let output = project.file("src/lib.rs", source).build().expect_success();
    let outcome = audit(["--static".as_ref(), output.artifacts.cdylib().as_os_str()]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("--static is for static libraries"), "{outcome}");
}
