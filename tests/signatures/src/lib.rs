//! A fuzzer of signatures. It generates libraries whose functions take and return what the Rust form allows, and callers
//! that pass them valid and hostile arguments, and compares what each call came to with a model of the library.
//!
//! - `draw` makes a random library (`model`, `types`), the same for the same seed; `plan` makes the calls (`call`).
//! - `oracle` says what a call must come to: which arguments are refused, what the body receives (as a digest of every
//!   discriminant, byte and length), what C gets, and what is left in memory. It knows nothing of the runtime.
//! - `rust` writes the library, `c` a caller in C, `rust_caller` one in Rust for Miri. Each call prints one line.
//! - `batch` builds and runs one library, under a checker or not, and `report` compares the lines with the model.
#![forbid(unsafe_code)]

mod batch;
mod c;
mod call;
mod contract;
#[cfg(test)]
mod coverage;
mod digest;
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

pub use contract::REFUSED;
pub use plant::{Plant, plant};
pub use refused::{Rule, accepted};
pub use report::Report;

use batch::Setting;
use ffi_guard_tests::checker::Checker;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

/// The seed of the set that is run before a merge.
pub const FIXED_SEED: u64 = 1;

/// The signatures of that set.
pub const FIXED: usize = 500;

/// How many of them are run under Miri.
pub const UNDER_MIRI: usize = 100;

/// How many functions one library has.
const BATCH: usize = 125;

/// How many it has under Miri, which takes longer for a call than a compiler for a function.
const MIRI_BATCH: usize = 25;

/// A run of the fuzzer.
#[derive(Clone, Debug)]
pub struct Run<'a> {
    /// Names its packages in the target directory.
    pub name: &'a str,
    /// The same seed makes the same calls.
    pub seed: u64,
    /// The number of signatures.
    pub count: usize,
    /// The checker that the libraries and callers are built for and run under.
    pub checker: Option<Checker>,
    /// The folder of another runtime than the workspace's.
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

    /// Makes the calls from Rust, under Miri.
    ///
    /// # Panics
    ///
    /// If Miri cannot be started.
    #[must_use]
    pub fn under_miri(&self) -> Report {
        self.batches(MIRI_BATCH, batch::under_miri)
    }

    /// The libraries: name, seed and number of functions of each.
    fn parts(&self, size: usize) -> Vec<(String, u64, usize)> {
        let part = |first: usize| {
            let batch = first / size;
            let seed = self.seed.wrapping_mul(1_000_003).wrapping_add(batch as u64);
            (format!("{}_{batch}", self.name), seed, size.min(self.count - first))
        };
        (0..self.count).step_by(size).map(part).collect()
    }

    /// Runs all libraries, as many at a time as there are processors.
    fn batches(&self, size: usize, run: impl Fn(&str, u64, usize) -> Report + Sync) -> Report {
        let (parts, next) = (self.parts(size), AtomicUsize::new(0));
        let total = Mutex::new(Report::default());
        let work = || {
            while let Some((name, seed, count)) = parts.get(next.fetch_add(1, Relaxed)) {
                let report = run(name, *seed, *count);
                total.lock().expect("no other batch panicked").add(report);
            }
        };
        thread::scope(|scope| {
            for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
                scope.spawn(work);
            }
        });
        total.into_inner().expect("no batch panicked")
    }
}
