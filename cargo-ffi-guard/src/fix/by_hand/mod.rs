//! Guards that are written by hand, replaced with the attribute.
//!
//! `shape` finds the call of `catch_unwind` in a function, or in the expansion of the macro that is its body, and
//! `on_panic` what follows a panic. `body` rewrites a guard in a body, `item` a macro around a function. Both edit the
//! text. The tokens of the result must be the same as those inside of the guard.
//!
//! `eager` rejects values that a guard evaluates on every call.
//! `function_guard` finds the guard in a function of the crate that takes a closure.

mod argument;
mod body;
mod eager;
mod expression;
mod function_guard;
mod item;
mod layout;
mod on_panic;
mod rewrite;
mod shape;
mod sources;
mod tokens;
mod why;

pub(super) use layout::line_indentation;
pub(super) use rewrite::{Rewrite, RewriteEdit};
pub(super) use sources::Sources;

use crate::inventory::{GuardAdvice, SourceExport};
use std::collections::BTreeMap;
use std::path::Path;
use why::Why;

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
