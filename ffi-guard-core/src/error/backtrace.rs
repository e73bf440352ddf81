//! The backtraces of recent failures, where they are asked for.
//!
//! An [`Error`](crate::Error) is a plain value of a fixed size, so it has a ticket, and the backtrace is kept here. The
//! table has a fixed number of places: threads that end leave theirs behind, for others to take. A thread-local with
//! a destructor would not, but it would keep the library mapped, and fail at the end of the process.

use std::backtrace::Backtrace;
use std::env;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many backtraces the process keeps.
const PLACES: usize = 64;
/// How many of them belong to one thread. A failure may cause others before its call returns: in destructors, in
/// observers, in its fallback.
const PLACES_OF_A_THREAD: usize = 8;

/// Whether anybody asks for backtraces.
static ASKED: AtomicBool = AtomicBool::new(false);

/// Names a backtrace that was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BacktraceId(u64);

impl BacktraceId {
    /// Names none.
    pub(crate) const NONE: Self = Self(0);

    /// Keeps a backtrace of where it is called, if backtraces are asked for. Its symbols are not looked up yet.
    pub(crate) fn capture() -> Self {
        if ASKED.load(Relaxed) { Self::force() } else { Self::NONE }
    }

    #[cold]
    fn force() -> Self {
        let backtrace = Arc::new(Backtrace::force_capture());
        let (trace, replaced) = table().keep(backtrace, this_thread());
        // Out of the lock.
        drop(replaced);
        trace
    }

    /// The backtrace, if it is still there.
    pub(crate) fn get(self) -> Option<Arc<Backtrace>> {
        if self == Self::NONE {
            return None;
        }
        table().find(self)
    }

    /// Keeps a backtrace again that had this ticket, unless it is still kept.
    pub(crate) fn restore(self, backtrace: &Arc<Backtrace>) {
        let replaced = table().restore(self, backtrace, this_thread());
        // Out of the lock.
        drop(replaced);
    }

    /// Gives its place up.
    pub(crate) fn forget(self) {
        if self != Self::NONE {
            let forgotten = table().take(self);
            // Out of the lock.
            drop(forgotten);
        }
    }
}

/// Asks for backtraces, if the library or the environment does; as std's `Backtrace::capture` reads the latter.
pub(crate) fn request(library: bool) {
    let variable = |name| env::var_os(name).map(|value| value != "0");
    let environment =
        || variable("RUST_LIB_BACKTRACE").or_else(|| variable("RUST_BACKTRACE")).unwrap_or(false);
    if library || environment() {
        ASKED.store(true, Relaxed);
    }
}

/// One of this thread's own addresses. A later thread may have the same, and then the places that this one left.
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
    places: [Option<Stored>; PLACES],
    latest: u64,
}

static TABLE: Mutex<Table> =
    Mutex::new(Table { places: [const { None }; PLACES], latest: BacktraceId::NONE.0 });

fn table() -> MutexGuard<'static, Table> {
    TABLE.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Table {
    /// Keeps a backtrace; what had its place before is the caller's to drop.
    fn keep(&mut self, backtrace: Arc<Backtrace>, thread: usize) -> (BacktraceId, Option<Stored>) {
        self.latest += 1;
        let trace = BacktraceId(self.latest);
        (trace, self.put(Stored { trace, thread, backtrace }))
    }

    /// Keeps a backtrace that is not kept any more under its old ticket.
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
        let place = self.place_for(kept.thread);
        self.places[place].replace(kept)
    }

    /// The thread's oldest if it has enough, else a free one, else the oldest of all.
    fn place_for(&self, thread: usize) -> usize {
        let all = || self.places.iter().enumerate();
        let age =
            |(_, place): &(usize, &Option<Stored>)| place.as_ref().map_or(0, |kept| kept.trace.0);
        let own =
            || all().filter(|(_, place)| place.as_ref().is_some_and(|kept| kept.thread == thread));
        let oldest = if own().count() >= PLACES_OF_A_THREAD {
            own().min_by_key(age)
        } else {
            // A free one counts as the oldest.
            all().min_by_key(age)
        };
        oldest.map_or(0, |(index, _)| index)
    }

    fn find(&self, trace: BacktraceId) -> Option<Arc<Backtrace>> {
        let kept = self.places.iter().flatten().find(|kept| kept.trace == trace);
        kept.map(|kept| Arc::clone(&kept.backtrace))
    }

    fn take(&mut self, trace: BacktraceId) -> Option<Stored> {
        self.places.iter_mut().find_map(|place| place.take_if(|kept| kept.trace == trace))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty() -> Table {
        Table { places: [const { None }; PLACES], latest: 0 }
    }

    fn keep(table: &mut Table, thread: usize) -> BacktraceId {
        table.keep(Arc::new(Backtrace::disabled()), thread).0
    }

    #[test]
    fn a_thread_takes_its_own_places_again() {
        let mut table = empty();
        let other = keep(&mut table, 1);
        let mine: Vec<_> = (0..200).map(|_| keep(&mut table, 2)).collect();
        let found = mine.iter().filter(|trace| table.find(**trace).is_some()).count();
        assert_eq!(found, PLACES_OF_A_THREAD);
        assert!(mine[192..].iter().all(|trace| table.find(*trace).is_some()), "the latest");
        assert!(table.find(other).is_some());
    }

    #[test]
    fn threads_without_end_take_the_places_of_the_oldest() {
        let mut table = empty();
        let traces: Vec<_> = (0..200).map(|thread| keep(&mut table, thread)).collect();
        let (gone, there) = traces.split_at(200 - PLACES);
        assert!(gone.iter().all(|trace| table.find(*trace).is_none()));
        assert!(there.iter().all(|trace| table.find(*trace).is_some()));
    }

    #[test]
    fn what_is_given_up_is_free() {
        let mut table = empty();
        let traces: Vec<_> = (0..PLACES).map(|thread| keep(&mut table, thread)).collect();
        assert!(table.take(traces[5]).is_some() && table.take(traces[5]).is_none());
        keep(&mut table, 5);
        let there = traces.iter().filter(|trace| table.find(**trace).is_some()).count();
        assert_eq!(there, PLACES - 1, "only the free one was taken");
    }

    #[test]
    fn a_restored_one_has_its_old_ticket_and_one_place() {
        let mut table = empty();
        let trace = keep(&mut table, 1);
        let kept = table.find(trace).unwrap();
        assert!(table.take(trace).is_some() && table.find(trace).is_none());
        for _ in 0..2 {
            assert!(table.restore(trace, &kept, 1).is_none());
            assert!(Arc::ptr_eq(&table.find(trace).unwrap(), &kept));
        }
        assert_eq!(table.places.iter().flatten().count(), 1);
    }

    #[test]
    fn nothing_is_captured_unless_asked_for() {
        assert!(!ASKED.load(Relaxed), "nobody asks in these tests");
        assert_eq!(BacktraceId::capture(), BacktraceId::NONE);
        assert!(BacktraceId::NONE.get().is_none());
    }
}
