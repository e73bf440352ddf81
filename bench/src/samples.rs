//! Reads the output of the programs: a key, a subject and a number in each line.

use std::collections::BTreeMap;

use crate::stats::{Summary, ratios};

/// Samples by key and subject, in chronological order.
#[derive(Debug, Default)]
pub(crate) struct Samples(BTreeMap<(String, String), Vec<f64>>);

impl Samples {
    /// Parses the output of a program.
    ///
    /// # Errors
    ///
    /// Returns a line that is not a sample.
    pub(crate) fn parse(output: &str) -> Result<Self, String> {
        let mut samples = Self::default();
        for line in output.lines() {
            let (key, subject, value) =
                split(line).ok_or_else(|| format!("`{line}` is no sample"))?;
            samples.add(key, subject, value);
        }
        Ok(samples)
    }

    /// Adds one sample.
    pub(crate) fn add(&mut self, key: &str, subject: &str, value: f64) {
        self.0.entry((key.to_owned(), subject.to_owned())).or_default().push(value);
    }

    /// Returns the samples, which may be empty.
    pub(crate) fn of(&self, key: &str, subject: &str) -> &[f64] {
        self.0.get(&(key.to_owned(), subject.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// Returns the summary, or `None` without samples.
    pub(crate) fn summary(&self, key: &str, subject: &str) -> Option<Summary> {
        Summary::of(self.of(key, subject))
    }

    /// Returns the ratio between the samples of two subjects, or `None` if one of them has no samples.
    pub(crate) fn ratio(&self, key: &str, subject: &str, base: &str) -> Option<Summary> {
        Summary::of(&ratios(self.of(key, subject), self.of(key, base)))
    }
}

fn split(line: &str) -> Option<(&str, &str, f64)> {
    let mut words = line.split(' ');
    let sample = (words.next()?, words.next()?, words.next()?.parse().ok()?);
    words.next().is_none().then_some(sample)
}

#[cfg(test)]
mod tests {
    use super::Samples;

    #[test]
    fn samples_are_kept_in_order_and_paired() {
        let samples = Samples::parse("add bare 1\nadd mine 3\nadd bare 2\nadd mine 4\n").unwrap();
        assert_eq!(samples.of("add", "mine"), [3.0, 4.0]);
        assert_eq!(samples.ratio("add", "mine", "bare").unwrap().median, 2.5);
        assert!(samples.summary("add", "yours").is_none());
    }

    #[test]
    fn a_line_that_is_no_sample_is_an_error() {
        for line in ["add bare", "add bare x", "add bare 1 2"] {
            assert!(Samples::parse(line).unwrap_err().contains(line));
        }
    }
}
