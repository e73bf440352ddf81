//! The reasons why C cannot have a type.

use crate::header::rust_text::shown;
use syn::Type;

/// Why C cannot have a type, and what to write instead.
#[derive(Clone, Debug)]
pub(in crate::header) struct Problem {
    pub(in crate::header) what: String,
    pub(in crate::header) next: String,
}

impl Problem {
    pub(in crate::header) fn new(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { what: what.into(), next: next.into() }
    }

    pub(in crate::header) fn inside(self, part: &str) -> Self {
        Self { what: format!("{part}: {}", self.what), ..self }
    }
}

/// Returns why an item under a condition that nothing decides is refused.
pub(in crate::header) fn undecided(item: &str, condition: &str) -> Problem {
    Problem::new(
        format!("{item} is under the condition `{condition}`, and whether it holds is not known"),
        format!(
            "name a macro for it under `[defines]` in cbindgen.toml, as in `\"{}\" = \"MACRO\"`",
            condition.replace('"', "")
        ),
    )
}

pub(super) fn refused(ty: &Type, why: &str, instead: &str) -> Problem {
    Problem::new(format!("`{}` {why}", shown(ty)), format!("write {instead}"))
}

pub(super) fn unsized_problem(ty: &Type) -> Problem {
    refused(
        ty,
        "has a size that only Rust knows, so a pointer to it is two words",
        "an address and a length",
    )
}
