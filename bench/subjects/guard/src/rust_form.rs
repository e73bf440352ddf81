//! Plain functions, whose shims convert the string and the result.

use bench_bodies::Negative;
use ffi_guard::ffi_export;

const K: i32 = 23;

#[ffi_export(fallback = -1, name = "guard_rust_constant")]
fn constant(a: i32) -> i32 {
    bench_bodies::constant::<K>(a)
}

#[ffi_export(fallback = -1, name = "guard_rust_add")]
fn add(a: i32, b: i32) -> i32 {
    bench_bodies::add::<K>(a, b)
}

#[ffi_export(fallback = -1, name = "guard_rust_divide")]
fn divide(a: i32, b: i32) -> i32 {
    bench_bodies::divide::<K>(a, b)
}

#[ffi_export(fallback = -1, name = "guard_rust_index")]
fn index(i: usize) -> i32 {
    bench_bodies::index::<K>(i)
}

#[ffi_export(fallback = -1, name = "guard_rust_work")]
fn work(a: i32) -> i32 {
    bench_bodies::work::<K>(a)
}

#[ffi_export(fallback = -1, name = "guard_rust_text")]
fn text(text: &str) -> i64 {
    bench_bodies::measure::<K>(text)
}

#[ffi_export(status, name = "guard_rust_half")]
fn half(value: i64) -> Result<i64, Negative> {
    bench_bodies::half::<K>(value)
}

#[ffi_export(fallback = -1, name = "guard_rust_payload")]
fn payload(kind: i32) -> i32 {
    bench_bodies::payload::<K>(kind)
}

#[ffi_export(fallback = -1, name = "guard_rust_deep")]
fn deep(frames: i32) -> i32 {
    bench_bodies::deep::<K>(frames)
}

#[ffi_export(fallback = -1, name = "guard_rust_nested")]
fn nested(a: i32) -> i32 {
    extern "C" {
        fn guard_rust_payload(kind: i32) -> i32;
    }
    // SAFETY: the symbol is the shim of `payload`. Calling `payload` itself would panic instead.
    bench_bodies::nested::<K>(a, || unsafe { guard_rust_payload(1) })
}

#[ffi_export(fallback = -1, name = "guard_rust_bomb")]
fn bomb(levels: i32) -> i32 {
    bench_bodies::bomb::<K>(levels)
}
