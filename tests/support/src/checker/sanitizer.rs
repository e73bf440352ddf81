//! The sanitizers of Rust's nightly toolchain, for Rust and for C.

use std::fs;
use std::path::{Path, PathBuf};

use super::FOUND;
use crate::{c, toolchain};

/// The only toolchain that has sanitizers.
pub(super) const TOOLCHAIN: &str = "nightly";

/// A sanitizer and its options.
#[derive(Debug)]
pub(super) struct Sanitizer {
    /// The name in `-fsanitize=` and `-Zsanitizer=`.
    pub(super) name: &'static str,
    /// The suffix of the file name of its runtime.
    runtime: &'static str,
    /// The environment variable for its options.
    variable: &'static str,
    options: &'static str,
    /// Whether it needs an instrumented standard library. Without one it does not see synchronization by std's locks,
    /// and reports every access that they protect as a race.
    builds_std: bool,
}

pub(super) static ADDRESS: Sanitizer = Sanitizer {
    name: "address",
    runtime: "_rt.asan.a",
    variable: "ASAN_OPTIONS",
    options: "detect_leaks=1:strict_string_checks=1",
    builds_std: false,
};

pub(super) static THREAD: Sanitizer = Sanitizer {
    name: "thread",
    runtime: "_rt.tsan.a",
    variable: "TSAN_OPTIONS",
    options: "halt_on_error=1",
    builds_std: true,
};

impl Sanitizer {
    pub(super) fn missing(&self) -> Option<String> {
        if !toolchain::available(TOOLCHAIN) {
            return Some(format!("no {TOOLCHAIN} toolchain is installed"));
        }
        if self.archive().is_none() {
            return Some(format!("the {TOOLCHAIN} toolchain has no `*{}`", self.runtime));
        }
        let source = print("sysroot").join("lib/rustlib/src/rust/library/std");
        (self.builds_std && !source.is_dir())
            .then(|| format!("the {TOOLCHAIN} toolchain has no component rust-src"))
    }

    pub(super) fn options(&self) -> (&'static str, String) {
        (self.variable, format!("exitcode={FOUND}:{}", self.options))
    }

    pub(super) fn compiler_flags(&self) -> Vec<String> {
        vec![format!("-fsanitize={}", self.name), "-fno-omit-frame-pointer".to_owned()]
    }

    /// Returns flags that link Rust's runtime completely and export it to dynamic libraries. `-fsanitize` must not be
    /// used for linking, because it would add gcc's runtime.
    pub(super) fn link_flags(&self) -> Vec<String> {
        let archive = self.archive().expect("`missing` has checked that the runtime exists");
        let flags = ["-rdynamic", "-Wl,--whole-archive", &archive.display().to_string()];
        let rest = ["-Wl,--no-whole-archive", "-lrt", "-lresolv"];
        flags.iter().chain(&rest).map(|&flag| flag.to_owned()).collect()
    }

    pub(super) fn cargo_arguments(&self) -> &'static [&'static str] {
        if self.builds_std { &["-Zbuild-std"] } else { &[] }
    }

    /// Returns the flags for rustc, and for the C compiler that a build script calls.
    pub(super) fn environment(&self) -> [(String, String); 2] {
        let cflags = format!("CFLAGS_{}", c::host().replace('-', "_"));
        [
            ("RUSTFLAGS".to_owned(), format!("-Zsanitizer={}", self.name)),
            (cflags, self.compiler_flags().join(" ")),
        ]
    }

    /// Returns the path of its runtime in the toolchain.
    fn archive(&self) -> Option<PathBuf> {
        let files = fs::read_dir(print("target-libdir")).ok()?;
        let mut paths = files.filter_map(|file| Some(file.ok()?.path()));
        paths.find(|path| path.to_string_lossy().ends_with(self.runtime))
    }
}

/// Returns a path that the toolchain's rustc prints; empty if it prints none.
fn print(what: &'static str) -> PathBuf {
    let mut command = toolchain::rustup_run(TOOLCHAIN, "rustc");
    let printed = command.args(["--print", what]).output().map(|output| output.stdout);
    Path::new(String::from_utf8_lossy(&printed.unwrap_or_default()).trim()).to_owned()
}
