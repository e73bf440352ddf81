//! The bound on the work that expansions inside function bodies cost.

use std::cell::Cell;

/// How many tokens of expansions are judged in one crate.
const MAX_TOKENS: usize = 4 << 20;
/// The cost of an expansion besides its tokens, so that many short ones end as well.
const PER_EXPANSION: usize = 512;

/// The tokens judged so far.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    spent: Cell<usize>,
}

impl Budget {
    /// Charges an expansion of this many tokens. False if it may not be judged.
    pub(super) fn affords(&self, tokens: usize) -> bool {
        let cost = tokens.saturating_add(PER_EXPANSION);
        self.spent.set(self.spent.get().saturating_add(cost));
        !self.is_spent()
    }

    /// Whether an expansion was not judged because the budget had run out.
    pub(crate) fn is_spent(&self) -> bool {
        self.spent.get() > MAX_TOKENS
    }
}
