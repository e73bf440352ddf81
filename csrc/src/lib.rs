//! The C side of the demo and the tests: C that calls Rust from many threads, in the middle of its own work and
//! at the end of the process.
//!
//! Each module declares what one file of `c/` defines. Where a function takes the function under test as an
//! `extern "C" fn` alone, which is never null, it is safe to call; where it takes user data with it, it is not.
//!
//! Whole C programs (with a `main` of their own) are in `programs/`; the tests compile them.
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

/// The shape of every function under test.
pub type Function = extern "C" fn(i32) -> i32;
