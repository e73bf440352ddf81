//! The names of types in C, and the text that the header has besides cbindgen's.

use super::error_api::List;
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
        self.name_types(settings);
        for list in &self.lists {
            settings.name(&list.name, list.name.clone());
        }
        for name in self.views.keys() {
            settings.name(name, self.beside_functions(name.clone()));
        }
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
    fn name_types(&self, settings: &mut Settings) {
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
                    settings.name(name, self.under(prefix, name));
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

    /// The name of a type under the prefix. A type and a function, or two types, cannot have one name in C, and in Rust they can.
    fn under(&self, prefix: &str, name: &str) -> String {
        let handle = self.handles.get(name);
        let name = name.trim_end_matches('_');
        let middle = handle.map_or_else(|| names::snake_case(name), |own| own.handle.name.clone());
        let has_prefix = handle.is_none() && middle.starts_with(&format!("{prefix}_"));
        let own = name.starts_with(&format!("{prefix}_"));
        let name = match (own && has_prefix, has_prefix) {
            (true, _) => name.to_owned(),
            (false, true) => middle,
            (false, false) => format!("{prefix}_{middle}"),
        };
        let of_list = |list: &List| list.name == name;
        if self.views.contains_key(&name) || self.lists.iter().any(of_list) {
            return format!("{name}_t");
        }
        self.beside_functions(name)
    }

    /// The name of a type that no function has.
    fn beside_functions(&self, name: String) -> String {
        let is_taken = self.functions.iter().any(|function| function.symbol == name)
            || self.status.as_ref() == Some(&name)
            || self.callbacks.iter().any(|callback| callback.name == name);
        if is_taken { format!("{name}_t") } else { name }
    }
}
