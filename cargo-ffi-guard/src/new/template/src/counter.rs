//! The counter, an opaque handle in C.

use crate::error::Error;
use ffi_guard::{FfiHandle, ffi_export};

/// A sum that has a limit.
#[derive(Debug, FfiHandle)]
pub struct Counter {
    sum: u32,
    limit: u32,
}

#[ffi_export(status)]
impl Counter {
    /// Creates a counter of the sum 0.
    pub fn new(limit: u32) -> Self {
        Self { sum: 0, limit }
    }

    /// Adds a number, and returns the sum.
    ///
    /// # Errors
    ///
    /// `@PREFIX@_ABOVE_LIMIT` if the sum would be above the limit; it then stays as it is.
    pub fn add(&mut self, number: u32) -> Result<u32, Error> {
        let sum = self
            .sum
            .checked_add(number)
            .filter(|&sum| sum <= self.limit);
        self.sum = sum.ok_or(Error::AboveLimit(self.limit))?;
        Ok(self.sum)
    }

    /// Returns how many numbers of this size can still be added.
    #[ffi_export(fallback = u32::MAX)]
    pub fn room(&self, number: u32) -> u32 {
        (self.limit - self.sum) / number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_stays_below_the_limit() {
        let mut counter = Counter::new(5);
        assert_eq!(counter.add(4), Ok(4));
        assert_eq!(counter.add(2), Err(Error::AboveLimit(5)));
        assert_eq!(counter.room(1), 1);
    }

    #[test]
    #[should_panic(expected = "divide by zero")]
    fn nothing_can_be_added_without_end() {
        Counter::new(1).room(0);
    }
}
