//! The exports of a built library and the records of its shims, as read by `cargo ffi-guard audit`.

use cargo_ffi_guard::audit::{self, Detail, Image};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The flags of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Flags {
    /// Whether it was compiled with `panic = "unwind"`.
    pub(crate) unwinds: bool,
    /// Whether it is exported without a guard on purpose.
    pub(crate) unguarded: bool,
}

/// Returns the functions that a library exports.
pub(crate) fn exports(library: &Path) -> BTreeSet<String> {
    image(library).functions.into_keys().collect()
}

/// Returns the records of a library, by symbol.
pub(crate) fn records(library: &Path) -> BTreeMap<String, Flags> {
    let flags =
        |record: audit::Record| Flags { unwinds: record.unwinds, unguarded: record.unguarded };
    image(library).records.into_iter().map(|(symbol, record)| (symbol, flags(record))).collect()
}

fn image(library: &Path) -> Image {
    let data = fs::read(library).expect("the library can be read");
    let images = audit::images(&data, Detail::Verdicts).expect("the library can be parsed");
    images.into_iter().next().expect("an image")
}
