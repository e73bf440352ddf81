//! The run of cbindgen.

use super::cbindgen_errors;
use super::lowered::Lowered;
use super::settings::Settings;
use crate::failure::Failure;
use crate::workspace::LibraryTarget;
use std::fs;

/// Returns the header that cbindgen writes.
pub(super) fn write(
    library: &LibraryTarget,
    lowered: &Lowered<'_, '_>,
    settings: &Settings,
) -> Result<String, Failure> {
    let place = tempfile::tempdir().and_then(|place| {
        let file = place.path().join("ffi_guard_lowered.rs");
        fs::write(&file, lowered.source(settings))?;
        Ok((place, file))
    });
    let (_place, source) = place.map_err(|error| {
        let what = format!("no temporary file can be written: {error}");
        Failure::new(what, "see whether the disk is full")
    })?;
    let builder =
        cbindgen::Builder::new().with_src(source).with_config(settings.clone().finished());
    let mut text = Vec::new();
    let written = cbindgen_errors::catch(&library.manifest_dir, || {
        builder.generate().map(|bindings| bindings.write(&mut text))
    })?;
    written.map_err(|error| cbindgen_errors::failure(&library.manifest_dir, &error))?;
    String::from_utf8(text).map(|text| with_closed_fields(&text)).map_err(|_| {
        Failure::new(
            "cbindgen has written a header that is not UTF-8",
            "see what its settings add to it",
        )
    })
}

/// Moves the semicolon of a field under a condition in front of the `#endif`. cbindgen writes it behind, which leaves an empty
/// declaration if the condition does not hold.
fn with_closed_fields(header: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in header.split('\n') {
        let at = lines.len();
        if line.trim() == ";" && at > 1 && lines[at - 1].trim() == "#endif" {
            lines[at - 2].push(';');
        } else {
            lines.push(line.to_owned());
        }
    }
    lines.join("\n")
}
