//! The example packaged as C libraries are: by cargo-c, and used through pkg-config.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use xshell::cmd;

use super::headers::WARNINGS;
use super::readme::block;
use crate::ci::{Ci, succeeds};

const PACKAGED: &str = "target/packaged";
const TOOLS: [&str; 3] = ["cargo-cinstall", "pkg-config", "cc"];

pub(crate) fn package(ci: &Ci) -> Result<()> {
    for tool in TOOLS {
        if !succeeds(cmd!(ci.sh, "{tool} --version")) {
            return ci.skip("the example as a package", &format!("{tool} is not installed"));
        }
    }
    let prefix = ci.sh.current_dir().join(PACKAGED);
    ci.sh.remove_path(&prefix)?;
    let example = ["--manifest-path", "examples/semver-capi/Cargo.toml"];
    cmd!(ci.sh, "cargo cinstall --locked --release {example...}")
        .args(["--libdir", "lib", "--prefix"])
        .arg(&prefix)
        .run()?;
    Program::write(ci, prefix)?.run_with_each_library()
}

/// The program of the example's README.
struct Program<'a> {
    ci: &'a Ci,
    prefix: PathBuf,
    source: PathBuf,
}

impl<'a> Program<'a> {
    fn write(ci: &'a Ci, prefix: PathBuf) -> Result<Self> {
        let readme = ci.sh.read_file("examples/semver-capi/README.md")?;
        let source = prefix.join("main.c");
        ci.sh.write_file(&source, block(&readme, "c").context("the README has no program")?)?;
        Ok(Self { ci, prefix, source })
    }

    /// Links the program as pkg-config says, to the shared library and to the static one, and runs it.
    fn run_with_each_library(&self) -> Result<()> {
        let shared = self.prefix.join("main");
        self.compile(&shared, &self.pkg_config(&["--cflags", "--libs"])?)?;
        let dynamic = cmd!(self.ci.sh, "readelf -d {shared}").read()?;
        ensure!(dynamic.contains("libsemver.so.0.1"), "the soname is not used:\n{dynamic}");
        self.expect_best(&shared)?;

        let fixed = self.prefix.join("main-static");
        let mut flags = self.pkg_config(&["--cflags"])?;
        flags.push(self.prefix.join("lib/libsemver.a").display().to_string());
        flags.extend(self.pkg_config(&["--libs-only-l", "--static"])?);
        flags.retain(|flag| flag != "-lsemver");
        self.compile(&fixed, &flags)?;
        self.expect_best(&fixed)
    }

    fn pkg_config(&self, arguments: &[&str]) -> Result<Vec<String>> {
        let flags = cmd!(self.ci.sh, "pkg-config {arguments...} semver")
            .env("PKG_CONFIG_PATH", self.prefix.join("lib/pkgconfig"))
            .read()?;
        Ok(flags.split_whitespace().map(str::to_owned).collect())
    }

    fn compile(&self, program: &Path, flags: &[String]) -> Result<()> {
        let source = &self.source;
        Ok(cmd!(self.ci.sh, "cc {source} -o {program} {WARNINGS...} {flags...}").run()?)
    }

    fn expect_best(&self, program: &Path) -> Result<()> {
        let printed =
            cmd!(self.ci.sh, "{program}").env("LD_LIBRARY_PATH", self.prefix.join("lib")).read()?;
        ensure!(printed.lines().any(|line| line == "best: 1.10.0"), "printed:\n{printed}");
        Ok(())
    }
}
