//! A guarded function drops its parameters inside the catch, in the same order as the same function
//! without a guard, whether it returns or panics.
#![deny(warnings)]
use ffi_guard::{FfiType, ffi_export};
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

thread_local! {
    static LOG: RefCell<Vec<i32>> = const { RefCell::new(Vec::new()) };
}

/// Returns the events since the last call, in order.
fn log() -> Vec<i32> {
    LOG.with(RefCell::take)
}

fn note(event: i32) {
    LOG.with_borrow_mut(|log| log.push(event));
}

const BODY: i32 = 0;

/// Logs its number when dropped.
#[derive(FfiType)]
#[repr(C)]
pub struct Loud(i32);

impl Drop for Loud {
    fn drop(&mut self) {
        note(self.0);
    }
}

#[derive(FfiType)]
#[repr(C)]
pub struct Two(Loud, Loud);

/// Logs that the body runs, and panics if `fail` is set, without running the panic hook.
fn body(fail: bool) {
    note(BODY);
    if fail {
        resume_unwind(Box::new("on purpose"));
    }
}

/// Defines the same function three times: without a guard, in the C form, and in the Rust form.
macro_rules! three {
    ($name:ident, $symbol:literal, ($($pat:pat => $ty:ty),*) $body:block) => {
        mod $name {
            #![allow(unused_imports, unused_variables, unused_assignments)]
            use super::*;

            pub fn bare(fail: bool, $($pat: $ty),*) -> bool {
                body(fail);
                $body
                true
            }

            #[ffi_export(fallback = false)]
            #[unsafe(no_mangle)]
            pub extern "C" fn $name(fail: bool, $($pat: $ty),*) -> bool {
                body(fail);
                $body
                true
            }

            #[ffi_export(fallback = false, name = $symbol)]
            pub fn rust(fail: bool, $($pat: $ty),*) -> bool {
                body(fail);
                $body
                true
            }

            unsafe extern "C" {
                #[link_name = $symbol]
                pub safe fn shim(fail: bool, $(_: $ty),*) -> bool;
            }
        }
    };
}

three! { ignored, "ignored_rust", (_ => Loud, _ => Loud) {} }
three! { unused, "unused_rust", (_a => Loud, _b => Loud, _ => Loud, _c => Loud) {} }
three! { parts, "parts_rust", (Two(a, _) => Two, Two(_, b) => Two) {} }
three! { by_ref, "by_ref_rust", (Two(ref a, _) => Two, ref b => Loud, _ => Loud) {} }
three! { moved, "moved_rust", (a => Loud, b => Loud, c => Loud) { drop(b); } }
three! { moved_part, "moved_part_rust", (two => Two, b => Loud) { drop(two.1); } }
three! { reassigned, "reassigned_rust", (mut a => Loud, b => Loud) { a = b; note(9); } }

fn two(number: i32) -> Two {
    Two(Loud(number), Loud(number + 1))
}

/// Calls each variant with the same arguments and compares the logs.
macro_rules! same {
    ($name:ident, $($argument:expr),* => $expected:expr) => {
        for fail in [false, true] {
            let bare = catch_unwind(AssertUnwindSafe(|| $name::bare(fail, $($argument),*)));
            let expected = log();
            if !fail {
                assert_eq!(expected, $expected, "bare {}", stringify!($name));
            }
            assert_eq!(bare.unwrap_or(false), !fail);
            assert_eq!($name::$name(fail, $($argument),*), !fail);
            assert_eq!(log(), expected, "C form {}, fail: {fail}", stringify!($name));
            assert_eq!($name::shim(fail, $($argument),*), !fail);
            assert_eq!(log(), expected, "Rust form {}, fail: {fail}", stringify!($name));
        }
    };
}

/// Panics when dropped, which would end the process outside a catch.
#[derive(FfiType)]
#[repr(C)]
pub struct Bomb(i32);

impl Drop for Bomb {
    fn drop(&mut self) {
        note(self.0);
        resume_unwind(Box::new("bomb"));
    }
}

#[repr(C)]
pub struct Armed(Bomb, i32);

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn ignored_bomb(_: Bomb, _: Loud) -> i32 {
    1
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn part_of_a_bomb(Armed(_, number): Armed) -> i32 {
    number
}

#[ffi_export(fallback = -1)]
pub fn rust_bomb(_: Bomb) -> i32 {
    1
}

/// A constant with a destructor, which is only used if the function panics.
const NOTHING: Loud = Loud(7);

#[ffi_export(fallback = NOTHING)]
#[unsafe(no_mangle)]
pub extern "C" fn given(fail: bool) -> Loud {
    body(fail);
    Loud(1)
}

#[ffi_export(fallback = NOTHING)]
pub fn given_by_rust(fail: bool) -> Loud {
    given(fail)
}

mod shims {
    unsafe extern "C" {
        pub safe fn given_by_rust(fail: bool) -> super::Loud;
        pub safe fn rust_bomb(bomb: super::Bomb) -> i32;
    }
}

fn main() {
    same!(ignored, Loud(1), Loud(2) => [BODY, 2, 1]);
    same!(unused, Loud(1), Loud(2), Loud(3), Loud(4) => [BODY, 4, 3, 2, 1]);
    same!(parts, two(1), two(3) => [BODY, 4, 3, 1, 2]);
    same!(by_ref, two(1), Loud(3), Loud(4) => [BODY, 4, 3, 1, 2]);
    same!(moved, Loud(1), Loud(2), Loud(3) => [BODY, 2, 3, 1]);
    same!(moved_part, two(1), Loud(3) => [BODY, 2, 3, 1]);
    same!(reassigned, Loud(1), Loud(2) => [BODY, 1, 9, 2]);

    assert_eq!(ignored_bomb(Bomb(1), Loud(2)), -1);
    assert_eq!(log(), [2, 1]);
    assert_eq!(part_of_a_bomb(Armed(Bomb(1), 5)), -1);
    assert_eq!(shims::rust_bomb(Bomb(1)), -1);
    assert_eq!(log(), [1, 1]);

    for given in [given, shims::given_by_rust] {
        drop(given(false));
        assert_eq!(log(), [BODY, 1]);
        drop(given(true));
        assert_eq!(log(), [BODY, 7]);
    }
}
