//! The names of types in C, and the text that the header has besides cbindgen's.

use super::layout;
use super::lowered::Lowered;
use super::settings::Settings;
use ffi_guard_syntax::names;
use std::collections::BTreeSet;

impl Lowered<'_, '_> {
    /// Names the types and declares what the header needs.
    pub(super) fn settle(&self, settings: &mut Settings, include: bool) {
        if self.has_error_types {
            settings.add_error_types(include);
        }
        let mut taken = self.fixed_names(settings);
        for list in &self.lists {
            settings.name(&list.name, list.name.clone());
        }
        for name in self.views.keys() {
            settings.name(name, free(name.clone(), &mut taken));
        }
        self.name_types(settings, &mut taken);
        for callback in &self.callbacks {
            settings.name(&callback.name, callback.name.clone());
        }
        for external in self.externals() {
            if settings.declares(&external) {
                settings.name(&external, external.clone());
            }
        }
        layout::settle(self.flat, &self.reached, settings);
    }

    /// Gives each type its name in C: the author's; a name under the prefix, if only functions of the Rust form use the type;
    /// else cbindgen's.
    fn name_types(&self, settings: &mut Settings, taken: &mut BTreeSet<String>) {
        // In C++ there are namespaces.
        let prefix = self
            .prefix
            .as_ref()
            .filter(|_| settings.is_c() && settings.config.export.prefix.is_none());
        let prefix = prefix.cloned();
        for (name, instance) in &self.flat.instances {
            let own = &self.flat.definition(instance.ids[0]).name;
            let is_changed = name != own && name.trim_end_matches('_') == own.trim_end_matches('_');
            if is_changed && settings.config.export.exclude.contains(own) {
                settings.leave_out([name.as_str()]);
            }
            match &prefix {
                _ if is_changed && settings.named.contains(own) => {
                    settings.name(name, settings.name_of(own));
                }
                Some(prefix) if self.renamed.contains(name) => {
                    settings.name(name, free(self.under(prefix, name), taken));
                }
                _ if is_changed => settings.name(name, settings.name_of(own)),
                _ => {}
            }
        }
    }

    fn externals(&self) -> BTreeSet<String> {
        let own = self.functions.iter().map(|function| &function.uses);
        let inner =
            self.reached.iter().filter_map(|name| Some(&self.flat.instances.get(name)?.uses));
        let externals = own.chain(inner).flat_map(|uses| uses.external.values());
        externals.map(|external| external.name.clone()).collect()
    }

    /// Returns the names in C that are not chosen here.
    fn fixed_names(&self, settings: &Settings) -> BTreeSet<String> {
        let functions = self.functions.iter().map(|function| function.symbol.clone());
        let lists = self.lists.iter().map(|list| list.name.clone());
        let callbacks = self.callbacks.iter().map(|callback| callback.name.clone());
        let types = self.reached.difference(&self.renamed).map(|name| settings.name_of(name));
        let all = functions.chain(lists).chain(callbacks).chain(types);
        all.chain(self.status.clone()).chain(self.externals()).collect()
    }

    /// Returns the name of a type under the prefix.
    fn under(&self, prefix: &str, name: &str) -> String {
        let handle = self.handles.get(name);
        let name = name.trim_end_matches('_');
        let middle = handle.map_or_else(|| names::snake_case(name), |own| own.handle.name.clone());
        let has_prefix = handle.is_none() && middle.starts_with(&format!("{prefix}_"));
        let own = name.starts_with(&format!("{prefix}_"));
        match (own && has_prefix, has_prefix) {
            (true, _) => name.to_owned(),
            (false, true) => middle,
            (false, false) => format!("{prefix}_{middle}"),
        }
    }
}

/// Returns a name that nothing else has: in C, types and functions share one name space.
fn free(mut name: String, taken: &mut BTreeSet<String>) -> String {
    while !taken.insert(name.clone()) {
        name += "_t";
    }
    name
}
