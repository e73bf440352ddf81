//! The predicates under which a piece of source is part of the crate.

use std::sync::Arc;

/// How many predicates are kept.
const MAX_PREDICATES: usize = 64;

/// A stack of predicates, each once. Predicates beyond the bound are left out, so an item may look less conditional
/// than it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Conditions(Vec<Arc<str>>);

impl Conditions {
    pub(crate) fn push(&mut self, predicate: &str) {
        let fits = self.0.len() < MAX_PREDICATES && !predicate.is_empty();
        if fits && !self.contains(predicate) {
            self.0.push(predicate.into());
        }
    }

    pub(crate) fn push_all(&mut self, predicates: &Self) {
        for predicate in &predicates.0 {
            self.push(predicate);
        }
    }

    fn contains(&self, predicate: &str) -> bool {
        self.0.iter().any(|known| &**known == predicate)
    }

    pub(crate) fn contains_all(&self, predicates: &Self) -> bool {
        predicates.0.iter().all(|predicate| self.contains(predicate))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn truncate(&mut self, len: usize) {
        self.0.truncate(len);
    }

    /// The predicate that holds when these do not all hold.
    pub(crate) fn negated(&self) -> String {
        match &*self.0 {
            [only] => format!("not({only})"),
            all => format!("not(all({}))", all.join(", ")),
        }
    }

    /// Whether one predicate is the plain negation of another, so that they never hold together.
    pub(crate) fn is_contradictory(&self) -> bool {
        self.0.iter().any(|predicate| self.contains(&format!("not({predicate})")))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|predicate| &**predicate)
    }

    pub(crate) fn to_vec(&self) -> Vec<String> {
        self.0.iter().map(|predicate| predicate.to_string()).collect()
    }
}

/// Alternatives in order; the first that holds is taken: `path` attributes, guards, the arms of `cfg_if!`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Alternatives {
    rest: Conditions,
}

impl Alternatives {
    /// Adds an alternative. Returns the predicates under which it is the one taken.
    pub(crate) fn add(&mut self, conditions: &Conditions) -> Conditions {
        let mut taken = self.rest.clone();
        taken.push_all(conditions);
        self.rest.push(&conditions.negated());
        taken
    }

    /// The predicates under which none of them is taken.
    pub(crate) fn rest(&self) -> &Conditions {
        &self.rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(predicate: &str) -> Conditions {
        let mut conditions = Conditions::default();
        conditions.push(predicate);
        conditions
    }

    #[test]
    fn each_predicate_is_kept_once_and_not_too_many() {
        let mut conditions = one("unix");
        conditions.push("unix");
        conditions.push("");
        assert_eq!(conditions.to_vec(), ["unix"]);
        for i in 0..2 * MAX_PREDICATES {
            conditions.push(&format!("feature = \"{i}\""));
        }
        assert_eq!(conditions.len(), MAX_PREDICATES);
    }

    #[test]
    fn the_first_alternative_that_holds_is_taken() {
        let mut alternatives = Alternatives::default();
        assert_eq!(alternatives.add(&one("a")).to_vec(), ["a"]);
        assert_eq!(alternatives.add(&one("b")).to_vec(), ["not(a)", "b"]);
        assert_eq!(alternatives.rest().to_vec(), ["not(a)", "not(b)"]);
        assert!(!alternatives.rest().is_contradictory());
        alternatives.add(&one("not(a)"));
        assert!(alternatives.rest().is_contradictory());
    }
}
