//! A call of a closure callback allocates nothing, whether it returns or is short-circuited.

use crate::walk;
use ffi_guard::callback::OwnedCallback;
use ffi_guard::{across_c, try_across_c};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::panic::resume_unwind;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

struct Counting;

// SAFETY: forwards every call to the system allocator. The counter is a thread-local without a destructor, so counting
// never allocates.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: the caller upholds the contract of `alloc`; `System.alloc` has the same one.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller upholds the contract of `dealloc`; `pointer` came from `System.alloc` in `alloc`.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Returns the number of allocations of this thread during `f`.
fn allocations(f: impl FnOnce()) -> u64 {
    let before = ALLOCATIONS.get();
    f();
    ALLOCATIONS.get() - before
}

#[test]
fn of_each_kind() {
    across_c(|scope| {
        let exclusive = scope.callback(|i: i32| -> i32 { i }).or(-1);
        let sequential = scope.callback_send(|i: i32| -> i32 { i }).or(-1);
        let shared = scope.callback_sync(|i: i32| -> i32 { i }).or(-1);
        let (owned, data, destroy) =
            OwnedCallback::new(|i: i32| -> i32 { i }).or(-1).into_raw_last();
        let count = allocations(|| {
            walk(1_000, exclusive.data_last(), exclusive.data());
            walk(1_000, sequential.data_last(), sequential.data());
            walk(1_000, shared.data_last(), shared.data());
            walk(1_000, owned, data);
        });
        assert_eq!(count, 0);
        // SAFETY: `data` was not destroyed before, and the callback is not called afterwards.
        unsafe { destroy(data) };
    });
}

/// Carrying a panic does not allocate either; the only allocation is the box that std makes for the payload.
#[test]
fn of_a_panic_that_is_kept() {
    let bare = allocations(|| {
        let thrown = std::panic::catch_unwind(|| resume_unwind(Box::new(7_u64)));
        drop(thrown);
    });
    let carried = try_across_c(|scope| {
        let callback = scope.callback(|_: i32| -> i32 { resume_unwind(Box::new(7_u64)) }).or(-1);
        let count = allocations(|| {
            walk(1_000, callback.data_last(), callback.data());
        });
        assert_eq!(count, bare);
    });
    assert!(carried.is_err());
}

/// Checks the counter itself.
#[test]
fn of_a_box() {
    assert_eq!(allocations(|| drop(std::hint::black_box(Box::new(1)))), 1);
}
