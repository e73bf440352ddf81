//! Tests each reason for rejecting a handle, and that a rejection changes nothing.

use super::super::refusal::{
    FREED, FULL, IN_USE, NO_HANDLE, NO_THREAD, OTHER_THREAD, OTHER_TYPE, TOO_MANY,
};
use super::super::state::{HALF, LAST_INDEX, MOST_SHARERS};
use super::super::{
    AllowedThread, EntryGuard, ExclusiveGuard, SharedGuard, Table, exclude, insert, share,
};
use super::{APPLE, KINDS, PEAR, address};
use crate::convert::InvalidArgument;
use std::thread;

#[test]
fn what_is_put_in_is_found_and_comes_out() {
    let token = insert(address(40), APPLE, AllowedThread::Any).unwrap().get();
    assert_eq!(share(token, APPLE).unwrap().address(), address(40));
    let held = exclude(token, APPLE).unwrap();
    assert_eq!(held.address(), address(40));
    assert_eq!(held.remove(), address(40));
    assert_eq!(share(token, APPLE).err(), Some(FREED));
    assert_eq!(exclude(token, APPLE).err(), Some(FREED));
}

#[test]
fn a_number_that_was_never_given_out_is_no_handle() {
    static TABLE: Table = Table::new(LAST_INDEX);
    let check = |forged: usize| {
        for kind in KINDS {
            assert_eq!(TABLE.why_not_shared(forged, kind), Some(NO_HANDLE), "{forged:#x}");
            assert_eq!(TABLE.why_not_excluded(forged, kind), Some(NO_HANDLE), "{forged:#x}");
        }
    };
    let everywhere = || {
        (0..100).chain((0..usize::BITS).map(|bit| 1 << bit)).for_each(check);
        (0..usize::BITS).map(|bit| usize::MAX >> bit).for_each(check);
        // Entries that exist and were never used, with generations that they will have.
        (2..20).flat_map(|index| (1..4).map(move |age| age << HALF | index)).for_each(check);
    };
    everywhere();
    let token = TABLE.add(8, APPLE);
    everywhere();
    // Wrong tokens: without an entry, of a later generation, of generation 0, without an index.
    for forged in [token + 1, token + (1 << HALF), token & LAST_INDEX, token & !LAST_INDEX] {
        check(forged);
    }
    // Entry 2 is allocated together with entry 3.
    TABLE.add(16, APPLE);
    check(1 << HALF | 3);
    assert_eq!(TABLE.why_not_shared(token, APPLE), None);
}

#[test]
fn a_freed_handle_is_told_from_what_takes_its_place() {
    static TABLE: Table = Table::new(LAST_INDEX);
    let first = TABLE.add(8, APPLE);
    assert_eq!(TABLE.exclude(first, APPLE).unwrap().remove(), address(8));
    for kind in KINDS {
        assert_eq!(TABLE.why_not_shared(first, kind), Some(FREED));
        assert_eq!(TABLE.why_not_excluded(first, kind), Some(FREED));
    }
    let second = TABLE.add(16, APPLE);
    assert_eq!(second & LAST_INDEX, first & LAST_INDEX, "the entry is not used again");
    assert_ne!(first, second);
    assert_eq!(TABLE.why_not_shared(first, APPLE), Some(FREED));
    assert_eq!(TABLE.why_not_excluded(first, APPLE), Some(FREED));
    assert_eq!(TABLE.share(second, APPLE).unwrap().address(), address(16));
}

#[test]
fn a_handle_of_another_type_is_refused_in_use_or_not() {
    static TABLE: Table = Table::new(LAST_INDEX);
    let (apple, pear) = (TABLE.add(8, APPLE), TABLE.add(16, PEAR));
    let check = || {
        for (token, kind) in [(apple, PEAR), (pear, APPLE), (apple, KINDS[2])] {
            assert_eq!(TABLE.why_not_shared(token, kind), Some(OTHER_TYPE));
            assert_eq!(TABLE.why_not_excluded(token, kind), Some(OTHER_TYPE));
        }
    };
    check();
    {
        let _held = (TABLE.share(apple, APPLE).unwrap(), TABLE.share(pear, PEAR).unwrap());
        check();
    }
    {
        let _held = (TABLE.exclude(apple, APPLE).unwrap(), TABLE.exclude(pear, PEAR).unwrap());
        check();
    }
    assert_eq!(TABLE.why_not_excluded(apple, APPLE), None);
    assert_eq!(TABLE.why_not_excluded(pear, PEAR), None);
}

#[test]
fn a_handle_in_use_is_shared_by_readers_and_refused_to_a_writer() {
    static TABLE: Table = Table::new(LAST_INDEX);
    let token = TABLE.add(8, APPLE);
    let first = TABLE.share(token, APPLE).unwrap();
    let second = TABLE.share(token, APPLE).unwrap();
    assert_eq!(TABLE.why_not_excluded(token, APPLE), Some(IN_USE));
    drop(first);
    assert_eq!(TABLE.why_not_excluded(token, APPLE), Some(IN_USE));
    drop(second);
    let held = TABLE.exclude(token, APPLE).unwrap();
    assert_eq!(TABLE.why_not_shared(token, APPLE), Some(IN_USE));
    assert_eq!(TABLE.why_not_excluded(token, APPLE), Some(IN_USE));
    drop(held);
    assert_eq!(TABLE.why_not_shared(token, APPLE), None);
}

#[test]
fn sharers_that_cannot_be_counted_are_refused() {
    static TABLE: Table = Table::new(LAST_INDEX);
    let token = TABLE.add(8, APPLE);
    TABLE.set_sharers(token, MOST_SHARERS - 1);
    let last = TABLE.share(token, APPLE).unwrap();
    assert_eq!(TABLE.why_not_shared(token, APPLE), Some(TOO_MANY));
    assert_eq!(TABLE.why_not_excluded(token, APPLE), Some(TOO_MANY));
    drop(last);
    assert_eq!(TABLE.why_not_shared(token, APPLE), None);
    assert_eq!(TABLE.why_not_excluded(token, APPLE), Some(IN_USE));
}

#[test]
fn a_handle_of_one_thread_is_refused_to_others() {
    static TABLE: Table = Table::new(LAST_INDEX);
    let token = TABLE.insert(address(8), APPLE, AllowedThread::Current).unwrap().get();
    let elsewhere = |expected: InvalidArgument| {
        thread::spawn(move || {
            assert_eq!(TABLE.why_not_shared(token, APPLE), Some(expected));
            assert_eq!(TABLE.why_not_excluded(token, APPLE), Some(expected));
        })
        .join()
        .unwrap();
    };
    elsewhere(OTHER_THREAD);
    assert_eq!(TABLE.share(token, APPLE).unwrap().address(), address(8));
    {
        let held = TABLE.exclude(token, APPLE).unwrap();
        elsewhere(OTHER_THREAD);
        assert_eq!(held.address(), address(8));
    }
    assert_eq!(TABLE.exclude(token, APPLE).unwrap().remove(), address(8));
    elsewhere(FREED);
}

#[test]
fn a_handle_whose_thread_has_ended_falls_to_no_other() {
    static TABLE: Table = Table::new(LAST_INDEX);
    let make = || TABLE.insert(address(8), APPLE, AllowedThread::Current).unwrap().get();
    let token = thread::spawn(make).join().unwrap();
    for _ in 0..10 {
        let why = thread::spawn(move || TABLE.why_not_shared(token, APPLE)).join().unwrap();
        assert_eq!(why, Some(OTHER_THREAD));
    }
}

/// The entry keeps no thread from the handle that it had before.
#[test]
fn a_handle_of_any_thread_may_take_the_place_of_one_of_a_thread() {
    static TABLE: Table = Table::new(LAST_INDEX);
    let first = TABLE.insert(address(8), APPLE, AllowedThread::Current).unwrap().get();
    TABLE.exclude(first, APPLE).unwrap().remove();
    let token = TABLE.add(16, APPLE);
    thread::spawn(move || assert_eq!(TABLE.why_not_excluded(token, APPLE), None)).join().unwrap();
}

#[test]
fn a_full_table_refuses_until_a_handle_of_the_type_is_freed() {
    static TABLE: Table = Table::new(3);
    let tokens = [TABLE.add(8, APPLE), TABLE.add(16, APPLE), TABLE.add(24, PEAR)];
    let full = || TABLE.insert(address(32), APPLE, AllowedThread::Any);
    assert_eq!(full(), Err(FULL));
    TABLE.exclude(tokens[2], PEAR).unwrap().remove();
    assert_eq!(full(), Err(FULL), "the entry was one for pears");
    TABLE.exclude(tokens[1], APPLE).unwrap().remove();
    let token = full().unwrap().get();
    assert_eq!(full(), Err(FULL));
    assert_eq!(TABLE.share(token, APPLE).unwrap().address(), address(32));
    assert_eq!(TABLE.share(tokens[0], APPLE).unwrap().address(), address(8));
}

#[test]
fn a_panic_ends_the_use_of_a_handle() {
    static TABLE: Table = Table::new(LAST_INDEX);
    let token = TABLE.add(8, APPLE);
    let result = std::panic::catch_unwind(|| {
        let _held = TABLE.exclude(token, APPLE).unwrap();
        std::panic::resume_unwind(Box::new(()));
    });
    assert!(result.is_err());
    assert_eq!(TABLE.why_not_excluded(token, APPLE), None);
}

#[test]
fn reasons_complete_the_sentence() {
    for reason in [NO_HANDLE, FREED, OTHER_TYPE, OTHER_THREAD, IN_USE, TOO_MANY, FULL, NO_THREAD] {
        let text = reason.to_string();
        let verb = text.split(' ').next().unwrap();
        assert!(["is", "has", "belongs", "cannot"].contains(&verb), "{text}");
    }
}

/// A guard stays on its thread.
#[test]
fn holds_cannot_be_sent() {
    trait Sends<A> {
        fn sends() {}
    }
    impl<T> Sends<()> for T {}
    impl<T: Send> Sends<u8> for T {}
    // If one of them were `Send`, the method would be ambiguous, and this would not compile.
    <SharedGuard as Sends<_>>::sends();
    <ExclusiveGuard as Sends<_>>::sends();
}
