//! `cargo ffi-guard audit`: compares the exports of a built library with the records that the guards left in it.

mod agreement;
mod allow;
mod archive;
mod artifact;
mod built_file;
mod census;
mod clashes;
mod debug;
mod explain;
mod exports;
mod header;
mod image;
mod left_out;
mod loader;
mod object_file;
mod ranges;
mod records;
mod static_library;
mod symbols;
mod toolchain;
mod verdict;

pub use crate::unreadable::Unreadable;
pub use allow::Allowed;
pub(crate) use artifact::read as read_artifact;
pub use built_file::images;
pub use header::{Declaration, declarations};
pub use image::{Detail, Function, Image};
pub use left_out::{LeftOut, Reason};
pub use records::{Generator, Record, Records, parse as parse_records};
pub(crate) use static_library::{GlobalSymbol, Owner, StaticLibrary, undecorated};
pub use verdict::{Judged, judge};

use crate::abi::proof;
use crate::cli;
use crate::failure::Failure;
use crate::report::{Clash, Note, Report, Source};
use crate::workspace;
use header::Header;
use std::path::{Path, PathBuf};

/// Reads the artifacts and judges every function that they export.
///
/// # Errors
///
/// If an artifact or another named file cannot be read or understood, or the workspace cannot be built.
pub fn run(options: &cli::Audit) -> Result<Report, Failure> {
    let mut allowed = Allowed::read(&options.allow)?;
    let header = Header::read(&options.header)?;
    let detail = if options.explain { Detail::Explained } else { Detail::Verdicts };
    let mut report = Report::new(Source::Artifacts);
    report.lists_accepted = options.all;
    for path in artifacts(options)? {
        let data = artifact::read(&path)?;
        let images = images(&data, detail).map_err(|unreadable| unreadable.at(&path))?;
        let judged = judge(&path, &images, &mut allowed);
        if let Some(header) = &header {
            let (mismatches, notes) = header.compare(&images, &path, &mut allowed);
            report.mismatches.extend(mismatches);
            report.notes.extend(notes);
            proof::audit(options, &path, &data, &images, &mut report)?;
        }
        if options.is_static {
            let (clashes, notes) = clashes(&data, &images, &path, options, &mut allowed)?;
            report.clashes.extend(clashes);
            report.notes.extend(notes);
        }
        report.exports.extend(judged.exports);
        report.notes.extend(judged.notes);
        match (judged.failure, &report.failure) {
            (Some(failure), Some(_)) => report.notes.push(Note::new(failure.to_string())),
            (Some(failure), None) => report.failure = Some(failure),
            (None, _) => {}
        }
    }
    for (file, line, symbol) in allowed.unused() {
        let file = file.display();
        let what = format!("{file}:{line}: `{symbol}` allows nothing; it can be removed");
        report.notes.push(Note::new(what));
    }
    report.notes.extend(header.map(|header| header.notes).unwrap_or_default());
    Ok(report)
}

/// Finds the symbols that clash. A linked file has none; naming one is an error.
fn clashes(
    data: &[u8],
    images: &[Image],
    path: &Path,
    options: &cli::Audit,
    allowed: &mut Allowed,
) -> Result<(Vec<Clash>, Vec<Note>), Failure> {
    let label = path.file_name().unwrap_or_default().to_string_lossy();
    let library = StaticLibrary::read_unlinked(data, &label).map_err(|e| e.at(path))?;
    match library {
        Some(library) => Ok(clashes::find(&library, images, path, allowed)),
        None if options.artifacts.is_empty() => Ok((Vec::new(), Vec::new())),
        None => {
            let next = "name the static library, or leave out --static";
            Err(Failure::at(
                path,
                "--static is for static libraries, and this file is linked",
                next,
            ))
        }
    }
}

fn artifacts(options: &cli::Audit) -> Result<Vec<PathBuf>, Failure> {
    if options.artifacts.is_empty() {
        workspace::build_c_libraries(options)
    } else {
        Ok(options.artifacts.clone())
    }
}
