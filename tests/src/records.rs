//! What a built library exports, and which records its shims left: read by the audit itself.

use cargo_ffi_guard::audit::{self, Detail, Image};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The flags of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flags {
    /// Compiled with `panic = "unwind"`.
    pub unwinds: bool,
    /// Exported without a guard on purpose.
    pub unguarded: bool,
}

/// The functions that a library exports.
///
/// # Panics
///
/// If the library cannot be read.
#[must_use]
pub fn exports(library: &Path) -> BTreeSet<String> {
    image(library).functions.into_keys().collect()
}

/// The records of a library, by symbol.
///
/// # Panics
///
/// If the library cannot be read, or a record is not what `export_record.rs` of the runtime describes.
#[must_use]
pub fn records(library: &Path) -> BTreeMap<String, Flags> {
    let flags =
        |record: audit::Record| Flags { unwinds: record.unwinds, unguarded: record.unguarded };
    image(library).records.into_iter().map(|(symbol, record)| (symbol, flags(record))).collect()
}

fn image(library: &Path) -> Image {
    let data = fs::read(library).expect("the library can be read");
    let images = audit::images(&data, Detail::Verdicts).expect("the library can be parsed");
    images.into_iter().next().expect("an image")
}
