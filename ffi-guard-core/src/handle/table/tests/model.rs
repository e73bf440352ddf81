//! Compares random steps with a model: a map that records the state of every handle.

use super::super::refusal::{FREED, FULL, IN_USE, NO_HANDLE, OTHER_TYPE};
use super::super::state::{HALF, LAST_INDEX};
use super::super::{AllowedThread, EntryGuard, ExclusiveGuard, SharedGuard, Table};
use super::{KINDS, address};
use crate::convert::InvalidArgument;
use std::collections::HashMap;

const STEPS: usize = if cfg!(miri) { 300 } else { 100_000 };
/// Few entries, so that the table is sometimes full and entries are often reused.
const ENTRIES: usize = if cfg!(miri) { 10 } else { 40 };

#[test]
fn a_table_does_what_a_map_does() {
    static TABLES: [Table; 3] = [const { Table::new(ENTRIES) }; 3];
    for (seed, table) in (1..).zip(&TABLES) {
        let mut run =
            Run { table, random: Random(seed), model: Model::default(), held: Vec::new() };
        for _ in 0..STEPS {
            run.step();
        }
        assert!(run.model.refusals.len() >= 5, "seed {seed}: {:?}", run.model.refusals.keys());
    }
}

/// The expected state of a table.
#[derive(Default)]
struct Model {
    live: HashMap<usize, Handle>,
    /// Every token that was ever issued.
    tokens: Vec<usize>,
    /// The last generation of each entry that was ever used.
    generations: HashMap<usize, usize>,
    /// The number of free entries of each kind.
    free: [usize; KINDS.len()],
    /// How often each reason was returned.
    refusals: HashMap<String, usize>,
}

struct Handle {
    kind: usize,
    value: usize,
    sharers: usize,
    excluded: bool,
}

impl Model {
    fn why_not(&self, token: usize, kind: usize, exclusive: bool) -> Option<InvalidArgument> {
        let (generation, index) = (token >> HALF, token & LAST_INDEX);
        let last = self.generations.get(&index).copied().unwrap_or(0);
        if generation == 0 || generation > last {
            return Some(NO_HANDLE);
        }
        let Some(handle) = self.live.get(&token) else { return Some(FREED) };
        if handle.kind != kind {
            Some(OTHER_TYPE)
        } else if handle.excluded || exclusive && handle.sharers > 0 {
            Some(IN_USE)
        } else {
            None
        }
    }

    fn insert(&mut self, token: usize, kind: usize, value: usize) {
        let (generation, index) = (token >> HALF, token & LAST_INDEX);
        match self.generations.insert(index, generation) {
            Some(previous) => {
                assert_eq!(generation, previous + 1, "{token:#x}");
                self.free[kind] -= 1;
            }
            None => assert_eq!((generation, index), (1, self.generations.len())),
        }
        self.tokens.push(token);
        let handle = Handle { kind, value, sharers: 0, excluded: false };
        assert!(self.live.insert(token, handle).is_none());
    }

    fn remove(&mut self, token: usize) {
        let handle = self.live.remove(&token).unwrap();
        if token >> HALF < LAST_INDEX {
            self.free[handle.kind] += 1;
        }
    }

    fn refused(&mut self, why: InvalidArgument) {
        *self.refusals.entry(why.to_string()).or_default() += 1;
    }
}

enum CheckedPointer {
    SharedGuard(usize, SharedGuard),
    ExclusiveGuard(usize, ExclusiveGuard),
}

struct Run {
    table: &'static Table,
    random: Random,
    model: Model,
    held: Vec<CheckedPointer>,
}

impl Run {
    fn step(&mut self) {
        match self.random.below(100) {
            0..20 => self.insert(),
            20..45 => self.share(),
            45..65 => self.exclude(),
            65..99 => self.let_go(),
            _ => self.age(),
        }
    }

    fn insert(&mut self) {
        let (kind, value) = (self.random.below(KINDS.len()), 1 + self.random.below(1 << 15));
        let room = self.model.free[kind] > 0 || self.model.generations.len() < ENTRIES;
        match self.table.insert(address(value), KINDS[kind], AllowedThread::Any) {
            Ok(token) => {
                assert!(room);
                self.model.insert(token.get(), kind, value);
            }
            Err(why) => {
                assert!(!room);
                assert_eq!(why, FULL);
                self.model.refused(why);
            }
        }
    }

    fn share(&mut self) {
        let (token, kind) = self.any_token();
        let expected = self.model.why_not(token, kind, false);
        match self.table.share(token, KINDS[kind]) {
            Ok(shared) => {
                assert_eq!(expected, None, "{token:#x}");
                let handle = self.model.live.get_mut(&token).unwrap();
                assert_eq!(shared.address(), address(handle.value));
                handle.sharers += 1;
                self.held.push(CheckedPointer::SharedGuard(token, shared));
            }
            Err(why) => {
                assert_eq!(Some(why), expected, "{token:#x}");
                self.model.refused(why);
            }
        }
    }

    fn exclude(&mut self) {
        let (token, kind) = self.any_token();
        let expected = self.model.why_not(token, kind, true);
        match self.table.exclude(token, KINDS[kind]) {
            Ok(exclusive) => {
                assert_eq!(expected, None, "{token:#x}");
                let handle = self.model.live.get_mut(&token).unwrap();
                assert_eq!(exclusive.address(), address(handle.value));
                handle.excluded = true;
                self.held.push(CheckedPointer::ExclusiveGuard(token, exclusive));
            }
            Err(why) => {
                assert_eq!(Some(why), expected, "{token:#x}");
                self.model.refused(why);
            }
        }
    }

    fn let_go(&mut self) {
        if self.held.is_empty() {
            return;
        }
        let at = self.random.below(self.held.len());
        match self.held.swap_remove(at) {
            CheckedPointer::SharedGuard(token, shared) => {
                drop(shared);
                self.model.live.get_mut(&token).unwrap().sharers -= 1;
            }
            CheckedPointer::ExclusiveGuard(token, exclusive) if self.random.below(2) == 0 => {
                let value = self.model.live[&token].value;
                assert_eq!(exclusive.remove(), address(value));
                self.model.remove(token);
            }
            CheckedPointer::ExclusiveGuard(token, exclusive) => {
                drop(exclusive);
                self.model.live.get_mut(&token).unwrap().excluded = false;
            }
        }
    }

    /// Moves an idle entry close to its last generation.
    fn age(&mut self) {
        let token = self.random.of(&self.model.tokens);
        let generation = LAST_INDEX - self.random.below(4);
        let idle = |handle: &Handle| handle.sharers == 0 && !handle.excluded;
        if token >> HALF < generation && self.model.live.get(&token).is_some_and(idle) {
            let older = self.table.age(token, generation);
            let handle = self.model.live.remove(&token).unwrap();
            self.model.live.insert(older, handle);
            self.model.generations.insert(token & LAST_INDEX, generation);
            self.model.tokens.push(older);
        }
    }

    /// Chooses a token and a kind for a lookup: usually a handle and its kind, otherwise an old or forged token, or
    /// another kind.
    fn any_token(&mut self) -> (usize, usize) {
        let recent = self.model.tokens.len().saturating_sub(ENTRIES);
        let mut token = match self.random.below(8) {
            0..6 => self.random.of(&self.model.tokens[recent..]),
            6 => self.random.of(&self.model.tokens),
            _ => self.random.next() >> self.random.below(usize::BITS as usize),
        };
        if self.random.below(20) == 0 {
            token ^= 1 << self.random.below(usize::BITS as usize);
        }
        let kind = self.model.live.get(&token).map_or(0, |handle| handle.kind);
        let other = usize::from(self.random.below(10) == 0);
        (token, (kind + other) % KINDS.len())
    }
}

/// The random number generator SplitMix64.
struct Random(u64);

impl Random {
    #[expect(clippy::cast_possible_truncation, reason = "any bits will do")]
    fn next(&mut self) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) as usize
    }

    fn below(&mut self, end: usize) -> usize {
        self.next() % end
    }

    /// Returns a random token, or 0 if `tokens` is empty.
    fn of(&mut self, tokens: &[usize]) -> usize {
        if tokens.is_empty() { 0 } else { tokens[self.below(tokens.len())] }
    }
}
