//! `cargo ffi-guard header`: where the header goes, or what differs.

use super::{Header, Options, generate, settings};
use crate::cli;
use crate::failure::Failure;
use crate::inventory::mentions_export;
use crate::workspace::{LibraryTarget, Workspace};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// The lines of a difference that are shown.
const SHOWN: usize = 200;

/// Writes the header, or with `--check` compares it with the file and shows the difference.
///
/// # Errors
///
/// As [`generate`]; if not one library is chosen; if it has no exports; if a file cannot be read or written.
pub fn run(command: &cli::Header) -> Result<ExitCode, Failure> {
    let workspace = Workspace::read(&cli::Selection {
        manifest_path: command.manifest_path.clone(),
        package: command.package.iter().cloned().collect(),
        ..cli::Selection::default()
    })?;
    let library = workspace.only_library("a header")?;
    let options = Options {
        config: command.config.clone(),
        include_ffi_guard: command.include_ffi_guard,
        version_macros: command.version_macros,
        target: command.build.target.clone(),
        features: command.build.features(library.features.keys()),
        ..Options::new(&library.manifest_dir)
    };
    if command.print_config {
        print(&settings(&options)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let header = generate(&options)?;
    let of_dependencies = of_dependencies(&workspace, library, &command.build)?;
    let mut notes = anstream::stderr();
    for note in header.notes().iter().chain(&of_dependencies) {
        Failure::unless_written(writeln!(notes, "note: {note}"))?;
    }
    match &command.output {
        Some(file) if command.check => compare(&header, file),
        Some(file) => header.write(file).map(|_| ExitCode::SUCCESS),
        None => print(header.text()).map(|()| ExitCode::SUCCESS),
    }
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

fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    Failure::unless_written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Shows the difference as a patch that brings the file up to date. Ignores line ends, which a checkout may have changed.
fn compare(header: &Header, file: &Path) -> Result<ExitCode, Failure> {
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
            let next = "name the header that is to be compared";
            Failure::at(file, format!("the header cannot be read: {error}"), next)
        })?,
    };
    let (old, new) = (old.replace("\r\n", "\n"), header.text().replace("\r\n", "\n"));
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
