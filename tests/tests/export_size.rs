//! What a guarded export may weigh. `cargo run -p ffi-guard-tests --bin export-size` prints the whole table.
#![forbid(unsafe_code)]

use ffi_guard_tests::export_size::{BODIES, Guard, measure};

/// Code, unwind table and LSDA of one guarded export, in bytes; the bare one has 80 of them.
const LIMIT: f64 = 130.0;

// The bound is that of one machine's code.
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
