//! Prints what a panic costs that is carried through C, beside one that only Rust sees:
//! `cargo run --release -p ffi-guard-runtime --example round_trip`.

use ffi_guard::across_c;
use ffi_guard_csrc::csrc_walk;
use std::any::Any;
use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

/// Of each kind, in turns, so that whatever else runs on the machine slows both down.
const TURNS: u32 = 100;
const TRIPS_A_TURN: u32 = 1_000;

fn throw(number: u64) -> i32 {
    resume_unwind(Box::new(number))
}

/// The panic is caught in the next frame.
fn bare(number: u64) -> Box<dyn Any + Send> {
    caught(|| _ = black_box(throw(black_box(number))))
}

/// Rust calls C, C calls a closure, which panics; C returns, and the panic goes on.
fn carried(number: u64) -> Box<dyn Any + Send> {
    caught(|| {
        across_c(|scope| {
            let callback = scope.callback(|_: i32| -> i32 { throw(black_box(number)) }).or(-1);
            // SAFETY: function and data of one callback, which lives until C has returned.
            unsafe { csrc_walk(1, callback.data_last(), callback.data()) };
        });
    })
}

fn caught(f: impl FnOnce()) -> Box<dyn Any + Send> {
    catch_unwind(AssertUnwindSafe(f)).expect_err("a panic")
}

/// The time of one turn.
fn turn(trip: fn(u64) -> Box<dyn Any + Send>) -> Duration {
    let start = Instant::now();
    for number in 0..u64::from(TRIPS_A_TURN) {
        let payload = trip(number);
        assert_eq!(payload.downcast_ref(), Some(&number), "another payload came home");
    }
    start.elapsed()
}

fn main() {
    let (mut rust, mut c) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..TURNS {
        rust += turn(bare);
        c += turn(carried);
    }
    let trips = TURNS * TRIPS_A_TURN;
    println!("mean of {trips} round trips of a panic:");
    println!("  catch_unwind and resume_unwind  {:>8.1?}", rust / trips);
    println!("  carried through C by across_c   {:>8.1?}", c / trips);
    println!("  ratio                           {:>8.2}", c.as_secs_f64() / rust.as_secs_f64());
}
