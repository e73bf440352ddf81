//! `cargo ffi-guard header`: where the header goes, or what differs.

use super::{Header, Options, generate, settings};
use crate::abi::proof;
use crate::checked_file;
use crate::cli;
use crate::failure::Failure;
use crate::inventory::mentions_export;
use crate::workspace::{LibraryTarget, Workspace};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Writes the header, or with `--check` compares it with the file and shows the difference. With `--prove`, lets the C
/// compiler compare it with the library.
///
/// # Errors
///
/// As [`generate`]; if not one library is chosen; if it has no exports; if a file cannot be read or written.
pub fn run(command: &cli::Header) -> Result<ExitCode, Failure> {
    let workspace = Workspace::read(&command.selection())?;
    let library = workspace.only_library("a header")?;
    if let Some(Some(file)) = &command.prove {
        if command.output.is_some() {
            let next = "write -o FILE --prove for the header that is written, or --prove=FILE for another one";
            return Err(Failure::new("both -o and --prove name a header", next));
        }
        return proof::run(command, library, file, file);
    }
    let options = Options {
        config: command.config.clone(),
        include_ffi_guard: command.include_ffi_guard,
        version_macros: command.version_macros,
        target: command.build.target.clone(),
        features: command.build.features(library.features.keys()),
        ..Options::new(&library.manifest_dir)
    };
    if command.print_config {
        checked_file::print(&settings(&options)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let header = generate(&options)?;
    let of_dependencies = of_dependencies(&workspace, library, &command.build)?;
    let mut notes = anstream::stderr();
    for note in header.notes().iter().chain(&of_dependencies) {
        Failure::unless_written(writeln!(notes, "note: {note}"))?;
    }
    match &command.output {
        None if command.prove.is_some() => prove_text(command, library, &header),
        Some(file) if command.prove.is_some() => match write(command, &header)? {
            ExitCode::SUCCESS => proof::run(command, library, file, file),
            stale => Ok(stale),
        },
        _ => write(command, &header),
    }
}

fn write(command: &cli::Header, header: &Header) -> Result<ExitCode, Failure> {
    match &command.output {
        Some(file) if command.check => checked_file::compare(file, header.text()),
        Some(file) => header.write(file).map(|_| ExitCode::SUCCESS),
        None => checked_file::print(header.text()).map(|()| ExitCode::SUCCESS),
    }
}

/// Writes the header to the standard output, and proves it.
fn prove_text(
    command: &cli::Header,
    library: &LibraryTarget,
    header: &Header,
) -> Result<ExitCode, Failure> {
    let folder = crate::temporary::folder()?;
    let file = folder.path().join("header.h");
    header.write(&file)?;
    checked_file::print(header.text())?;
    proof::run(command, library, &file, Path::new("stdout"))
}

/// Returns notes about the exports of dependencies, which the built library has as well.
fn of_dependencies(
    workspace: &Workspace,
    library: &LibraryTarget,
    build: &cli::BuildFlags,
) -> Result<Vec<String>, Failure> {
    let build = cli::BuildFlags { target: build.target.clone(), ..cli::BuildFlags::default() };
    let selection = cli::Selection { build, ..cli::Selection::default() };
    let dependencies = workspace.dependencies(library);
    let mut notes = Vec::new();
    for dependency in dependencies.libraries.iter().filter(|it| it.may_export(&mentions_export)) {
        let sources = dependency.sources(&selection, false, None, &workspace.root)?;
        let (count, package) = (sources.inventory.exports.len(), &dependency.package);
        if count > 0 || !sources.unread.is_empty() {
            notes.push(format!(
                "the library may also export the functions and statics of its dependency `{package}` ({count} in its \
                 sources), which are not in this header: write a header for `{package}`"
            ));
        }
    }
    if let Some(reason) = dependencies.reason {
        let (names, first) = (dependencies.unread.join(", "), reason.lines().next());
        let reason = first.unwrap_or_default();
        notes.push(format!("the exports of the dependencies {names} are not known: {reason}"));
    }
    Ok(notes)
}
