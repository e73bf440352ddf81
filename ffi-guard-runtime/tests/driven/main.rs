//! C libraries that call callbacks that panic: the `qsort_r` of libc, SQLite, and a thread pool.
//!
//! `tests/tests/checked` runs this executable under Valgrind and the sanitizers.

mod pool;
mod sort;
mod sqlite;

use std::any::Any;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// A payload that can be identified, and whose destruction can be observed.
struct Token(Arc<()>);

/// Creates the single token that a test panics with.
struct TokenSource(Arc<()>);

impl TokenSource {
    fn new() -> Self {
        Self(Arc::new(()))
    }

    fn token(&self) -> Token {
        Token(Arc::clone(&self.0))
    }

    /// Checks that `payload` is the only token of this source, and drops it.
    #[track_caller]
    fn receives(self, payload: Box<dyn Any + Send>) {
        let token = payload.downcast::<Token>().expect("the payload of the panic");
        assert!(Arc::ptr_eq(&token.0, &self.0), "another payload");
        assert_eq!(Arc::strong_count(&self.0), 2, "other tokens are alive");
        drop(token);
        assert_eq!(Arc::strong_count(&self.0), 1, "the token leaked");
    }
}

/// Returns the payload of the panic of `f`.
#[track_caller]
fn caught<R>(f: impl FnOnce() -> R) -> Box<dyn Any + Send> {
    match catch_unwind(AssertUnwindSafe(f)) {
        Ok(_) => panic!("no panic"),
        Err(payload) => payload,
    }
}

/// Reports what this machine lacks, as `ffi_guard_test_support::skip::announce` does. That package would have to be built
/// for each checker and for Miri.
fn skip(what: &str, why: &str) {
    let line = format!("SKIPPED: {what}: {why}\n");
    // Standard error that is closed must not fail the test.
    let _ = std::io::stderr().lock().write_all(line.as_bytes());
    if let Some(path) = std::env::var_os("FFI_GUARD_SKIPPED") {
        let file = std::fs::OpenOptions::new().append(true).open(path);
        file.and_then(|mut file| file.write_all(line.as_bytes())).expect("the file takes a line");
    }
}
