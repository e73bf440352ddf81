//! The C library's `qsort_r` with a comparison that panics.

use crate::{TokenSource, caught, skip};
use ffi_guard::across_c;
use ffi_guard_csrc::{Comparisons, csrc_sort};
use std::cell::Cell;
use std::panic::panic_any;

/// A value that no comparison of these tests returns.
const FALLBACK: i32 = 77;

/// Sorts `numbers` with C's sort by `compare`, and stores what C received in `seen`. Returns whether C's sort is
/// available. A panic of `compare` resumes here.
fn sort(
    numbers: &mut [i32],
    seen: &Cell<Comparisons>,
    mut compare: impl FnMut(i32, i32) -> i32,
) -> bool {
    across_c(|scope| {
        let callback = scope
            .callback(|a: *const i32, b: *const i32| -> i32 {
                // SAFETY: C passes pointers to two elements of `numbers`.
                let (a, b) = unsafe { (*a, *b) };
                compare(a, b)
            })
            .or(FALLBACK);
        let (function, data) = (callback.data_last(), callback.data());
        let (base, count) = (numbers.as_mut_ptr(), numbers.len());
        let mut out = Comparisons::default();
        // SAFETY: base and count describe one slice. Function and data belong to the same callback, which lives until C
        // has returned.
        let result = unsafe { csrc_sort(base, count, function, data, FALLBACK, &mut out) };
        seen.set(out);
        if result != 0 {
            skip(
                "a sort driven by qsort_r",
                "this C library has no `qsort_r` with the signature of Linux",
            );
        }
        result == 0
    })
}

/// The numbers 0 to 100, in an order that needs many comparisons.
fn shuffled() -> Vec<i32> {
    (0..101).map(|i| i * 37 % 101).collect()
}

fn order(a: i32, b: i32) -> i32 {
    a.cmp(&b) as i32
}

#[test]
fn sorts_by_a_closure() {
    let (mut numbers, seen) = (shuffled(), Cell::default());
    if sort(&mut numbers, &seen, order) {
        assert!(numbers.is_sorted(), "{numbers:?}");
        assert_eq!(seen.get().fallback, 0);
    }
}

#[test]
fn a_panic_in_the_third_comparison_comes_home() {
    let (mut numbers, seen, source) = (shuffled(), Cell::default(), TokenSource::new());
    if !sort(&mut [1, 0], &seen, order) {
        return;
    }
    let mut ran = 0;
    let payload = caught(|| {
        sort(&mut numbers, &seen, |a, b| {
            ran += 1;
            if ran == 3 { panic_any(source.token()) } else { order(a, b) }
        })
    });
    source.receives(payload);
    let Comparisons { calls, fallback } = seen.get();
    assert!(calls >= 100, "qsort_r did not run to its end: {calls} comparisons");
    assert_eq!((ran, fallback), (3, calls - 2), "the results that C received");
    numbers.sort_unstable();
    assert_eq!(numbers, (0..101).collect::<Vec<_>>(), "C lost a number");
}

/// Rust → C → Rust → C → Rust: the inner panic resumes in the outer comparison, and its panic resumes in the test.
#[test]
fn a_panic_two_sorts_deep_comes_home_twice() {
    let (outer, inner, source) = (Cell::default(), Cell::default(), TokenSource::new());
    if !sort(&mut [1, 0], &outer, order) {
        return;
    }
    let returned = Cell::new(0);
    let payload = caught(|| {
        sort(&mut shuffled(), &outer, |_, _| {
            sort(&mut shuffled(), &inner, |_, _| panic_any(source.token()));
            returned.set(returned.get() + 1);
            0
        })
    });
    source.receives(payload);
    for seen in [&outer, &inner] {
        assert!(seen.get().calls >= 100);
        assert_eq!(seen.get().fallback, seen.get().calls, "the results that C received");
    }
    assert_eq!(returned.get(), 0, "the outer comparison continued after its panic");
}
