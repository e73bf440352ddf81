//! Replaces a lock by one of a newer build.

use crate::abi::compare::Class;
use crate::abi::compare::compare;
use crate::abi::lock::Lock;

impl Lock {
    /// Takes from the lock that this one replaces what the ABI does not tell, and raises the epoch or the revision.
    ///
    /// # Errors
    ///
    /// If the epoch or the revision is the greatest number.
    pub(super) fn replace(&mut self, old: &Self) -> Result<(), String> {
        let compared = compare(old, self);
        let raised = |it: u32, what| it.checked_add(1).ok_or_else(|| format!("the {what} is {it}"));
        (self.epoch, self.revision) = match compared.class() {
            Some(Class::Breaking) => (raised(old.epoch, "epoch")?, 0),
            _ if compared.is_any_added() => (old.epoch, raised(old.revision, "revision")?),
            _ => (old.epoch, old.revision),
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
        Ok(())
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
