//! A carried panic keeps the location that the panic hook recorded.

use crate::walk;
use ffi_guard::{across_c, ffi_export, last_error, try_across_c};

const LINE: u32 = line!() + 4;

fn carry() {
    across_c(|scope| {
        let callback = scope.callback(|i: i32| -> i32 { panic!("call {i}") }).or(-1);
        walk(2, callback.data_last(), callback.data())
    });
}

#[test]
fn a_guard_further_out_knows_the_place() {
    #[ffi_export(fallback = -1)]
    #[unsafe(no_mangle)]
    extern "C" fn callbacks_outer() -> i32 {
        carry();
        0
    }
    assert_eq!(callbacks_outer(), -1);
    let error = last_error().expect("recorded");
    let location = error.location().expect("the location of the panic");
    assert_eq!((location.file(), location.line()), (file!(), LINE));
    assert_eq!(error.message(), "call 0");
}

#[test]
fn a_carried_panic_knows_its_place() {
    let carried = try_across_c(|scope| {
        let callback = scope.callback(|_: i32| -> i32 { panic!("kept") }).or(-1);
        walk(1, callback.data_last(), callback.data())
    })
    .expect_err("a panic");
    assert_eq!(carried.location().expect("a place").file(), file!());
}
