//! Checks of the header that cbindgen has written, against what it was given.

use super::declared::Declared;
use super::flat::ExternalUse;
use super::function::{Function, failure};
use super::lowered::Lowered;
use super::settings::Settings;
use crate::failure::Failure;

impl Lowered<'_, '_> {
    /// Checks whether each function is in the header, with its types.
    pub(super) fn check(&self, header: &Declared<'_>, settings: &Settings) -> Result<(), Failure> {
        for function in &self.functions {
            self.has_types(function, header, settings)?;
            let Function { symbol, place, .. } = function;
            if settings.config.export.item_types.is_empty() && !header.has_word(symbol) {
                let what = format!("cbindgen cannot declare `{symbol}`");
                let next = "write the types of its signature as C knows them, or keep it out with `[export] exclude`";
                return Err(failure(place, what, next));
            }
        }
        Ok(())
    }

    fn has_types(
        &self,
        function: &Function,
        header: &Declared<'_>,
        settings: &Settings,
    ) -> Result<(), Failure> {
        let Function { symbol, uses, place, .. } = function;
        let names = self.flat.closure(&uses.names);
        for name in &names {
            self.has_type(name, function, header, settings)?;
        }
        let inner = names.iter().filter_map(|name| Some(&self.flat.instances.get(name)?.uses));
        let externals = std::iter::once(uses).chain(inner).flat_map(|uses| &uses.external);
        for (shown, external) in externals {
            let in_c = settings.name_of(&external.name);
            let is_named = settings.named.contains(&external.name);
            let is_declared = is_named || header.has_type(&in_c) || settings.may_declare(&in_c);
            if !is_declared || self.has_namesake(&external.name, settings) {
                return Err(missing(shown, external, symbol, place));
            }
            let is_opaque = header.has_type(&in_c) && !header.has_definition(&in_c);
            if external.by_value && !is_named && is_opaque {
                let what = format!(
                    "`{symbol}` needs `{shown}` by value, and the header only declares its name"
                );
                let next = format!("write the definition of `{in_c}` there, or pass a pointer");
                return Err(failure(place, what, next));
            }
        }
        Ok(())
    }

    /// Checks that the header has a type of this crate: with its definition, if cbindgen was given that.
    fn has_type(
        &self,
        name: &str,
        function: &Function,
        header: &Declared<'_>,
        settings: &Settings,
    ) -> Result<(), Failure> {
        let Function { symbol, place, .. } = function;
        let in_c = settings.name_of(name);
        let is_excluded = settings.config.export.exclude.iter().any(|it| it == name);
        let is_given = self.flat.instances.get(name).is_some_and(|it| it.opaque.is_none());
        let is_there = match is_given && !is_excluded {
            true => header.has_definition(&in_c),
            false => header.has_type(&in_c),
        };
        if is_there || !settings.config.export.item_types.is_empty() {
            return Ok(());
        }
        let (what, next) = match is_excluded {
            true => (
                format!(
                    "the header would need the type `{name}` for `{symbol}`, and the settings exclude it"
                ),
                format!(
                    "declare `{in_c}` with `after_includes`, or take `{name}` out of `[export] exclude`"
                ),
            ),
            false => (
                format!("cbindgen has not written the type `{name}`, which `{symbol}` needs"),
                format!(
                    "declare `{in_c}` with `after_includes`, and add `{name}` to `[export] exclude`"
                ),
            ),
        };
        Err(failure(place, what, next))
    }

    /// Returns whether a type of this crate has the name in C of a type of another crate.
    fn has_namesake(&self, name: &str, settings: &Settings) -> bool {
        let in_c = settings.name_of(name);
        let mut all = self.flat.instances.iter();
        all.any(|(flat, instance)| {
            self.flat.definition(instance.ids[0]).name == name && settings.name_of(flat) == in_c
        })
    }
}

fn missing(shown: &str, external: &ExternalUse, symbol: &str, place: &str) -> Failure {
    let what = format!(
        "the header would need the type `{shown}` for `{symbol}`, and this crate does not define it"
    );
    let name = &external.name;
    let next = format!(
        "pass a type of this crate in its place; or let this program read the crate that has it, with `[parse] \
         parse_deps = true` in cbindgen.toml; or declare it there, with `after_includes`; or say what C calls it, with \
         `[export.rename]` `{name} = \"..\"`"
    );
    failure(place, what, next)
}
