//! Replaces a lock by one of a newer build.

use crate::abi::compare::Class;
use crate::abi::compare::compare;
use crate::abi::lock::Lock;

impl Lock {
    /// Takes from the lock that this one replaces what the ABI does not tell, and raises the epoch or the revision.
    pub(super) fn replace(&mut self, old: &Self) {
        let compared = compare(old, self);
        (self.epoch, self.revision) = if compared.class() == Some(Class::Breaking) {
            (old.epoch.saturating_add(1), 0)
        } else {
            (old.epoch, old.revision.saturating_add(u32::from(compared.is_any_added())))
        };
        self.version = self.version.take().or_else(|| old.version.clone());
        for (model, layouts) in &old.layouts {
            if self.layouts.contains_key(model) {
                continue;
            }
            let mut kept = layouts.clone();
            kept.retain(|name, _| self.is_unchanged(old, name));
            self.layouts.insert(*model, kept);
        }
    }

    /// Returns whether a type is as in the old lock, so that its layout is known for data models that were not built.
    fn is_unchanged(&self, old: &Self, name: &str) -> bool {
        let is_known = self.kinds().contains_key(name) || self.has_layout(name);
        let mut models = self.layouts.keys();
        is_known
            && self.structs.get(name) == old.structs.get(name)
            && self.enums.get(name) == old.enums.get(name)
            && models.all(|it| match old.layout(*it, name) {
                Some(layout) => self.layout(*it, name) == Some(layout),
                None => true,
            })
    }
}
