//! Callbacks that C owns and destroys.

use crate::c::{DataLast, csrc_on_thread};
use crate::walk;
use ffi_guard::callback::{Destroy, OwnedCallback};
use ffi_guard::{ErrorKind, last_error};
use std::cell::Cell;
use std::ffi::c_void;
use std::panic::panic_any;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Barrier, Mutex};
use std::{ptr, thread};

/// Returns how many clones of the counter are alive, not counting the test's own.
fn alive(counter: &Arc<AtomicUsize>) -> usize {
    Arc::strong_count(counter) - 1
}

fn end(destroy: Destroy, data: *mut c_void) {
    // SAFETY: each test destroys each callback once and does not call it afterwards.
    unsafe { destroy(data) };
}

#[test]
fn lives_until_it_is_destroyed() {
    let counter = Arc::new(AtomicUsize::new(0));
    let calls = Arc::clone(&counter);
    let callback = OwnedCallback::new(move |i: i32| -> i32 {
        calls.fetch_add(1, Relaxed);
        2 * i
    })
    .or(-1);
    let (function, data, destroy) = callback.into_raw_last();
    assert_eq!(walk(4, function, data), 12);
    // SAFETY: the callback is `Send`, and C makes one call at a time.
    assert_eq!(unsafe { csrc_on_thread(function, 5, data) }, 10);
    assert_eq!((counter.load(Relaxed), alive(&counter)), (5, 1));
    end(destroy, data);
    assert_eq!(alive(&counter), 0);
}

#[test]
fn is_freed_where_c_never_gets_it() {
    let counter = Arc::new(AtomicUsize::new(0));
    let held = Arc::clone(&counter);
    drop(
        OwnedCallback::new(move || -> () {
            held.fetch_add(1, Relaxed);
        })
        .or_default(),
    );
    assert_eq!((counter.load(Relaxed), alive(&counter)), (0, 0));
}

#[test]
fn a_panic_is_recorded_and_the_next_call_runs() {
    let callback = OwnedCallback::new(|i: i32| -> i32 {
        if i == 1 { panic_any("the second call") } else { i }
    });
    let (function, data, destroy) = callback.or_else(|| -100).into_raw_last();
    assert_eq!(walk(3, function, data), 2 - 100);
    let error = last_error().expect("recorded");
    assert_eq!((error.kind(), error.message()), (ErrorKind::Panic, "the second call"));
    end(destroy, data);
}

/// The parts of the callback, which its own closure can reach.
struct Itself {
    data: AtomicPtr<c_void>,
    parts: Mutex<Option<(DataLast, Destroy)>>,
}

impl Itself {
    fn new() -> Arc<Self> {
        let (data, parts) = (AtomicPtr::new(ptr::null_mut()), Mutex::new(None));
        Arc::new(Self { data, parts })
    }

    fn set(&self, (function, data, destroy): (DataLast, *mut c_void, Destroy)) -> *mut c_void {
        *self.parts.lock().expect("no panic") = Some((function, destroy));
        self.data.store(data, Relaxed);
        data
    }

    fn get(&self) -> (DataLast, *mut c_void, Destroy) {
        let (function, destroy) = self.parts.lock().expect("no panic").expect("set");
        (function, self.data.load(Relaxed), destroy)
    }
}

#[test]
fn may_be_destroyed_from_inside() {
    for panics in [false, true] {
        let counter = Arc::new(AtomicUsize::new(0));
        let (held, itself) = (Arc::clone(&counter), Itself::new());
        let inner = Arc::clone(&itself);
        let callback = OwnedCallback::new(move |i: i32| -> i32 {
            let (_, data, destroy) = inner.get();
            end(destroy, data);
            assert_eq!(alive(&held), 1, "the closure is still running");
            if panics {
                panic_any("after destroy")
            }
            i + 7
        });
        let (function, data, destroy) = callback.or(-1).into_raw_last();
        itself.set((function, data, destroy));
        assert_eq!(walk(1, function, data), if panics { -1 } else { 7 });
        assert_eq!((alive(&counter), Arc::strong_count(&itself)), (0, 1));
    }
}

#[test]
fn a_call_from_inside_is_refused() {
    let itself = Itself::new();
    let inner = Arc::clone(&itself);
    let callback = OwnedCallback::new(move |_: i32| -> i32 {
        let (function, data, _) = inner.get();
        walk(1, function, data) as i32
    });
    let parts = callback.or(-4).into_raw_last();
    let data = itself.set(parts);
    assert_eq!(walk(1, parts.0, data), -4);
    let error = last_error().expect("recorded");
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    assert_eq!(error.location().expect("where the callback was created").file(), file!());
    end(parts.2, data);
}

#[test]
fn a_destructor_that_panics_is_contained() {
    struct Loud;
    impl Drop for Loud {
        fn drop(&mut self) {
            panic_any("the drop of the closure");
        }
    }
    let loud = Loud;
    let callback = OwnedCallback::new(move || -> i32 {
        let _ = &loud;
        3
    })
    .or(-1);
    let (function, data, destroy) = callback.into_raw_first();
    // SAFETY: function and data belong to the same callback, which is alive.
    assert_eq!(unsafe { function(data) }, 3);
    end(destroy, data);
}

/// A call that was rejected is still in progress when the closure has destroyed its callback and returned.
#[test]
fn the_last_one_inside_frees_it() {
    static OBSERVED: Barrier = Barrier::new(2);
    static GO_ON: Barrier = Barrier::new(2);
    thread_local! {
        static WAITS: Cell<bool> = const { Cell::new(false) };
    }
    ffi_guard::observe(|_| {
        if WAITS.get() {
            OBSERVED.wait();
            GO_ON.wait();
        }
    });
    let counter = Arc::new(AtomicUsize::new(0));
    let (held, itself) = (Arc::clone(&counter), Itself::new());
    let inner = Arc::clone(&itself);
    let second = Arc::new(Mutex::new(None));
    let started = Arc::clone(&second);
    let callback = OwnedCallback::new(move |_: i32| -> i32 {
        let (function, data, destroy) = inner.get();
        let data_for_second = data.expose_provenance();
        *started.lock().expect("no panic") = Some(thread::spawn(move || {
            WAITS.set(true);
            walk(1, function, ptr::with_exposed_provenance_mut(data_for_second))
        }));
        OBSERVED.wait();
        end(destroy, data);
        1
    });
    let callback = callback.or_else(move || -(held.load(Relaxed) as i32) - 8);
    let parts = callback.into_raw_last();
    let data = itself.set(parts);
    assert_eq!(walk(1, parts.0, data), 1);
    assert_eq!(alive(&counter), 1, "the second call is in progress and needs its fallback");
    GO_ON.wait();
    let second = second.lock().expect("no panic").take().expect("started");
    assert_eq!(second.join().expect("no panic"), -8);
    assert_eq!(alive(&counter), 0);
}
