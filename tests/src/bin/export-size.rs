//! Prints the size of one export in the built library, unguarded and guarded: `cargo run -p ffi-guard-tests --bin
//! export-size`.
#![forbid(unsafe_code)]

use ffi_guard_test_support::export_size::{BODIES, EXPORTS, Guard, measure};

fn main() {
    println!("bytes per export, over {EXPORTS} exports at opt-level 3 in a cdylib:\n");
    println!(
        "{:<32} {:<8} {:>7} {:>10} {:>6} {:>7} {:>8}",
        "body", "", ".text", ".eh_frame", "LSDA", "total", "record"
    );
    for body in BODIES {
        for guard in [Guard::Bare, Guard::Guarded] {
            let size = measure(&body, guard);
            println!(
                "{:<32} {:<8} {:>7.1} {:>10.1} {:>6.1} {:>7.1} {:>8.1}",
                body.what,
                format!("{guard:?}").to_lowercase(),
                size.text,
                size.eh_frame,
                size.lsda,
                size.total(),
                size.record
            );
        }
    }
}
