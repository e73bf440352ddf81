//! Stores the backtraces of recent failures, if backtraces are enabled.
//!
//! An [`Error`](crate::Error) is a `Copy` value of a fixed size, so it contains an id, and the backtrace is stored
//! here. The table has a fixed number of slots; other threads reuse the slots of ended threads. A thread-local with a
//! destructor could free them, but would keep the library mapped, and fail while the process ends.

use std::backtrace::Backtrace;
use std::env;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The number of backtraces that the process stores.
const SLOTS: usize = 64;
/// The maximum number per thread. A failure may cause others before its call returns: in destructors, observers and its
/// fallback.
const SLOTS_PER_THREAD: usize = 8;

/// Whether backtraces are enabled.
static ENABLED: AtomicBool = AtomicBool::new(false);

/// The id of a stored backtrace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BacktraceId(u64);

impl BacktraceId {
    /// No backtrace.
    pub(crate) const NONE: Self = Self(0);

    /// Stores a backtrace of the caller, if backtraces are enabled. Symbols are not resolved yet.
    pub(crate) fn capture() -> Self {
        if ENABLED.load(Relaxed) { Self::force() } else { Self::NONE }
    }

    #[cold]
    fn force() -> Self {
        let backtrace = Arc::new(Backtrace::force_capture());
        let (trace, replaced) = table().keep(backtrace, this_thread());
        // Dropped outside the lock.
        drop(replaced);
        trace
    }

    /// Returns the backtrace, if it is still stored.
    pub(crate) fn get(self) -> Option<Arc<Backtrace>> {
        if self == Self::NONE {
            return None;
        }
        table().find(self)
    }

    /// Stores a backtrace again under its id, unless it is still stored.
    pub(crate) fn restore(self, backtrace: &Arc<Backtrace>) {
        let replaced = table().restore(self, backtrace, this_thread());
        // Dropped outside the lock.
        drop(replaced);
    }

    /// Removes the backtrace.
    pub(crate) fn forget(self) {
        if self != Self::NONE {
            let forgotten = table().take(self);
            // Dropped outside the lock.
            drop(forgotten);
        }
    }
}

/// Enables backtraces, if the library or the environment requests them. Reads the same variables as std's
/// `Backtrace::capture`.
pub(crate) fn request(library: bool) {
    let variable = |name| env::var_os(name).map(|value| value != "0");
    let environment =
        || variable("RUST_LIB_BACKTRACE").or_else(|| variable("RUST_BACKTRACE")).unwrap_or(false);
    if library || environment() {
        ENABLED.store(true, Relaxed);
    }
}

/// Returns an address that identifies this thread. A later thread may have the same address, and then reuses the slots
/// of this one.
fn this_thread() -> usize {
    thread_local!(static HERE: u8 = const { 0 });
    HERE.with(|here| std::ptr::from_ref(here).addr())
}

struct Stored {
    trace: BacktraceId,
    thread: usize,
    backtrace: Arc<Backtrace>,
}

struct Table {
    slots: [Option<Stored>; SLOTS],
    last_id: u64,
}

static TABLE: Mutex<Table> =
    Mutex::new(Table { slots: [const { None }; SLOTS], last_id: BacktraceId::NONE.0 });

fn table() -> MutexGuard<'static, Table> {
    TABLE.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Table {
    /// Stores a backtrace. Returns the one that it replaces, for the caller to drop.
    fn keep(&mut self, backtrace: Arc<Backtrace>, thread: usize) -> (BacktraceId, Option<Stored>) {
        self.last_id += 1;
        let trace = BacktraceId(self.last_id);
        (trace, self.put(Stored { trace, thread, backtrace }))
    }

    /// Stores a backtrace under its previous id, unless it is still stored.
    fn restore(
        &mut self,
        trace: BacktraceId,
        backtrace: &Arc<Backtrace>,
        thread: usize,
    ) -> Option<Stored> {
        if self.find(trace).is_some() {
            return None;
        }
        self.put(Stored { trace, thread, backtrace: Arc::clone(backtrace) })
    }

    fn put(&mut self, kept: Stored) -> Option<Stored> {
        let slot = self.slot_for(kept.thread);
        self.slots[slot].replace(kept)
    }

    /// Selects the slot for a new backtrace: the thread's oldest if it has the maximum number, else a free one, else
    /// the oldest of all.
    fn slot_for(&self, thread: usize) -> usize {
        let all = || self.slots.iter().enumerate();
        let age =
            |(_, slot): &(usize, &Option<Stored>)| slot.as_ref().map_or(0, |kept| kept.trace.0);
        let own =
            || all().filter(|(_, slot)| slot.as_ref().is_some_and(|kept| kept.thread == thread));
        let oldest = if own().count() >= SLOTS_PER_THREAD {
            own().min_by_key(age)
        } else {
            // A free slot counts as the oldest.
            all().min_by_key(age)
        };
        oldest.map_or(0, |(index, _)| index)
    }

    fn find(&self, trace: BacktraceId) -> Option<Arc<Backtrace>> {
        let kept = self.slots.iter().flatten().find(|kept| kept.trace == trace);
        kept.map(|kept| Arc::clone(&kept.backtrace))
    }

    fn take(&mut self, trace: BacktraceId) -> Option<Stored> {
        self.slots.iter_mut().find_map(|slot| slot.take_if(|kept| kept.trace == trace))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty() -> Table {
        Table { slots: [const { None }; SLOTS], last_id: 0 }
    }

    fn keep(table: &mut Table, thread: usize) -> BacktraceId {
        table.keep(Arc::new(Backtrace::disabled()), thread).0
    }

    #[test]
    fn a_thread_reuses_its_own_slots() {
        let mut table = empty();
        let other = keep(&mut table, 1);
        let mine: Vec<_> = (0..200).map(|_| keep(&mut table, 2)).collect();
        let found = mine.iter().filter(|trace| table.find(**trace).is_some()).count();
        assert_eq!(found, SLOTS_PER_THREAD);
        assert!(mine[192..].iter().all(|trace| table.find(*trace).is_some()), "the latest");
        assert!(table.find(other).is_some());
    }

    #[test]
    fn further_threads_replace_the_oldest_backtraces() {
        let mut table = empty();
        let traces: Vec<_> = (0..200).map(|thread| keep(&mut table, thread)).collect();
        let (gone, there) = traces.split_at(200 - SLOTS);
        assert!(gone.iter().all(|trace| table.find(*trace).is_none()));
        assert!(there.iter().all(|trace| table.find(*trace).is_some()));
    }

    #[test]
    fn a_removed_backtrace_frees_its_slot() {
        let mut table = empty();
        let traces: Vec<_> = (0..SLOTS).map(|thread| keep(&mut table, thread)).collect();
        assert!(table.take(traces[5]).is_some() && table.take(traces[5]).is_none());
        keep(&mut table, 5);
        let there = traces.iter().filter(|trace| table.find(**trace).is_some()).count();
        assert_eq!(there, SLOTS - 1, "only the free one was taken");
    }

    #[test]
    fn a_restored_backtrace_has_its_old_id_and_one_slot() {
        let mut table = empty();
        let trace = keep(&mut table, 1);
        let kept = table.find(trace).unwrap();
        assert!(table.take(trace).is_some() && table.find(trace).is_none());
        for _ in 0..2 {
            assert!(table.restore(trace, &kept, 1).is_none());
            assert!(Arc::ptr_eq(&table.find(trace).unwrap(), &kept));
        }
        assert_eq!(table.slots.iter().flatten().count(), 1);
    }

    #[test]
    fn nothing_is_captured_unless_enabled() {
        assert!(!ENABLED.load(Relaxed), "no test enables backtraces");
        assert_eq!(BacktraceId::capture(), BacktraceId::NONE);
        assert!(BacktraceId::NONE.get().is_none());
    }
}
