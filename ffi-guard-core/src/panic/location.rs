//! Remembers where the recent panics of a thread were raised.
//!
//! The hook knows the location but not the catch; the guard knows the payload but not the location. The address of the
//! payload's text connects them, because the boxed payload keeps it. The allocator may reuse an address, so the hash of
//! the text is compared as well, and entries are cleared when a guard has caught the only panic of the thread.
//!
//! One case cannot be detected. The payload of `panic!("literal")`, and of `unwrap` on `None`, is the literal. Suppose
//! that other code on this thread catches such a panic, and that a payload with the same literal is then resumed by
//! `resume_unwind`, which runs no hook. If no guard of this thread has caught anything in between, the error gets the
//! location of the first panic.

use crate::error::OwnedLocation;
use crate::panic::payload;
use std::any::Any;
use std::cell::Cell;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic;

/// The number of locations that a thread remembers. A destructor that runs during unwinding may panic behind a guard of
/// its own, several levels deep, before the outer panic is caught.
const REMEMBERED: usize = 8;

/// Identifies the text of a panic.
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

/// Const-initialised and without `Drop`, for the reasons given in `last_error.rs`.
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

/// Remembers the location of a panic; called by the hook.
pub(crate) fn remember(info: &panic::PanicHookInfo<'_>) {
    if let (Some(text), Some(location)) = (payload::text(info.payload()), info.location()) {
        remember_at(text, OwnedLocation::of(location).traced());
    }
}

/// Remembers the location of a panic with this text, for a panic that is resumed without the hook.
pub(crate) fn remember_at(text: &str, place: OwnedLocation) {
    MEMORY.with(|memory| {
        let slot = &memory.slots[memory.next.get()];
        memory.next.set((memory.next.get() + 1) % REMEMBERED);
        slot.place.set(place);
        slot.key.set(Some(Key::of(text)));
    });
}

/// Runs code that catches all of its panics, and restores the remembered locations.
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

/// Removes and returns the location of a caught panic, if it is known; called by the guard.
pub(crate) fn take(payload: &dyn Any) -> Option<OwnedLocation> {
    let key = payload::text(payload).map(Key::of);
    // If another panic still unwinds through this thread, its guard has not asked for its location yet.
    let outermost = !std::thread::panicking();
    MEMORY.with(|memory| {
        let mut found = None;
        // From the latest backwards. Older entries with the same key are stale.
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
