//! The sanitizers of Rust's nightly toolchain, for Rust and for C.

use std::fs;
use std::path::{Path, PathBuf};

use super::FOUND;
use crate::{c, toolchain};

/// The only one that has them.
pub(super) const TOOLCHAIN: &str = "nightly";

/// A sanitizer, and how it is asked for.
#[derive(Debug)]
pub(super) struct Sanitizer {
    /// As `-fsanitize=` and `-Zsanitizer=` have it.
    pub(super) name: &'static str,
    /// How the name of its runtime ends.
    runtime: &'static str,
    /// The variable with its options.
    variable: &'static str,
    options: &'static str,
    /// Whether it needs a standard library of its own: one that is not built for it keeps from it what its locks
    /// do, and every value behind such a lock is a race then.
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

    /// Rust's runtime, whole, and visible to the dynamic libraries. `-fsanitize` is not for the link: it would
    /// bring gcc's runtime as well.
    pub(super) fn link_flags(&self) -> Vec<String> {
        let archive = self.archive().expect("asked for, so `missing` has found nothing");
        let flags = ["-rdynamic", "-Wl,--whole-archive", &archive.display().to_string()];
        let rest = ["-Wl,--no-whole-archive", "-lrt", "-lresolv"];
        flags.iter().chain(&rest).map(|&flag| flag.to_owned()).collect()
    }

    pub(super) fn cargo_arguments(&self) -> &'static [&'static str] {
        if self.builds_std { &["-Zbuild-std"] } else { &[] }
    }

    /// Flags for rustc, and for the C compiler that a build script calls.
    pub(super) fn environment(&self) -> [(String, String); 2] {
        let cflags = format!("CFLAGS_{}", c::host().replace('-', "_"));
        [
            ("RUSTFLAGS".to_owned(), format!("-Zsanitizer={}", self.name)),
            (cflags, self.compiler_flags().join(" ")),
        ]
    }

    /// Its runtime in the toolchain.
    fn archive(&self) -> Option<PathBuf> {
        let files = fs::read_dir(print("target-libdir")).ok()?;
        let mut paths = files.filter_map(|file| Some(file.ok()?.path()));
        paths.find(|path| path.to_string_lossy().ends_with(self.runtime))
    }
}

/// A path that the toolchain's rustc prints; empty where it prints none.
fn print(what: &'static str) -> PathBuf {
    let mut command = toolchain::rustup_run(TOOLCHAIN, "rustc");
    let printed = command.args(["--print", what]).output().map(|output| output.stdout);
    Path::new(String::from_utf8_lossy(&printed.unwrap_or_default()).trim()).to_owned()
}
