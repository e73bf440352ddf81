//! What a closure costs as a callback, in instructions of a call that does not panic, and who pays for a
//! thread-local: not the closure that any thread may call at any time.
#![forbid(unsafe_code)]
// The figures are those of one instruction set, and of one way to find a thread-local.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

use ffi_guard_tests::c::{Executable, Program};
use ffi_guard_tests::callgrind::{self, Counts};
use ffi_guard_tests::{fixture, skip};
use std::fmt::Write;

/// How often `csrc/programs/closures.c` calls each callback.
const CALLS: u64 = 100;

/// In a shared library a thread-local is found by a call of the dynamic linker's, whose instructions are its own.
const THREAD_LOCAL: &str = "__tls_get_addr";

/// One kind of callback.
struct Kind {
    name: &'static str,
    /// Instructions a call beyond the bare function with a data pointer, the dynamic linker's not counted.
    extra: u64,
    /// Whether a call asks for a thread-local.
    thread_local: bool,
    why: &'static str,
}

const KINDS: [Kind; 3] = [
    Kind { name: "shared", extra: 6, thread_local: false, why: "has a panic been kept?" },
    Kind { name: "sequential", extra: 11, thread_local: false, why: "and is a call running?" },
    Kind { name: "exclusive", extra: 20, thread_local: true, why: "and which thread is this?" },
];

/// What a callback's loop executes, or `None` without valgrind.
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
    assert!(broken.is_empty(), "these do not cost what they should: {broken:?}\n{table}");
}
