//! Numbers threads, to recognize the calling thread.

use std::cell::Cell;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

thread_local! {
    /// 0 until the number is first needed. Const-initialised and without `Drop`, for the reasons given in
    /// `last_error.rs`.
    static NUMBER: Cell<usize> = const { Cell::new(0) };
}

/// Returns the number of the calling thread, assigned on first use; `None` if all numbers are used.
///
/// No two threads of a process have the same number, even if the first has ended: a handle of an ended thread must not
/// belong to a new one. The address of a thread-local and the system's thread id are reused.
#[inline]
pub(super) fn current() -> Option<NonZeroUsize> {
    NonZeroUsize::new(NUMBER.get()).or_else(first_use)
}

/// Returns whether the calling thread has this number. A thread that never needed a number has none.
#[inline]
pub(super) fn is_current(number: NonZeroUsize) -> bool {
    NUMBER.get() == number.get()
}

#[cold]
#[inline(never)]
fn first_use() -> Option<NonZeroUsize> {
    static LAST: AtomicUsize = AtomicUsize::new(0);
    next(&LAST).inspect(|number| NUMBER.set(number.get()))
}

/// Increments the counter, without wrapping around.
fn next(last: &AtomicUsize) -> Option<NonZeroUsize> {
    // `Relaxed`: no other memory depends on this counter.
    let previous = last.fetch_update(Relaxed, Relaxed, |last| last.checked_add(1)).ok()?;
    NonZeroUsize::new(previous + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_thread_keeps_its_number() {
        let first = current();
        assert!(first.is_some());
        assert_eq!(current(), first);
        assert!(is_current(first.unwrap()));
    }

    #[test]
    fn a_number_is_that_of_one_thread() {
        let own = current().unwrap();
        std::thread::spawn(move || {
            assert!(!is_current(own), "before the thread has a number");
            let other = current().unwrap();
            assert!(is_current(other) && !is_current(own));
        })
        .join()
        .unwrap();
    }

    #[test]
    fn the_number_of_a_thread_that_has_ended_is_not_given_out_again() {
        const THREADS: usize = 20;
        let numbers: HashSet<_> =
            (0..THREADS).map(|_| std::thread::spawn(current).join().unwrap()).collect();
        assert_eq!(numbers.len(), THREADS);
    }

    #[test]
    fn numbers_run_out_rather_than_begin_again() {
        let last = AtomicUsize::new(usize::MAX - 1);
        assert_eq!(next(&last).map(NonZeroUsize::get), Some(usize::MAX));
        assert_eq!(next(&last), None);
        assert_eq!(next(&last), None);
    }
}
