//! One entry of the table: a value, and who holds it.

use super::refusal::{FREED, IN_USE, NO_HANDLE, OTHER_THREAD, OTHER_TYPE, TOO_MANY};
use super::state::{State, Token};
use crate::convert::InvalidArgument;
use crate::handle::thread_id;
use std::any::TypeId;
use std::cell::UnsafeCell;
use std::mem::MaybeUninit;
use std::num::NonZeroUsize;
use std::ptr::NonNull;
use std::sync::atomic::{
    AtomicPtr, AtomicUsize,
    Ordering::{Acquire, Relaxed, Release},
};

/// The state in which one more holds the entry by a token, if the present state allows it.
type Transition = fn(State, Token) -> Option<State>;

/// Valid as zeros: free, before its first generation.
///
/// 64 bytes on 64-bit targets, the two words that change or are read by every call first: calls with neighbours do
/// not write to one line of the cache, however the allocator places the first.
#[repr(C, align(16))]
pub(super) struct Entry {
    /// A [`State`]. Its generation only rises.
    state: AtomicUsize,
    /// With its provenance. Of the generation of `state`, unless it is free.
    value: AtomicPtr<()>,
    /// The number of the thread that alone may use the value, or 0. Of the same generation.
    thread: AtomicUsize,
    /// Written before the first generation and never again: so that it can be compared before the entry is held, and
    /// a handle that is mistaken for one of another type is at no time in use for its owner.
    kind: UnsafeCell<MaybeUninit<TypeId>>,
    /// For [`FreeLists`](super::free_lists::FreeLists), which has a lock.
    pub(super) list: AtomicUsize,
    /// Likewise.
    pub(super) next: AtomicUsize,
}

// SAFETY: every field but `kind` is atomic. `dedicate` writes `kind` once, before `publish` stores the first state other
// than generation 0 with `Release`; `admits` and `why_not_admitted` read it only after they loaded such a state with
// `Acquire`.
unsafe impl Sync for Entry {}

impl Entry {
    /// Says of which kind all values of this entry are.
    ///
    /// # Safety
    ///
    /// Called once, before the first [`publish`](Self::publish), by the only thread that knows of the entry.
    pub(super) unsafe fn dedicate(&self, kind: TypeId, list: usize) {
        // SAFETY: the caller is the only thread that knows of the entry, so nobody else writes; nobody reads before
        // `publish`.
        unsafe { (*self.kind.get()).write(kind) };
        self.list.store(list, Relaxed);
    }

    /// Begins the next generation, with a value in it. The entry is dedicated, free, and has a generation left.
    pub(super) fn publish(
        &self,
        value: NonNull<()>,
        thread: Option<NonZeroUsize>,
        index: NonZeroUsize,
    ) -> NonZeroUsize {
        // Who calls has the entry from under the lock, and nobody else changes one that is free.
        let token = State(self.state.load(Relaxed)).next_token(index);
        self.value.store(value.as_ptr(), Relaxed);
        // A call with an old token may read it meanwhile, and then finds the state changed.
        self.thread.store(thread.map_or(0, NonZeroUsize::get), Relaxed);
        // Who loads this state, or one that comes of it, sees the kind, the thread, the value and what it points to.
        self.state.store(Token(token.get()).idle().0, Release);
        token
    }

    /// Adds a sharer.
    #[inline]
    pub(super) fn share(&self, token: Token, kind: TypeId) -> Result<(), InvalidArgument> {
        self.acquire(token, kind, State::shared_by)
    }

    /// IntoOwned a sharer away that [`share`](Self::share) has added.
    #[inline]
    pub(super) fn release_shared(&self) {
        // `Release`: what the sharer has read, it has read before the next exclusive holder writes.
        self.state.fetch_sub(1, Release);
    }

    /// Closes the entry to everybody else.
    #[inline]
    pub(super) fn exclude(&self, token: Token, kind: TypeId) -> Result<(), InvalidArgument> {
        self.acquire(token, kind, State::excluded_by)
    }

    /// Opens the entry again that [`exclude`](Self::exclude) has closed.
    #[inline]
    pub(super) fn release_exclusive(&self, token: Token) {
        // No exchange, as nobody but the holder changes an exclusive state. `Release`: what it has written is seen by
        // the next holder.
        self.state.store(token.idle().0, Release);
    }

    /// Ends the generation of an entry that is held exclusively. From here on its tokens are refused.
    pub(super) fn free(&self, token: Token) {
        // `Relaxed`: who sees this state reads nothing of the entry, and who uses it again had the lock after this.
        self.state.store(token.freed().0, Relaxed);
    }

    /// Whether another generation may follow the one that has ended.
    pub(super) fn can_be_used_again(&self) -> bool {
        !State(self.state.load(Relaxed)).is_last_generation()
    }

    /// Goes to the state that `then` makes of the present one, if it makes one and the token is that of a value of this
    /// kind.
    #[inline]
    fn acquire(&self, token: Token, kind: TypeId, then: Transition) -> Result<(), InvalidArgument> {
        let state = State(self.state.load(Acquire));
        let held = then(state, token)
            .is_some_and(|held| self.admits(kind) && self.change(state, held).is_ok());
        // All else is out of the caller's code.
        if held { Ok(()) } else { self.acquire_or_reject(token, kind, then) }
    }

    #[cold]
    #[inline(never)]
    fn acquire_or_reject(
        &self,
        token: Token,
        kind: TypeId,
        then: Transition,
    ) -> Result<(), InvalidArgument> {
        let mut state = State(self.state.load(Acquire));
        loop {
            let held = then(state, token).ok_or_else(|| self.why_closed(state, token, kind))?;
            if !self.admits(kind) {
                return Err(self.why_not_admitted(token, kind));
            }
            match self.change(state, held) {
                Ok(()) => return Ok(()),
                Err(now) => state = now,
            }
        }
    }

    /// Changes the state if it is what it was, generation included: the thread that was compared before may be that of
    /// a later one otherwise.
    #[inline]
    fn change(&self, from: State, to: State) -> Result<(), State> {
        // `Acquire` for all that earlier holders have done: each change of the state since they let go is one of the
        // release sequence of theirs, or comes after one by who has acquired it. If it fails, for `admits`.
        self.state.compare_exchange(from.0, to.0, Acquire, Acquire).map(drop).map_err(State)
    }

    /// The value. Only for who holds the entry.
    #[inline]
    pub(super) fn value(&self) -> NonNull<()> {
        // SAFETY: the caller holds the entry, so `publish` has stored the address of a value, which is not null.
        unsafe { NonNull::new_unchecked(self.value.load(Relaxed)) }
    }

    /// Whether the value is of this kind, and the calling thread may use it. Only after a state of generation 1 or
    /// later was loaded with `Acquire`.
    #[inline]
    fn admits(&self, kind: TypeId) -> bool {
        // SAFETY: the caller has loaded a state of generation 1 or later with `Acquire`. `dedicate` wrote the kind before
        // that state was stored with `Release`, and nobody writes it again.
        let own = unsafe { (*self.kind.get()).assume_init() };
        own == kind && self.admits_this_thread()
    }

    #[inline]
    fn admits_this_thread(&self) -> bool {
        NonZeroUsize::new(self.thread.load(Relaxed)).is_none_or(thread_id::is_current)
    }

    /// Why a state is not one in which the token is let in.
    fn why_closed(&self, state: State, token: Token, kind: TypeId) -> InvalidArgument {
        if token.generation() == 0 || token.generation() > state.generation() {
            NO_HANDLE
        } else if token.generation() < state.generation() || state.is_free() {
            FREED
        } else if !self.admits(kind) {
            self.why_not_admitted(token, kind)
        } else if state.is_full() {
            TOO_MANY
        } else {
            IN_USE
        }
    }

    /// Why [`admits`](Self::admits) has said no, after a state of the token's generation was loaded.
    fn why_not_admitted(&self, token: Token, kind: TypeId) -> InvalidArgument {
        // SAFETY: the caller has loaded a state of the token's generation, which is not 0, with `Acquire`, so the kind
        // was written before.
        let own = unsafe { (*self.kind.get()).assume_init() };
        if own != kind {
            OTHER_TYPE
        } else if State(self.state.load(Relaxed)).generation() != token.generation() {
            // The thread was that of a later generation.
            FREED
        } else {
            OTHER_THREAD
        }
    }

    /// Sets the state, for what takes too long to reach.
    #[cfg(test)]
    pub(super) fn set_state(&self, state: State) {
        self.state.store(state.0, Release);
    }
}
