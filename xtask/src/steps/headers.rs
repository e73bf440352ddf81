//! Compiles each header alone, by each compiler.

use std::path::{Path, PathBuf};

use anyhow::Result;
use xshell::cmd;

use crate::ci::{Ci, succeeds};

/// Headers and the programs of the documentation must compile with these flags.
pub(crate) const WARNINGS: [&str; 4] = ["-Wall", "-Wextra", "-Werror", "-pedantic"];

const RUNTIME: &str = "ffi-guard-runtime/include";
const EXAMPLE: &str = "examples/semver-capi/include";

pub(crate) fn headers(ci: &Ci) -> Result<()> {
    let c = [files(ci, RUNTIME, "h")?, files(ci, EXAMPLE, "h")?].concat();
    let cpp = files(ci, RUNTIME, "hpp")?;
    let both = [&c[..], &cpp].concat();
    for compiler in ["gcc", "clang"] {
        compile(ci, compiler, &[("c11", &c)])?;
    }
    for compiler in ["g++", "clang++"] {
        compile(ci, compiler, &[("c++17", &both), ("c++20", &cpp)])?;
    }
    Ok(())
}

fn files(ci: &Ci, directory: &str, extension: &str) -> Result<Vec<PathBuf>> {
    let mut files = ci.sh.read_dir(directory)?;
    files.retain(|file| file.extension().is_some_and(|found| found == extension));
    Ok(files)
}

/// Compiles files of each standard by one compiler.
fn compile(ci: &Ci, compiler: &str, standards: &[(&str, &[PathBuf])]) -> Result<()> {
    if !succeeds(cmd!(ci.sh, "{compiler} --version")) {
        return ci.skip(&format!("headers by {compiler}"), &format!("{compiler} is not installed"));
    }
    for (standard, files) in standards {
        for file in *files {
            compile_one(ci, compiler, standard, file)?;
        }
    }
    Ok(())
}

fn compile_one(ci: &Ci, compiler: &str, standard: &str, file: &Path) -> Result<()> {
    let language = standard.trim_end_matches(char::is_numeric);
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    println!("{compiler} -std={standard} {}", file.display());
    let input = format!("#include \"{name}\"\n");
    cmd!(ci.sh, "{compiler} -x {language} -std={standard} {WARNINGS...}")
        .args(["-fsyntax-only", "-I", RUNTIME, "-I", EXAMPLE, "-"])
        .quiet()
        .stdin(input)
        .run()?;
    Ok(())
}
