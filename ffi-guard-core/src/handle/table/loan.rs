//! The use of an object that a callback of C has on loan.

/// The use of an object that is lent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loan {
    /// C reads the object. The lender counts as a call that shares it, so no call acquires it exclusively.
    Read,
    /// C reads and writes the object, and does not own it.
    Write,
}

impl Loan {
    /// Returns the number in an entry; 0 means that the value is not lent.
    pub(super) const fn number(self) -> usize {
        match self {
            Self::Read => 1,
            Self::Write => 2,
        }
    }

    /// Returns the number of sharing calls that the lender counts as.
    pub(super) const fn sharers(self) -> usize {
        match self {
            Self::Read => 1,
            Self::Write => 0,
        }
    }
}
