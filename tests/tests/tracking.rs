//! What the feature `track-frames` costs: nothing where it is off, and where it is on so many instructions a call.
#![forbid(unsafe_code)]

use ffi_guard_tests::c::Program;
use ffi_guard_tests::callgrind::{self, Counts};
use ffi_guard_tests::{fixture, skip};
use object::{Object, ObjectSymbol};
use std::fs;
use std::path::Path;

const ON: &[&str] = &["track-frames"];
const OFF: &[&str] = &[];

/// How often `csrc/programs/tracked.c` calls each function.
const CALLS: u64 = 100;

/// Instructions beyond the same calls of a library that does not track, on x86-64.
///
/// All functions of a signature share the code around their bodies: it calls the body by its address, and the arguments
/// go through memory. If only one function has the signature, the optimiser specializes that code for it.
const COSTS: [(&str, u64); 4] = [
    ("measure_alone", 111),
    ("measure_shared", 122),
    ("measure_outer", 122),
    ("measure_nested", 259),
];

/// Instructions of the inner of two nested calls: its entry also checks that the record of the outer one is intact.
const INSIDE_ANOTHER: u64 = 137;

/// How many functions of the runtime's module `track` are in the library.
fn functions_that_track(library: &Path) -> usize {
    let data = fs::read(library).expect("the library can be read");
    let file = object::File::parse(&*data).expect("the library can be parsed");
    let of_module = |name: &str| name.contains("9ffi_guard5track");
    file.symbols().filter(|symbol| symbol.name().is_ok_and(of_module)).count()
}

#[test]
fn a_library_that_does_not_track_has_no_code_for_it() {
    for profile in ["dev", "release"] {
        let count = |features| {
            functions_that_track(fixture::build_with_features("track", profile, features).cdylib())
        };
        assert_eq!(count(OFF), 0, "{profile}");
        assert!(count(ON) > 0, "{profile}: the names are not those that this test looks for");
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
        assert_eq!((on - off) % CALLS, 0, "each call of {name} costs the same");
        (name, cost)
    });
    assert_eq!(measured, COSTS, "instructions per call");
    let [_, _, (_, outer), (_, nested)] = measured;
    println!("inside another: +{}", nested - outer);
    assert_eq!(nested - outer, INSIDE_ANOTHER, "instructions of the inner call");
}
