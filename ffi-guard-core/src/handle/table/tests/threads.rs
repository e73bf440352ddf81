//! Uses few handles on many threads. Values are accessed while they are acquired, and freed when they are removed, so a
//! sanitizer or the value itself detects a use that should have been rejected.

use super::super::refusal::{FREED, IN_USE, NO_HANDLE};
use super::super::state::{HALF, LAST_INDEX};
use super::super::{AllowedThread, EntryGuard, Table};
use super::APPLE;
use crate::convert::InvalidArgument;
use std::array;
use std::ptr::NonNull;
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

const THREADS: usize = if cfg!(miri) { 3 } else { 8 };
const STEPS: usize = if cfg!(miri) { 60 } else { 5_000 };
const SLOTS: usize = 2;

/// `Relaxed`, because tokens are handed over without synchronization, so that only the table synchronizes: a thread may
/// have a token before it sees that the token was issued.
const REFUSALS: [InvalidArgument; 3] = [FREED, IN_USE, NO_HANDLE];

const ALIVE: u64 = 0x0a11_ce00_0a11_ce00;

/// A value with non-atomic fields: a write during another thread's read is a data race.
struct Canary {
    alive: u64,
    first: usize,
    second: usize,
}

impl Canary {
    fn make() -> NonNull<()> {
        let canary = Box::new(Self { alive: ALIVE, first: 0, second: 0 });
        NonNull::from(Box::leak(canary)).cast()
    }

    fn check(&self) {
        assert_eq!(self.alive, ALIVE);
        assert_eq!(self.first, self.second);
    }

    fn change(&mut self) {
        self.check();
        self.first += 1;
        // Gives other threads time to see a half-changed value.
        thread::yield_now();
        self.second += 1;
    }
}

impl Drop for Canary {
    fn drop(&mut self) {
        self.check();
        self.alive = 0;
    }
}

struct Race {
    table: &'static Table,
    /// The tokens that all threads use.
    tokens: [AtomicUsize; SLOTS],
    made: AtomicUsize,
    freed: AtomicUsize,
    changed: AtomicUsize,
    /// The sum of `changed` of all freed canaries.
    counted: AtomicUsize,
    start: Barrier,
}

impl Race {
    fn new(table: &'static Table) -> Self {
        let made = AtomicUsize::new(SLOTS);
        let tokens = array::from_fn(|_| AtomicUsize::new(insert(table)));
        let start = Barrier::new(THREADS);
        Self { table, tokens, made, freed: 0.into(), changed: 0.into(), counted: 0.into(), start }
    }

    fn run(&self, thread: usize) {
        self.start.wait();
        for step in 0..STEPS {
            let slot = &self.tokens[step / 3 % SLOTS];
            // Each thread performs all operations, in its own order.
            match (step * (2 * thread + 1) + thread) % 11 {
                0 => self.remove(slot),
                1..4 => self.change(slot),
                _ => self.look(slot),
            }
        }
    }

    fn look(&self, slot: &AtomicUsize) {
        match self.table.share(slot.load(Relaxed), APPLE) {
            Ok(held) => {
                // SAFETY: `insert` created the handle for a canary, which nobody changes or frees while it is shared.
                unsafe { held.address().cast::<Canary>().as_ref() }.check();
            }
            Err(why) => assert!(REFUSALS.contains(&why), "{why}"),
        }
    }

    fn change(&self, slot: &AtomicUsize) {
        match self.table.exclude(slot.load(Relaxed), APPLE) {
            Ok(held) => {
                // SAFETY: `insert` created the handle for a canary, which nobody else uses while it is acquired
                // exclusively.
                unsafe { held.address().cast::<Canary>().as_mut() }.change();
                self.changed.fetch_add(1, Relaxed);
            }
            Err(why) => assert!(REFUSALS.contains(&why), "{why}"),
        }
    }

    fn remove(&self, slot: &AtomicUsize) {
        if let Ok(held) = self.table.exclude(slot.load(Relaxed), APPLE) {
            self.counted.fetch_add(free(held.remove()), Relaxed);
            self.freed.fetch_add(1, Relaxed);
            // Other threads continue with the old token until they see this one.
            slot.store(insert(self.table), Relaxed);
            self.made.fetch_add(1, Relaxed);
        }
    }

    /// The remaining slots contain exactly the canaries that were not freed, and every change was counted.
    fn finish(self) {
        assert_eq!(self.made.into_inner() - self.freed.into_inner(), SLOTS);
        let mut counted = self.counted.into_inner();
        for slot in self.tokens {
            counted += free(self.table.exclude(slot.into_inner(), APPLE).unwrap().remove());
        }
        assert_eq!(counted, self.changed.into_inner());
    }
}

fn insert(table: &Table) -> usize {
    table.insert(Canary::make(), APPLE, AllowedThread::Any).unwrap().get()
}

/// Frees a canary and returns how often it was changed.
fn free(value: NonNull<()>) -> usize {
    // SAFETY: `Canary::make` leaked the box, and `remove` returns each address once.
    let canary = unsafe { Box::from_raw(value.cast::<Canary>().as_ptr()) };
    canary.first
}

#[test]
fn no_value_is_used_after_it_is_freed_or_while_it_is_changed() {
    static TABLE: Table = Table::new(LAST_INDEX);
    let race = Race::new(&TABLE);
    thread::scope(|scope| {
        for number in 0..THREADS {
            let race = &race;
            scope.spawn(move || race.run(number));
        }
    });
    race.finish();
}

/// If several threads free a handle at the same time, one succeeds.
#[test]
fn a_handle_is_freed_once() {
    static TABLE: Table = Table::new(LAST_INDEX);
    for _ in 0..if cfg!(miri) { 3 } else { 200 } {
        let token = insert(&TABLE);
        let start = Barrier::new(THREADS);
        let freed = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    start.wait();
                    if let Ok(held) = TABLE.exclude(token, APPLE) {
                        free(held.remove());
                        freed.fetch_add(1, Relaxed);
                    }
                });
            }
        });
        assert_eq!(freed.into_inner(), 1);
    }
}

/// A reader whose exchange fails because of another reader tries again.
#[test]
fn readers_do_not_refuse_each_other() {
    static TABLE: Table = Table::new(LAST_INDEX);
    let token = insert(&TABLE);
    let start = Barrier::new(THREADS);
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                start.wait();
                for _ in 0..STEPS {
                    drop(TABLE.share(token, APPLE).unwrap());
                }
            });
        }
    });
    free(TABLE.exclude(token, APPLE).unwrap().remove());
}

/// This includes entries and chunks that were never used before.
#[test]
fn a_new_handle_is_seen_whole_or_not_at_all() {
    static TABLE: Table = Table::new(LAST_INDEX);
    const HANDLES: usize = if cfg!(miri) { 20 } else { 1_000 };
    let latest = AtomicUsize::new(0);
    let look = || match TABLE.share(latest.load(Relaxed), APPLE) {
        // SAFETY: `insert` created the handle for a canary, which nobody changes or frees while it is shared.
        Ok(held) => unsafe { held.address().cast::<Canary>().as_ref() }.check(),
        Err(why) => assert_eq!(why, NO_HANDLE),
    };
    thread::scope(|scope| {
        for _ in 1..THREADS {
            scope.spawn(|| (0..HANDLES).for_each(|_| look()));
        }
        (0..HANDLES).for_each(|_| latest.store(insert(&TABLE), Relaxed));
    });
    for index in 1..=HANDLES {
        free(TABLE.exclude(1 << HALF | index, APPLE).unwrap().remove());
    }
}

/// Threads that insert at the same time get different entries, and see each chunk as soon as it is published.
#[test]
fn handles_are_made_at_the_same_time() {
    static TABLE: Table = Table::new(LAST_INDEX);
    const EACH: usize = if cfg!(miri) { 10 } else { 1_000 };
    let start = Barrier::new(THREADS);
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                start.wait();
                let tokens: Vec<_> = (0..EACH).map(|_| insert(&TABLE)).collect();
                for token in tokens {
                    let held = TABLE.exclude(token, APPLE).unwrap();
                    // SAFETY: `insert` created the handle for a canary, which nobody else uses while it is acquired
                    // exclusively.
                    unsafe { held.address().cast::<Canary>().as_mut() }.change();
                    free(held.remove());
                }
            });
        }
    });
}
