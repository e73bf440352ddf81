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
use cbindgen::Language;
use ffi_guard_syntax::model::{Code, ErrorShape, Library, STATUSES};
use ffi_guard_syntax::names::constant_case;
use ffi_guard_syntax::parse_error_code;
use std::collections::BTreeMap;

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
        let of_library = self.of_library();
        let all: Vec<DefinitionId> = (0..self.modules.definitions.len()).collect();
        for id in all {
            let definition = &self.modules.definitions[id];
            let is_wanted = self.modules.is_own(definition.module) || of_library.contains(&id);
            let is_enum = matches!(definition.kind, DefinitionKind::Enum(_));
            if definition.derives("ErrorCode") && is_wanted && is_enum {
                self.add(definition, of_library.contains(&id))?;
            }
        }
        Ok(self.notes)
    }

    /// Returns the definitions of the enum that `ffi_library!` names.
    fn of_library(&mut self) -> Vec<DefinitionId> {
        let Some(path) = &self.library.codes else { return Vec::new() };
        match self.modules.resolve(path, 0, Namespace::Type) {
            Target::Here(ids) => ids,
            _ => {
                let name = path.segments.last().map(|it| it.ident.to_string()).unwrap_or_default();
                self.notes.push(format!(
                    "the codes of `{name}` are not in the header: it is an item of another crate, or of a macro that is not expanded"
                ));
                Vec::new()
            }
        }
    }

    fn add(&mut self, definition: &'a Definition, is_of_library: bool) -> Result<(), Failure> {
        let place = &definition.place;
        if self.settings.config.language == Language::Cython || definition.gate.unknown.is_some() {
            let note = format!("{place}: the codes of `{}` are not in the header", definition.name);
            self.notes.push(note);
            return Ok(());
        }
        let prefix = &self.library.prefix;
        let begin = match is_of_library {
            true => macro_name(prefix),
            false => format!("{}_{}", macro_name(prefix), constant_case(&definition.name)),
        };
        let mut lines = String::new();
        let statuses = STATUSES.into_iter().filter(|_| is_of_library);
        let (success, failures): (Vec<_>, Vec<_>) = statuses.partition(|(_, number)| *number == 0);
        for (name, number) in success {
            self.line(&format!("{begin}_{name}"), number, place, &mut lines)?;
        }
        for code in self.codes(definition)? {
            let conditions = self.modules.conditions_of(definition.module);
            let Some(gate) = conditions.gate_of(&code.attrs, &Gate::default()) else { continue };
            let documentation = self.settings.comment_style().of_item(&docs(&code.attrs));
            let mut text: String =
                documentation.lines().map(|line| format!("    {line}\n")).collect();
            self.line(&format!("{begin}_{}", code.name), code.number, place, &mut text)?;
            lines.push_str(&self.under_condition(&gate, text));
        }
        for (name, number) in failures {
            self.line(&format!("{begin}_{name}"), number, place, &mut lines)?;
        }
        let text = self.group(definition, is_of_library, &lines);
        let text = self.under_condition(&definition.gate, text);
        self.settings.append(&text);
        Ok(())
    }

    /// Returns the codes of an enum, without the variants that the build does not have.
    fn codes(&self, definition: &Definition) -> Result<Vec<Code>, Failure> {
        let parsed = parse_error_code(definition.item_tokens()).map_err(|error| {
            let what = error.into_iter().next().map_or_else(String::new, |first| first.to_string());
            let next = "make the crate compile, then run the command again";
            failure(&definition.place, what, next)
        })?;
        match parsed.shape {
            ErrorShape::Enum(codes) => Ok(codes),
            ErrorShape::Struct(..) => Ok(Vec::new()),
        }
    }

    fn line(
        &mut self,
        name: &str,
        number: i32,
        place: &str,
        lines: &mut String,
    ) -> Result<(), Failure> {
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

    /// Returns the `enum` with its documentation.
    fn group(&self, definition: &Definition, is_of_library: bool, lines: &str) -> String {
        let comments = self.settings.comment_style();
        let mut documentation = docs(&definition.attrs);
        if documentation.is_empty() {
            documentation.push(format!("The codes of `{}`.", definition.name));
        }
        let enumeration = format!("{}enum {{\n{lines}}};\n", comments.of_item(&documentation));
        if !is_of_library {
            return enumeration;
        }
        let of_status = comments.of_item(&[OF_STATUS.to_owned()]);
        let status = name_of_status(self.library);
        format!("{of_status}typedef int32_t {status};\n\n{enumeration}")
    }

    fn under_condition(&mut self, gate: &Gate, text: String) -> String {
        if gate.open.is_empty() {
            return text;
        }
        match condition(&gate.open, &self.settings.config) {
            Some(condition) => format!("#if {condition}\n{text}#endif\n"),
            None => text,
        }
    }
}

/// Returns the name of the type of statuses.
pub(super) fn name_of_status(library: &Library) -> String {
    format!("{}_status", library.prefix)
}
