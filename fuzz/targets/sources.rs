//! Source files: whatever is in them, their exports are listed, or a note says why not.
#![no_main]
#![forbid(unsafe_code)]

use cargo_ffi_guard::inventory::{InventoryOptions, take_inventory};
use ffi_guard_scan::{Options, scan_crate};
use libfuzzer_sys::fuzz_target;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

/// The root file. Its directory holds nothing else that a `mod` could name.
static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("ffi-guard-fuzz-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    folder.join("lib.rs")
});

fuzz_target!(|data: &[u8]| {
    fs::write(&*ROOT, data).expect("a file");
    let _ = scan_crate(&ROOT, &Options::default());
    let options = InventoryOptions {
        guards: vec!["guard".to_owned()],
        callbacks: true,
        advise_for: Some("ffi_guard".to_owned()),
        ..InventoryOptions::default()
    };
    let inventory = take_inventory(&ROOT, &options).expect("threads");
    for export in inventory.exports {
        let text = data.get(export.span.bytes.clone()).map(std::str::from_utf8);
        assert!(matches!(text, Some(Ok(_))), "the place is one of the file's: {:?}", export.span);
    }
});
