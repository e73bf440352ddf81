//! Tests of the list of calls.

use super::frame::{self, Frame, ListHead};
use super::separate_list::with_separate_list;
use super::thread::THREAD;
use super::tracked::Tracked;
use crate::panic::name::Name;
use std::cell::RefCell;
use std::hint::black_box;
use std::mem::forget;
use std::num::NonZeroU32;

thread_local! {
    static REPORTED: RefCell<Vec<(u32, String)>> = const { RefCell::new(Vec::new()) };
}

/// Returns what this thread's calls have reported while `f` ran.
fn reported(f: impl FnOnce()) -> Vec<(u32, String)> {
    crate::observe(|error| {
        REPORTED.with_borrow_mut(|reported| {
            let calls = error.abandoned_calls().map_or(0, NonZeroU32::get);
            reported.push((calls, error.function().to_owned()));
        });
    });
    // Discards the reports of an earlier call.
    REPORTED.take();
    f();
    let mut all = REPORTED.take();
    // Every registered observer records each report.
    all.dedup();
    all
}

const A: Name = Name::new(c"a");
const B: Name = Name::new(c"b");

#[inline(never)]
fn call(name: Name, body: &mut dyn FnMut()) {
    let frame = Frame::new();
    let tracked = Tracked::enter(&frame, name);
    body();
    drop(tracked);
}

/// Nests calls. They do not end, as far as their thread can tell, unless `end` is set.
#[inline(never)]
fn nest(name: Name, levels: u32, end: bool) {
    let frame = Frame::new();
    let tracked = Tracked::enter(&frame, name);
    if levels > 1 {
        nest(name, levels - 1, end);
    }
    if end {
        drop(tracked);
    } else {
        forget(tracked);
    }
    black_box(&frame);
}

fn abandon(name: Name, levels: u32) {
    nest(name, levels, false);
}

/// Overwrites the stack below the caller.
#[inline(never)]
fn scribble() {
    black_box([0x5a_u8; 1 << 15]);
}

/// Runs `body` far below the caller.
#[inline(never)]
fn deeper(body: &mut dyn FnMut()) {
    let room = black_box([0_u8; 1 << 16]);
    body();
    black_box(room);
}

#[test]
fn calls_that_return_are_not_reported() {
    let all = reported(|| {
        for _ in 0..10 {
            call(A, &mut || call(B, &mut || call(A, &mut || {})));
        }
    });
    assert_eq!(all, []);
    assert_eq!(THREAD.with(|thread| (thread.head().address, thread.head().depth)), (0, 0));
}

#[test]
fn the_next_call_reports_the_number_and_the_innermost() {
    let all = reported(|| {
        for (name, levels, end) in [(A, 3, false), (B, 1, false), (A, 1, true), (A, 3, true)] {
            nest(name, levels, end);
        }
    });
    assert_eq!(all, [(3, "a".to_owned()), (1, "b".to_owned())]);
}

#[test]
fn the_end_of_a_call_reports_those_inside_it() {
    let all = reported(|| call(A, &mut || abandon(B, 5)));
    assert_eq!(all, [(5, "b".to_owned())]);
}

/// The number does not depend on how much of the records remains.
#[test]
fn the_number_is_exact_where_records_are_overwritten() {
    let all = reported(|| {
        deeper(&mut || abandon(B, 50));
        scribble();
        call(A, &mut || {});
        call(A, &mut || {
            deeper(&mut || abandon(B, 50));
            scribble();
            deeper(&mut || call(A, &mut || {}));
            call(A, &mut || {});
        });
    });
    let sum: u32 = all.iter().map(|(count, _)| count).sum();
    assert_eq!(sum, 100, "{all:?}");
}

/// A running observer is not notified of other abandoned calls.
#[test]
fn the_calls_of_observers_find_none_that_are_older() {
    let all = reported(|| {
        abandon(A, 3);
        with_separate_list(|| call(B, &mut || {}));
        assert_eq!(REPORTED.take(), []);
        call(B, &mut || {});
    });
    assert_eq!(all, [(3, "a".to_owned())]);
    let all = reported(|| call(A, &mut || with_separate_list(|| call(B, &mut || {}))));
    assert_eq!(all, []);
}

#[test]
fn what_observers_abandon_is_counted() {
    let all = reported(|| {
        with_separate_list(|| abandon(A, 2));
        call(B, &mut || with_separate_list(|| abandon(A, 3)));
        with_separate_list(|| abandon(A, 4));
        deeper(&mut || call(B, &mut || {}));
    });
    assert_eq!(all.iter().map(|(count, _)| *count).collect::<Vec<_>>(), [2, 3, 4]);
}

#[test]
fn a_record_that_was_overwritten_in_part_is_none() {
    let frame = Frame::new();
    frame.write(ListHead { address: 64, name: A, depth: 3 });
    let address = frame.address();
    let read = || {
        // SAFETY: `frame` is aligned and alive.
        unsafe { frame::below_record_at(address) }
    };
    assert_eq!(read().map(|head| (head.address, head.depth)), Some((64, 3)));
    for word in 0..4 {
        let place =
            std::ptr::with_exposed_provenance_mut::<usize>(address + word * size_of::<usize>());
        // SAFETY: the address belongs to one of the four words of `frame`, whose address is exposed.
        let before = unsafe { place.replace(0x4141_4141) };
        assert!(read().is_none(), "word {word}");
        // SAFETY: the address belongs to one of the four words of `frame`, whose address is exposed.
        unsafe { place.write(before) };
    }
    assert!(read().is_some());
}

#[test]
fn a_call_on_another_stack_is_left_alone() {
    let all = reported(|| {
        let elsewhere = Box::new(Frame::new());
        forget(Tracked::enter(&elsewhere, A));
        drop(Tracked::enter(&elsewhere, B));
        call(A, &mut || {});
    });
    assert_eq!(all, []);
}
