//! cxx: exports for C++, whose symbols C can call. The generated C++, which turns errors into exceptions, is left out. A
//! panic ends the process.

use bench_bodies::Negative;
use std::ffi::c_char;

const K: i32 = 10;

#[::cxx::bridge(namespace = "bench")]
mod bridge {
    extern "Rust" {
        fn constant(a: i32) -> i32;
        fn add(a: i32, b: i32) -> i32;
        fn divide(a: i32, b: i32) -> i32;
        fn index(i: usize) -> i32;
        fn work(a: i32) -> i32;
        unsafe fn text(text: *const c_char) -> i64;
        fn half(value: i64) -> Result<i64>;
        fn payload(kind: i32) -> i32;
        fn deep(frames: i32) -> i32;
        fn nested(a: i32) -> i32;
        fn bomb(levels: i32) -> i32;
    }
}

fn constant(a: i32) -> i32 {
    bench_bodies::constant::<K>(a)
}

fn add(a: i32, b: i32) -> i32 {
    bench_bodies::add::<K>(a, b)
}

fn divide(a: i32, b: i32) -> i32 {
    bench_bodies::divide::<K>(a, b)
}

fn index(i: usize) -> i32 {
    bench_bodies::index::<K>(i)
}

fn work(a: i32) -> i32 {
    bench_bodies::work::<K>(a)
}

unsafe fn text(text: *const c_char) -> i64 {
    // SAFETY: the programs of the benchmark pass a string.
    unsafe { bench_bodies::measure_text::<K>(text) }
}

fn half(value: i64) -> Result<i64, Negative> {
    bench_bodies::half::<K>(value)
}

fn payload(kind: i32) -> i32 {
    bench_bodies::payload::<K>(kind)
}

fn deep(frames: i32) -> i32 {
    bench_bodies::deep::<K>(frames)
}

fn nested(a: i32) -> i32 {
    bench_bodies::nested::<K>(a, || payload(1))
}

fn bomb(levels: i32) -> i32 {
    bench_bodies::bomb::<K>(levels)
}
