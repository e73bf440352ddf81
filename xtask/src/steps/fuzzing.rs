//! The readers of files of others under libFuzzer, guided by coverage, each for a limited time.
//!
//! Coverage is a flag of the stable compiler. The library of the fuzzer is C++.

use std::env;
use std::path::Path;

use anyhow::{Context, Result, bail};
use xshell::cmd;

use crate::ci::{Ci, succeeds};

const MANIFEST: &str = "fuzz/Cargo.toml";

/// The directory of everything that is built and found.
const FUZZ: &str = "target/fuzz";

/// Seconds for each target, unless `FUZZ_SECONDS` is set.
const SECONDS: u64 = 300;

const COVERAGE: [&str; 6] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "--cfg=fuzzing",
];

/// A fuzz target and what its seeds are made of.
type Target = (&'static str, fn(&Ci, &Path) -> Result<()>);

const TARGETS: [Target; 2] = [("artifacts", seed_artifacts), ("sources", seed_sources)];

/// Checks that the targets compile, without the flags for coverage and without running them.
pub(crate) fn check(ci: &Ci) -> Result<()> {
    if !can_fetch(ci, "the fuzz targets")? {
        return Ok(());
    }
    cmd!(ci.sh, "cargo check --quiet --manifest-path {MANIFEST} --target-dir {FUZZ}")
        // Nothing is linked, so this file need not exist, and the fuzzer itself is not compiled.
        .env("CUSTOM_LIBFUZZER_PATH", "/libfuzzer.a")
        .run()?;
    Ok(())
}

pub(crate) fn fuzz(ci: &Ci) -> Result<()> {
    if !succeeds(cmd!(ci.sh, "bash -c").arg("${CXX:-c++} --version")) {
        return ci.skip("fuzzing", "no C++ compiler is installed");
    }
    if !can_fetch(ci, "fuzzing")? {
        return Ok(());
    }
    let seconds = env::var("FUZZ_SECONDS").map_or(Ok(SECONDS), |seconds| seconds.parse());
    let seconds = seconds.context("FUZZ_SECONDS is not a number")?;
    let platform = platform(ci)?;
    // Naming the platform keeps the flags from build scripts and macros.
    cmd!(ci.sh, "cargo build --quiet --release --manifest-path {MANIFEST}")
        .args(["--target", &platform, "--target-dir", FUZZ])
        .env("RUSTFLAGS", COVERAGE.join(" "))
        .run()?;
    let built = ci.sh.current_dir().join(FUZZ).join(platform).join("release");
    for (name, seed) in TARGETS {
        let seeds = ci.sh.create_dir(format!("{FUZZ}/seeds/{name}"))?;
        seed(ci, &seeds)?;
        run(ci, name, &built.join(name), seconds)?;
    }
    Ok(())
}

/// Whether the dependencies can be downloaded. Announces it if not.
fn can_fetch(ci: &Ci, what: &str) -> Result<bool> {
    let fetched = cmd!(ci.sh, "cargo fetch --quiet --manifest-path {MANIFEST}").run().is_ok();
    if !fetched {
        ci.skip(what, "libFuzzer's crate cannot be downloaded")?;
    }
    Ok(fetched)
}

fn platform(ci: &Ci) -> Result<String> {
    let version = cmd!(ci.sh, "rustc -vV").quiet().read()?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc -vV has no line `host:`")?.to_owned())
}

/// Writes the samples of the tests, and what the C compiler makes.
fn seed_artifacts(ci: &Ci, folder: &Path) -> Result<()> {
    cmd!(ci.sh, "cargo test --quiet --workspace --test audit the_samples_are_read")
        .env("FFI_GUARD_SAMPLES", ci.sh.current_dir().join(folder))
        .run()?;
    let source = "csrc/c/frame.c";
    cmd!(ci.sh, "cc -g -O1 -c {source} -o {folder}/object").run()?;
    cmd!(ci.sh, "cc -g -O1 -fPIC -shared {source} -o {folder}/library").run()?;
    Ok(())
}

/// Copies the sources that the tests of the scan read.
fn seed_sources(ci: &Ci, folder: &Path) -> Result<()> {
    let mut folders = ci.sh.read_dir("tests/ui")?;
    folders.push("cargo-ffi-guard/tests/check/cases".into());
    for from in folders.iter().filter(|path| ci.sh.current_dir().join(path).is_dir()) {
        for file in ci.sh.read_dir(from)? {
            if file.extension().is_some_and(|extension| extension == "rs") {
                let name = file.display().to_string().replace('/', "-");
                ci.sh.copy_file(&file, folder.join(name))?;
            }
        }
    }
    Ok(())
}

/// Runs a target until it finds an input that panics, or that takes thirty seconds or 2 GiB, or until its time is over.
/// The input is kept in `target/fuzz`.
///
/// libFuzzer reports a slow input from a signal handler, which can wait for a lock of its own process without end. The
/// limit of `timeout` ends it.
fn run(ci: &Ci, name: &str, program: &Path, seconds: u64) -> Result<()> {
    let work = ci.sh.create_dir(format!("{FUZZ}/work"))?;
    let found = ci.sh.create_dir(format!("{FUZZ}/found/{name}"))?;
    let limit = (seconds + 60).to_string();
    let output =
        cmd!(ci.sh, "timeout --kill-after=5 {limit} {program} {found} {FUZZ}/seeds/{name}")
            .arg(format!("-max_total_time={seconds}"))
            .args(["-timeout=30", "-rss_limit_mb=2048", "-max_len=65536", "-print_final_stats=1"])
            .arg(format!("-artifact_prefix={FUZZ}/"))
            .env("TMPDIR", &work)
            .ignore_status()
            .output()?;
    let messages = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        let lines: Vec<_> = messages.lines().collect();
        println!("{}", lines[lines.len().saturating_sub(60)..].join("\n"));
        bail!("{name}: {}; the last source file is in {}", output.status, work.display());
    }
    ci.sh.remove_path(work)?;
    println!("{name}: {}", messages.lines().find(|line| line.starts_with("Done ")).unwrap_or(""));
    Ok(())
}
