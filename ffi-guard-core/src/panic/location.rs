//! Where the thread's recent panics were raised.
//!
//! The hook sees the location but not the catch; the guard sees the payload but not the location.
//! They meet here by the address of the payload's text, which the boxed payload keeps. An address
//! alone may be used again by the allocator, so the text itself is compared as well, by its hash; and
//! what is left over when a guard has caught the thread's only panic is forgotten.
//!
//! One case is beyond telling. The payload of `panic!("literal")`, and of `unwrap` on `None`, is the
//! literal. Where such a panic is swallowed on this thread by somebody else, and the same literal comes
//! in by `resume_unwind`, which runs no hook, from another thread or made anew, before a guard of this
//! thread has caught anything, the error gets the place of the panic that was swallowed.

use crate::error::OwnedLocation;
use crate::panic::payload;
use std::any::Any;
use std::cell::Cell;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic;

/// How many locations a thread remembers. A destructor that runs while a panic unwinds may panic
/// itself behind a guard of its own, several levels deep, before the outer panic is caught.
const REMEMBERED: usize = 8;

/// What tells one panic's text from another's.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key {
    address: usize,
    len: usize,
    hash: u64,
}

impl Key {
    fn of(text: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        Self { address: text.as_ptr().addr(), len: text.len(), hash: hasher.finish() }
    }
}

struct Slot {
    key: Cell<Option<Key>>,
    place: Cell<OwnedLocation>,
}

/// Const-initialised and without `Drop`, for the reasons that `last.rs` gives.
struct Memory {
    slots: [Slot; REMEMBERED],
    next: Cell<usize>,
}

thread_local! {
    static MEMORY: Memory = const {
        Memory {
            slots: [const { Slot { key: Cell::new(None), place: Cell::new(OwnedLocation::UNKNOWN) } }; REMEMBERED],
            next: Cell::new(0),
        }
    };
}

/// Called by the hook, for each panic.
pub(crate) fn remember(info: &panic::PanicHookInfo<'_>) {
    if let (Some(text), Some(location)) = (payload::text(info.payload()), info.location()) {
        remember_at(text, OwnedLocation::of(location).traced());
    }
}

/// Remembers where the payload with this text was raised: for a panic that goes on without the hook.
pub(crate) fn remember_at(text: &str, place: OwnedLocation) {
    MEMORY.with(|memory| {
        let slot = &memory.slots[memory.next.get()];
        memory.next.set((memory.next.get() + 1) % REMEMBERED);
        slot.place.set(place);
        slot.key.set(Some(Key::of(text)));
    });
}

/// Runs code whose panics are all caught by its end, and remembers what it did before.
#[cfg(feature = "track-frames")]
pub(crate) fn undisturbed(others: impl FnOnce()) {
    let (slots, next) = MEMORY.with(|Memory { slots, next }| {
        (slots.each_ref().map(|slot| (slot.key.get(), slot.place.get())), next.get())
    });
    others();
    MEMORY.with(|memory| {
        for (slot, (key, place)) in memory.slots.iter().zip(slots) {
            slot.key.set(key);
            slot.place.set(place);
        }
        memory.next.set(next);
    });
}

/// Called by the guard, once its panic is caught: the place where this payload was raised, if it is
/// known.
pub(crate) fn take(payload: &dyn Any) -> Option<OwnedLocation> {
    let key = payload::text(payload).map(Key::of);
    // A panic that still unwinds through this thread, further out, has its slot yet to be asked for.
    let outermost = !std::thread::panicking();
    MEMORY.with(|memory| {
        let mut found = None;
        // From the latest backwards; older ones with the same key are stale.
        for back in 1..=REMEMBERED {
            let slot = &memory.slots[(memory.next.get() + REMEMBERED - back) % REMEMBERED];
            let matches = key.is_some() && slot.key.get() == key;
            if matches && found.is_none() {
                found = Some(slot.place.get());
            }
            if matches || outermost {
                slot.key.set(None);
            }
        }
        found
    })
}
