//! The same functions, exported by each subject of the benchmark into one library.
//!
//! What a peer does not convert (a text, a `Result`) is checked by hand inside its guard, by the same code for all.

extern crate bench_guard as _;

mod bare;
#[cfg(feature = "peers")]
mod by_hand;
mod control;
#[cfg(feature = "peers")]
mod peers;
