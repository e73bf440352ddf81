//! An entry of the table: a value, and the calls that use it.

use super::loan::Loan;
use super::refusal::{
    FREED, IN_USE, LOAN_ENDED, NO_HANDLE, OTHER_THREAD, OTHER_TYPE, READ_ONLY, TOO_MANY,
};
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
use std::thread;
use std::time::Duration;

/// The `thread` of an entry whose loan ends. No thread has this number.
const CLOSED: usize = usize::MAX;
/// The pause between two looks at an entry that another thread uses.
const PAUSE: Duration = Duration::from_micros(50);

/// Computes the state after one more call has acquired the entry with a token; `None` if the current state does not
/// allow it.
type Transition = fn(State, Token) -> Option<State>;

/// An entry. All zeros is a valid entry: free, before its first generation.
///
/// 64 bytes on 64-bit targets. The two words that calls read or change come first: two calls that use neighbouring
/// entries do not write to the same cache line, however the allocator aligns the first entry.
#[repr(C, align(16))]
pub(super) struct Entry {
    /// A [`State`]. Its generation never decreases.
    state: AtomicUsize,
    /// The value, with its provenance. Belongs to the generation of `state`, unless the entry is free.
    value: AtomicPtr<()>,
    /// The number of the only thread that may use the value, or 0. Belongs to the generation of `state`.
    thread: AtomicUsize,
    /// Written before the first generation and never again. So it can be compared before the entry is acquired, and a
    /// lookup with the wrong type never makes the handle unavailable to its owner.
    kind: UnsafeCell<MaybeUninit<TypeId>>,
    /// The list that the entry belongs to. Only used by [`FreeLists`](super::free_lists::FreeLists), under its lock.
    pub(super) list: AtomicUsize,
    /// 0, or [`Loan::number`] if a callback of C has the value on loan. Belongs to the generation of
    /// `state`, and is read on rare paths alone.
    pub(super) loan: AtomicUsize,
    /// The next entry of that list. Only used by [`FreeLists`](super::free_lists::FreeLists), under its lock.
    pub(super) next: AtomicUsize,
}

// SAFETY: every field except `kind` is atomic. `dedicate` writes `kind` once, before `publish` stores the first state
// with a generation other than 0 with `Release`; `admits` and `why_not_admitted` read it only after they loaded such a
// state with `Acquire`.
unsafe impl Sync for Entry {}

impl Entry {
    /// Sets the type of all values of this entry.
    ///
    /// # Safety
    ///
    /// This is called once, before the first [`publish`](Self::publish), by the only thread that knows the entry.
    pub(super) unsafe fn dedicate(&self, kind: TypeId, list: usize) {
        // SAFETY: the caller is the only thread that knows the entry, so no other thread writes, and none reads before
        // `publish`.
        unsafe { (*self.kind.get()).write(kind) };
        self.list.store(list, Relaxed);
    }

    /// Starts the next generation with a value. The entry must be dedicated and free, and have a generation left.
    pub(super) fn publish(
        &self,
        value: NonNull<()>,
        thread: Option<NonZeroUsize>,
        index: NonZeroUsize,
        loan: Option<Loan>,
    ) -> NonZeroUsize {
        // The caller removed the entry from the free lists under the lock, and no other thread changes a free entry.
        let token = State(self.state.load(Relaxed)).next_token(index);
        self.value.store(value.as_ptr(), Relaxed);
        // A call with an old token may read this concurrently; it then finds that the state has changed.
        self.thread.store(thread.map_or(0, NonZeroUsize::get), Relaxed);
        self.loan.store(loan.map_or(0, Loan::number), Relaxed);
        let state = Token(token.get()).idle().0 + loan.map_or(0, Loan::sharers);
        // `Release`: a thread that loads this state, or a state derived from it, sees the kind, the thread, the value
        // and the memory behind it.
        self.state.store(state, Release);
        token
    }

    /// Acquires the entry together with other readers.
    #[inline]
    pub(super) fn share(&self, token: Token, kind: TypeId) -> Result<(), InvalidArgument> {
        self.acquire(token, kind, State::shared_by)
    }

    /// Releases an entry that [`share`](Self::share) has acquired.
    #[inline]
    pub(super) fn release_shared(&self) {
        // `Release`: this call's reads happen before the writes of the next exclusive call.
        self.state.fetch_sub(1, Release);
    }

    /// Acquires the entry exclusively.
    #[inline]
    pub(super) fn exclude(&self, token: Token, kind: TypeId) -> Result<(), InvalidArgument> {
        self.acquire(token, kind, State::excluded_by)
    }

    /// Releases an entry that [`exclude`](Self::exclude) has acquired.
    #[inline]
    pub(super) fn release_exclusive(&self, token: Token) {
        // A store suffices, because no other call changes an exclusive state. `Release`: the next call sees what this
        // one wrote.
        self.state.store(token.idle().0, Release);
    }

    /// Ends the generation of an exclusively acquired entry. From here on its tokens are rejected.
    pub(super) fn free(&self, token: Token) {
        // `Relaxed`: a thread that sees this state reads nothing else of the entry, and the next user of the entry
        // takes the lock after this.
        self.state.store(token.freed().0, Relaxed);
    }

    /// Returns whether a callback of C has the value on loan. Only for callers that have acquired the entry.
    pub(super) fn is_lent(&self) -> bool {
        self.loan.load(Relaxed) != 0
    }

    /// Ends a loan and its generation: new calls are rejected, and the calls of other threads that use the value are
    /// waited for.
    pub(super) fn end_loan(&self, token: Token, loan: Loan) {
        // A call that has already compared the thread may still acquire the entry: it is waited for.
        self.thread.store(CLOSED, Relaxed);
        let unused = State(token.idle().0 + loan.sharers());
        let mut attempts = 0_u32;
        // `change` makes the writes of those calls visible.
        while self.change(unused, token.freed()).is_err() {
            attempts = attempts.saturating_add(1);
            if attempts < 100 { thread::yield_now() } else { thread::sleep(PAUSE) }
        }
    }

    /// Returns whether another generation may follow the one that has ended.
    pub(super) fn can_be_used_again(&self) -> bool {
        !State(self.state.load(Relaxed)).is_last_generation()
    }

    /// Changes the state by `transition`, if that allows it and the token belongs to a value of this kind.
    #[inline]
    fn acquire(
        &self,
        token: Token,
        kind: TypeId,
        transition: Transition,
    ) -> Result<(), InvalidArgument> {
        let state = State(self.state.load(Acquire));
        let acquired = transition(state, token)
            .is_some_and(|next| self.admits(kind) && self.change(state, next).is_ok());
        // Keeps the rare cases out of the inlined code.
        if acquired { Ok(()) } else { self.acquire_or_reject(token, kind, transition) }
    }

    #[cold]
    #[inline(never)]
    fn acquire_or_reject(
        &self,
        token: Token,
        kind: TypeId,
        transition: Transition,
    ) -> Result<(), InvalidArgument> {
        let mut state = State(self.state.load(Acquire));
        loop {
            let next =
                transition(state, token).ok_or_else(|| self.why_closed(state, token, kind))?;
            if !self.admits(kind) {
                return Err(self.why_not_admitted(token, kind));
            }
            match self.change(state, next) {
                Ok(()) => return Ok(()),
                Err(now) => state = now,
            }
        }
    }

    /// Changes the state if it is still `from`, generation included. Otherwise the thread that was compared before may
    /// belong to a later generation.
    #[inline]
    fn change(&self, from: State, to: State) -> Result<(), State> {
        // `Acquire` makes the writes of all earlier users visible: each change of the state since their release belongs
        // to its release sequence, or was made by a thread that had acquired it. On failure it is needed for `admits`.
        self.state.compare_exchange(from.0, to.0, Acquire, Acquire).map(drop).map_err(State)
    }

    /// Returns the value. Only for callers that have acquired the entry.
    #[inline]
    pub(super) fn value(&self) -> NonNull<()> {
        // SAFETY: the caller has acquired the entry, so `publish` has stored the address of a value, which is not null.
        unsafe { NonNull::new_unchecked(self.value.load(Relaxed)) }
    }

    /// Returns whether the value is of this kind and the calling thread may use it. Requires that a state of generation
    /// 1 or later was loaded with `Acquire`.
    #[inline]
    fn admits(&self, kind: TypeId) -> bool {
        // SAFETY: the caller has loaded a state of generation 1 or later with `Acquire`. `dedicate` wrote the kind
        // before that state was stored with `Release`, and nobody writes it again.
        let own = unsafe { (*self.kind.get()).assume_init() };
        own == kind && self.admits_this_thread()
    }

    #[inline]
    fn admits_this_thread(&self) -> bool {
        NonZeroUsize::new(self.thread.load(Relaxed)).is_none_or(thread_id::is_current)
    }

    /// Returns the reason why a token is rejected in a state.
    fn why_closed(&self, state: State, token: Token, kind: TypeId) -> InvalidArgument {
        if token.generation() == 0 || token.generation() > state.generation() {
            NO_HANDLE
        } else if token.generation() == state.generation() && state.is_free() && self.is_lent() {
            LOAN_ENDED
        } else if token.generation() < state.generation() || state.is_free() {
            FREED
        } else if !self.admits(kind) {
            self.why_not_admitted(token, kind)
        } else if state.is_full() {
            TOO_MANY
        } else if self.loan.load(Relaxed) == Loan::Read.number() {
            READ_ONLY
        } else {
            IN_USE
        }
    }

    /// Returns the reason why [`admits`](Self::admits) returned false, after a state of the token's generation was
    /// loaded.
    fn why_not_admitted(&self, token: Token, kind: TypeId) -> InvalidArgument {
        // SAFETY: the caller has loaded a state of the token's generation, which is not 0, with `Acquire`, so
        // `dedicate` wrote the kind before.
        let own = unsafe { (*self.kind.get()).assume_init() };
        if own != kind {
            OTHER_TYPE
        } else if State(self.state.load(Relaxed)).generation() != token.generation() {
            // The compared thread belonged to a later generation.
            FREED
        } else if self.thread.load(Relaxed) == CLOSED {
            LOAN_ENDED
        } else {
            OTHER_THREAD
        }
    }

    /// Sets the state directly, for states that take too long to reach.
    #[cfg(test)]
    pub(super) fn set_state(&self, state: State) {
        self.state.store(state.0, Release);
    }
}
