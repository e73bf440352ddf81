//! Memory that C allocated is freed once on every path; a value that C borrows is dropped only after C has released it.

use ffi_guard::{CBox, Lent, across_c};
use ffi_guard_csrc::{
    Block, Ledger, csrc_block_free, csrc_block_free_untyped, csrc_block_new, csrc_walk,
};
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::ptr;
use std::sync::atomic::Ordering::Relaxed;

/// Returns the numbers of blocks alive and freed.
fn count(ledger: &Ledger) -> (i32, i32) {
    (ledger.alive.load(Relaxed), ledger.freed.load(Relaxed))
}

fn block(ledger: &Ledger) -> CBox<Block, i32> {
    // SAFETY: the block comes from the function that `csrc_block_free` belongs to, and each test keeps the ledger alive
    // longer than the owner.
    let block = unsafe { CBox::new(csrc_block_new(ledger, ptr::null_mut()), csrc_block_free) };
    block.expect("memory")
}

fn panics(f: impl FnOnce()) {
    assert!(catch_unwind(AssertUnwindSafe(f)).is_err());
}

#[test]
fn freed_once_when_dropped() {
    let ledger = Ledger::default();
    {
        let (first, second) = (block(&ledger), block(&ledger));
        assert_ne!(first.as_ptr(), second.as_ptr());
        assert_eq!(count(&ledger), (2, 0));
    }
    assert_eq!(count(&ledger), (0, 2));
}

#[test]
fn freed_once_by_a_function_that_takes_void() {
    let ledger = Ledger::default();
    // SAFETY: as in `block`; `csrc_block_free_untyped` frees the same blocks.
    let block = unsafe {
        CBox::new_untyped(
            csrc_block_new(&raw const ledger, ptr::null_mut()),
            csrc_block_free_untyped,
        )
    };
    assert_eq!(count(&ledger), (1, 0));
    drop(block);
    assert_eq!(count(&ledger), (0, 1));
}

#[test]
fn freed_once_by_hand_with_what_c_returns() {
    let ledger = Ledger::default();
    let (first, second) = (block(&ledger), block(&ledger));
    assert_eq!(first.free(), 1, "C returns the number of blocks left");
    assert_eq!(count(&ledger), (1, 1));
    assert_eq!(second.free(), 0);
    assert_eq!(count(&ledger), (0, 2));
}

#[test]
fn not_freed_once_it_is_given_back() {
    let ledger = Ledger::default();
    let owner = block(&ledger);
    let pointer = owner.as_ptr();
    assert_eq!(owner.into_raw(), pointer);
    assert_eq!(count(&ledger), (1, 0));
    // SAFETY: `into_raw` returned the ownership to this test, which has not freed the block.
    assert_eq!(unsafe { csrc_block_free(pointer) }, 0);
}

#[test]
fn null_has_no_owner() {
    // SAFETY: a null pointer is never passed to the free function.
    let nothing = unsafe { CBox::new(ptr::null_mut(), csrc_block_free) };
    assert!(nothing.is_none());
    // SAFETY: a null pointer is never passed to the free function.
    let nothing = unsafe { CBox::new_untyped(ptr::null_mut::<Block>(), csrc_block_free_untyped) };
    assert!(nothing.is_none());
}

#[test]
fn freed_once_while_a_panic_unwinds() {
    let ledger = Ledger::default();
    panics(|| {
        let _block = block(&ledger);
        resume_unwind(Box::new(()));
    });
    assert_eq!(count(&ledger), (0, 1));
}

/// One block is owned by the closure and one by the frame that called C: a carried panic frees both.
#[test]
fn freed_once_by_a_panic_that_is_carried_through_c() {
    let ledger = Ledger::default();
    let inside = Cell::new(None);
    panics(|| {
        let _outer = block(&ledger);
        across_c(|scope| {
            let callback = scope
                .callback(|_: i32| -> i32 {
                    let _inner = block(&ledger);
                    inside.set(Some(count(&ledger)));
                    resume_unwind(Box::new(()));
                })
                .or(-1);
            // SAFETY: function and data belong to the same callback, which lives until C has returned.
            unsafe { csrc_walk(3, callback.data_last(), callback.data()) };
            assert_eq!(count(&ledger), (1, 1), "the outer block is alive while C runs");
        });
    });
    assert_eq!(inside.get(), Some((2, 0)));
    assert_eq!(count(&ledger), (0, 2));
}

#[test]
fn shows_its_pointer() {
    let ledger = Ledger::default();
    let block = block(&ledger);
    assert_eq!(format!("{block:?}"), format!("CBox({:?})", block.as_ptr()));
}

/// A value that C borrows in part. Its destructor records what C has written to that part.
#[repr(C)]
struct Borrowed<'a> {
    number: i32,
    seen: &'a RefCell<Vec<i32>>,
}

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        self.seen.borrow_mut().push(self.number);
    }
}

/// Returns a value and the block that borrows its number until the block is freed.
fn lent<'a>(
    ledger: &Ledger,
    seen: &'a RefCell<Vec<i32>>,
) -> Lent<Borrowed<'a>, Option<CBox<Block, i32>>> {
    let value = Lent::new(Borrowed { number: 1, seen });
    // SAFETY: as in `block`; the number is at the start of the value, which lives until the block is freed.
    let block =
        unsafe { CBox::new(csrc_block_new(ledger, value.as_ptr().cast()), csrc_block_free) };
    value.with_borrower(block)
}

#[test]
fn c_lets_go_before_the_value_is_dropped() {
    let (ledger, seen) = (Ledger::default(), RefCell::default());
    let value = lent(&ledger, &seen);
    assert!(value.borrower().is_some());
    drop(value);
    assert_eq!((count(&ledger), seen.take()), ((0, 1), vec![Block::FAREWELL]));
}

#[test]
fn c_lets_go_before_a_panic_drops_the_value() {
    let (ledger, seen) = (Ledger::default(), RefCell::default());
    panics(|| {
        let _value = lent(&ledger, &seen);
        resume_unwind(Box::new(()));
    });
    assert_eq!((count(&ledger), seen.take()), ((0, 1), vec![Block::FAREWELL]));
}

#[test]
fn c_lets_go_before_the_value_is_taken_back() {
    let (ledger, seen) = (Ledger::default(), RefCell::default());
    let value = lent(&ledger, &seen).into_inner();
    assert_eq!((count(&ledger), value.number), ((0, 1), Block::FAREWELL));
    assert!(seen.borrow().is_empty(), "the value was dropped too early");
    drop(value);
    assert_eq!(seen.take(), [Block::FAREWELL]);
}

#[test]
fn c_lets_go_by_hand_and_the_value_stays_lent() {
    let (ledger, seen) = (Ledger::default(), RefCell::default());
    let value = lent(&ledger, &seen);
    let before = value.as_ptr();
    let (value, left) = value.release(|block| block.map(CBox::free));
    assert_eq!((left, count(&ledger), value.as_ptr()), (Some(0), (0, 1), before));
    assert!(seen.borrow().is_empty(), "the value was dropped too early");
    // The value may be lent again.
    drop(value.with_borrower(block(&ledger)));
    assert_eq!((count(&ledger), seen.take()), ((0, 2), vec![Block::FAREWELL]));
}

#[test]
fn the_value_is_dropped_once_where_the_borrower_panics() {
    struct Borrower;
    impl Drop for Borrower {
        fn drop(&mut self) {
            resume_unwind(Box::new("the borrower"));
        }
    }
    let seen = RefCell::default();
    let value = || Lent::new(Borrowed { number: 2, seen: &seen }).with_borrower(Borrower);
    panics(|| drop(value()));
    assert_eq!(seen.take(), [2]);
    panics(|| drop(value().into_inner()));
    assert_eq!(seen.take(), [2]);
}

/// A `Box` that is moved after its pointer was given away could not guarantee this.
#[test]
fn the_value_stays_where_it_is() {
    let value = Lent::from(vec![1_u8, 2, 3].into_boxed_slice());
    let pointer = value.as_ptr();
    let moved = Box::new(value.with_borrower(()));
    assert_eq!(moved.as_ptr(), pointer);
    // SAFETY: the value is alive, and nothing else accesses it.
    unsafe { (*pointer)[1] = 7 };
    let back = moved.into_box();
    assert_eq!((&*back, back.as_ptr()), (&[1, 7, 3][..], pointer.cast_const().cast()));
}

/// Neither type is `Send`: if one were, the trait parameter would be ambiguous and this test would not compile.
#[test]
fn they_stay_on_their_thread() {
    trait AmbiguousIfSend<A> {
        fn is_not() {}
    }
    impl<T> AmbiguousIfSend<()> for T {}
    impl<T: Send> AmbiguousIfSend<u8> for T {}
    <CBox<i32> as AmbiguousIfSend<_>>::is_not();
    <Lent<i32> as AmbiguousIfSend<_>>::is_not();
}
