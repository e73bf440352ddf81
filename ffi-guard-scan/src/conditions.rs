//! The predicates under which a piece of source is part of the crate.

use std::rc::Rc;

/// How many predicates are kept; see [`Export::cfg`](super::Export::cfg).
const MAX_PREDICATES: usize = 64;

/// A stack of distinct predicates. Dropping one that does not fit is safe: the caller then reports an export under
/// fewer conditions than it has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Conditions(Vec<Rc<str>>);

impl Conditions {
    pub(super) fn one(predicate: &str) -> Self {
        let mut conditions = Self::default();
        conditions.push(predicate);
        conditions
    }

    pub(super) fn push(&mut self, predicate: &str) {
        let fits = self.0.len() < MAX_PREDICATES && !predicate.is_empty();
        if fits && !self.contains(predicate) {
            self.0.push(predicate.into());
        }
    }

    pub(super) fn push_all(&mut self, predicates: &Self) {
        for predicate in &predicates.0 {
            self.push(predicate);
        }
    }

    pub(super) fn contains(&self, predicate: &str) -> bool {
        self.0.iter().any(|known| &**known == predicate)
    }

    pub(super) fn contains_all(&self, predicates: &Self) -> bool {
        predicates.0.iter().all(|predicate| self.contains(predicate))
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn truncate(&mut self, len: usize) {
        self.0.truncate(len);
    }

    /// Returns the negation of the conjunction of all predicates.
    pub(super) fn negated(&self) -> String {
        match &*self.0 {
            [only] => format!("not({only})"),
            all => format!("not(all({}))", all.join(", ")),
        }
    }

    /// Returns whether one predicate is the literal negation of another, so that they never hold together.
    pub(super) fn contradictory(&self) -> bool {
        self.0.iter().any(|predicate| self.contains(&format!("not({predicate})")))
    }

    pub(super) fn to_vec(&self) -> Vec<String> {
        self.0.iter().map(|predicate| predicate.to_string()).collect()
    }
}

/// A list of alternatives where the first that holds wins: `path` attributes, guards, the arms of `cfg_if!`.
#[derive(Clone, Debug, Default)]
pub(super) struct Alternatives {
    rest: Conditions,
}

impl Alternatives {
    /// Adds an alternative and returns the predicates under which it is taken.
    pub(super) fn add(&mut self, conditions: &Conditions) -> Conditions {
        let mut taken = self.rest.clone();
        taken.push_all(conditions);
        self.rest.push(&conditions.negated());
        taken
    }

    /// Returns the predicates under which no alternative is taken.
    pub(super) fn rest(&self) -> &Conditions {
        &self.rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_each_predicate_once_and_not_too_many() {
        let mut conditions = Conditions::default();
        conditions.push("unix");
        conditions.push("unix");
        conditions.push("");
        assert_eq!(conditions.to_vec(), ["unix"]);
        for i in 0..2 * MAX_PREDICATES {
            conditions.push(&format!("feature = \"{i}\""));
        }
        assert_eq!(conditions.len(), MAX_PREDICATES);
        conditions.truncate(1);
        assert_eq!(conditions.to_vec(), ["unix"]);
    }

    #[test]
    fn negates_all_of_them_together() {
        let mut conditions = Conditions::default();
        conditions.push("a");
        assert_eq!(conditions.negated(), "not(a)");
        conditions.push("b");
        assert_eq!(conditions.negated(), "not(all(a, b))");
    }

    #[test]
    fn the_first_alternative_that_holds_is_taken() {
        let mut alternatives = Alternatives::default();
        assert_eq!(alternatives.add(&Conditions::one("a")).to_vec(), ["a"]);
        assert_eq!(alternatives.add(&Conditions::one("b")).to_vec(), ["not(a)", "b"]);
        assert_eq!(alternatives.rest().to_vec(), ["not(a)", "not(b)"]);
        assert!(!alternatives.rest().contradictory());
        alternatives.add(&Conditions::one("not(a)"));
        assert!(alternatives.rest().contradictory());
    }
}
