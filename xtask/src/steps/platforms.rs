//! The tests of the runtime, of C programs and of the hazards, built for another target and run there.
//!
//! Each test executable runs twice. Built for the target, it is started by the runner of the target. Tests that build
//! programs report themselves as unavailable if the runner is an emulator; these run again on the machine, and start
//! what they built by the runner. `tests/support/src/target.rs` is the counterpart of this file.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use tempfile::NamedTempFile;
use xshell::{Cmd, cmd};

use super::install::{Tool, install_each};
use crate::ci::{Ci, succeeds};
use crate::platform::{Platform, Runner, SUITES, Suite, WINDOWS};
use crate::report::{Outcome, Outcomes, Report};

/// The Windows library that Wine 8 lacks and Rust's standard library imports.
const STUB: &str = "bcryptprimitives.dll";
const STUB_SOURCE: &str = "xtask/src/platform/bcryptprimitives.c";

/// The directories of the libraries that come with the compiler of Windows: libgcc, libstdc++ and winpthreads.
const MINGW: &str = "/usr/lib/gcc/x86_64-w64-mingw32/12-posix;/usr/x86_64-w64-mingw32/lib";

/// Seconds after which a test executable counts as hung.
const LIMIT: &str = "3600";

/// Runs all suites for a target and writes their counts to `target/platforms/<triple>.json`.
pub(crate) fn run(ci: &Ci, platform: &Platform) -> Result<()> {
    let what = format!("the tests for {}", platform.triple);
    if !platform.is_host() && !is_installed(ci, platform, &what)? {
        return Ok(());
    }
    let target = Target::prepare(ci, platform)?;
    let mut report = Report::new(platform);
    for suite in &SUITES {
        report.add(suite.name, target.run_suite(suite)?);
    }
    report.write(ci)?;
    report.print();
    target.run_demo()?;
    report.expect_no_failure()
}

/// Runs the suites on Windows, and builds the whole workspace for it.
pub(crate) fn windows(ci: &Ci) -> Result<()> {
    run(ci, &WINDOWS)?;
    if !succeeds(cmd!(ci.sh, "x86_64-w64-mingw32-gcc --version")) {
        return ci.skip("the workspace for Windows", "its compiler is not installed");
    }
    let triple = WINDOWS.triple;
    Ok(cmd!(ci.sh, "cargo test --workspace --no-run --target {triple}").run()?)
}

/// Installs the compiler and the runner. Announces what is missing.
pub(super) fn install_tools(ci: &Ci, platform: &Platform) -> Result<bool> {
    let tool = |&(package, probe)| Tool { what: package, package, probe };
    let tools: Vec<_> = platform.packages.iter().map(tool).collect();
    install_each(ci, &tools)
}

/// Installs the compiler, the runner and the standard library. Announces what is missing.
fn is_installed(ci: &Ci, platform: &Platform, what: &str) -> Result<bool> {
    if !install_tools(ci, platform)? {
        return Ok(false);
    }
    let triple = platform.triple;
    if !succeeds(cmd!(ci.sh, "rustup target add {triple}")) {
        ci.skip(what, "its standard library cannot be installed")?;
        return Ok(false);
    }
    Ok(true)
}

/// A target whose tools are installed.
struct Target<'a> {
    ci: &'a Ci,
    platform: &'a Platform,
    /// Variables that tell cargo and the tests how to build and run programs.
    environment: Vec<(String, String)>,
}

impl<'a> Target<'a> {
    fn prepare(ci: &'a Ci, platform: &'a Platform) -> Result<Self> {
        let mut environment = vec![
            ("FFI_GUARD_TARGET".to_owned(), platform.triple.to_owned()),
            // Symbols are slow to resolve under an emulator.
            ("RUST_BACKTRACE".to_owned(), "0".to_owned()),
        ];
        let lower = platform.triple.replace('-', "_");
        let mut set = |name: String, value: String| {
            if !value.is_empty() {
                environment.push((name, value));
            }
        };
        let cargo = |what| format!("CARGO_TARGET_{}_{what}", lower.to_uppercase());
        set(cargo("LINKER"), platform.compiler.to_owned());
        set(cargo("RUSTFLAGS"), rustflags(ci, platform)?);
        set(cargo("RUNNER"), runner(ci, platform)?);
        set(format!("CC_{lower}"), platform.compiler.to_owned());
        set(format!("CXX_{lower}"), platform.cpp.to_owned());
        Ok(Self { ci, platform, environment })
    }

    fn cargo(&self, subcommand: &str) -> Cmd<'_> {
        let environment = self.environment.iter().map(|(name, value)| (name, value));
        cmd!(self.ci.sh, "timeout {LIMIT} cargo {subcommand}").envs(environment)
    }

    /// The arguments that build for the target. The host is built without them, so that it shares all builds.
    fn arguments(&self) -> Vec<&'static str> {
        if self.platform.is_host() { Vec::new() } else { vec!["--target", self.platform.triple] }
    }

    /// Runs the command of the README.
    fn run_demo(&self) -> Result<()> {
        let demo = ["-p", "ffi-guard-demo"];
        Ok(self.cargo("run").args(demo).args(self.arguments()).run()?)
    }

    fn run_suite(&self, suite: &Suite) -> Result<Outcomes> {
        if let Some((_, why)) = self.platform.lacks.iter().find(|(name, _)| *name == suite.name) {
            return Ok([("all".to_owned(), Outcome::Unavailable((*why).to_owned()))].into());
        }
        let mut outcomes = self.test(suite, &self.arguments(), &[])?;
        let again: Vec<_> = outcomes
            .iter()
            .filter(|(_, outcome)| matches!(outcome, Outcome::Unavailable(_)))
            .map(|(name, _)| name.clone())
            .collect();
        if !again.is_empty() && !self.platform.is_host() {
            let exact = ["--exact".to_owned()].into_iter().chain(again).collect::<Vec<_>>();
            outcomes.extend(self.test(suite, &[], &exact)?);
        }
        Ok(outcomes)
    }

    /// Runs a test executable and returns the outcome of each of its tests.
    fn test(&self, suite: &Suite, target: &[&str], filters: &[String]) -> Result<Outcomes> {
        let unavailable = NamedTempFile::new()?;
        let package = ["-p", suite.package];
        let output = self
            .cargo("test")
            .args(package)
            .args(target)
            .args(suite.executable)
            .args(["--no-fail-fast", "--"])
            .args(filters)
            .env("FFI_GUARD_UNAVAILABLE", unavailable.path())
            .ignore_status()
            .read()?;
        let mut outcomes = parse(&output).with_context(|| {
            let Suite { package, executable, .. } = suite;
            format!("{package} {executable:?} for {}\n{output}", self.platform.triple)
        })?;
        outcomes.extend(read_unavailable(unavailable.path())?);
        if outcomes.values().any(|outcome| *outcome == Outcome::Failed) {
            println!("{output}");
        }
        Ok(outcomes)
    }
}

/// Returns the command line that starts programs of the target, which cargo splits at spaces.
fn runner(ci: &Ci, platform: &Platform) -> Result<String> {
    match platform.runner {
        Runner::Native => Ok(String::new()),
        Runner::Program(line) => Ok(line.to_owned()),
        Runner::Wine => {
            let directory = ci.sh.create_dir(ci.target().join("platforms/wine"))?;
            let (compiler, stub) = (platform.compiler, directory.join(STUB));
            cmd!(ci.sh, "{compiler} -shared -O1 -o {stub} {STUB_SOURCE} -ladvapi32").run()?;
            let directory = directory.display();
            let line = format!(
                "env WINEDEBUG=-all WINEDLLOVERRIDES=winedbg.exe= WINEPREFIX={directory}/prefix \
                 WINEPATH={directory};{MINGW} /usr/lib/wine/wine64"
            );
            let words = line.split_whitespace().count();
            ensure!(words == 6, "the target directory has a space in its name: {directory}");
            Ok(line)
        }
    }
}

/// Returns the flags for rustc. A shared library for musl is linked to `libgcc_s`, which musl's compiler lacks; the
/// unwinder that Rust has for static programs takes its place.
fn rustflags(ci: &Ci, platform: &Platform) -> Result<String> {
    let (triple, flags) = (platform.triple, platform.rustflags);
    if !triple.ends_with("-musl") {
        return Ok(flags.to_owned());
    }
    let directory = ci.sh.create_dir(ci.target().join("platforms/musl"))?;
    let sysroot = cmd!(ci.sh, "rustc --print sysroot").read()?;
    let unwinder = format!("{sysroot}/lib/rustlib/{triple}/lib/self-contained/libunwind.a");
    ci.sh.write_file(directory.join("libgcc_s.so"), format!("INPUT({unwinder})\n"))?;
    Ok(format!("{flags} -L native={}", directory.display()))
}

/// Reads the outcomes in the output of a test harness. Fails if its summary has other counts, or is missing because the
/// process ended early.
fn parse(output: &str) -> Result<Outcomes> {
    let outcome = |line: &str| {
        let (name, outcome) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
        let name = name.strip_suffix(" - should panic").unwrap_or(name).to_owned();
        match outcome.split(',').next()? {
            "ok" => Some((name, Outcome::Passed)),
            "FAILED" => Some((name, Outcome::Failed)),
            "ignored" => Some((name, Outcome::Unavailable("ignored".to_owned()))),
            _ => None,
        }
    };
    let outcomes: Outcomes = output.lines().filter_map(outcome).collect();
    let summary = output.lines().find_map(|line| line.strip_prefix("test result: "));
    let summary = summary.context("the test executable ended without a summary")?;
    let count = |what: &str| -> usize {
        let before = summary.split(&format!(" {what}")).next().unwrap_or_default();
        before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or_default()
    };
    let counted = count("passed") + count("failed") + count("ignored");
    ensure!(counted == outcomes.len(), "{} tests in the output of {counted}", outcomes.len());
    Ok(outcomes)
}

/// Reads the lines `test<TAB>reason`.
fn read_unavailable(path: &Path) -> Result<BTreeMap<String, Outcome>> {
    let text = std::fs::read_to_string(path)?;
    let lines = text.lines().filter_map(|line| line.split_once('\t'));
    Ok(lines.map(|(name, why)| (name.to_owned(), Outcome::Unavailable(why.to_owned()))).collect())
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::report::Outcome;

    const OUTPUT: &str = "running 4 tests\ntest a::one ... ok\ntest two - should panic ... FAILED\n\
                          test three ... ignored, why\n";

    #[test]
    fn reads_the_outcome_of_each_test() {
        let output = format!("{OUTPUT}test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 m\n");
        let outcomes = parse(&output).unwrap();
        let expected = [
            ("a::one".to_owned(), Outcome::Passed),
            ("three".to_owned(), Outcome::Unavailable("ignored".to_owned())),
            ("two".to_owned(), Outcome::Failed),
        ];
        assert_eq!(outcomes, expected.into());
    }

    #[test]
    fn rejects_an_output_that_is_not_complete() {
        assert!(parse(OUTPUT).is_err());
        let output = format!("{OUTPUT}test result: FAILED. 2 passed; 1 failed; 1 ignored; 0 m\n");
        assert!(parse(&output).is_err());
    }
}
