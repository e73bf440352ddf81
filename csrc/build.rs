//! Compiles the C files of `c/` into one static library.

/// One C file per module of this crate.
const SOURCES: [&str; 6] =
    ["c/threads.c", "c/callback.c", "c/caller.c", "c/exit.c", "c/clock.c", "c/walk.c"];
/// The header of the guarded library, for the C that asks it what went wrong.
const INCLUDE: &str = "../ffi-guard-runtime/include";

fn main() {
    for path in SOURCES.iter().chain(&["c/csrc.h", "c/caller.h", "c/walk.h", INCLUDE]) {
        println!("cargo::rerun-if-changed={path}");
    }
    cc::Build::new()
        .files(SOURCES)
        .include(INCLUDE)
        .std("c11")
        .warnings(true)
        .extra_warnings(true)
        .warnings_into_errors(true)
        .flag("-pedantic")
        .flag("-pthread")
        .compile("ffi_guard_csrc");
}
