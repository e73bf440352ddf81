//! Panic payloads: their text, and how to drop them.

use std::any::Any;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The payload of a panic.
pub(crate) type Payload = Box<dyn Any + Send>;

/// The number of payloads whose drop panics with another payload that are dropped before one is leaked.
const NESTED_DROPS: usize = 4;

/// Returns the text of a string payload. The payload of `panic!` is always a string.
pub(crate) fn text(payload: &dyn Any) -> Option<&str> {
    payload
        .downcast_ref::<&'static str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
}

/// Drops a payload. Never unwinds.
///
/// Catches a panic of the destructor, which would otherwise leave the shim. If each payload panics with a further one,
/// the last one is leaked.
pub(crate) fn discard(payload: Payload) {
    if text(&*payload).is_some() {
        return drop(payload);
    }
    let mut payload = payload;
    for _ in 0..NESTED_DROPS {
        match catch_unwind(AssertUnwindSafe(move || drop(payload))) {
            Ok(()) => return,
            Err(next) => payload = next,
        }
    }
    mem::forget(payload);
}

/// Runs code, discards its panic, and returns whether there was one.
pub(crate) fn catch_and_discard(f: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(f)).map_err(discard).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::{panic_any, resume_unwind};
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    /// A payload whose drop panics with another one; `0` levels deep it does not.
    struct PanicOnDrop(usize, &'static AtomicUsize);

    impl Drop for PanicOnDrop {
        fn drop(&mut self) {
            self.1.fetch_add(1, Relaxed);
            if let Some(less) = self.0.checked_sub(1) {
                resume_unwind(Box::new(PanicOnDrop(less, self.1)));
            }
        }
    }

    #[test]
    fn text_of_each_string_payload() {
        let caught = |f: fn()| catch_unwind(f).unwrap_err();
        assert_eq!(text(&*caught(|| resume_unwind(Box::new("static")))), Some("static"));
        assert_eq!(text(&*caught(|| resume_unwind(Box::new(format!("{}", 1))))), Some("1"));
        assert_eq!(text(&*caught(|| resume_unwind(Box::new(7)))), None);
    }

    #[test]
    fn drops_nested_payloads() {
        static DROPS: AtomicUsize = AtomicUsize::new(0);
        discard(Box::new(PanicOnDrop(3, &DROPS)));
        assert_eq!(DROPS.load(Relaxed), 4);
    }

    #[test]
    fn leaks_an_endless_chain_of_payloads() {
        static DROPS: AtomicUsize = AtomicUsize::new(0);
        discard(Box::new(PanicOnDrop(usize::MAX, &DROPS)));
        assert_eq!(DROPS.load(Relaxed), NESTED_DROPS);
    }

    #[test]
    fn catch_and_discard_tells_whether_there_was_a_panic() {
        assert!(!catch_and_discard(|| ()));
        assert!(catch_and_discard(|| panic_any(1)));
    }
}
