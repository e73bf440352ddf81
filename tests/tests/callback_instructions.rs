//! Counts the instructions that a closure costs as a callback, in calls without a panic, and checks which kinds of
//! closures access a thread-local: all but the shared one, which any thread may call at any time.
#![forbid(unsafe_code)]
// The counts are specific to one instruction set and one implementation of thread-locals.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

use ffi_guard_test_support::c::{Executable, Program};
use ffi_guard_test_support::callgrind::{self, Counts};
use ffi_guard_test_support::{fixture, skip};
use std::fmt::Write;

/// The number of times `csrc/programs/closures.c` calls each callback.
const CALLS: u64 = 100;

/// The function of the dynamic linker that resolves thread-locals in a shared library. Its own instructions are not
/// counted.
const THREAD_LOCAL: &str = "__tls_get_addr";

/// A kind of callback.
struct Kind {
    name: &'static str,
    /// Instructions per call in addition to the plain function with a data pointer. Does not include the dynamic
    /// linker.
    extra: u64,
    /// Whether a call accesses a thread-local.
    thread_local: bool,
    why: &'static str,
}

const KINDS: [Kind; 3] = [
    Kind {
        name: "shared",
        extra: 6,
        thread_local: false,
        why: "checks whether the scope has a panic",
    },
    Kind {
        name: "sequential",
        extra: 11,
        thread_local: false,
        why: "and whether a call is in progress",
    },
    Kind { name: "exclusive", extra: 20, thread_local: true, why: "and which thread this is" },
];

/// Returns the counts of a callback's loop, or `None` if Valgrind is not installed.
fn count(program: &Executable, kind: &str) -> Option<Counts> {
    let function = format!("measure_{kind}");
    let counts = callgrind::count_within(&function, program)?;
    assert!(counts.contains_key(&function), "{function} was not called: {counts:#?}");
    Some(counts)
}

fn own(counts: &Counts, kind: &str) -> u64 {
    counts[&format!("measure_{kind}")] - counts.get(THREAD_LOCAL).unwrap_or(&0)
}

#[test]
fn a_call_of_each_kind_costs_its_figure() {
    let library = fixture::build_with_profile("closures", "release");
    let program =
        Program::new("closures").unit("closures.c").flag("-O2").link(library.cdylib()).build();
    let Some(bare) = count(&program, "bare") else {
        return skip::announce("instruction counts of callbacks", "valgrind is not installed");
    };
    let mut table = String::from("instructions per call beyond the bare function:\n");
    let mut broken = Vec::new();
    for Kind { name, extra, thread_local, why } in KINDS {
        let counts = count(&program, name).expect("valgrind is installed");
        let seen = (own(&counts, name) as f64 - own(&bare, "bare") as f64) / CALLS as f64;
        let lookup = counts.get(THREAD_LOCAL).map(|count| count / CALLS);
        let thread_local_seen = lookup.map_or(String::new(), |n| format!(", {THREAD_LOCAL} +{n}"));
        writeln!(table, "{name:>12} {seen:+.2} (+{extra}: {why}){thread_local_seen}").unwrap();
        if seen != extra as f64 || lookup.is_some() != thread_local {
            broken.push(name);
        }
    }
    println!("{table}");
    assert!(broken.is_empty(), "unexpected costs: {broken:?}\n{table}");
}
