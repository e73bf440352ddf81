//! Tests which entries are reused.

use super::super::refusal::{FREED, FULL};
use super::super::state::{HALF, LAST_INDEX};
use super::super::{EntryGuard, Table};
use super::{APPLE, PEAR, address};
use std::collections::HashSet;

const LAST_GENERATION: usize = LAST_INDEX;

#[test]
fn an_entry_is_retired_after_its_last_generation() {
    static TABLE: Table = Table::new(2);
    let first = TABLE.add(8, APPLE);
    let before_last = TABLE.age(first, LAST_GENERATION - 1);
    TABLE.exclude(before_last, APPLE).unwrap().remove();

    let last = TABLE.add(16, APPLE);
    assert_eq!(last, LAST_GENERATION << HALF | first & LAST_INDEX);
    assert_eq!(TABLE.share(last, APPLE).unwrap().address(), address(16));
    assert_eq!(TABLE.exclude(last, APPLE).unwrap().remove(), address(16));

    let other = TABLE.add(24, APPLE);
    assert_eq!(other, 1 << HALF | 2, "the entry is not retired");
    assert_eq!(TABLE.insert(address(32), APPLE, super::AllowedThread::Any), Err(FULL));
    for token in [first, before_last, last] {
        assert_eq!(TABLE.why_not_shared(token, APPLE), Some(FREED), "{token:#x}");
        assert_eq!(TABLE.why_not_excluded(token, APPLE), Some(FREED), "{token:#x}");
    }
}

#[test]
fn no_token_is_given_out_twice() {
    static TABLE: Table = Table::new(LAST_INDEX);
    let mut tokens = HashSet::new();
    for round in 1..=if cfg!(miri) { 10 } else { 100 } {
        for (place, kind) in [APPLE, PEAR, APPLE].into_iter().enumerate() {
            let token = TABLE.add(round * 8, kind);
            assert!(tokens.insert(token), "{token:#x}");
            if place > 0 {
                TABLE.exclude(token, kind).unwrap().remove();
            }
        }
    }
}

/// Freed entries are reused before new ones are allocated, separately for each type.
#[test]
fn as_many_entries_as_handles_at_a_time() {
    static TABLE: Table = Table::new(LAST_INDEX);
    let mut highest = 0;
    for _ in 0..20 {
        let tokens: Vec<_> = [APPLE; 5].into_iter().chain([PEAR; 4]).collect();
        let tokens: Vec<_> = tokens.into_iter().map(|kind| (TABLE.add(8, kind), kind)).collect();
        for (token, kind) in tokens {
            highest = highest.max(token & LAST_INDEX);
            TABLE.exclude(token, kind).unwrap().remove();
        }
    }
    assert_eq!(highest, 9);
}
