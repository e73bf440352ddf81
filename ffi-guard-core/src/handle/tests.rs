//! Passes objects to C and back, for each owner and each representation, with the calls that shims make.

use super::private::{
    AnyArc as _, AnyBox as _, ArcOwner, BoxOwner, HandleAccess, HandleArc as _, HandleBox as _,
    PoisonBox, Select, SelectRepr, check_owned_self, clear_poison, free, is_poisoned, lend_arc,
    optional_value_into_handle, poisoned, share, take_arc, take_box, take_boxes, take_optional_box,
    take_value, value_into_handle,
};
use super::{FfiHandle, owned};
use crate::callback::from_c::{LentPointer as _, private as from_c};
use crate::convert::checks::{
    Call, Memory, borrow, borrow_mut, borrow_references, check_disjoint, check_disjoint_of_list,
    check_list_disjoint, check_lists_disjoint, exclusive, optional_exclusive, optional_reference,
    poison_list_on_unwind, poison_on_unwind, reference, references,
};
use crate::convert::{CheckedPointer as _, InvalidArgument, PassByPointer};
use crate::error::ErrorKind;
use crate::error::last_error;
use crate::panic::name::Name;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::{self, NonNull};
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

/// Tests for C's own reference, as a `&Arc` and as another reference.
macro_rules! lent {
    ($test:ident, $ty:ident) => {
        #[test]
        fn $test() {
            let alive = Arc::new(());
            let shares = owned::ArcOf::<$ty>::OF;
            let call = Call;
            // SAFETY: each handle is used like C should use it: while its object exists, and freed once.
            unsafe {
                let handle = value_into_handle($ty(1, Arc::clone(&alive))).unwrap();
                let kept = {
                    let held = (&&shares).ffi_guard_check_borrowed(handle).unwrap();
                    let arc: &Arc<$ty> = borrow(&held, &call);
                    assert_eq!((arc.0, Arc::strong_count(arc)), (1, 1));
                    Arc::clone(arc)
                };
                assert_eq!(Arc::strong_count(&kept), 2);
                let other = share::<$ty>(FUNCTION, PARAMETER, handle);
                assert_eq!(Arc::strong_count(&kept), 3);
                free::<$ty>(FUNCTION, PARAMETER, handle);
                {
                    let held =
                        (&&shares).ffi_guard_check_optional_borrowed(other).unwrap().unwrap();
                    assert!(Arc::ptr_eq(borrow(&held, &call), &kept));
                }
                assert!(
                    (&&shares).ffi_guard_check_optional_borrowed(ptr::null()).unwrap().is_none()
                );
                assert!((&&shares).ffi_guard_check_borrowed(ptr::null()).is_err());
                assert!(share::<$ty>(FUNCTION, PARAMETER, ptr::null()).is_null());
                free::<$ty>(FUNCTION, PARAMETER, other);
                assert_eq!(Arc::strong_count(&kept), 1);
                drop((&&shares).ffi_guard_into_pending(Some(Arc::clone(&kept))).unwrap());
                assert!((&&shares).ffi_guard_into_pending(None).unwrap().into_raw().is_null());
                let handle = (&&shares).ffi_guard_into_pending(Some(kept)).unwrap().into_raw();
                free::<$ty>(FUNCTION, PARAMETER, handle);
            }
            assert_eq!(Arc::strong_count(&alive), 1);
        }
    };
}

lent!(a_reference_that_c_keeps, Counted);
lent!(a_checked_reference_that_c_keeps, CheckedCounted);

#[test]
fn a_reference_to_data_that_c_keeps() {
    let shares = owned::ArcOf::<String>::OF;
    let own = Arc::new("text".to_owned());
    let pointer = Arc::into_raw(Arc::clone(&own));
    // SAFETY: `pointer` came from `Arc::into_raw`, and its reference is released at the end.
    unsafe {
        {
            let held = shares.ffi_guard_check_borrowed(pointer).unwrap();
            assert_eq!(Arc::strong_count(borrow(&held, &Call)), 2);
        }
        drop(shares.ffi_guard_into_pending(Some(Arc::clone(&own))).unwrap());
        drop(take_arc(shares.ffi_guard_check(pointer).unwrap()));
    }
    assert_eq!(Arc::strong_count(&own), 1);
}

/// Tests for arrays of handles.
macro_rules! arrays {
    ($test:ident, $ty:ident, $repeated:literal) => {
        #[test]
        fn $test() {
            let alive = Arc::new(());
            let boxes = owned::BoxOf::<$ty>::OF;
            let call = Call;
            let object = |value| value_into_handle($ty(value, Arc::clone(&alive))).unwrap();
            let all = [object(1), object(2), object(4)];
            let others = [all[0].cast_const(), all[1].cast_const(), all[0].cast_const()];
            // SAFETY: each handle is used like C should use it: while its object exists, and freed once. The arrays have
            // as many elements as their lengths say.
            unsafe {
                {
                    let held = references::<$ty>(others.as_ptr(), 3).unwrap();
                    std::mem::forget(poison_list_on_unwind(&held));
                    let objects: &[&$ty] = borrow_references(&held, &call);
                    assert_eq!(
                        objects.iter().map(|object| object.0).collect::<Vec<_>>(),
                        [1, 2, 1]
                    );
                }
                let null = [all[0].cast_const(), ptr::null()];
                let refused = references::<$ty>(null.as_ptr(), 2).err().unwrap();
                assert_eq!(refused.to_string(), "is null at index 1");
                assert!(references::<$ty>(ptr::null(), 0).is_ok());
                assert!(references::<$ty>(ptr::null(), 1).is_err());

                let twice = [all[0], all[1], all[0], all[2]];
                let refused = (&&boxes).ffi_guard_check_list(twice.as_ptr(), 4).err().unwrap();
                assert_eq!(refused.to_string(), $repeated);
                let held = (&&boxes).ffi_guard_check_list(all.as_ptr(), 3).unwrap();
                drop(held);
                assert_eq!(Arc::strong_count(&alive), 4);
                let held = (&&boxes).ffi_guard_check_list(all.as_ptr(), 3).unwrap();
                let taken: Vec<Box<$ty>> = take_boxes(held);
                assert_eq!(taken.iter().map(|object| object.0).collect::<Vec<_>>(), [1, 2, 4]);
            }
            assert_eq!(Arc::strong_count(&alive), 1);
        }
    };
}

arrays!(arrays_of_boxes, Boxed, "is given a second time at index 2");
arrays!(arrays_of_marked, Marked, "is given a second time at index 2");
arrays!(
    arrays_of_tokens,
    CheckedBoxed,
    "is in use by another call, or as another argument at index 2"
);
arrays!(
    arrays_of_marked_tokens,
    CheckedMarked,
    "is in use by another call, or as another argument at index 2"
);

#[test]
fn an_array_is_compared_element_by_element() {
    let boxes = owned::BoxOf::<Vec<u8>>::OF;
    let all = [1, 2, 3].map(|value| Box::into_raw(Box::new(vec![value])));
    // SAFETY: each pointer came from `Box::into_raw`, and is taken once. The arrays have as many elements as their lengths
    // say.
    unsafe {
        let first = boxes.ffi_guard_check_list(all.as_ptr(), 2).unwrap();
        let last = boxes.ffi_guard_check_list(all.as_ptr().add(2), 1).unwrap();
        let end = boxes.ffi_guard_check_list(all.as_ptr().add(1), 2).unwrap();
        assert!(check_lists_disjoint(&first, &last).is_ok());
        assert!(check_lists_disjoint(&last, &first).is_ok());
        assert!(check_lists_disjoint(&first, &end).is_err());
        for (at, pointer) in all.into_iter().enumerate() {
            let memory = Memory::at(pointer);
            assert_eq!(check_list_disjoint(&first, memory).is_err(), at < 2);
            assert_eq!(check_disjoint_of_list(memory, &last).is_err(), at == 2);
            let inside = Memory::at(pointer.cast::<u8>().byte_add(7));
            assert_eq!(check_list_disjoint(&first, inside).is_err(), at < 2);
        }
        assert!(check_list_disjoint(&first, Memory::at::<u8>(ptr::null())).is_ok());
        drop(take_boxes(first));
        drop(take_boxes(last));
    }
}

#[test]
fn a_panic_poisons_all_elements_of_an_array() {
    let alive = Arc::new(());
    let all = [1, 2].map(|value| value_into_handle(Marked(value, Arc::clone(&alive))).unwrap());
    let pointers = all.map(<*mut Marked>::cast_const);
    // SAFETY: each handle is used while its object exists, and freed once.
    unsafe {
        let held = references::<Marked>(pointers.as_ptr(), 2).unwrap();
        drop(poison_list_on_unwind(&held));
        for handle in all {
            assert!(is_poisoned::<Marked>(FUNCTION, PARAMETER, handle));
            free::<Marked>(FUNCTION, PARAMETER, handle);
        }
    }
    assert_eq!(Arc::strong_count(&alive), 1);
}

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

/// Tests for objects that are lent to a callback of C. `$tells` is whether misuse is rejected.
macro_rules! lent {
    ($test:ident, $ty:ident, $tells:literal, $poisons:literal) => {
        #[test]
        fn $test() {
            let (mut object, call) = ($ty(1, Arc::new(())), Call);
            let boxes = owned::BoxOf::<$ty>::OF;
            {
                let mut lent = from_c::reference_mut::<$ty>(&mut object);
                let handle = lent.pointer();
                // SAFETY: the handle is used while the object is lent, by one call after the other.
                unsafe {
                    borrow_mut(&exclusive::<$ty>(handle).unwrap(), &call).0 += 1;
                    assert_eq!(borrow(&reference::<$ty>(handle).unwrap(), &call).0, 2);
                    assert!(!$tells || (&&boxes).ffi_guard_check(handle).is_err());
                    assert!(lent.finish().is_ok());
                    let _ = poison_on_unwind(&reference::<$ty>(handle).unwrap());
                    assert_eq!(reference::<$ty>(handle).is_err(), $poisons);
                }
                assert_eq!(lent.finish().is_err(), $poisons);
            }
            {
                let mut lent = from_c::reference::<$ty>(&object);
                let handle = lent.pointer();
                // SAFETY: as above. If misuse is not rejected, the handle is only read.
                unsafe {
                    assert_eq!(borrow(&reference::<$ty>(handle).unwrap(), &call).0, 2);
                    assert!(!$tells || exclusive::<$ty>(handle).is_err());
                }
            }
            assert_eq!(object.0, 2);
            let lent = from_c::references::<$ty>(&[&object, &object]);
            let (handles, len) = lent.array();
            // SAFETY: as above; `handles` points to `len` handles.
            let first = unsafe { reference::<$ty>(*handles) }.map(|first| first.address());
            assert_eq!((len, first), (2, Ok(NonNull::from(&object))));
            lent.finish(FUNCTION);
        }
    };
}

lent!(a_boxed_object_is_lent, Boxed, false, false);
lent!(a_marked_object_is_lent, Marked, true, true);
lent!(a_checked_object_is_lent, CheckedBoxed, true, false);
lent!(a_checked_marked_object_is_lent, CheckedMarked, true, true);

#[test]
fn a_shared_object_is_lent() {
    let (object, call) = (Arc::new(CheckedCounted(3, Arc::new(()))), Call);
    let mut lent = lend_arc(&object);
    let handle = lent.pointer();
    // SAFETY: the handle is used while the object is lent.
    let value = unsafe { borrow(&reference::<CheckedCounted>(handle).unwrap(), &call).0 };
    assert_eq!((value, Arc::strong_count(&object)), (3, 1));
    drop(lent);
    // SAFETY: a checked handle may be any value.
    assert!(unsafe { reference::<CheckedCounted>(handle) }.is_err());
}
