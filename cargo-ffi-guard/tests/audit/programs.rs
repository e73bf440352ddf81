//! ELF executables: the audit lists the functions that they export, and those that only their own C code can call.

use crate::support::{audit, report, verdicts};
use crate::targets;
use ffi_guard_test_support::child::Process;
use ffi_guard_test_support::project::Project;
use ffi_guard_test_support::skip;
use std::collections::BTreeMap;

const BARE: &str = "#[unsafe(no_mangle)]\npub extern \"C\" fn pg_bare(n: i32) -> i32 { 10 / n }\n";

/// The address of one function is taken. For s390x, the linker then exports that function, and no other.
const MAIN: &str = r#"
#[ffi_guard::ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn pg_open(n: i32) -> i32 {
    assert!(n > 0);
    n
}

fn main() {
    let bare: extern "C" fn(i32) -> i32 = pg_dependency::pg_bare;
    println!("{} {}", pg_open(3), std::hint::black_box(bare)(5));
}
"#;

fn project(name: &str) -> Project {
    Project::new(name)
        .file("src/main.rs", MAIN)
        .file("dependency/Cargo.toml", "[package]\nname = \"pg_dependency\"\nedition = \"2024\"\n")
        .file("dependency/src/lib.rs", BARE)
        .dependency("pg_dependency", r#"{ path = "dependency" }"#)
}

fn expected<const N: usize>(states: [(&str, &str); N]) -> BTreeMap<String, String> {
    states.map(|(symbol, state)| (symbol.to_owned(), state.to_owned())).into()
}

#[track_caller]
fn expect_both(name: &str, project: &Project) {
    let built = project.build().expect_success();
    let report = report(built.artifacts.executable(name), &[]);
    assert_eq!(verdicts(&report), expected([("pg_bare", "unguarded"), ("pg_open", "attribute")]));
}

#[test]
fn functions_of_a_program_have_verdicts() {
    expect_both("programs_host", &project("programs_host"));
}

#[test]
#[ignore = "for other targets: cargo xtask other-targets"]
fn the_verdicts_are_the_same_for_each_processor() {
    for (target, linker) in targets::LINUX {
        let name = format!("programs_{}", target.replace('-', "_"));
        if let Some(project) = targets::of_target(project(&name), target, linker) {
            expect_both(&name, &project);
        }
    }
}

const ONE_EXPORT: &str = "int pg_open(int n) { return n; }\nint pg_own(int n) { return 10 / n; }\n\
                          int main(int count, char **words) { (void)words; return pg_own(count); }\n";

/// Compiles a C program with these arguments for the linker, or reports that this is not possible.
fn c_program(arguments: &[&str]) -> Option<tempfile::TempDir> {
    let folder = tempfile::tempdir().expect("a directory");
    std::fs::write(folder.path().join("program.c"), ONE_EXPORT).expect("a file");
    let mut compile = std::process::Command::new("cc");
    compile.args(["program.c", "-o", "program"]).args(arguments).current_dir(folder.path());
    let compiled = compile.output().is_ok_and(|output| output.status.success());
    if !compiled {
        skip::announce("a C program", &format!("it cannot be linked with {arguments:?}"));
    }
    compiled.then_some(folder)
}

#[test]
fn a_function_that_is_not_exported_is_listed_beside_one_that_is() {
    let Some(folder) = c_program(&["-Wl,--export-dynamic-symbol=pg_open"]) else { return };
    let program = folder.path().join("program");
    let both = expected([("pg_open", "unguarded"), ("pg_own", "unguarded")]);
    let whole = report(&program, &[]);
    assert_eq!(verdicts(&whole), both);
    let note = "the global functions of the symbol table are listed too";
    assert!(whole["notes"].to_string().contains(note), "{whole}");

    Process::new("strip").args([&program]).run().expect_success();
    let stripped = report(&program, &[]);
    assert_eq!(verdicts(&stripped), expected([("pg_open", "unguarded")]));
    let note = "functions that only its own C code calls cannot be seen";
    assert!(stripped["notes"].to_string().contains(note), "{stripped}");
}

#[test]
fn the_c_library_in_an_executable_is_an_error() {
    let Some(folder) = c_program(&["-static"]) else { return };
    let outcome = audit([folder.path().join("program")]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("the executable contains the C library"), "{outcome}");
}
