//! Row 12: `panic = "abort"`, which makes catching a panic impossible.

use crate::row::Row;
use ffi_guard_test_support::cargo::Output;
use ffi_guard_test_support::child::Process;
use ffi_guard_test_support::project::Project;

pub(crate) const ROW: Row = Row {
    number: 12,
    hazard: "`panic = \"abort\"`",
    without: "every guard is a silent no-op, and a panic causes SIGABRT",
    guarded: Some("a compile error that explains the fix, unless the final binary allows it"),
    elsewhere: &[],
};

const ABORT: &str = "[profile.dev]\npanic = \"abort\"";
const MESSAGE: &str = "ffi_guard: this crate is compiled with `panic = \"abort\"`";

const LIBRARY: &str = "#![forbid(unsafe_code)]
ffi_guard::ffi_library! { prefix = \"strategy\" }

#[ffi_guard::ffi_export(fallback = -1)]
pub fn strategy_even(value: i32) -> i32 {
    assert!(value % 2 == 0, \"{value} is odd\");
    value
}
";

const PROGRAM: &str = "#![forbid(unsafe_code)]
ffi_guard::ffi_library! { prefix = \"strategy\" }

#[ffi_guard::ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern \"C\" fn strategy_even(value: i32) -> i32 {
    assert!(value % 2 == 0, \"{value} is odd\");
    value
}

fn main() {
    println!(\"{} {}\", strategy_even(8), strategy_even(7));
}
";

/// The runtime itself does not compile, before the crate that uses it is compiled.
#[test]
fn hazard_12_a_profile_that_aborts_does_not_build() {
    let project = Project::new("hazard_12_profile")
        .lib(&["cdylib"])
        .file("src/lib.rs", LIBRARY)
        .manifest(ABORT);
    let output = project.build().expect_failure();
    assert!(output.stderr.contains("could not compile `ffi-guard-core`"), "{output}");
}

/// The runtime unwinds but the crate does not, which only the expansion can detect.
#[test]
fn hazard_12_a_crate_that_aborts_does_not_build() {
    let project = Project::new("hazard_12_crate")
        .lib(&["cdylib"])
        .file("src/lib.rs", LIBRARY)
        .cargo_args(&["--lib", "--", "-Cpanic=abort"]);
    let output = project.cargo("rustc").expect_failure();
    let ours: Vec<_> =
        output.errors().into_iter().filter(|error| error.message.contains(MESSAGE)).collect();
    let place = "--> src/lib.rs:4:1\n";
    assert!(ours.iter().any(|error| error.rendered.contains(place)), "{output}");
    assert!(ours.iter().all(|error| error.message.contains("[profile.ffi]")), "{output}");
    assert_eq!(ours.len(), output.errors().len(), "an error that is not from the macro\n{output}");
}

/// A profile that unwinds beside one that aborts, as the message suggests.
#[test]
fn hazard_12_the_way_out_of_the_message_builds() {
    let project = Project::new("hazard_12_way_out")
        .lib(&["cdylib"])
        .file("src/lib.rs", LIBRARY)
        .manifest(
            "[profile.release]\npanic = \"abort\"\n\
             [profile.ffi]\ninherits = \"release\"\npanic = \"unwind\"",
        )
        .profile("ffi");
    let _ = project.build().expect_success();
}

/// `cargo test` always builds with `panic = "unwind"`, so tests cannot detect the mistake.
#[test]
fn hazard_12_cargo_test_does_not_see_the_profile() {
    let project = Project::new("hazard_12_tests")
        .file("src/lib.rs", LIBRARY)
        .manifest(ABORT)
        .cargo_args(&["--lib"]);
    let _ = project.cargo("test").expect_success();
}

#[track_caller]
fn dies_unguarded(output: &Output, name: &str) {
    let outcome = Process::of_target(output.artifacts.executable(name)).run().expect_aborted();
    assert!(outcome.stderr.contains("7 is odd"), "{outcome}");
    assert_eq!(outcome.stdout, "", "{outcome}");
}

#[test]
fn hazard_12_a_binary_that_accepts_it_builds_and_dies() {
    let project = Project::new("hazard_12_accepted")
        .runtime_features(&["allow-panic-abort"])
        .file("src/main.rs", PROGRAM)
        .manifest(ABORT);
    dies_unguarded(&project.build().expect_success(), "hazard_12_accepted");
}

/// The same program with unwinding, which shows that the test above depends on the strategy.
#[test]
fn hazard_12_the_same_binary_under_unwinding_lives() {
    let project = Project::new("hazard_12_unwinding")
        .runtime_features(&["allow-panic-abort"])
        .file("src/main.rs", PROGRAM);
    let output = project.build().expect_success();
    let program = output.artifacts.executable("hazard_12_unwinding");
    assert_eq!(Process::of_target(program).run().expect_success().stdout, "8 -1\n");
}

/// The only way around the check: the exporting crate is built to unwind, and the final crate aborts.
#[test]
fn hazard_12_an_unwinding_library_in_an_aborting_binary_dies() {
    let text = LIBRARY
        .replace("ffi_export(fallback = -1)]", "ffi_export(fallback = -1)]\n#[unsafe(no_mangle)]");
    let library = Project::new("hazard_12_bypass_library")
        .file("src/lib.rs", &text.replace("pub fn", "pub extern \"C\" fn"));
    let _ = library.check().expect_success();
    let program = Project::new("hazard_12_bypass")
        .dependency("hazard_12_bypass_library", &format!("{{ path = {:?} }}", library.dir()))
        .file(
            "src/main.rs",
            "use hazard_12_bypass_library::strategy_even;\n\
             fn main() { println!(\"{} {}\", strategy_even(8), strategy_even(7)); }",
        )
        .cargo_args(&["--", "-Cpanic=abort"]);
    dies_unguarded(&program.cargo("rustc").expect_success(), "hazard_12_bypass");
}
