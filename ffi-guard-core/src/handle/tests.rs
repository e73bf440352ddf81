//! Passes objects to C and back, for each owner and each representation, with the calls that shims make.

use super::private::{
    AnyBox as _, ArcOwner, BoxOwner, HandleAccess, HandleArc as _, HandleBox as _, PoisonBox,
    Select, SelectRepr, check_owned_self, clear_poison, free, is_poisoned,
    optional_value_into_handle, poisoned, take_arc, take_box, take_optional_box, take_value,
    value_into_handle,
};
use super::{FfiHandle, owned};
use crate::convert::checks::{
    Call, Memory, borrow, borrow_mut, check_disjoint, exclusive, optional_exclusive,
    optional_reference, poison_on_unwind, reference,
};
use crate::convert::{InvalidArgument, PassByPointer};
use crate::error::ErrorKind;
use crate::error::last_error;
use crate::panic::recover::Name;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::sync::Arc;

const FUNCTION: Name = Name::new(c"function");
const PARAMETER: Name = Name::new(c"object");

macro_rules! handles {
    ($($name:ident: $owner:ident, $checked:literal;)*) => { $(
        struct $name(i32, #[expect(dead_code, reason = "counts the objects")] Arc<()>);

        impl PassByPointer for $name {
            type Access = HandleAccess;
        }

        // SAFETY: this is the expansion of the derive.
        unsafe impl FfiHandle for $name {
            type Owner = $owner;
            type Repr = <Select<$checked, false> as SelectRepr>::Repr;
            const NAME: &'static str = "object";
            const POISONED: InvalidArgument = poisoned("is poisoned");
        }
    )* };
}

handles! {
    Boxed: BoxOwner, false;
    Marked: PoisonBox, false;
    Counted: ArcOwner, false;
    CheckedBoxed: BoxOwner, true;
    CheckedMarked: PoisonBox, true;
    CheckedCounted: ArcOwner, true;
}

/// Tests for every owner without other references.
macro_rules! alone {
    ($test:ident, $later:ident, $ty:ident) => {
        #[test]
        fn $later() {
            let alive = Arc::new(());
            let left = || Arc::strong_count(&alive) - 1;
            let boxes = owned::BoxOf::<$ty>::OF;
            let object = Box::new($ty(4, Arc::clone(&alive)));
            assert!((&&boxes).ffi_guard_into_pending(None).unwrap().into_raw().is_null());
            let later = (&&boxes).ffi_guard_into_pending(Some(object)).unwrap();
            let handle = later.into_raw();
            // SAFETY: C passes this handle for the first time.
            let taken = unsafe { (&&boxes).ffi_guard_check(handle) }.unwrap();
            // SAFETY: C does not use this handle again.
            let back: Box<$ty> = unsafe { take_box(taken) };
            assert_eq!((back.0, left()), (4, 1));
            drop((&&boxes).ffi_guard_into_pending(Some(back)).unwrap());
            assert_eq!(left(), 0);
        }

        #[test]
        fn $test() {
            let alive = Arc::new(());
            let object = |value| $ty(value, Arc::clone(&alive));
            let left = || Arc::strong_count(&alive) - 1;
            let boxes = owned::BoxOf::<$ty>::OF;
            let call = Call;

            // SAFETY: each handle is used like C should use it: while its object exists, by one call after the other,
            // and freed once.
            unsafe {
                let handle = value_into_handle(object(1)).unwrap();
                {
                    let held = exclusive::<$ty>(handle).unwrap();
                    borrow_mut(&held, &call).0 += 1;
                }
                {
                    let (one, two) =
                        (reference::<$ty>(handle).unwrap(), reference(handle).unwrap());
                    let both: [&$ty; 2] = [borrow(&one, &call), borrow(&two, &call)];
                    assert_eq!(both.map(|object| object.0), [2, 2]);
                }
                assert!(optional_reference::<$ty>(ptr::null()).unwrap().is_none());
                assert!(optional_exclusive::<$ty>(ptr::null_mut()).unwrap().is_none());
                assert!(reference::<$ty>(ptr::null()).is_err());

                let back = take_value(check_owned_self::<$ty>(handle).unwrap());
                assert_eq!((back.0, left()), (2, 1));
                let handle = (&&boxes).ffi_guard_into_raw(Some(Box::new(back))).unwrap();
                // Checking a handle takes nothing.
                let _ = (&&boxes).ffi_guard_check(handle).unwrap();
                let back: Box<$ty> = take_box((&&boxes).ffi_guard_check(handle).unwrap());
                let handle = (&&boxes).ffi_guard_into_raw(Some(back)).unwrap();
                let back = take_optional_box((&&boxes).ffi_guard_check_optional(handle).unwrap());
                assert_eq!(back.map(|back| back.0), Some(2));
                assert_eq!(left(), 0);
                assert!((&&boxes).ffi_guard_check_optional(ptr::null_mut()).unwrap().is_none());
                assert!((&&boxes).ffi_guard_into_raw(None).unwrap().is_null());
                assert!(optional_value_into_handle::<$ty>(None).unwrap().is_null());
                let handle = optional_value_into_handle(Some(object(3))).unwrap();
                free::<$ty>(FUNCTION, PARAMETER, handle);
                free::<$ty>(FUNCTION, PARAMETER, ptr::null());
                assert_eq!(left(), 0);
            }
        }
    };
}

alone!(boxed, boxed_later, Boxed);
alone!(marked, marked_later, Marked);
alone!(checked_boxed, checked_boxed_later, CheckedBoxed);
alone!(checked_marked, checked_marked_later, CheckedMarked);

macro_rules! counted {
    ($test:ident, $ty:ident) => {
        #[test]
        fn $test() {
            let alive = Arc::new(());
            let shares = owned::ArcOf::<$ty>::OF;
            let call = Call;
            // SAFETY: each handle is used like C should use it: while its object exists, and freed once.
            unsafe {
                let own = Arc::new($ty(1, Arc::clone(&alive)));
                let handle = (&&shares).ffi_guard_into_raw(Arc::clone(&own)).unwrap();
                {
                    let held = reference::<$ty>(handle).unwrap();
                    assert_eq!(borrow(&held, &call).0, 1);
                }
                let back: Arc<$ty> = take_arc((&&shares).ffi_guard_check(handle).unwrap());
                assert!(Arc::ptr_eq(&back, &own));
                let handle = (&&shares).ffi_guard_into_raw(back).unwrap();
                free::<$ty>(FUNCTION, PARAMETER, handle);
                assert_eq!(Arc::strong_count(&own), 1);
                let handle = value_into_handle($ty(2, Arc::clone(&alive))).unwrap();
                free::<$ty>(FUNCTION, PARAMETER, handle);
                drop(own);
            }
            assert_eq!(Arc::strong_count(&alive), 1);
        }
    };
}

counted!(shared, Counted);
counted!(checked_shared, CheckedCounted);

macro_rules! poisoning {
    ($test:ident, $ty:ident) => {
        #[test]
        fn $test() {
            let alive = Arc::new(());
            let call = Call;
            // SAFETY: each handle is used like C should use it: while its object exists, and freed once.
            unsafe {
                let handle = value_into_handle($ty(1, Arc::clone(&alive))).unwrap();
                let asked = || is_poisoned::<$ty>(FUNCTION, PARAMETER, handle);
                // A call that returns forgets the guard.
                {
                    let held = exclusive::<$ty>(handle).unwrap();
                    let bomb = poison_on_unwind(&held);
                    borrow_mut(&held, &call).0 += 1;
                    std::mem::forget(bomb);
                }
                assert!(!asked());
                // A call that panics drops the guard.
                let panicked = catch_unwind(AssertUnwindSafe(|| {
                    let held = exclusive::<$ty>(handle).unwrap();
                    let _bomb = poison_on_unwind(&held);
                    let object = borrow_mut(&held, &call);
                    object.0 += 1;
                    std::panic::resume_unwind(Box::new(object.0));
                }));
                assert_eq!(*panicked.unwrap_err().downcast::<i32>().unwrap(), 3);
                assert!(asked());
                let refused = reference::<$ty>(handle).err().unwrap();
                assert_eq!(refused.kind(), ErrorKind::Poisoned);
                assert!(check_owned_self::<$ty>(handle).is_err());
                clear_poison::<$ty>(FUNCTION, PARAMETER, handle);
                assert!(!asked());
                assert_eq!(take_value(check_owned_self::<$ty>(handle).unwrap()).0, 3);
                assert!(is_poisoned::<$ty>(FUNCTION, PARAMETER, ptr::null()));
            }
            assert_eq!(Arc::strong_count(&alive), 1);
        }
    };
}

poisoning!(a_mark, Marked);
poisoning!(a_checked_mark, CheckedMarked);

#[test]
fn a_box_of_no_handle_is_freed_unless_it_is_delivered() {
    let alive = Arc::new(());
    let boxes = owned::BoxOf::<Arc<()>>::OF;
    let later = || boxes.ffi_guard_into_pending(Some(Box::new(Arc::clone(&alive)))).unwrap();
    drop(later());
    assert_eq!(Arc::strong_count(&alive), 1);
    let delivered = later().into_raw();
    assert_eq!(Arc::strong_count(&alive), 2);
    // SAFETY: `PendingOwner::into_raw` returned the pointer from `Box::into_raw`, and nobody else frees it.
    drop(unsafe { Box::from_raw(delivered) });
    drop(boxes.ffi_guard_into_pending(None).unwrap());
    assert_eq!(Arc::strong_count(&alive), 1);
}

/// An object that is much larger than the stack of the test's thread.
struct Large([u8; 16 << 20]);

impl PassByPointer for Large {
    type Access = HandleAccess;
}

// SAFETY: this is the expansion of the derive.
unsafe impl FfiHandle for Large {
    type Owner = PoisonBox;
    type Repr = <Select<false, false> as SelectRepr>::Repr;
    const NAME: &'static str = "large";
    const POISONED: InvalidArgument = poisoned("is poisoned");
}

#[test]
fn a_mark_is_put_beside_an_object_that_is_too_large_for_the_stack() {
    let hand_over = || {
        let boxes = owned::BoxOf::<Large>::OF;
        let mut large = Box::<Large>::new_uninit();
        // SAFETY: all bytes of the value are written before `assume_init`; and each handle is used like C should use
        // it.
        unsafe {
            large.as_mut_ptr().write_bytes(7, 1);
            let handle = (&&boxes).ffi_guard_into_raw(Some(large.assume_init())).unwrap();
            let back: Box<Large> = take_box((&&boxes).ffi_guard_check(handle).unwrap());
            assert_eq!((back.0.first(), back.0.last()), (Some(&7), Some(&7)));
        }
    };
    let thread = std::thread::Builder::new().stack_size(256 << 10);
    thread.spawn(hand_over).unwrap().join().unwrap();
}

#[test]
fn memory_is_that_of_the_object_or_none() {
    let alive = Arc::new(());
    let alive_one = || Arc::clone(&alive);
    // SAFETY: each handle is used like C should use it: while its object exists, and freed once.
    unsafe {
        let (boxed, checked) = (
            value_into_handle(Boxed(1, alive_one())).unwrap(),
            value_into_handle(CheckedBoxed(1, alive_one())).unwrap(),
        );
        let within = Memory::at(&raw const (*boxed).0);
        let held = exclusive::<Boxed>(boxed).unwrap();
        assert!(check_disjoint(Memory::of(&held), &[within]).is_err());
        let of_token = exclusive::<CheckedBoxed>(checked).unwrap();
        // An empty object does not overlap with itself.
        assert!(check_disjoint(Memory::of(&of_token), &[Memory::of(&of_token)]).is_ok());
        drop(of_token);
        free::<Boxed>(FUNCTION, PARAMETER, boxed);
        free::<CheckedBoxed>(FUNCTION, PARAMETER, checked);
    }
}

/// An object without size, so its allocation contains only the poison flag.
struct Empty;

impl PassByPointer for Empty {
    type Access = HandleAccess;
}

// SAFETY: this is the expansion of the derive.
unsafe impl FfiHandle for Empty {
    type Owner = PoisonBox;
    type Repr = <Select<false, false> as SelectRepr>::Repr;
    const NAME: &'static str = "empty";
    const POISONED: InvalidArgument = poisoned("is poisoned");
}

#[test]
fn an_object_without_size_that_has_a_mark_is_taken_once() {
    // SAFETY: each handle is used like C should use it, and freed once.
    unsafe {
        let (handle, other) =
            (value_into_handle(Empty).unwrap(), value_into_handle(Empty).unwrap());
        {
            let (one, two) = (
                check_owned_self::<Empty>(handle).unwrap(),
                check_owned_self::<Empty>(handle).unwrap(),
            );
            assert!(check_disjoint(Memory::of(&two), &[Memory::of(&one)]).is_err());
            let other = check_owned_self::<Empty>(other).unwrap();
            assert!(check_disjoint(Memory::of(&other), &[Memory::of(&one)]).is_ok());
        }
        free::<Empty>(FUNCTION, PARAMETER, handle);
        free::<Empty>(FUNCTION, PARAMETER, other);
    }
}

#[test]
fn a_token_of_another_type_is_refused_and_stays() {
    let alive = Arc::new(());
    // SAFETY: a checked handle may be any value.
    unsafe {
        let handle = value_into_handle(CheckedBoxed(1, Arc::clone(&alive))).unwrap();
        assert!(reference::<CheckedMarked>(handle.cast()).is_err());
        free::<CheckedMarked>(FUNCTION, PARAMETER, handle.cast());
        let error = last_error::last_error().unwrap();
        assert_eq!(error.message(), "argument `object` is a handle of another type");
        free::<CheckedBoxed>(FUNCTION, PARAMETER, handle);
        assert_eq!(Arc::strong_count(&alive), 1);
        free::<CheckedBoxed>(FUNCTION, PARAMETER, handle);
        assert_eq!(last_error::last_error().unwrap().message(), "argument `object` has been freed");
        last_error::clear_last_error();
    }
}
