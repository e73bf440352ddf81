//! Tests of the registry. Each test has its own.

mod model;
mod refusals;
mod reuse;
mod threads;

use super::state::{HALF, State, Token};
use super::{AllowedThread, Table};
use crate::convert::InvalidArgument;
use std::any::TypeId;
use std::ptr::{self, NonNull};

struct Apple;
struct Pear;
struct Plum;

const KINDS: [TypeId; 3] = [TypeId::of::<Apple>(), TypeId::of::<Pear>(), TypeId::of::<Plum>()];
const APPLE: TypeId = KINDS[0];
const PEAR: TypeId = KINDS[1];

/// Returns an address, for tests that do not access the memory.
fn address(number: usize) -> NonNull<()> {
    NonNull::new(ptr::without_provenance_mut(number)).unwrap()
}

impl Table {
    fn add(&self, number: usize, kind: TypeId) -> usize {
        self.insert(address(number), kind, AllowedThread::Any).unwrap().get()
    }

    fn why_not_shared(&self, token: usize, kind: TypeId) -> Option<InvalidArgument> {
        self.share(token, kind).err()
    }

    fn why_not_excluded(&'static self, token: usize, kind: TypeId) -> Option<InvalidArgument> {
        self.exclude(token, kind).err()
    }

    /// Moves an idle entry to another generation, and returns its token there.
    fn age(&self, token: usize, generation: usize) -> usize {
        let (index, entry) = self.entry(Token(token)).unwrap();
        let older = Token(index.get() | generation << HALF);
        entry.set_state(older.idle());
        older.0
    }

    fn set_sharers(&self, token: usize, sharers: usize) {
        let (_, entry) = self.entry(Token(token)).unwrap();
        entry.set_state(State(Token(token).idle().0 + sharers));
    }
}
