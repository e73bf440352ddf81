//! Compiles the C files of `c/` into one static library.

/// The C files, one for each module of this crate.
const SOURCES: [&str; 11] = [
    "c/block.c",
    "c/threads.c",
    "c/callback.c",
    "c/caller.c",
    "c/exit.c",
    "c/clock.c",
    "c/frame.c",
    "c/pool.c",
    "c/sort.c",
    "c/sqlite.c",
    "c/walk.c",
];
/// The headers that they include.
const HEADERS: [&str; 8] = [
    "c/block.h",
    "c/caller.h",
    "c/csrc.h",
    "c/platform.h",
    "c/pool.h",
    "c/sort.h",
    "c/sqlite.h",
    "c/walk.h",
];
/// The directory of `ffi_guard.h`, for the C files that read the last error.
const INCLUDE: &str = "../ffi-guard-runtime/include";

fn main() {
    let target = std::env::var("TARGET").expect("cargo sets TARGET");
    println!("cargo::rustc-env=FFI_GUARD_CSRC_TARGET={target}");
    for path in SOURCES.iter().chain(&HEADERS).chain(&[INCLUDE]) {
        println!("cargo::rerun-if-changed={path}");
    }
    // Miri runs no C code, and may run for a target that the C compiler does not support.
    if std::env::var_os("CARGO_CFG_MIRI").is_some() {
        return;
    }
    cc::Build::new()
        .files(SOURCES)
        .include(INCLUDE)
        .std("c11")
        .warnings(true)
        .extra_warnings(true)
        .warnings_into_errors(true)
        .flag("-pedantic")
        // The panics of Rust callbacks may unwind through the frames of c/frame.c.
        .flag("-fexceptions")
        .flag("-pthread")
        .compile("ffi_guard_csrc");
}
