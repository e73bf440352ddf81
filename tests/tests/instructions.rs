//! The contract that this project lives by: a call that does not panic executes no instruction more
//! behind a guard.
#![forbid(unsafe_code)]

use ffi_guard_tests::c::{Executable, Program};
use ffi_guard_tests::callgrind::{self, Counts};
use ffi_guard_tests::{fixture, skip};
use std::fmt::Write;

/// How often `csrc/programs/pairs.c` calls each function.
const CALLS: u64 = 100;

/// Scalar and pointer signatures, which may cost nothing.
const FREE: [&str; 10] = [
    "constant", "divide", "index", "allocate", "callee", "format", "sort", "pointer", "float",
    "unit",
];
const VARIANTS: [&str; 4] = ["literal", "expression", "closure", "rust"];

/// Shapes that may cost, and the instructions a call that each may.
const SHAPES: [(&str, u64, &str); 17] = [
    ("named", 1, "the fallback names a parameter, which must survive the call"),
    ("return_block", 0, "64 bytes are returned"),
    ("take_block", 0, "64 bytes are passed"),
    ("ignore_owned", 0, "an argument with a destructor is left unused"),
    ("passed", 0, "a callback that C calls by its address"),
    ("outlined", 4, "a Rust form that is not inlined: its shim calls it"),
    ("text", 0, "a text, against the same checks by hand"),
    ("slice", 0, "a slice, against the same checks by hand"),
    ("checked", 0, "a struct with an enum and a flag, against the same checks by hand"),
    ("exclusive", 0, "two pointers that must be apart, against the same checks by hand"),
    ("status", 0, "a status and an out-parameter, against the same checks by hand"),
    ("owned", 0, "a box that is given and taken back, against the same checks by hand"),
    ("method", 0, "a method of a handle, against the same checks by hand"),
    ("poison", 0, "the same with a state that is asked first, against the same by hand"),
    ("brittle", 0, "the same with a mark beside the object, against the same by hand"),
    ("token", 65, "an exclusive method of a checked handle, against the checks of an address"),
    ("shared_token", 65, "a shared method of a checked handle, against the checks of an address"),
];

fn program() -> Executable {
    let library = fixture::build_with_profile("pairs", "release");
    Program::new("pairs").unit("pairs.c").flag("-O2").link(library.cdylib()).build()
}

fn count(counts: &Counts, function: &str, variant: &str) -> u64 {
    let name = format!("measure_{function}_{variant}");
    *counts.get(&name).unwrap_or_else(|| panic!("{name} was not called: {counts:#?}"))
}

/// What the variant executes beyond the bare function, per call.
fn extra(counts: &Counts, function: &str, variant: &str) -> f64 {
    let (guarded, bare) = (count(counts, function, variant), count(counts, function, "bare"));
    (guarded as f64 - bare as f64) / CALLS as f64
}

#[test]
fn the_happy_path_executes_no_more_than_the_bare_function() {
    let Some(counts) = callgrind::count_within("counted", &program()) else {
        return skip::announce("instruction counts", "valgrind is not installed");
    };
    let mut table = String::from("instructions per call beyond the bare function:\n");
    let mut broken = Vec::new();
    for function in FREE {
        for variant in VARIANTS {
            let extra = extra(&counts, function, variant);
            writeln!(table, "{function:>14} {variant:<10} {extra:+.2}").unwrap();
            if extra > 0.0 {
                broken.push(format!("{variant}_{function}"));
            }
        }
    }
    for (function, allowed, why) in SHAPES {
        let extra = extra(&counts, function, "guarded");
        writeln!(table, "{function:>14} {:<10} {extra:+.2} (may be +{allowed}: {why})", "")
            .unwrap();
        if extra > allowed as f64 {
            broken.push(format!("guarded_{function}"));
        }
    }
    println!("{table}");
    assert!(broken.is_empty(), "these cost more than they may: {broken:?}\n{table}");
}
