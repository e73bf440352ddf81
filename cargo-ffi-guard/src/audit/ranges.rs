//! Sets of addresses.

use std::ops::Range;

/// A set of addresses, as sorted ranges that do not touch. A file may have many ranges and many symbols to look up.
#[derive(Debug, Default)]
pub(super) struct Ranges(Vec<Range<u64>>);

impl Ranges {
    pub(super) fn contains(&self, address: u64) -> bool {
        let after = self.0.partition_point(|range| range.start <= address);
        after.checked_sub(1).is_some_and(|at| self.0[at].contains(&address))
    }
}

impl FromIterator<Range<u64>> for Ranges {
    fn from_iter<T: IntoIterator<Item = Range<u64>>>(ranges: T) -> Self {
        let mut ranges: Vec<Range<u64>> = ranges.into_iter().collect();
        ranges.sort_unstable_by_key(|range| range.start);
        let mut merged: Vec<Range<u64>> = Vec::new();
        for range in ranges {
            match merged.last_mut().filter(|last| range.start <= last.end) {
                Some(last) => last.end = last.end.max(range.end),
                None => merged.push(range),
            }
        }
        Self(merged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_the_addresses_of_every_range() {
        let ranges = Ranges::from_iter([8..12, 2..4, 3..5, 10..11, 20..20]);
        let all: Vec<u64> = (0..30).filter(|address| ranges.contains(*address)).collect();
        assert_eq!(all, [2, 3, 4, 8, 9, 10, 11]);
    }
}
