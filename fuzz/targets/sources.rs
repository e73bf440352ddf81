//! Fuzz target for source files: the exports of arbitrary input are listed, or a note says why not.
#![no_main]
#![forbid(unsafe_code)]

use ffi_guard_scan::{Options, Wanted, scan_crate, take_inventory};
use libfuzzer_sys::fuzz_target;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

/// The file that the scan starts from. Its directory contains nothing else that a `mod` could name.
static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("ffi-guard-fuzz-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a directory");
    folder.join("lib.rs")
});

fuzz_target!(|data: &[u8]| {
    fs::write(&*ROOT, data).expect("a file");
    let _ = scan_crate(&ROOT, &Options::default());
    let wanted = Wanted { guards: vec!["guard".to_owned()], callbacks: true, ..Wanted::default() };
    let inventory = take_inventory(&ROOT, &Options::default(), &wanted);
    for entry in inventory.entries {
        let text = data.get(entry.spot.range.clone()).map(std::str::from_utf8);
        assert!(matches!(text, Some(Ok(_))), "the span is not in the file: {:?}", entry.spot);
    }
});
