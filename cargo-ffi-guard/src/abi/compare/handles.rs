//! Compares the handles of two locks.

use super::Comparison;
use super::change::{Change, Class};
use crate::abi::lock::Handle;

impl Comparison<'_> {
    /// Compares a handle.
    pub(super) fn handle(&mut self, name: &str, old: &Handle, new: &Handle) {
        let at = |part: &str| format!("handle {name}, {part}");
        if old.owner != new.owner {
            let (class, why) = match new.owner.as_str() {
                "arc" => {
                    (Class::Compatible, "the library counts references, and C frees as before")
                }
                _ => (Class::Breaking, "an object has one owner only"),
            };
            self.add_use(name, Change::between(class, at("owner"), &old.owner, &new.owner, why));
        }
        // A function that is removed is a change of its own.
        let is_removed = self.old.functions.contains_key(&old.free)
            && !self.new.functions.contains_key(&old.free);
        if old.free != new.free && !is_removed {
            let why = "another function frees it";
            let change = Change::between(Class::Breaking, at("free"), &old.free, &new.free, why);
            self.add_use(name, change);
        }
        if old.poison != new.poison {
            let why = "affects calls after a panic only";
            let change =
                Change::between(Class::Compatible, at("poison"), old.poison, new.poison, why);
            self.add_use(name, change);
        }
        if old.single_thread != new.single_thread {
            let (class, why) = match new.single_thread {
                true => (Class::Breaking, "an object may be used on one thread only"),
                false => (Class::Compatible, "an object may be used on any thread"),
            };
            let what = at("single_thread");
            let change = Change::between(class, what, old.single_thread, new.single_thread, why);
            self.add_use(name, change);
        }
    }
}
