//! A call with its expected outcome.

use crate::call::Call;
use crate::model::{Function, Library};
use crate::oracle::{self, Expected};
use crate::plan;
use fastrand::Rng;

/// A call of a function.
#[derive(Clone, Debug)]
pub(crate) struct Planned<'a> {
    pub(crate) function: &'a Function,
    /// Its index among the calls of the function.
    pub(crate) index: usize,
    pub(crate) call: Call,
    pub(crate) expected: Expected,
}

impl Planned<'_> {
    /// Returns the label of the call in the caller's output.
    pub(crate) fn label(&self) -> String {
        format!("f{}.{}", self.function.index, self.index)
    }

    /// Returns the identifier of the call in the caller's source.
    pub(crate) fn ident(&self) -> String {
        format!("f{}_{}", self.function.index, self.index)
    }
}

/// Returns the calls of all functions, which are determined by the seed.
pub(crate) fn planned(library: &Library, seed: u64) -> Vec<Planned<'_>> {
    let mut rng = Rng::with_seed(seed ^ 0x6361_6c6c);
    let mut planned = Vec::new();
    for function in &library.functions {
        for (index, call) in plan::calls(library, function, &mut rng).into_iter().enumerate() {
            let expected = oracle::expected(library, function, &call);
            planned.push(Planned { function, index, call, expected });
        }
    }
    planned
}
