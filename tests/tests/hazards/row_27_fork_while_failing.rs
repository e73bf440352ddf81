//! Row 27: a process forks while another of its threads panics, and the child panics.
//!
//! A panic takes locks of the standard library and, in some C libraries, of the dynamic linker. `fork` copies them as they
//! are, and the thread that would release them does not exist in the child.

use crate::row::Row;
use crate::support::{BY_HAND, program};
use ffi_guard_test_support::c::Program;
use ffi_guard_test_support::project::Project;
use ffi_guard_test_support::{fixture, target};
use std::path::Path;

pub(crate) const ROW: Row = Row {
    number: 27,
    hazard: "a process forks while another of its threads panics, and the child panics",
    without: "the child may wait forever for a lock of std's panic hook",
    guarded: Some(
        "the fallback if the library is `quiet` and captures no backtraces; otherwise, the same as without a guard",
    ),
    elsewhere: &[
        (
            "i686 and s390x with glibc",
            "the child may also wait for the dynamic linker, unless the program is linked to `libgcc_s` before the C library",
        ),
        ("Windows", "there is no `fork`"),
    ],
};

const HANGS: &str = "the child hangs\n";
const RETURNED: &str = "the child returned\n";

/// Whether the C library has its own copy of the unwinder's search for a frame, which takes the lock of
/// `dl_iterate_phdr`. It has one on the ports of glibc that are older than the copy in libgcc.
fn libc_finds_frames() -> bool {
    let triple = target::triple();
    triple.ends_with("-linux-gnu") && ["i686-", "s390x-"].iter().any(|cpu| triple.starts_with(cpu))
}

/// Links a program to libgcc before the C library, if that has its own search for a frame.
pub(crate) fn libgcc_first(program: Program) -> Program {
    if libc_finds_frames() {
        program.flag("-Wl,--push-state,--no-as-needed,-lgcc_s,--pop-state")
    } else {
        program
    }
}

fn run(library: &Path, function: &str, what: &str, variables: &[(&str, &str)]) -> String {
    let process = program("forking_busy.c", &[]).process().arg(library).args([function, what]);
    let set = variables.iter().fold(process, |process, (name, value)| process.env(name, value));
    set.run().expect_success().stdout
}

#[test]
fn hazard_27_a_guard_written_by_hand() {
    let project = Project::new("hazard_27_by_hand").without_runtime().lib(&["cdylib"]);
    let library = project.file("src/lib.rs", BY_HAND).build().expect_success();
    assert_eq!(run(library.artifacts.cdylib(), "by_hand_even", "failing", &[]), HANGS);
}

const LOUD: &str = r#"
ffi_guard::ffi_library! { prefix = "loud" }

#[ffi_guard::ffi_export(fallback = -1)]
pub fn loud_even(value: i32) -> i32 {
    assert!(value % 2 == 0, "{value} is odd");
    value
}
"#;

#[test]
fn hazard_27_a_library_that_is_not_quiet() {
    let project = Project::new("hazard_27_loud").lib(&["cdylib"]).file("src/lib.rs", LOUD);
    let library = project.build().expect_success();
    assert_eq!(run(library.artifacts.cdylib(), "loud_even", "failing", &[]), HANGS);
}

#[test]
fn hazard_27_backtraces() {
    let library = fixture::build("silent");
    let variables = [("RUST_BACKTRACE", "1")];
    assert_eq!(run(library.cdylib(), "silent_even", "failing", &variables), HANGS);
}

/// With the lock of `dl_iterate_phdr` held, the outcome does not depend on luck.
#[test]
fn hazard_27_the_lock_of_the_dynamic_linker() {
    let library = fixture::build("silent");
    let expected = if libc_finds_frames() { HANGS } else { RETURNED };
    assert_eq!(run(library.cdylib(), "silent_even", "listing", &[]), expected);
}

#[test]
fn hazard_27_libgcc_before_the_c_library() {
    let library = fixture::build("silent");
    let program = libgcc_first(Program::new("forking_busy.c").unit("forking_busy.c")).build();
    for what in ["listing", "failing"] {
        let process = program.process().arg(library.cdylib()).args(["silent_even", what]);
        assert_eq!(process.run().expect_success().stdout, RETURNED, "{what}");
    }
}
