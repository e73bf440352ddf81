//! Guards that are written by hand, replaced with the attribute.
//!
//! `shape` finds the call of `catch_unwind` in a function, or in the expansion of the macro that is its body, and
//! `on_panic` what follows a panic. `body` rewrites a guard in a body, `item` a macro around a function. Both edit the
//! text. The tokens of the result must be the same as those inside of the guard.
//!
//! `eager` rejects values that a guard evaluates on every call.
//! `function_guard` finds the guard in a function of the crate that takes a closure.

mod body;
mod eager;
mod expression;
mod function_guard;
mod item;
mod layout;
mod on_panic;
mod shape;
mod sources;
mod tokens;
mod why;

pub(super) use layout::line_indentation;
pub(super) use sources::Sources;

use super::edit::Edit;
use crate::inventory::{GuardAdvice, GuardSite, SourceExport};
use on_panic::OnPanic;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use syn::ReturnType;
use why::Why;

/// A function without its guard, but still without the attribute.
pub(super) struct Rewrite {
    pub(super) file: PathBuf,
    pub(super) edit: RewriteEdit,
    /// The argument of the attribute.
    pub(super) argument: Option<String>,
    /// The macro of the crate that it no longer calls.
    pub(super) no_longer_calls: Option<String>,
}

/// The change of the text.
pub(super) enum RewriteEdit {
    /// The guard in the body. The attribute goes in front of the one that exports.
    Body(Edit),
    /// The macro call around the function. The text has the attribute's place.
    Item { before: String, after: String, bytes: std::ops::Range<usize> },
}

/// Rewrites a function that has a guard of its own.
pub(super) fn rewrite(entry: &SourceExport, sources: &Sources) -> Result<Rewrite, Why> {
    if let Some(GuardAdvice::Refused(why)) = &entry.advice {
        return Err(why.clone());
    }
    if sources.has_own_catch {
        return Err("the crate has a function `catch_unwind` of its own".to_owned());
    }
    let Some(site) = &entry.site else {
        return Err(
            "another crate's macro or attribute makes the export: its guard stays".to_owned()
        );
    };
    if site.in_definition { item::rewrite(entry, sources) } else { body::rewrite(site, sources) }
}

/// The macros that nothing calls any more, each with the place of its definition. `rewritten` has the number of calls
/// that were rewritten.
pub(super) fn unused_macros<'s>(
    sources: &'s Sources,
    rewritten: &BTreeMap<String, usize>,
) -> Vec<(&'s Path, usize, String)> {
    let unused = rewritten.iter().filter(|(name, number)| sources.calls(name) <= **number);
    let definitions = unused.flat_map(|(name, _)| {
        let all = sources.macros(name).iter();
        all.map(|found| (found.file.as_path(), found.at, name.clone()))
    });
    definitions.collect()
}

/// The names of `std::panic` that a file imports and does not use, with the lines of the imports.
pub(super) fn unused_imports(text: &str) -> Vec<(usize, &'static str)> {
    let Ok(tokens) = crate::sources::lex(text.trim_start_matches('\u{FEFF}')) else {
        return Vec::new();
    };
    let unused = |name: &&'static str| {
        let (imports, others) = tokens::uses_of(&tokens, name);
        let line = imports.first().filter(|_| others == 0);
        line.map(|line| (*line, *name))
    };
    ["catch_unwind", "AssertUnwindSafe"].iter().filter_map(unused).collect()
}

/// The argument that says what follows a panic.
fn argument(
    on_panic: &OnPanic,
    output: &ReturnType,
    text: &str,
    outer: &str,
) -> Result<Option<String>, Why> {
    let returns_nothing = match output {
        ReturnType::Default => true,
        ReturnType::Type(_, ty) => {
            matches!(&**ty, syn::Type::Tuple(tuple) if tuple.elems.is_empty())
        }
    };
    match on_panic {
        OnPanic::Nothing if returns_nothing => Ok(None),
        OnPanic::Nothing => Err(why::unknown()),
        OnPanic::Abort => Ok(Some("abort".to_owned())),
        OnPanic::Value(value) => {
            let value = match tokens::bytes_of(value, text) {
                Some(bytes) => layout::unwrapped(text, bytes, outer),
                None => tokens::written(value, text),
            };
            Ok(Some(format!("fallback = {value}")))
        }
    }
}

/// The name of the site's function: unknown sites have none.
fn function_byte(site: &GuardSite) -> Result<usize, Why> {
    site.function.ok_or_else(|| "its text is not in one piece".to_owned())
}
