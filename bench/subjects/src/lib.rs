//! The same functions, exported by each subject of the benchmark into one library.
//!
//! If a library does not convert a string or a `Result`, the same hand-written code checks it inside its guard.

extern crate bench_guard as _;

mod bare;
#[cfg(feature = "peers")]
mod by_hand;
mod control;
#[cfg(feature = "peers")]
mod peers;
