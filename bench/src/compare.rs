//! Marks the cells of libraries with a better value.

use crate::stats::Summary;
use crate::subject::{Kind, Subject};
use crate::table::Cell;

/// Whether lower or higher values are better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Better {
    Lower,
    Higher,
}

/// Returns the cell of a value that is the same on each run. It is marked if another library's value is better.
pub(crate) fn exact(subject: &Subject, text: String, value: f64, ours: Option<f64>) -> Cell {
    let ahead = subject.kind == Kind::Peer && ours.is_some_and(|ours| value < ours - 0.05);
    Cell { text, ahead }
}

/// The number of samples below which quartiles mean little.
pub(crate) const ENOUGH: usize = 5;

/// Returns the cell of samples. It is marked if another library's samples are better by more than the quartiles.
pub(crate) fn sampled(
    subject: &Subject,
    text: String,
    value: &Summary,
    ours: Option<&Summary>,
    better: Better,
) -> Cell {
    let beats = |ours: &Summary| match better {
        Better::Lower => value.high < ours.low,
        Better::Higher => value.low > ours.high,
    };
    let judged = subject.kind == Kind::Peer && value.samples >= ENOUGH;
    Cell { text, ahead: judged && ours.is_some_and(beats) }
}

#[cfg(test)]
mod tests {
    use super::{Better, exact, sampled};
    use crate::stats::Summary;
    use crate::subject::ALL;

    const BARE: usize = 0;
    const PEER: usize = 1;

    fn ahead(subject: usize, value: [f64; 3], ours: [f64; 3], better: Better) -> bool {
        ahead_of(5, subject, value, ours, better)
    }

    fn ahead_of(
        samples: usize,
        subject: usize,
        value: [f64; 3],
        ours: [f64; 3],
        better: Better,
    ) -> bool {
        let summary = |[low, median, high]: [f64; 3]| Summary { median, low, high, samples };
        sampled(&ALL[subject], String::new(), &summary(value), Some(&summary(ours)), better).ahead
    }

    #[test]
    fn a_peer_is_ahead_only_beyond_the_spread() {
        assert!(ahead(PEER, [1.0, 2.0, 3.0], [3.5, 4.0, 5.0], Better::Lower));
        assert!(!ahead(PEER, [1.0, 2.0, 3.6], [3.5, 4.0, 5.0], Better::Lower));
        assert!(ahead(PEER, [6.0, 7.0, 8.0], [3.5, 4.0, 5.0], Better::Higher));
        assert!(!ahead_of(4, PEER, [6.0, 7.0, 8.0], [3.5, 4.0, 5.0], Better::Higher));
    }

    #[test]
    fn the_bare_function_is_no_peer() {
        assert!(!ahead(BARE, [1.0, 2.0, 3.0], [3.5, 4.0, 5.0], Better::Lower));
        assert!(!exact(&ALL[BARE], String::new(), 0.0, Some(9.0)).ahead);
        assert!(exact(&ALL[PEER], String::new(), 0.0, Some(9.0)).ahead);
    }
}
