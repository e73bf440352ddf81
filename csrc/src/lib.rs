//! The C side of the demo and the tests: C code that calls Rust from many threads, from callbacks, and at the end of
//! the process.
//!
//! Each module declares the functions of one file in `c/`. A function that takes only an `extern "C" fn`, which is
//! never null, is safe to call; a function that also takes user data is not.
//!
//! C programs with their own `main` are in `programs/`; the tests compile them. [`target`] starts programs by the
//! runner of their target.
#![deny(unsafe_code)]

mod block;
mod callback;
mod caller;
mod clock;
mod exit;
mod frame;
mod pool;
mod resource;
mod sort;
mod sqlite;
pub mod target;
mod threads;
mod walk;

pub use block::{Block, Ledger, csrc_block_free, csrc_block_free_untyped, csrc_block_new};
pub use callback::{csrc_call, csrc_each, csrc_frames_returned};
pub use caller::{Answer, csrc_ask, csrc_ask_at_exit, csrc_give, csrc_visit};
pub use clock::csrc_mean_latency_ns;
pub use exit::csrc_at_exit;
pub use frame::{csrc_frame, csrc_frame_unwind};
pub use pool::{
    ThreadPool, csrc_thread_pool_destroy, csrc_thread_pool_new, csrc_thread_pool_submit,
    csrc_thread_pool_wait,
};
pub use resource::Resource;
pub use sort::{Comparison, Comparisons, csrc_sort};
pub use sqlite::{Row, SqliteAnswer, csrc_sqlite_exec};
pub use threads::{Tally, csrc_threads};
pub use walk::{DataFirst, DataLast, csrc_on_thread, csrc_pool, csrc_walk, csrc_walk_first};

/// The signature of all functions under test.
pub type Function = extern "C" fn(i32) -> i32;
