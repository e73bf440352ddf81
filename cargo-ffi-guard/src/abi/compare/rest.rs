//! Adds the differences that no other comparison has found.

use super::Comparison;
use super::change::{Change, Class};
use std::collections::BTreeMap;

impl Comparison<'_> {
    /// Adds the change of the prefix, and one for each item whose difference has no class.
    pub(super) fn rest(&mut self) {
        let (old, new) = (self.old, self.new);
        if old.prefix != new.prefix {
            let text = |it: &Option<String>| it.clone().unwrap_or_else(|| "none".to_owned());
            let why = "names in the header have it";
            let (old, new) = (text(&old.prefix), text(&new.prefix));
            self.add(Change::between(Class::SourceBreaking, "prefix", old, new, why));
        }
        for item in self.different() {
            if !self.changes.iter().any(|change| is_of(change, &item)) {
                let why = "it differs, and no class covers the difference: compare the texts of the locks";
                self.add(Change::new(Class::Breaking, item, why));
            }
        }
    }

    /// Returns the items of both locks that differ by more than the names of types.
    fn different(&self) -> Vec<String> {
        let (old, new, types) = (self.old, self.new, &self.types);
        let functions = changed(&old.functions, &new.functions, |it| types.signature(it));
        let statics = changed(&old.statics, &new.statics, |it| types.variable(it));
        let structs = changed(&old.structs, &new.structs, |it| types.structure(it));
        let enums = changed(&old.enums, &new.enums, |it| types.enumeration(it));
        let codes = changed(&old.codes, &new.codes, Clone::clone);
        let mut handles = changed(&old.handles, &new.handles, Clone::clone);
        // The removal of the function that frees a handle is a change of its own.
        handles.retain(|name| {
            let free = &old.handles[name].free;
            !old.functions.contains_key(free) || new.functions.contains_key(free)
        });
        let named = |kind: &'static str, names: Vec<String>| {
            names.into_iter().map(move |name| format!("{kind} {name}"))
        };
        named("fn", functions)
            .chain(named("static", statics))
            .chain(named("struct", structs))
            .chain(named("enum", enums))
            .chain(named("handle", handles))
            .chain(named("codes", codes))
            .collect()
    }
}

/// Returns the names of the items that differ, except for what `renamed` changes.
fn changed<T: PartialEq>(
    old: &BTreeMap<String, T>,
    new: &BTreeMap<String, T>,
    renamed: impl Fn(&T) -> T,
) -> Vec<String> {
    let both = old.iter().filter_map(|(name, was)| Some((name, was, new.get(name)?)));
    both.filter(|(_, was, is)| renamed(was) != **is).map(|(name, ..)| name.clone()).collect()
}

/// Returns whether a change is one of an item, or of a part: `fn shape_open, parameter path`.
fn is_of(change: &Change, item: &str) -> bool {
    change.what.strip_prefix(item).is_some_and(|part| part.is_empty() || part.starts_with(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_of_its_item_and_of_no_other() {
        for (what, item, expected) in [
            ("struct Pair<A, B>", "struct Pair<A, B>", true),
            ("struct Pair<A, B>, field x", "struct Pair<A, B>", true),
            ("fn open, parameter a, length", "fn open", true),
            ("fn open_all", "fn open", false),
        ] {
            let change = Change::new(Class::Compatible, what, "");
            assert_eq!(is_of(&change, item), expected, "{what} {item}");
        }
    }
}
