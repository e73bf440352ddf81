//! The preconditions of a function that cannot be checked.

use super::declaration::LibraryContext;
use super::names::Names;
use super::signature;
use super::text::listed;
use super::types::type_names;
use crate::lower::out_owner;
use crate::model::{Conversion, Export, Parameter, Returned};
use syn::Type;

/// The function whose preconditions are written.
pub(super) struct Preconditions<'e> {
    pub(super) export: &'e Export,
    pub(super) names: &'e Names,
    pub(super) context: &'e LibraryContext,
}

impl Preconditions<'_> {
    /// Returns all of them, one sentence or two each.
    pub(super) fn all(&self) -> Vec<String> {
        let mut all: Vec<String> =
            self.parameters().filter_map(|(at, it)| self.of_parameter(at, it)).collect();
        if let Some(out) = &self.names.out {
            all.push(format!("`{out}` points to memory for the value."));
        }
        all.extend(self.of_concurrent_use());
        all.extend(self.of_result());
        all
    }

    /// Returns whether the call can fail because an object or a state is poisoned.
    pub(super) fn may_be_poisoned(&self) -> bool {
        let handle = |parameter: &Parameter| match &parameter.conversion {
            Conversion::Reference { target, .. }
            | Conversion::Boxed { target, .. }
            | Conversion::Taken { target } => {
                last_name(target).is_some_and(|name| self.context.poisonable.contains(&name))
            }
            _ => false,
        };
        self.export.poison.is_some() || self.export.parameters.iter().any(handle)
    }

    fn parameters(&self) -> impl Iterator<Item = (usize, &Parameter)> {
        self.export.parameters.iter().enumerate()
    }

    fn of_parameter(&self, at: usize, parameter: &Parameter) -> Option<String> {
        let name = &self.names.parameters[at];
        let or_null = if parameter.conversion.is_optional() { ", or is NULL" } else { "" };
        Some(match &parameter.conversion {
            Conversion::Value | Conversion::Character => return None,
            Conversion::Unconverted if matches!(parameter.ty, Type::Ptr(_)) => {
                format!(
                    "`{name}` is a pointer that the function accepts. It is passed on unchecked."
                )
            }
            Conversion::Unconverted => return None,
            Conversion::Function { optional, .. } => {
                let or_null = if *optional { " It may be NULL." } else { "" };
                format!("`{name}` returns: neither longjmp nor a C++ exception leaves it.{or_null}")
            }
            Conversion::CStr { .. } | Conversion::Text { .. } => {
                format!("`{name}` points to a NUL-terminated string{or_null}.")
            }
            Conversion::Slice { .. } => {
                let length = self.names.lengths[at].as_ref()?;
                format!("`{name}` points to `{length}` values.")
            }
            Conversion::Reference { target, .. } => match self.free_function(target) {
                Some(free) => format!(
                    "`{name}` is a handle from this library that has been neither freed (`{free}`) nor passed \
                     back{or_null}."
                ),
                None => format!("`{name}` points to memory of its type{or_null}."),
            },
            Conversion::Boxed { .. } | Conversion::Shared { .. } | Conversion::Taken { .. } => {
                format!(
                    "`{name}` is a pointer from this library that has not been passed back{or_null}. \
                     A call whose arguments are valid takes ownership of it."
                )
            }
            Conversion::Out { target } if out_owner(target).is_some() => {
                format!("`{name}` points to memory for a pointer.")
            }
            Conversion::Out { .. } => format!("`{name}` points to memory for a value of its type."),
        })
    }

    /// Returns the function that frees a handle of the type.
    fn free_function(&self, target: &Type) -> Option<&str> {
        self.context.handles.get(&last_name(target)?).map(String::as_str)
    }

    /// Returns the rules for other threads that use the memory or the objects during the call.
    fn of_concurrent_use(&self) -> Vec<String> {
        let (read, mut written) = (self.followed(false, false), self.followed(true, false));
        written.extend(self.names.out.iter().map(|out| format!("`{out}`")));
        let rules = [
            (read, "Nothing writes to the memory behind ", " during the call."),
            (written, "Nothing else uses the memory behind ", " during the call."),
            (
                self.followed(false, true),
                "No call that may change or free ",
                " runs at the same time.",
            ),
            (self.followed(true, true), "No other call with ", " runs at the same time."),
        ];
        let rules = rules.into_iter().filter(|(names, ..)| !names.is_empty());
        rules.map(|(names, begin, end)| format!("{begin}{}{end}", listed(&names))).collect()
    }

    /// Returns the names of the parameters that the call borrows: pointers to memory, or handles.
    fn followed(&self, written: bool, handles: bool) -> Vec<String> {
        let followed = self.parameters().filter(|(_, parameter)| {
            let conversion = &parameter.conversion;
            let is_handle = match conversion {
                Conversion::Reference { target, .. } => self.free_function(target).is_some(),
                _ => false,
            };
            conversion.follows_a_pointer()
                && !conversion.transfers_ownership()
                && conversion.may_be_written() == written
                && is_handle == handles
        });
        followed.map(|(at, _)| format!("`{}`", self.names.parameters[at])).collect()
    }

    /// Returns what the caller must do with a result that it owns.
    fn of_result(&self) -> Option<String> {
        let result = match &self.names.out {
            Some(out) => format!("`*{out}`"),
            None => "The result".to_owned(),
        };
        let returned = &self.export.result.returned;
        let free = match returned {
            Returned::Text => {
                self.context.prefix.as_ref().map(|prefix| format!("{prefix}_string_free"))
            }
            Returned::List { .. } => {
                let list = signature::value(self.export, self.context);
                Some(format!("{}_free", type_names(&list).concat()))
            }
            Returned::Boxed { target, .. }
            | Returned::Handle { target, .. }
            | Returned::Shared { target } => self.free_function(target).map(str::to_owned),
            _ => return None,
        };
        let owned = match returned {
            Returned::Shared { .. } => "is one reference. The caller",
            _ => "is owned by the caller, who",
        };
        Some(match (free, returned) {
            (Some(free), _) => format!("{result} {owned} frees it once, with `{free}`."),
            (None, Returned::Text) => format!("{result} {owned} frees it once."),
            (None, _) => {
                format!("{result} {owned} passes it once to a function that takes ownership.")
            }
        })
    }
}

/// Returns the name of a type without its modules.
fn last_name(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    Some(path.path.segments.last()?.ident.to_string())
}
