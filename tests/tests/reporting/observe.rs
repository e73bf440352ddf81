//! Observers. Most stay registered for the life of the process, so each test has a guarded function of its own.

use std::cell::{Cell, RefCell};
use std::sync::Mutex;
use std::thread::{self, ThreadId};

use ffi_guard::{Error, ErrorKind, ObserverId, ffi_export, observe};

thread_local! {
    static TOLD: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn observe_ordered() -> i32 {
    panic!("in order")
}

fn note(name: &'static str, error: &Error) {
    if error.function() == "observe_ordered" {
        TOLD.with_borrow_mut(|told| told.push(name));
    }
}

#[test]
fn observers_are_told_in_the_order_of_registration() {
    assert_eq!(observe_ordered(), -1);
    assert_eq!(TOLD.take(), Vec::<&str>::new(), "no observer is registered yet");
    observe(|error| note("first", error));
    observe(|error| note("second", error));
    observe(|error| note("third", error));
    for _ in 0..3 {
        assert_eq!(observe_ordered(), -1);
        assert_eq!(TOLD.take(), ["first", "second", "third"]);
    }
}

#[test]
fn only_a_removed_observer_is_not_called() {
    #[ffi_export(fallback = -1)]
    #[unsafe(no_mangle)]
    extern "C" fn observe_removed() -> i32 {
        panic!("removed")
    }
    fn note(name: &'static str, error: &Error) {
        if error.function() == "observe_removed" {
            TOLD.with_borrow_mut(|told| told.push(name));
        }
    }
    let ids = [
        observe(|error| note("first", error)),
        observe(|error| note("second", error)),
        observe(|error| note("third", error)),
    ];
    let told = || {
        assert_eq!(observe_removed(), -1);
        TOLD.take()
    };
    ids[1].remove();
    assert_eq!(told(), ["first", "third"]);
    ids[1].remove();
    observe(|error| note("fourth", error));
    assert_eq!(
        told(),
        ["first", "third", "fourth"],
        "no other observer is removed, and the order stays"
    );
}

thread_local!(static ITSELF: Cell<Option<ObserverId>> = const { Cell::new(None) });

#[test]
fn an_observer_may_remove_itself() {
    #[ffi_export(fallback = -1)]
    #[unsafe(no_mangle)]
    extern "C" fn observe_once() -> i32 {
        panic!("once")
    }
    fn once(error: &Error) {
        if error.function() == "observe_once" {
            TOLD.with_borrow_mut(|told| told.push("once"));
            ITSELF.take().expect("an id").remove();
        }
    }
    ITSELF.set(Some(observe(once)));
    observe(|error| {
        if error.function() == "observe_once" {
            TOLD.with_borrow_mut(|told| told.push("next"));
        }
    });
    assert_eq!([observe_once(), observe_once()], [-1, -1]);
    assert_eq!(TOLD.take(), ["once", "next", "next"]);
}

#[test]
fn an_observer_that_is_registered_twice_is_told_twice() {
    #[ffi_export(fallback = -1)]
    #[unsafe(no_mangle)]
    extern "C" fn observe_twice() -> i32 {
        panic!("twice")
    }
    fn twice(error: &Error) {
        if error.function() == "observe_twice" {
            TOLD.with_borrow_mut(|told| told.push("told"));
        }
    }
    observe(twice);
    observe(twice);
    assert_eq!(observe_twice(), -1);
    assert_eq!(TOLD.take(), ["told", "told"]);
}

#[test]
fn an_observer_is_told_everything_on_the_thread_that_failed() {
    static SEEN: Mutex<Option<(Error, ThreadId)>> = Mutex::new(None);
    const LINE: u32 = line!() + 4;
    #[ffi_export(fallback = -1)]
    #[unsafe(no_mangle)]
    extern "C" fn observe_everything(value: i32) -> i32 {
        panic!("{value} is too much")
    }
    observe(|error| {
        if error.function() == "observe_everything" {
            *SEEN.lock().unwrap() = Some((*error, thread::current().id()));
        }
    });
    let failing = thread::spawn(|| {
        assert_eq!(observe_everything(3), -1);
        assert_eq!(observe_everything(4), -1);
    });
    let id = failing.thread().id();
    failing.join().unwrap();
    let (error, thread) = SEEN.lock().unwrap().take().expect("a failure");
    assert_eq!(thread, id);
    assert_eq!((error.kind(), error.code(), error.count()), (ErrorKind::Panic, None, 2));
    assert_eq!(error.message(), "4 is too much");
    let location = error.location().expect("a location");
    assert_eq!((location.file(), location.line(), location.column()), (file!(), LINE, 9));
    let text = format!("panic in observe_everything at {}:{LINE}:9: 4 is too much", file!());
    assert_eq!(error.to_string(), text);
}

/// An observer registers another one while it handles a failure.
#[test]
fn an_observer_may_register_another() {
    #[ffi_export(fallback = -1)]
    #[unsafe(no_mangle)]
    extern "C" fn observe_grows() -> i32 {
        panic!("more")
    }
    fn late(error: &Error) {
        if error.function() == "observe_grows" {
            TOLD.with_borrow_mut(|told| told.push("late"));
        }
    }
    observe(|error| {
        if error.function() == "observe_grows" {
            TOLD.with_borrow_mut(|told| told.push("early"));
            observe(late);
        }
    });
    assert_eq!(observe_grows(), -1);
    assert_eq!(TOLD.take(), ["early"], "the new observer receives only the next failure");
    assert_eq!(observe_grows(), -1);
    assert_eq!(TOLD.take(), ["early", "late"]);
}

/// An observer registers itself again on each failure.
#[test]
fn an_observer_may_register_itself() {
    #[ffi_export(fallback = -1)]
    #[unsafe(no_mangle)]
    extern "C" fn observe_doubles() -> i32 {
        panic!("more and more")
    }
    fn again(error: &Error) {
        if error.function() == "observe_doubles" {
            TOLD.with_borrow_mut(|told| told.push("again"));
            observe(again);
        }
    }
    observe(again);
    for told in [1, 2, 4] {
        assert_eq!(observe_doubles(), -1);
        assert_eq!(TOLD.take().len(), told);
    }
}

/// Five observers cause a failure whenever they receive one.
#[test]
fn failures_of_observers_do_not_multiply() {
    thread_local! {
        static CALLS: Cell<u32> = const { Cell::new(0) };
    }
    #[ffi_export(fallback = -1)]
    #[unsafe(no_mangle)]
    extern "C" fn observe_multiplies() -> i32 {
        CALLS.set(CALLS.get() + 1);
        panic!("once more")
    }
    for _ in 0..5 {
        observe(|error| {
            if error.function() == "observe_multiplies" {
                observe_multiplies();
            }
        });
    }
    assert_eq!(observe_multiplies(), -1);
    assert_eq!(
        CALLS.get(),
        1 + 5 + 5 * 4,
        "the first failure, one per observer, and one by each of the others for those"
    );
}
