//! Checks the central promise of this project: a guarded call that does not panic executes no additional instructions,
//! except for the listed functions.
#![forbid(unsafe_code)]

use ffi_guard_test_support::callgrind::{self, Counts};
use ffi_guard_test_support::pairs::{self, CALLS, CATCHES, CLEANUPS, SHAPES, Shape};
use ffi_guard_test_support::skip;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Scalar and pointer signatures, whose guard must be free.
const FREE: [&str; 10] = [
    "constant", "divide", "index", "allocate", "callee", "format", "sort", "pointer", "float",
    "unit",
];
const VARIANTS: [&str; 4] = ["literal", "expression", "closure", "rust"];

fn count(counts: &Counts, function: &str, variant: &str) -> u64 {
    let name = format!("measure_{function}_{variant}");
    *counts.get(&name).unwrap_or_else(|| panic!("{name} was not called: {counts:#?}"))
}

/// Returns the number of instructions per call that the variant executes beyond the unguarded function.
fn extra(counts: &Counts, function: &str, variant: &str) -> f64 {
    let (guarded, bare) = (count(counts, function, variant), count(counts, function, "bare"));
    (guarded as f64 - bare as f64) / CALLS as f64
}

#[test]
fn the_happy_path_executes_no_more_than_the_bare_function() {
    let Some(counts) = callgrind::count_within("counted", &pairs::program().build()) else {
        return skip::announce("instruction counts", "valgrind is not installed");
    };
    let mut table = String::from("instructions per call beyond the unguarded function:\n");
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
    for Shape { name, allowed, what } in SHAPES {
        let extra = extra(&counts, name, "guarded");
        writeln!(table, "{name:>14} {:<10} {extra:+.2} (may be {allowed:+}: {what})", "").unwrap();
        if extra > allowed as f64 {
            broken.push(format!("guarded_{name}"));
        }
    }
    println!("{table}");
    assert!(broken.is_empty(), "costs above the limit: {broken:?}\n{table}");
}

/// A destructor that runs in the landing pad costs as much as in any catch.
#[test]
fn a_local_with_a_destructor_costs_what_any_catch_costs() {
    let Some(counts) = callgrind::count_within("counted", &pairs::program().build()) else {
        return skip::announce("instruction counts", "valgrind is not installed");
    };
    let mut table = String::from("instructions per call beyond the unguarded function:\n");
    let mut broken = Vec::new();
    for Shape { name, allowed, what } in CLEANUPS {
        let bare = count(&counts, name, "bare") / CALLS;
        let [caught, guarded, rust] = CATCHES.map(|variant| extra(&counts, name, variant));
        writeln!(
            table,
            "{name:>14} bare {bare}, by hand {caught:+.2}, C form {guarded:+.2}, Rust form {rust:+.2} (may be \
             {allowed:+}: {what})"
        )
        .unwrap();
        if guarded.max(rust) > caught.min(allowed as f64) {
            broken.push(name);
        }
    }
    println!("{table}");
    assert!(broken.is_empty(), "costs above the limit: {broken:?}\n{table}");
}

/// Checks that every measured pair is also tested.
#[test]
fn each_pair_has_its_shape() {
    let Some(counts) = callgrind::count_within("counted", &pairs::program().build()) else {
        return skip::announce("instruction counts", "valgrind is not installed");
    };
    let guarded =
        |name: &String| name.strip_prefix("measure_")?.strip_suffix("_guarded").map(str::to_owned);
    let measured: BTreeSet<_> = counts.keys().filter_map(guarded).collect();
    let listed = SHAPES.iter().chain(&CLEANUPS).map(|shape| shape.name.to_owned()).collect();
    assert_eq!(measured, listed);
}
