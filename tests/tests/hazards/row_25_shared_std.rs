//! Row 25: `dlclose` of a library that shares its standard library, and therefore its panic hook, with another library.

use crate::row::Row;
use crate::support::program;
use ffi_guard_test_support::child::{Outcome, Process};
use ffi_guard_test_support::project::Project;
use ffi_guard_test_support::target;
use std::env;
use std::fs;

pub(crate) const ROW: Row = Row {
    number: 25,
    hazard: "`dlclose` of a library that was built with `-C prefer-dynamic` and has set a panic hook",
    without: "SIGSEGV at the next panic in any library that shares its standard library, because the hook is unmapped",
    guarded: Some(
        "the library and its hook stay mapped; a library with its own standard library is unmapped, as in row 11",
    ),
    elsewhere: &[("musl", "not observed: `dlclose` unloads nothing")],
};

/// Builds a library against the shared standard library, and runs `shared_std.c` with two copies of it.
#[track_caller]
fn close_first(project: Project, function: &str) -> Outcome {
    target::require_unloading();
    let project = project.lib(&["cdylib"]).env("RUSTFLAGS", "-C prefer-dynamic");
    let library = project.build().expect_success();
    let copies = ["first", "second"].map(|name| {
        let copy = project.dir().join(name).with_extension(env::consts::DLL_EXTENSION);
        fs::copy(library.artifacts.cdylib(), &copy).expect("a copy of the library");
        copy
    });
    // Uses the toolchain that built the library.
    let rustc = Process::new("rustc").dir(project.dir());
    let rustc = rustc.args(["--print", "target-libdir", "--target", target::triple()]).run();
    let libdir = rustc.stdout.trim();
    let program = program("shared_std.c", &[]);
    // Windows searches the working directory for libraries.
    let process = program.process().args(&copies).arg(function).dir(libdir);
    process.env("LD_LIBRARY_PATH", libdir).run()
}

const GUARDED: &str = r#"
ffi_guard::ffi_library! { prefix = "shared_std" }

#[ffi_guard::ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn shared_std_even(value: i32) -> i32 {
    assert!(value % 2 == 0, "{value} is odd");
    value
}
"#;

/// Detecting that std is in another shared object must not depend on inlining.
#[test]
fn hazard_25_the_library_stays_mapped_as_long_as_its_hook_is_set() {
    for profile in ["dev", "release"] {
        let project = Project::new(&format!("hazard_25_{profile}")).file("src/lib.rs", GUARDED);
        let outcome = close_first(project.profile(profile), "shared_std_even").expect_success();
        assert_eq!(outcome.stdout, "before: -1 -1\nmapped\nafter: -1\n", "{profile}: {outcome}");
        assert_eq!(outcome.stderr.matches("1 is odd").count(), 3, "{profile}: {outcome}");
    }
}

const BY_HAND: &str = r#"
use std::panic::{catch_unwind, set_hook, take_hook};
use std::sync::Once;

#[unsafe(no_mangle)]
pub extern "C" fn by_hand_even(value: i32) -> i32 {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let previous = take_hook();
        set_hook(Box::new(move |info| previous(info)));
    });
    let even = || {
        assert!(value % 2 == 0, "{value} is odd");
        value
    };
    catch_unwind(even).unwrap_or(-1)
}
"#;

#[test]
fn hazard_25_by_hand_with_a_hook() {
    let project = Project::new("hazard_25_by_hand").without_runtime().file("src/lib.rs", BY_HAND);
    let outcome = close_first(project, "by_hand_even");
    assert!(outcome.segfaulted(), "{outcome}");
    assert_eq!(outcome.stdout, "before: -1 -1\nunmapped\n", "{outcome}");
}
