//! Builds each thing once in a process.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Values by the text that describes how they are built.
#[derive(Debug)]
pub(crate) struct Cache<V>(Mutex<BTreeMap<String, Arc<OnceLock<V>>>>);

impl<V: Clone> Cache<V> {
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }

    /// Returns the value of `key`. The first caller builds it; others with the same key wait for it, and others with
    /// another key do not. A `build` that panics is called again by the next caller.
    pub(crate) fn get(&self, key: String, build: impl FnOnce() -> V) -> V {
        let value = {
            let mut values = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(values.entry(key).or_default())
        };
        value.get_or_init(build).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::Cache;

    #[test]
    fn builds_once_for_each_key() {
        let cache = Cache::new();
        let mut built = Vec::new();
        for key in ["a", "b", "a"] {
            let value = cache.get(key.to_owned(), || {
                built.push(key);
                key
            });
            assert_eq!(value, key);
        }
        assert_eq!(built, ["a", "b"]);
    }
}
