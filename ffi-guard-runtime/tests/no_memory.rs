//! Owners that do not fit into the registry of handles: C gets all owners of a call, or Rust frees all of them. Each shim is
//! called as C would call it, by its symbol.
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "the point of each test is what C gets of the owners"
)]

use ffi_guard::{ErrorKind, FfiHandle, FfiVec, clear_last_error, ffi_export, last_error};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ffi::c_void;
use std::mem::transmute_copy;
use std::ptr;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

ffi_guard::ffi_library! { prefix = "no_memory", vecs = [Box<Item>] }

thread_local! {
    static EXHAUSTED: Cell<bool> = const { Cell::new(false) };
}

/// The alignment of the entries of the registry. Nothing else in these tests requests zeroed memory with it.
const OF_ENTRIES: usize = 16;

/// Refuses the memory of entries to threads that are `EXHAUSTED`.
struct Refusing;

// SAFETY: forwards every call to the system allocator, or returns null.
unsafe impl GlobalAlloc for Refusing {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller upholds the contract of `alloc`; `System.alloc` has the same one.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if EXHAUSTED.get() && layout.align() == OF_ENTRIES {
            return ptr::null_mut();
        }
        // SAFETY: the caller upholds the contract of `alloc_zeroed`; `System.alloc_zeroed` has the same one.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller upholds the contract of `dealloc`; `pointer` came from `System` in the functions above.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Refusing = Refusing;

static ALIVE: AtomicU64 = AtomicU64::new(0);

/// Panics when dropped if it is 13.
#[derive(FfiHandle)]
#[ffi(checked)]
struct Item(u64);

impl Item {
    fn boxed(value: u64) -> Box<Self> {
        ALIVE.fetch_add(1, Relaxed);
        Box::new(Self(value))
    }
}

impl Drop for Item {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Relaxed);
        assert_ne!(self.0, 13, "13 panics when dropped");
    }
}

#[ffi_export]
fn no_memory_new() -> Box<Item> {
    Item::boxed(0)
}

#[ffi_export]
fn no_memory_list(first: u64, count: u64) -> Vec<Box<Item>> {
    (first..).take(count as usize).map(Item::boxed).collect()
}

#[ffi_export(fallback = -1)]
fn no_memory_give(f: &mut dyn FnMut(Box<Item>, Option<Box<Item>>, Box<Item>) -> i32) -> i32 {
    f(Item::boxed(1), Some(Item::boxed(2)), Item::boxed(3))
}

type Give = unsafe extern "C" fn(*mut Item, *mut Item, *mut Item, *mut c_void) -> i32;

mod c {
    use super::{FfiVec, Give, Item, c_void};

    #[allow(improper_ctypes, reason = "the handles are opaque")]
    unsafe extern "C" {
        pub(super) fn no_memory_new() -> *mut Item;
        pub(super) fn no_memory_list(first: u64, count: u64) -> FfiVec<*mut Item>;
        pub(super) fn no_memory_give(f: Option<Give>, data: *mut c_void) -> i32;
        pub(super) fn no_memory_item_free(item: *mut Item);
        pub(super) fn no_memory_vec_item_free(list: FfiVec<*mut Item>);
    }
}

/// Runs a test while the registry has memory for `count` more handles, and checks that the test leaks no object and no
/// handle.
fn with_memory_for(count: usize, test: impl Fn()) {
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let first: Vec<_> = (0..count).map(|_| unsafe { c::no_memory_new() }).collect();
    EXHAUSTED.set(true);
    let new = || Some(unsafe { c::no_memory_new() }).filter(|item| !item.is_null());
    let others: Vec<_> = std::iter::from_fn(new).take(1000).collect();
    assert!(others.len() < 1000, "there is memory");
    first.into_iter().for_each(|item| unsafe { c::no_memory_item_free(item) });
    for _ in 0..2 {
        clear_last_error();
        test();
        assert_eq!(ALIVE.load(Relaxed), others.len() as u64, "an object is leaked");
    }
    others.into_iter().for_each(|item| unsafe { c::no_memory_item_free(item) });
    EXHAUSTED.set(false);
}

const NO_MEMORY: &str = "the object for C cannot become a handle: there is no memory for it";

/// Returns the elements of a list.
unsafe fn elements(list: &FfiVec<*mut Item>) -> (*mut *mut Item, usize) {
    unsafe { transmute_copy(list) }
}

#[test]
fn a_list_is_returned_as_a_whole_or_not() {
    with_memory_for(3, || {
        let list = unsafe { c::no_memory_list(0, 3) };
        assert_eq!(unsafe { elements(&list) }.1, 3);
        unsafe { c::no_memory_vec_item_free(list) };
        let list = unsafe { c::no_memory_list(0, 7) };
        assert!(unsafe { elements(&list) }.0.is_null());
        assert_eq!(last_error().unwrap().message(), NO_MEMORY);
    });
}

/// The destructor of each element of the list panics once: of those that have a handle, of the one for which there is no
/// memory, and of those behind it.
#[test]
fn a_list_is_freed_if_a_destructor_panics() {
    for first in 8..=13 {
        with_memory_for(3, || {
            let list = unsafe { c::no_memory_list(first, 6) };
            assert!(unsafe { elements(&list) }.0.is_null());
            let error = last_error().unwrap();
            assert_eq!(
                (error.kind(), error.message()),
                (ErrorKind::Returned, NO_MEMORY),
                "{first}"
            );
            assert!(error.count() >= 2, "the panic is recorded");
        });
    }
}

/// Frees what it gets, and returns 1.
unsafe extern "C" fn take(
    first: *mut Item,
    second: *mut Item,
    third: *mut Item,
    calls: *mut c_void,
) -> i32 {
    unsafe { *calls.cast::<i32>() += 1 };
    [first, second, third].into_iter().for_each(|item| unsafe { c::no_memory_item_free(item) });
    1
}

#[test]
fn a_callback_gets_all_objects_or_is_not_called() {
    for count in 0..=3 {
        with_memory_for(count, || {
            let mut calls = 0;
            let result = unsafe { c::no_memory_give(Some(take), (&raw mut calls).cast()) };
            if count == 3 {
                assert_eq!((result, calls), (1, 1));
                assert!(last_error().is_none());
            } else {
                assert_eq!((result, calls), (-1, 0), "{count}");
                assert!(last_error().unwrap().message().ends_with(NO_MEMORY));
            }
        });
    }
}
