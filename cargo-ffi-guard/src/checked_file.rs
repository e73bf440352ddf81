//! A generated file: written, or compared with what would be written.

use crate::failure::Failure;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// The lines of a difference that are shown.
const SHOWN: usize = 200;

/// Writes a text to the standard output.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    Failure::unless_written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Writes a text to a file, and the folders above it. A file that has the text already stays untouched.
pub(crate) fn write(file: &Path, text: &str) -> Result<(), Failure> {
    if fs::read(file).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    let folder = file.parent().map_or(Ok(()), fs::create_dir_all);
    folder.and_then(|()| fs::write(file, text)).map_err(|error| {
        let next = "name another file, or make this one writable";
        Failure::at(file, format!("the file cannot be written: {error}"), next)
    })
}

/// Shows the difference as a patch that brings the file up to date. Ignores line ends, which a checkout may have changed.
pub(crate) fn compare(file: &Path, text: &str) -> Result<ExitCode, Failure> {
    // A patch has the separator of Unix everywhere.
    let name = file.display().to_string().replace('\\', "/");
    let stale = |reason: &str| {
        let text = format!("{name} {reason}: run the command without --check\n");
        Failure::unless_written(anstream::stderr().write_all(text.as_bytes()))?;
        Ok(ExitCode::FAILURE)
    };
    let old = match fs::read_to_string(file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return stale("is missing"),
        old => old.map_err(|error| {
            let next = "name the file that is to be compared";
            Failure::at(file, format!("the file cannot be read: {error}"), next)
        })?,
    };
    let (old, new) = (old.replace("\r\n", "\n"), text.replace("\r\n", "\n"));
    if old == new {
        return Ok(ExitCode::SUCCESS);
    }
    print(&difference(&name, &old, &new))?;
    stale("is not what the sources say")
}

/// Returns the difference as a patch, cut after `SHOWN` lines.
fn difference(name: &str, old: &str, new: &str) -> String {
    let all = similar::TextDiff::from_lines(old, new);
    let (old, new) = (format!("a/{name}"), format!("b/{name}"));
    let all = all.unified_diff().header(&old, &new).to_string();
    let count = all.lines().count();
    if count <= SHOWN {
        return all;
    }
    let shown: String = all.split_inclusive('\n').take(SHOWN).collect();
    format!("{shown}... and {} more lines\n", count - SHOWN)
}
