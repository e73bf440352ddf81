//! Limits the size of a guarded export. `cargo run -p ffi-guard-tests --bin export-size` prints all sizes.
#![forbid(unsafe_code)]

use ffi_guard_test_support::export_size::{BODIES, Guard, measure};

/// The limit for code, unwind table and LSDA of one guarded export, in bytes. An unguarded export has 80 bytes.
const LIMIT: f64 = 130.0;

// The limit is specific to one target.
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
#[test]
fn a_guarded_export_is_small() {
    let size = measure(&BODIES[0], Guard::Guarded);
    println!("{size:?}");
    assert!(size.total() <= LIMIT, "{size:?}");
    assert!(
        size.record > 0.0,
        "without a record a tool cannot tell that the export is guarded: {size:?}"
    );
}
