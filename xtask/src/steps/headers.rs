//! Compiles each header alone, by each compiler.

use std::path::{Path, PathBuf};

use anyhow::Result;
use xshell::cmd;

use crate::ci::{Ci, succeeds};

/// Headers and the programs of the documentation must compile with these flags.
pub(crate) const WARNINGS: [&str; 4] = ["-Wall", "-Wextra", "-Werror", "-pedantic"];

const RUNTIME: &str = "ffi-guard-runtime/include";
const EXAMPLES: [&str; 2] = ["examples/minijinja-capi/include", "examples/semver-capi/include"];

/// Compiles for Windows as MSVC does, without the headers of Windows. The headers of C need none of them; `ffi_guard.hpp`
/// needs a C++ library and is not compiled.
const MSVC: [&str; 3] = ["--target=x86_64-pc-windows-msvc", "-fms-compatibility", "-ffreestanding"];

pub(crate) fn headers(ci: &Ci) -> Result<()> {
    let mut c = files(ci, RUNTIME, "h")?;
    for example in EXAMPLES {
        c.extend(files(ci, example, "h")?);
    }
    let cpp = files(ci, RUNTIME, "hpp")?;
    let both = [&c[..], &cpp].concat();
    for compiler in ["gcc", "clang"] {
        compile(ci, compiler, &[], &[("c11", &c)])?;
    }
    for compiler in ["g++", "clang++"] {
        compile(ci, compiler, &[], &[("c++17", &both), ("c++20", &cpp)])?;
    }
    compile(ci, "clang", &MSVC, &[("c11", &c), ("c++17", &c)])
}

fn files(ci: &Ci, directory: &str, extension: &str) -> Result<Vec<PathBuf>> {
    let mut files = ci.sh.read_dir(directory)?;
    files.retain(|file| file.extension().is_some_and(|found| found == extension));
    Ok(files)
}

/// Compiles files of each standard by one compiler with these flags.
fn compile(
    ci: &Ci,
    compiler: &str,
    flags: &[&str],
    standards: &[(&str, &[PathBuf])],
) -> Result<()> {
    if !succeeds(cmd!(ci.sh, "{compiler} --version")) {
        return ci.skip(&format!("headers by {compiler}"), &format!("{compiler} is not installed"));
    }
    for (standard, files) in standards {
        for file in *files {
            compile_one(ci, compiler, flags, standard, file)?;
        }
    }
    Ok(())
}

fn compile_one(ci: &Ci, compiler: &str, flags: &[&str], standard: &str, file: &Path) -> Result<()> {
    let language = standard.trim_end_matches(char::is_numeric);
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let directory = file.parent().unwrap_or(Path::new(""));
    println!("{compiler} {} -std={standard} {}", flags.join(" "), file.display());
    let input = format!("#include \"{name}\"\n");
    cmd!(ci.sh, "{compiler} -x {language} -std={standard} {WARNINGS...}")
        .args(flags)
        .args(["-fsyntax-only", "-I", RUNTIME, "-I"])
        .arg(directory)
        .arg("-")
        .quiet()
        .stdin(input)
        .run()?;
    Ok(())
}
