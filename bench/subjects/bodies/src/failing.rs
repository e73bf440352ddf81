//! Functions that are called to panic.

use std::hint::black_box;
use std::panic::panic_any;
use std::sync::atomic::{AtomicI64, Ordering};

static ALIVE: AtomicI64 = AtomicI64::new(0);

/// A payload that is counted while it exists.
pub struct Counted(());

impl Counted {
    fn new() -> Self {
        ALIVE.fetch_add(1, Ordering::Relaxed);
        Self(())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Returns the number of [`Counted`] payloads that exist.
pub fn alive() -> i64 {
    ALIVE.load(Ordering::SeqCst)
}

/// Returns 0 for 0. Panics with a literal for 1, a formatted message for 2, a counted payload for 3.
#[inline(always)]
pub fn payload<const K: i32>(kind: i32) -> i32 {
    match kind {
        0 => kind ^ K,
        1 => panic!("a payload that is a literal"),
        2 => panic!("a payload of kind {kind}"),
        _ => panic_any(Counted::new()),
    }
}

struct Bomb(i32);

impl Drop for Bomb {
    fn drop(&mut self) {
        if self.0 > 0 {
            panic_any(Self(self.0 - 1));
        }
    }
}

/// Panics with a payload whose destructor panics, and so on, for this number of levels.
#[inline(always)]
pub fn bomb<const K: i32>(levels: i32) -> i32 {
    if levels < 0 {
        return K;
    }
    panic_any(Bomb(levels))
}

struct Local<'a>(&'a mut i32);

impl Drop for Local<'_> {
    fn drop(&mut self) {
        *self.0 += 1;
    }
}

/// Panics below this number of frames, each with a destructor.
#[inline(always)]
pub fn deep<const K: i32>(frames: i32) -> i32 {
    let mut dropped = 0;
    frame(frames, &mut dropped);
    dropped ^ K
}

#[inline(never)]
fn frame(left: i32, dropped: &mut i32) {
    let local = Local(dropped);
    if left <= 1 {
        panic!("below all frames")
    }
    frame(left - 1, &mut *local.0);
    black_box(&local);
}

/// Panics after a call of `inner`, another export of the subject, which panicked too.
#[inline(always)]
pub fn nested<const K: i32>(a: i32, inner: impl FnOnce() -> i32) -> i32 {
    if a == 0 {
        return K;
    }
    black_box(inner());
    panic!("the call inside has failed")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::catch_unwind;

    #[test]
    fn payloads_are_counted_while_they_live() {
        let caught = catch_unwind(|| payload::<0>(3)).unwrap_err();
        assert_eq!(alive(), 1);
        drop(caught);
        assert_eq!(alive(), 0);
    }

    #[test]
    fn a_bomb_panics_once_for_each_level() {
        let mut caught = catch_unwind(|| bomb::<0>(2)).unwrap_err();
        for left in [1, 0] {
            caught = catch_unwind(std::panic::AssertUnwindSafe(|| drop(caught))).unwrap_err();
            assert_eq!(caught.downcast_ref::<Bomb>().unwrap().0, left);
        }
        drop(caught);
    }
}
