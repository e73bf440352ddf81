//! The cost of the feature `track-frames`: nothing if it is disabled, a fixed number of instructions per call if
//! enabled.
#![forbid(unsafe_code)]

use ffi_guard_test_support::c::Program;
use ffi_guard_test_support::callgrind::{self, Counts};
use ffi_guard_test_support::{fixture, skip};
use object::{Object, ObjectSymbol};
use std::fs;
use std::path::Path;

const ON: &[&str] = &["track-frames"];
const OFF: &[&str] = &[];

/// The number of times `csrc/programs/tracked.c` calls each function.
const CALLS: u64 = 100;

/// The number of instructions per call, compared with a library without tracking, on x86-64.
///
/// Functions with the same signature share the code around their bodies: it calls the body through a pointer and passes
/// the arguments in memory. If only one function has the signature, the optimizer specializes that code for it.
const COSTS: [(&str, u64); 4] = [
    ("measure_alone", 111),
    ("measure_shared", 122),
    ("measure_outer", 122),
    ("measure_nested", 259),
];

/// The instructions of the inner of two nested calls, whose entry also checks that the record of the outer call is
/// intact.
const INSIDE_ANOTHER: u64 = 137;

/// Counts the functions of the runtime's module `track` in the library.
fn functions_that_track(library: &Path) -> usize {
    let data = fs::read(library).expect("the library can be read");
    let file = object::File::parse(&*data).expect("the library can be parsed");
    let of_module = |name: &str| name.contains("14ffi_guard_core5track");
    file.symbols().filter(|symbol| symbol.name().is_ok_and(of_module)).count()
}

#[test]
fn a_library_that_does_not_track_has_no_code_for_it() {
    for profile in ["dev", "release"] {
        let count = |features| {
            functions_that_track(fixture::build_with_features("track", profile, features).cdylib())
        };
        assert_eq!(count(OFF), 0, "{profile}");
        assert!(count(ON) > 0, "{profile}: this test looks for the wrong names");
    }
}

fn counts(features: &[&str]) -> Option<Counts> {
    let library = fixture::build_with_features("track", "release", features);
    let program = Program::new("tracked").unit("tracked.c").flag("-O2").link(library.cdylib());
    callgrind::count_within("counted", &program.build())
}

#[test]
#[cfg(target_arch = "x86_64")]
fn a_tracked_call_costs_so_many_instructions() {
    let (Some(on), Some(off)) = (counts(ON), counts(OFF)) else {
        return skip::announce("instructions of tracked calls", "valgrind is not installed");
    };
    let measured = COSTS.map(|(name, _)| {
        let (on, off) = (on[name], off[name]);
        let cost = (on - off) / CALLS;
        println!("{name}: {} with tracking, {} without: +{cost}", on / CALLS, off / CALLS);
        assert_eq!((on - off) % CALLS, 0, "the calls of {name} differ in cost");
        (name, cost)
    });
    assert_eq!(measured, COSTS, "instructions per call");
    let [_, _, (_, outer), (_, nested)] = measured;
    println!("inside another: +{}", nested - outer);
    assert_eq!(nested - outer, INSIDE_ANOTHER, "instructions of the inner call");
}
