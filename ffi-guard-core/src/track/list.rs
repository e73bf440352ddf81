//! The guarded calls that are under way on this thread, innermost first, and which of them are dead.
//!
//! Everything here may be interrupted at any instruction by a signal handler that makes guarded calls of
//! its own. They are below the interrupted one and end before it goes on, so they leave the list as they
//! found it, unless they find dead calls. That they do not while a list is being changed: where it takes
//! one store, the address of the top is stored last; where it takes more, [`Thread::without_handlers`] keeps them out.
//!
//! The thread-local is const-initialised and has no `Drop`, for the reasons that `last.rs` gives. The two
//! functions that each call goes through are not inlined: a fibre may come back from the body of a call on another
//! thread, and the compiler would use the thread-local of the old one.

use super::frame::{self, Frame, ListHead};
use super::report::report;
use super::stack::{self, Bounds};
use crate::panic::recover::Name;
use std::cell::Cell;
use std::sync::atomic::{Ordering::SeqCst, compiler_fence};

struct Thread {
    address: Cell<usize>,
    name: Cell<Name>,
    depth: Cell<usize>,
    /// Of the call that the list begins with, the highest of all; of no meaning while it is empty.
    outermost: Cell<usize>,
    low: Cell<usize>,
    /// 0 where no call is to be put into the list.
    size: Cell<usize>,
    /// Whether the bounds have been asked for.
    ready: Cell<bool>,
}

thread_local! {
    static THREAD: Thread = const {
        Thread {
            address: Cell::new(ListHead::EMPTY.address),
            name: Cell::new(ListHead::EMPTY.name),
            depth: Cell::new(ListHead::EMPTY.depth),
            outermost: Cell::new(0),
            low: Cell::new(Bounds::NONE.low),
            size: Cell::new(Bounds::NONE.size),
            ready: Cell::new(false),
        }
    };
}

/// Calls that were found dead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Abandoned {
    pub(super) count: usize,
    /// The innermost of them, the one nearest to the jump.
    pub(super) name: Name,
}

impl Abandoned {
    const NONE: Self = Self { count: 0, name: Name::UNKNOWN };
}

/// Asks for the bounds of this thread's stack ahead of its first guarded call, which may be a signal
/// handler's.
pub(crate) fn prepare() {
    Thread::current().prepare();
}

/// A call of `name` begins, whose record is to be in `frame`.
#[inline(never)]
pub(super) extern "C" fn enter(frame: &Frame, name: Name) {
    let thread = Thread::current();
    let (here, top) = (frame.address(), thread.address.get());
    let bounds = thread.bounds();
    let is_next = || top > here && is_record(top, bounds);
    if bounds.contain(here) && (top == ListHead::EMPTY.address || is_next()) {
        thread.push(frame, name);
    } else {
        thread.enter_slow(frame, name);
    }
}

/// The call of `frame` ends.
///
/// # Safety
///
/// It has begun.
#[inline(never)]
pub(super) unsafe extern "C" fn exit(frame: &Frame) {
    // SAFETY: `enter` has written it.
    let below = unsafe { frame.below() };
    // Before the thread-local: a fibre that is not tracked may have left its thread, which may be gone.
    if below.is_untracked() {
        return;
    }
    let thread = Thread::current();
    if thread.address.get() == frame.address() {
        thread.set_top(below);
        // SAFETY: as above.
        unsafe { frame.wipe() };
    } else {
        // SAFETY: as above.
        unsafe { thread.exit_below_head(frame) };
    }
}

/// Runs code of others, whose guarded calls are in a list of their own: they find no older call abandoned,
/// whose report would not come to an observer that is being told of something else.
pub(crate) fn with_separate_list(others: impl FnOnce()) {
    let here = 0_u8;
    let thread = Thread::current();
    // On another stack nothing is tracked, and this may even end on another thread.
    if !thread.bounds().contain((&raw const here).addr()) {
        return others();
    }
    let aside = thread.without_handlers(|| thread.save());
    others();
    thread.without_handlers(|| thread.restore(aside));
}

/// A list while it is not its thread's.
struct SavedList {
    top: ListHead,
    outermost: usize,
}

impl Thread {
    /// Without `LocalKey::with` around what is done with it, which would not be inlined.
    #[inline(always)]
    fn current<'call>() -> &'call Self {
        // SAFETY: a thread-local without a destructor lives until its thread runs no code any more, so
        // longer than this call.
        unsafe { &*THREAD.with(std::ptr::from_ref) }
    }

    fn prepare(&self) {
        if !self.ready.get() {
            let Bounds { low, size } = stack::of_this_thread();
            self.low.set(low);
            compiler_fence(SeqCst);
            self.size.set(size);
            self.ready.set(true);
        }
    }

    fn bounds(&self) -> Bounds {
        Bounds { low: self.low.get(), size: self.size.get() }
    }

    fn top(&self) -> ListHead {
        ListHead { address: self.address.get(), name: self.name.get(), depth: self.depth.get() }
    }

    /// The address last: until then the old top is in its place, from which a handler's calls go on.
    fn set_top(&self, top: ListHead) {
        self.name.set(top.name);
        self.depth.set(top.depth);
        compiler_fence(SeqCst);
        self.address.set(top.address);
        compiler_fence(SeqCst);
    }

    fn push(&self, frame: &Frame, name: Name) {
        let (here, below) = (frame.address(), self.top());
        frame.write(below);
        compiler_fence(SeqCst);
        self.set_top(ListHead { address: here, name, depth: below.depth + 1 });
        // After the address, where a handler finds a list that it does not begin itself.
        if below.address == ListHead::EMPTY.address {
            self.outermost.set(here);
        }
    }

    /// The first call of a thread, a call on another stack, or one that finds dead calls.
    #[cold]
    #[inline(never)]
    extern "C" fn enter_slow(&self, frame: &Frame, name: Name) {
        self.prepare();
        let bounds = self.bounds();
        if !bounds.contain(frame.address()) {
            return frame.write_untracked();
        }
        let dead = self.without_handlers(|| {
            let dead = self.remove_abandoned(frame.address(), bounds);
            self.push(frame, name);
            dead
        });
        report(dead);
    }

    /// The end of a call that is not on top: those above it are dead.
    ///
    /// # Safety
    ///
    /// The call has begun.
    #[cold]
    #[inline(never)]
    unsafe extern "C" fn exit_below_head(&self, frame: &Frame) {
        // SAFETY: `enter` has written it.
        let below = unsafe { frame.below() };
        let bounds = self.bounds();
        // In one, as a handler's call may be the first to find them, and leave this one on top.
        let dead = self.without_handlers(|| {
            let top = self.top();
            let count = top.depth.saturating_sub(below.depth + 1);
            let is_top = top.depth == below.depth + 1
                && (top.address == ListHead::LOST || top.address == frame.address());
            // Else it was taken for dead, or this thread has gone on on the stack of another.
            let is_listed = bounds.contain(frame.address()) && (count > 0 || is_top);
            is_listed.then(|| {
                self.set_top(below);
                Abandoned { count, name: top.name }
            })
        });
        if let Some(dead) = dead {
            // SAFETY: as above.
            unsafe { frame.wipe() };
            report(dead);
        }
    }

    /// Begins a list anew.
    fn save(&self) -> SavedList {
        let aside = SavedList { top: self.top(), outermost: self.outermost.get() };
        self.set_top(ListHead::EMPTY);
        aside
    }

    /// Goes on with a list. What is left in the one meanwhile is dead, and comes on top of it.
    fn restore(&self, SavedList { top, outermost }: SavedList) {
        let left = self.depth.get();
        // Where nothing else is in the list, the next call finds them wherever it is.
        self.outermost.set(if top.address == ListHead::EMPTY.address { 0 } else { outermost });
        self.set_top(if left == 0 { top } else { ListHead::lost(top.depth + left) });
    }

    /// Changes the list while the calls of a signal handler are kept out of it. A handler that jumps out of
    /// this leaves the thread untracked.
    fn without_handlers<R>(&self, change: impl FnOnce() -> R) -> R {
        let size = self.size.replace(0);
        compiler_fence(SeqCst);
        let result = change();
        compiler_fence(SeqCst);
        self.size.set(size);
        result
    }

    /// IntoOwned dead calls off the top, as `here` is the frame of a new one.
    fn remove_abandoned(&self, here: usize, bounds: Bounds) -> Abandoned {
        let top = self.top();
        // Who called the new one is above it. So is every call that is not dead, and the first of all is
        // the highest.
        let alive = if here >= self.outermost.get() {
            ListHead::EMPTY
        } else {
            first_alive(top, here, bounds)
        };
        if alive.depth == top.depth {
            return Abandoned::NONE;
        }
        self.set_top(alive);
        Abandoned { count: top.depth - alive.depth, name: top.name }
    }
}

/// The first call from the top down that may be alive.
fn first_alive(mut top: ListHead, here: usize, bounds: Bounds) -> ListHead {
    // Ends, as each step lessens the depth.
    while top.address != ListHead::EMPTY.address && top.address != ListHead::LOST {
        match below(top.address, bounds) {
            Some(_) if top.address > here => return top,
            Some(next) if next.depth.wrapping_add(1) == top.depth => top = next,
            // Written over, so dead; those below it are out of reach, and some may be alive.
            _ => top = ListHead::lost(top.depth - 1),
        }
    }
    top
}

fn is_record(address: usize, bounds: Bounds) -> bool {
    below(address, bounds).is_some()
}

/// The list below the record at `address`, if it is one still.
fn below(address: usize, bounds: Bounds) -> Option<ListHead> {
    if !address.is_multiple_of(Frame::ALIGN) || !bounds.contain_all(address, Frame::SIZE) {
        return None;
    }
    // SAFETY: aligned, and within this thread's stack. An address gets into the list from a call that had its
    // frame there, so the stack has been in use down to it, and a stack is not given back in parts.
    unsafe { frame::below_record_at(address) }
}

// Under Miri nothing is tracked.
#[cfg(all(test, not(miri)))]
mod tests {
    use super::super::frame::Tracked;
    use super::*;
    use std::cell::RefCell;
    use std::hint::black_box;
    use std::mem::forget;
    use std::num::NonZeroU32;

    thread_local! {
        static REPORTED: RefCell<Vec<(u32, String)>> = const { RefCell::new(Vec::new()) };
    }

    /// What this thread's calls have reported while `f` ran.
    fn reported(f: impl FnOnce()) -> Vec<(u32, String)> {
        crate::observe(|error| {
            REPORTED.with_borrow_mut(|reported| {
                let calls = error.abandoned_calls().map_or(0, NonZeroU32::get);
                reported.push((calls, error.function().to_owned()));
            });
        });
        // A list of its own, and an observer's reports of no other test.
        REPORTED.take();
        f();
        let mut all = REPORTED.take();
        // Each registration is told.
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

    /// Calls inside calls, which do not end as far as their thread can tell, unless `end` says so.
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

    /// Writes over what earlier calls have left below the caller.
    #[inline(never)]
    fn scribble() {
        black_box([0x5a_u8; 1 << 15]);
    }

    /// The address of a local, a good way below the caller.
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
        assert_eq!(THREAD.with(|thread| (thread.top().address, thread.top().depth)), (0, 0));
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

    /// However much of the records is left.
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

    /// An observer that is being told of one thing hears of no other.
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
            // SAFETY: aligned, and alive.
            unsafe { frame::below_record_at(address) }
        };
        assert_eq!(read().map(|top| (top.address, top.depth)), Some((64, 3)));
        for word in 0..4 {
            let place =
                std::ptr::with_exposed_provenance_mut::<usize>(address + word * size_of::<usize>());
            // SAFETY: one of the four words of the frame, whose address is exposed.
            let before = unsafe { place.replace(0x4141_4141) };
            assert!(read().is_none(), "word {word}");
            // SAFETY: as above.
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
}
