//! `cargo ffi-guard audit --header`: the proof for an artifact that describes itself.

use super::{Compiler, Finding, Place, Proof, compiler, prove, target};
use crate::audit::Image;
use crate::cli;
use crate::failure::Failure;
use crate::report::{Disagreement, Mismatch, Note, Report, ReportedPlace};
use std::path::Path;

/// Compares the headers with the description in an artifact. Without a description, notes that names alone were compared.
pub(crate) fn audit(
    options: &cli::Audit,
    artifact: &Path,
    data: &[u8],
    images: &[Image],
    report: &mut Report,
) -> Result<(), Failure> {
    let note = |what: String| Note { artifact: Some(artifact.to_owned()), ..Note::new(what) };
    let Some(abi) = crate::abi::read(data).map_err(|unreadable| unreadable.at(artifact))? else {
        report.notes.push(note(UNDESCRIBED.to_owned()));
        return Ok(());
    };
    let compiler = Compiler::find(Some(&target(options, artifact, data)?))?;
    let exported = images.iter().flat_map(|image| image.functions.keys().cloned()).collect();
    let proof = prove(&abi, &options.header, &exported, &compiler)?;
    let program = compiler.program().display();
    report.notes.push(note(format!("{} checks of the headers by {program}", proof.checks)));
    let Proof { functions, errors, spellings, notes, .. } = proof;
    // A function may be declared for another platform, or without the preprocessor.
    let is_new = |it: &Finding| !report.mismatches.iter().any(|other| other.symbol == it.name());
    let functions: Vec<_> = functions.into_iter().filter(is_new).collect();
    for Finding { place, what } in functions.into_iter().chain(spellings).chain(notes) {
        report.notes.push(Note { place: reported(&place), ..note(what) });
    }
    report.mismatches.extend(errors.into_iter().map(|finding| Mismatch {
        symbol: finding.name().to_owned(),
        disagreement: Disagreement::DeclaredDifferently,
        place: reported(&finding.place),
        what: Some(finding.what),
        artifact: artifact.to_owned(),
    }));
    Ok(())
}

/// The note for an artifact without a description.
const UNDESCRIBED: &str = "the artifact holds no description of its ABI: names are compared with the headers, and types are not; build it with the \
     feature `describe` of ffi-guard-runtime to compare them";

fn target(options: &cli::Audit, artifact: &Path, data: &[u8]) -> Result<String, Failure> {
    let of_artifact = match &options.target {
        Some(target) => Some(target.clone()),
        None => target::of(data, &compiler::host()?),
    };
    of_artifact.ok_or_else(|| {
        let what = "the target of the artifact is not known, so no C compiler can check the header";
        Failure::at(artifact, what, "name the target: --target TRIPLE")
    })
}

fn reported(place: &Place) -> Option<ReportedPlace> {
    let file = place.file.clone();
    (place.line > 0).then_some(ReportedPlace { file, line: place.line, column: 1, bytes: None })
}
