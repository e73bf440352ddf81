//! A fuzzer of signatures. It generates libraries whose functions have the parameters and return types of the Rust
//! form, and callers that pass valid and hostile arguments. It compares the result of each call with a model.
//!
//! - `draw` creates a random library (`model`, `types`) from a seed; `plan` creates the calls (`call`).
//! - `oracle` computes the expected outcome of a call: which arguments are rejected, what the body receives (as a
//!   digest of every discriminant, byte and length), what C receives, and the memory afterwards. It does not use the
//!   runtime.
//! - `rust` generates the library, `c` a caller in C, `rust_caller` one in Rust for Miri; `caller` contains the structure
//!   of both. Each call prints one line.
//! - `batch` builds and runs one library, with or without a checker, and `report` compares the lines with the model.
#![forbid(unsafe_code)]

mod batch;
mod c;
mod call;
mod caller;
mod closure;
mod contract;
#[cfg(test)]
mod coverage;
mod digest;
#[cfg(test)]
mod documented;
mod draw;
mod model;
mod oracle;
mod plan;
mod planned;
mod plant;
mod refused;
mod report;
mod rust;
mod rust_caller;
mod types;
mod value;

pub use batch::Caller;
pub use contract::REFUSED;
pub use plant::{Plant, plant};
pub use refused::{Rule, accepted};
pub use report::Report;

use batch::Setting;
use ffi_guard_test_support::checker::Checker;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

/// The seed of the set that runs before a merge.
pub const FIXED_SEED: u64 = 1;

/// The number of signatures in that set.
pub const FIXED: usize = 500;

/// The number of them that run under Miri.
pub const UNDER_MIRI: usize = 100;

/// The number of functions in one library.
const BATCH: usize = 125;

/// The number of functions in one library under Miri, where a call takes longer than compiling a function.
const MIRI_BATCH: usize = 25;

/// A run of the fuzzer.
#[derive(Clone, Debug)]
pub struct Run<'a> {
    /// The name of its packages in the target directory.
    pub name: &'a str,
    /// Determines the calls.
    pub seed: u64,
    /// The number of signatures.
    pub count: usize,
    /// The checker that the libraries and callers are built for and run under.
    pub checker: Option<Checker>,
    /// The directory of a runtime other than the workspace's.
    pub runtime: Option<&'a Path>,
}

impl Run<'_> {
    /// Makes the calls from C.
    ///
    /// # Panics
    ///
    /// If a caller does not compile, or there is no C compiler.
    #[must_use]
    pub fn in_c(&self) -> Report {
        let setting = Setting { checker: self.checker, runtime: self.runtime };
        self.batches(BATCH, |name, seed, count| batch::in_c(name, seed, count, &setting))
    }

    /// Makes the calls from Rust.
    ///
    /// # Panics
    ///
    /// If cargo cannot be started.
    #[must_use]
    pub fn in_rust(&self, caller: Caller) -> Report {
        self.batches(MIRI_BATCH, |name, seed, count| batch::in_rust(name, seed, count, caller))
    }

    /// Returns the name, seed and number of functions of each library.
    fn parts(&self, size: usize) -> Vec<(String, u64, usize)> {
        let part = |first: usize| {
            let batch = first / size;
            let seed = self.seed.wrapping_mul(1_000_003).wrapping_add(batch as u64);
            (format!("{}_{batch}", self.name), seed, size.min(self.count - first))
        };
        (0..self.count).step_by(size).map(part).collect()
    }

    /// Runs all libraries, in parallel on all processors.
    fn batches(&self, size: usize, run: impl Fn(&str, u64, usize) -> Report + Sync) -> Report {
        let (parts, next) = (self.parts(size), AtomicUsize::new(0));
        let total = Mutex::new(Report::default());
        let work = || {
            while let Some((name, seed, count)) = parts.get(next.fetch_add(1, Relaxed)) {
                let report = run(name, *seed, *count);
                total.lock().expect("another batch panicked").add(report);
            }
        };
        thread::scope(|scope| {
            for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
                scope.spawn(work);
            }
        });
        total.into_inner().expect("a batch panicked")
    }
}
