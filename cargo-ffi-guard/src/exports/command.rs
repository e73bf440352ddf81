//! `cargo ffi-guard exports`.

use super::format;
use super::list::{ExportList, Unlisted};
use crate::abi::{self, model::Abi};
use crate::audit::{StaticLibrary, read_artifact};
use crate::checked_file;
use crate::cli;
use crate::failure::Failure;
use crate::first_names::first_names;
use crate::workspace::{Workspace, build_described};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Writes the list of exported symbols, or with `--check` compares it with the file and shows the difference.
///
/// # Errors
///
/// If the library cannot be built or read, if it holds no description, or if a symbol cannot be written in the format.
pub fn run(options: &cli::Exports) -> Result<ExitCode, Failure> {
    let (file, name) = match &options.library.artifact {
        Some(file) => (file.clone(), stem(file)),
        None => build(&options.library)?,
    };
    let (abi, list) = list(&file, &options.include)?;
    let chosen = options.format.unwrap_or(format::default(list.format));
    let prefix = options
        .version_prefix
        .clone()
        .unwrap_or_else(|| abi.prefix.unwrap_or(name).replace('-', "_").to_uppercase());
    let text = format::text(&list, chosen, &prefix)?;
    note(&list)?;
    match &options.output {
        Some(output) if options.check => checked_file::compare(output, &text),
        Some(output) => checked_file::write(output, &text).map(|()| ExitCode::SUCCESS),
        None => checked_file::print(&text).map(|()| ExitCode::SUCCESS),
    }
}

/// Returns the name of a library, by its file.
fn stem(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    stem.strip_prefix("lib").unwrap_or(&stem).to_owned()
}

/// Builds the library of the package. Returns its file and the name of the package.
fn build(options: &cli::Described) -> Result<(PathBuf, String), Failure> {
    let workspace = Workspace::read(&options.selection())?;
    let library = workspace.only_library("the command")?;
    Ok((build_described(options, library)?, library.package.clone()))
}

fn list(file: &Path, include: &[String]) -> Result<(Abi, ExportList), Failure> {
    let data = read_artifact(file)?;
    let library = StaticLibrary::read(&data).map_err(|unreadable| unreadable.at(file))?;
    let abi = abi::described(&data, file)?;
    let list = ExportList::of(&abi, &library, include).map_err(|unlisted| match unlisted {
        Unlisted::Undefined(name) => Failure::at(
            file,
            format!("`{name}` is described, but no object file in the library defines it"),
            "see whether a tool has removed or hidden symbols; name the file that the build wrote",
        ),
        Unlisted::UnknownInclude(name) => Failure::at(
            file,
            format!("no object file in the library exports `{name}` of --include"),
            "write the name as C code spells it, and export it from C with default visibility",
        ),
    })?;
    Ok((abi, list))
}

/// Says which symbols are listed without a description, and which are not listed.
fn note(list: &ExportList) -> Result<(), Failure> {
    let notes = [
        (&list.undescribed, "listed without a description, as they are exported by hand"),
        (&list.foreign, "not listed, as they are symbols of C code; --include NAME lists one"),
    ];
    for (names, what) in notes.into_iter().filter(|(names, _)| !names.is_empty()) {
        let written = writeln!(anstream::stderr(), "note: {what}: {}", first_names(names));
        Failure::unless_written(written)?;
    }
    Ok(())
}
