//! `cargo ffi-guard header`: where the header goes, or what differs.

use super::{Header, Options, generate};
use crate::cli;
use crate::failure::Failure;
use crate::workspace::{LibraryTarget, Workspace};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Writes the header, or with `--check` compares it with the file and shows what differs.
///
/// # Errors
///
/// As [`generate`]; if not one library is chosen; if a file cannot be read or written.
pub fn run(options: &cli::Header) -> Result<ExitCode, Failure> {
    let workspace = Workspace::read(&cli::Selection {
        manifest_path: options.manifest_path.clone(),
        package: options.package.iter().cloned().collect(),
        ..cli::Selection::default()
    })?;
    let library = only(&workspace.libraries)?;
    let header = generate(&Options {
        config: options.config.clone(),
        include_ffi_guard: options.include_ffi_guard,
        target: options.build.target.clone(),
        features: options.build.features(library.features.keys()),
        ..Options::new(&library.manifest_dir)
    })?;
    let mut notes = anstream::stderr();
    for note in header.notes() {
        Failure::unless_written(writeln!(notes, "note: {note}"))?;
    }
    match &options.output {
        Some(file) if options.check => compare(&header, file),
        Some(file) => header.write(file).map(|_| ExitCode::SUCCESS),
        None => {
            let mut out = std::io::stdout().lock();
            let written = out.write_all(header.text().as_bytes()).and_then(|()| out.flush());
            Failure::unless_written(written)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn only(libraries: &[LibraryTarget]) -> Result<&LibraryTarget, Failure> {
    match libraries {
        [one] => Ok(one),
        several => {
            let names: Vec<_> =
                several.iter().map(|library| format!("`{}`", library.package)).collect();
            let what = format!("a header is for one library, and there are {}", names.join(", "));
            Err(Failure::new(what, "name one with --package NAME"))
        }
    }
}

/// Shows the difference as a patch that brings the file up to date.
fn compare(header: &Header, file: &Path) -> Result<ExitCode, Failure> {
    let old = match fs::read_to_string(file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        old => old.map_err(|error| {
            let next = "name the header that is to be compared";
            Failure::at(file, format!("the header cannot be read: {error}"), next)
        })?,
    };
    if old == header.text() {
        return Ok(ExitCode::SUCCESS);
    }
    // A patch has the separator of Unix everywhere.
    let name = file.display().to_string().replace('\\', "/");
    let difference = similar::TextDiff::from_lines(old.as_str(), header.text());
    let difference =
        difference.unified_diff().header(&format!("a/{name}"), &format!("b/{name}")).to_string();
    let mut out = std::io::stdout().lock();
    let shown = out.write_all(difference.as_bytes()).and_then(|()| out.flush());
    Failure::unless_written(shown)?;
    let stale = format!("{name} is not what the sources say: write it anew without --check\n");
    Failure::unless_written(anstream::stderr().write_all(stale.as_bytes()))?;
    Ok(ExitCode::FAILURE)
}
