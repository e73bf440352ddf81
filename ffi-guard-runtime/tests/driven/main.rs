//! Libraries written in C that drive callbacks that panic: the C library's sort, SQLite, and a thread pool.
//!
//! `tests/tests/checked` runs this executable again under valgrind and the sanitizers.

mod pool;
mod sort;
mod sqlite;

use std::any::Any;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// A payload that is known again, and whose end is seen.
struct Token(Arc<()>);

/// The one token that a test throws.
struct Mint(Arc<()>);

impl Mint {
    fn new() -> Self {
        Self(Arc::new(()))
    }

    fn token(&self) -> Token {
        Token(Arc::clone(&self.0))
    }

    /// `payload` is a token of this mint, the only one there is, and goes with this call.
    #[track_caller]
    fn receives(self, payload: Box<dyn Any + Send>) {
        let token = payload.downcast::<Token>().expect("the payload that was thrown");
        assert!(Arc::ptr_eq(&token.0, &self.0), "another payload");
        assert_eq!(Arc::strong_count(&self.0), 2, "others are left");
        drop(token);
        assert_eq!(Arc::strong_count(&self.0), 1, "the payload's content is left");
    }
}

/// What `f` panics with.
#[track_caller]
fn caught<R>(f: impl FnOnce() -> R) -> Box<dyn Any + Send> {
    match catch_unwind(AssertUnwindSafe(f)) {
        Ok(_) => panic!("no panic"),
        Err(payload) => payload,
    }
}

/// Says what this machine lacks, past the test harness, which would swallow it; `.ci/run` collects these lines.
fn skip(what: &str, why: &str) {
    // The test is over either way.
    let _ = writeln!(std::io::stderr().lock(), "SKIPPED: {what}: {why}");
}
