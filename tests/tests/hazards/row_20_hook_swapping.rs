//! Row 20: the panic hook of the host, while several threads panic in guarded functions.

use crate::row::Row;
use crate::support::{program_of_twins, this_test};
use ffi_guard::ffi_export;
use ffi_guard_test_support::child;
use std::collections::BTreeMap;
use std::panic::{self, PanicHookInfo, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::sync::{Mutex, PoisonError};
use std::thread;

pub(crate) const ROW: Row = Row {
    number: 20,
    hazard: "the panic hook is swapped around each call",
    without: "panics of other threads reach the wrong hook, and the host's own hook is lost",
    guarded: Some("the hook is set once, while the library is loaded, and calls the previous hook"),
    elsewhere: &[],
};

const THREADS: usize = 8;
const CALLS: usize = 500;

/// Counts how often each message reached the host's hook.
static SEEN: Mutex<BTreeMap<String, u32>> = Mutex::new(BTreeMap::new());

fn see(info: &PanicHookInfo<'_>) {
    let text = info.payload().downcast_ref::<String>().cloned().unwrap_or_default();
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    *seen.entry(text).or_default() += 1;
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_20_fail(thread: usize, call: usize) -> i32 {
    panic!("guarded {thread} {call}")
}

/// Alternates between a guarded failure, whose last error must be right, and a panic of the host.
fn fail_on_many_threads(locations: bool) {
    thread::scope(|scope| {
        for thread in 0..THREADS {
            scope.spawn(move || {
                for call in 0..CALLS {
                    assert_eq!(hazard_20_fail(thread, call), -1);
                    let error = ffi_guard::last_error().expect("a failure");
                    assert_eq!(error.message(), format!("guarded {thread} {call}"));
                    assert_eq!(error.location().is_some(), locations);
                    catch_unwind(|| panic!("host {thread} {call}")).expect_err("a panic");
                }
            });
        }
    });
}

/// Checks that each message reached the host exactly once, and that no other message did.
#[track_caller]
fn expect_all_seen_once() {
    let seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    for thread in 0..THREADS {
        for call in 0..CALLS {
            for who in ["guarded", "host"] {
                assert_eq!(seen.get(&format!("{who} {thread} {call}")), Some(&1));
            }
        }
    }
    assert_eq!(seen.len(), 2 * THREADS * CALLS);
}

#[test]
fn hazard_20_a_hook_of_the_host_that_passes_on() {
    if child::is_child() {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            see(info);
            previous(info);
        }));
        fail_on_many_threads(true);
        return expect_all_seen_once();
    }
    let test = this_test!(hazard_20_a_hook_of_the_host_that_passes_on);
    let outcome = test.run().expect_success();
    assert_eq!(
        outcome.stderr.matches("\nguarded ").count(),
        THREADS * CALLS,
        "some messages are missing"
    );
    assert_eq!(
        outcome.stderr.matches("\nhost ").count(),
        THREADS * CALLS,
        "some messages are missing"
    );
}

/// Replaces the runtime's hook: the messages are unchanged, the locations are unknown.
#[test]
fn hazard_20_a_hook_of_the_host_that_replaces() {
    if child::is_child() {
        panic::set_hook(Box::new(see));
        fail_on_many_threads(false);
        return expect_all_seen_once();
    }
    let outcome = this_test!(hazard_20_a_hook_of_the_host_that_replaces).run().expect_success();
    assert!(!outcome.stderr.contains("guarded"), "{outcome}");
}

/// The host replaces its hook repeatedly; no guarded call restores an old one.
#[test]
fn hazard_20_a_host_that_swaps_its_own_hooks() {
    static DONE: AtomicBool = AtomicBool::new(false);
    static CURRENT: AtomicU32 = AtomicU32::new(0);
    if child::is_child() {
        panic::set_hook(Box::new(see));
        let swapping = thread::spawn(|| {
            while !DONE.load(SeqCst) {
                // Not `take_hook`, which would install std's hook for a moment.
                panic::set_hook(Box::new(see));
            }
            panic::set_hook(Box::new(|_| _ = CURRENT.fetch_add(1, SeqCst)));
        });
        fail_on_many_threads(false);
        DONE.store(true, SeqCst);
        swapping.join().expect("no panic");
        expect_all_seen_once();
        assert_eq!(hazard_20_fail(0, 0), -1);
        assert_eq!(CURRENT.load(SeqCst), 1, "the last hook must be installed");
        return;
    }
    let _ = this_test!(hazard_20_a_host_that_swaps_its_own_hooks).run().expect_success();
}

/// Shows step by step why the runtime does not swap the hook: two calls overlap.
#[test]
fn hazard_20_swapping_by_hand_loses_the_hosts_hook() {
    if child::is_child() {
        panic::set_hook(Box::new(see));
        let first = panic::take_hook();
        panic::set_hook(Box::new(|_| ()));
        let second = panic::take_hook();
        panic::set_hook(Box::new(|_| ()));
        panic::set_hook(first);
        panic::set_hook(second);
        catch_unwind(|| panic!("{}", "unseen")).expect_err("a panic");
        assert!(SEEN.lock().unwrap_or_else(PoisonError::into_inner).is_empty());
        return;
    }
    let _ = this_test!(hazard_20_swapping_by_hand_loses_the_hosts_hook).run().expect_success();
}

/// A C host with two libraries: each std has its own hook, which sees only the panics of its own library.
#[test]
fn hazard_20_two_libraries_in_a_c_host() {
    let program = program_of_twins("two_hooks.c");
    let outcome = program.process().arg("each_hook_gets_its_own").run().expect_success();
    for name in ["north", "south"] {
        let printed = outcome.stderr.matches(&format!("\n{name}: ")).count();
        assert_eq!(printed, 8 * 250, "{name}: {}", outcome.stdout);
    }
}
