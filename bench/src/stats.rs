//! Medians and quartiles.

use serde::{Deserialize, Serialize};

/// A summary of samples.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Summary {
    pub(crate) median: f64,
    /// The lower quartile.
    pub(crate) low: f64,
    /// The upper quartile.
    pub(crate) high: f64,
    pub(crate) samples: usize,
}

impl Summary {
    /// Returns the summary, or `None` without samples.
    pub(crate) fn of(samples: &[f64]) -> Option<Self> {
        let mut sorted = samples.to_vec();
        sorted.sort_by(f64::total_cmp);
        let at = |share: f64| quantile(&sorted, share);
        Some(Self { median: at(0.5)?, low: at(0.25)?, high: at(0.75)?, samples: sorted.len() })
    }

    /// Returns half of the distance between the quartiles.
    pub(crate) fn spread(&self) -> f64 {
        (self.high - self.low) / 2.0
    }
}

/// Interpolates a quantile of sorted samples.
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share * last as f64;
    let (below, part) = (place.floor() as usize, place.fract());
    let above = (below + 1).min(last);
    Some(sorted[below] * (1.0 - part) + sorted[above] * part)
}

/// Divides each sample by the one that was taken next to it, because a machine that slows down slows both.
pub(crate) fn ratios(samples: &[f64], base: &[f64]) -> Vec<f64> {
    samples.iter().zip(base).map(|(sample, base)| sample / base).collect()
}

#[cfg(test)]
mod tests {
    use super::{Summary, ratios};

    #[test]
    fn quartiles_lie_between_samples() {
        let summary = Summary::of(&[4.0, 1.0, 3.0, 2.0]).unwrap();
        assert_eq!(summary, Summary { median: 2.5, low: 1.75, high: 3.25, samples: 4 });
        assert_eq!(summary.spread(), 0.75);
        assert_eq!(Summary::of(&[7.0]).unwrap().spread(), 0.0);
        assert_eq!(Summary::of(&[]), None);
    }

    #[test]
    fn one_outlier_moves_no_median() {
        assert_eq!(Summary::of(&[1.0, 1.0, 1.0, 1.0, 900.0]).unwrap().high, 1.0);
    }

    #[test]
    fn ratios_pair_samples_of_one_round() {
        assert_eq!(ratios(&[2.0, 9.0], &[1.0, 3.0]), [2.0, 3.0]);
    }
}
