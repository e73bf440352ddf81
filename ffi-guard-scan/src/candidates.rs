//! Exports that exist only if a macro places its argument in an attribute: what its definition says about them.

use super::macro_rules::Macros;
use super::names::GuardNames;
use super::report::{Context, Export, Report};

/// An export of the report that exists only if a macro can place its argument in an attribute.
pub(super) struct Argument {
    /// The export's index.
    pub(super) export: usize,
    pub(super) reading: Reading,
    /// The only string literal of the call.
    pub(super) literal: Option<String>,
}

/// Whether the tokens around `export_name` or `no_mangle` suggest an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Part of an expression, a pattern, a type or a path.
    Value,
    /// A value for most macros.
    Unlikely,
    Attribute,
}

/// Removes the exports whose macro cannot place the argument in an attribute.
pub(super) fn settle(report: &mut Report, arguments: Vec<Argument>, names: &GuardNames) {
    if arguments.is_empty() {
        return;
    }
    let macros = Macros::read(&report.files, names);
    let mut arguments = arguments.into_iter().peekable();
    let mut index = 0;
    report.exports.retain_mut(|export| {
        let argument = arguments.next_if(|argument| argument.export == index);
        index += 1;
        argument.is_none_or(|argument| argument.confirms(export, &macros))
    });
}

impl Argument {
    /// Whether the macro can place the argument; then the export learns what the macro's definition says.
    fn confirms(self, export: &mut Export, macros: &Macros) -> bool {
        let Context::MacroArgument { name, own } = &mut export.context else { return true };
        *own = macros.defines(name);
        if export.symbol.is_none() && macros.assigns(name) {
            export.symbol = self.literal;
        }
        macros.places(name) && (*own || self.reading == Reading::Attribute)
    }
}
