//! Carries 100,000 panics (fewer under Miri) and checks that each payload is dropped once.

use crate::{caught, walk};
use ffi_guard::{across_c, try_across_c};
use std::cell::Cell;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

const ROUND_TRIPS: u32 = if cfg!(miri) { 50 } else { 100_000 };

static ALIVE: AtomicU64 = AtomicU64::new(0);

struct Counted;

impl Counted {
    fn new() -> Self {
        ALIVE.fetch_add(1, Relaxed);
        Self
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Relaxed);
    }
}

#[test]
fn no_payload_is_lost_or_dropped_twice() {
    let came_home = Cell::new(0_u32);
    for i in 0..ROUND_TRIPS {
        let throw = || -> i32 { resume_unwind(Box::new(Counted::new())) };
        if i % 2 == 0 {
            drop(caught(|| {
                across_c(|scope| {
                    let callback = scope.callback(|_: i32| -> i32 { throw() }).or(-1);
                    walk(2, callback.data_last(), callback.data())
                })
            }));
        } else {
            drop(try_across_c(|scope| {
                let callback = scope.callback(|_: i32| -> i32 { throw() }).or(-1);
                walk(2, callback.data_last(), callback.data())
            }));
        }
        came_home.set(came_home.get() + 1);
    }
    assert_eq!((came_home.get(), ALIVE.load(Relaxed)), (ROUND_TRIPS, 0));
}
