//! The names of codes: an `enum` without a name for each `#[derive(ErrorCode)]`, and `PREFIX_status` for the library's codes.

use super::comment_style::docs;
use super::conditions::Gate;
use super::function::failure;
use super::modules::{Definition, DefinitionId, DefinitionKind, Modules, Namespace};
use super::preprocessor::condition;
use super::resolve::Target;
use super::settings::{Settings, macro_name};
use super::strings;
use crate::failure::Failure;
use ffi_guard_syntax::model::{Code, ErrorShape, Library, STATUSES};
use ffi_guard_syntax::names::constant_case;
use ffi_guard_syntax::parse_error_code;
use std::collections::BTreeMap;
use syn::Type;

const OF_STATUS: &str = "The result of a call: 0, a code of the library, or a negative number for a failure without a code.";

/// Declares the names of codes.
pub(super) struct Codes<'a> {
    pub(super) modules: &'a Modules<'a>,
    pub(super) settings: &'a mut Settings,
    pub(super) library: &'a Library,
    /// The names so far, with the places of the variants.
    names: BTreeMap<String, String>,
    notes: Vec<String>,
}

impl<'a> Codes<'a> {
    pub(super) fn new(
        modules: &'a Modules<'a>,
        settings: &'a mut Settings,
        library: &'a Library,
    ) -> Self {
        Self { modules, settings, library, names: BTreeMap::new(), notes: Vec::new() }
    }

    /// Adds the declarations behind the includes. Returns notes about codes that are left out.
    pub(super) fn declare(mut self) -> Result<Vec<String>, Failure> {
        let modules = self.modules;
        let of_library = self.of_library();
        if let Some(status) = name_of_status(self.library) {
            let documentation = self.settings.comment_style().of_item(&[OF_STATUS.to_owned()]);
            self.settings.append(&format!("{documentation}typedef int32_t {status};\n"));
            self.enumeration(None, &of_library)?;
        }
        for (id, definition) in modules.definitions.iter().enumerate() {
            let is_other = modules.is_own(definition.module) && !of_library.contains(&id);
            if is_other && is_enum(definition) {
                self.enumeration(Some(definition), &[id])?;
            }
        }
        Ok(self.notes)
    }

    /// Returns the definitions of the enum that `ffi_library!` names: several if they are under different conditions.
    fn of_library(&mut self) -> Vec<DefinitionId> {
        let Some(mut path) = self.library.codes.clone() else { return Vec::new() };
        let mut module = 0;
        // An alias may lead to itself, which rustc rejects.
        for _ in 0..16 {
            let Target::Here(ids) = self.modules.resolve(&path, module, Namespace::Type) else {
                break;
            };
            let first = ids.first().map(|id| &self.modules.definitions[*id]);
            match first.map(|first| (&first.kind, first.module)) {
                Some((DefinitionKind::Alias(alias), around)) => match &*alias.ty {
                    Type::Path(aliased) => (path, module) = (aliased.path.clone(), around),
                    _ => break,
                },
                _ => return ids,
            }
        }
        let name = path.segments.last().map(|it| it.ident.to_string()).unwrap_or_default();
        self.notes.push(format!(
            "the codes of `{name}` are not in the header: it is an item of another crate, which `[parse] include` reads, or of a macro that is not expanded"
        ));
        Vec::new()
    }

    /// Adds an `enum` with the codes of these definitions, with the statuses unless the codes are `other` ones.
    fn enumeration(
        &mut self,
        other: Option<&Definition>,
        ids: &[DefinitionId],
    ) -> Result<(), Failure> {
        let mut begin = macro_name(&self.library.prefix);
        let mut lines = String::new();
        match other {
            Some(definition) => begin = format!("{begin}_{}", constant_case(&definition.name)),
            None => self.statuses(&begin, |number| number == 0, &mut lines)?,
        }
        for id in ids {
            let definition = &self.modules.definitions[*id];
            let mut text = String::new();
            self.codes(definition, &begin, &mut text)?;
            lines.push_str(&self.under_condition(&definition.gate, text));
        }
        if other.is_none() {
            self.statuses(&begin, |number| number < 0, &mut lines)?;
        }
        let definition = ids.first().map(|id| &self.modules.definitions[*id]);
        let mut documentation = definition.map(|it| docs(&it.attrs)).unwrap_or_default();
        if let (Some(definition), true) = (definition, documentation.is_empty()) {
            documentation.push(format!("The codes of `{}`.", definition.name));
        }
        if !lines.is_empty() {
            let documentation = self.settings.comment_style().of_item(&documentation);
            self.settings.append(&format!("{documentation}enum {{\n{lines}}};\n"));
        }
        Ok(())
    }

    fn statuses(
        &mut self,
        begin: &str,
        is_wanted: impl Fn(i32) -> bool,
        lines: &mut String,
    ) -> Result<(), Failure> {
        let wanted = STATUSES.into_iter().filter(|(_, number)| is_wanted(*number));
        wanted.into_iter().try_for_each(|(name, number)| {
            self.line(&format!("{begin}_{name}"), number, "ffi_library!", lines)
        })
    }

    /// Adds the codes of an enum, without the variants that the build does not have.
    fn codes(
        &mut self,
        definition: &Definition,
        begin: &str,
        lines: &mut String,
    ) -> Result<(), Failure> {
        let place = &definition.place;
        if definition.gate.unknown.is_some() || !is_enum(definition) {
            let name = &definition.name;
            self.notes.push(format!("{place}: the codes of `{name}` are not in the header"));
            return Ok(());
        }
        let parsed = parse_error_code(definition.item_tokens()).map_err(|error| {
            let what = error.into_iter().next().map_or_else(String::new, |first| first.to_string());
            failure(place, what, "make the crate compile, then run the command again")
        })?;
        let ErrorShape::Enum(codes) = parsed.shape else { return Ok(()) };
        let conditions = self.modules.conditions_of(definition.module);
        for Code { name, number, attrs, .. } in codes {
            let Some(gate) = conditions.gate_of(&attrs, &Gate::default()) else { continue };
            let documentation = self.settings.comment_style().of_item(&docs(&attrs));
            let indented = documentation.lines().map(|line| format!("    {line}\n"));
            let mut text: String = indented.collect();
            self.line(&format!("{begin}_{name}"), number, place, &mut text)?;
            lines.push_str(&self.under_condition(&gate, text));
        }
        Ok(())
    }

    fn line(
        &mut self,
        name: &str,
        number: i32,
        place: &str,
        lines: &mut String,
    ) -> Result<(), Failure> {
        if self.settings.config.include_guard.as_deref() == Some(name) {
            let what = format!("`{name}` is the include guard of the header and a code");
            return Err(failure(place, what, "give the variant another name"));
        }
        let is_taken =
            self.settings.defines(name) || strings::is_constant(self.modules, self.settings, name);
        if is_taken {
            let what = format!("`{name}` is a constant of the library and a code");
            return Err(failure(place, what, "give the variant or the constant another name"));
        }
        if let Some(other) = self.names.insert(name.to_owned(), place.to_owned()) {
            let what = format!("`{name}` is also the name of a code of the type at {other}");
            return Err(failure(place, what, "give one of the variants another name"));
        }
        lines.push_str(&format!("    {name} = {number},\n"));
        Ok(())
    }

    fn under_condition(&self, gate: &Gate, text: String) -> String {
        if gate.open.is_empty() {
            return text;
        }
        match condition(&gate.open, &self.settings.config) {
            Some(condition) => format!("#if {condition}\n{text}#endif\n"),
            None => text,
        }
    }
}

fn is_enum(definition: &Definition) -> bool {
    matches!(definition.kind, DefinitionKind::Enum(_)) && definition.derives("ErrorCode")
}

/// Returns the name of the type of statuses, if the library has codes.
pub(super) fn name_of_status(library: &Library) -> Option<String> {
    library.codes.is_some().then(|| format!("{}_status", library.prefix))
}
