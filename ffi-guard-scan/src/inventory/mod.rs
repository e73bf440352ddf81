//! The inventory: every exported item of a crate, and how it is guarded.
//!
//! It is the scan's own walk with three things added. Each export is described, not only found:
//! its signature, its guard, its bytes. Besides the attributes, a guard may be a known idiom in the
//! body ([`body`]). And the crate's own `macro_rules!` that export are expanded ([`expand`]), so
//! that the functions that their calls make have names.

mod block;
mod body;
mod collect;
mod collected;
mod describe;
mod expand;
mod guards;
mod known;
mod macros;
mod model;
mod names;
mod outside_tests;
mod quiet;
mod signature;
mod site;

pub(super) use collected::Collected;
pub(super) use expand::Origin;
pub use model::{Block, Entry, EntryKind, Guarded, Inventory, Note, Signature, Site, Spot, Wanted};
pub use outside_tests::never_holds;

use std::collections::BTreeSet;
use std::path::Path;

use super::MAX_ROUNDS;
use super::names::GuardNames;
use super::report::Options;
use super::traversal::{Pass, traverse};
use expand::{Definition, Macros};
use guards::{Functions, Guards};

/// What the walk needs to describe exports.
pub(super) struct Knowledge<'k> {
    wanted: &'k Wanted,
    macros: &'k Macros<'k>,
    functions: &'k Functions,
}

impl Knowledge<'_> {
    fn guards(&self) -> Guards<'_> {
        Guards {
            named: &self.wanted.guards,
            macros: self.macros,
            functions: self.functions,
            libraries: true,
        }
    }
}

/// Lists every export of the crate whose root file is `root`.
///
/// Reads files and nothing else, under the same limits as [`scan_crate`](super::scan_crate). It
/// reads the tree a second time where the crate defines macros that export, or imports a guard
/// under another name.
///
/// Problems are reported, never returned as an error: see [`Inventory::notes`].
///
/// # Example
///
/// ```
/// use ffi_guard_scan::{Guarded, Options, Wanted, take_inventory};
///
/// let root = std::env::temp_dir().join(format!("inventory-example-{}.rs", std::process::id()));
/// std::fs::write(&root, "#[unsafe(no_mangle)]\npub extern \"C\" fn area() -> u32 { compute() }\n")?;
///
/// let inventory = take_inventory(&root, &Options::default(), &Wanted::default());
/// let area = &inventory.entries[0];
/// assert_eq!(area.symbol.as_deref(), Some("area"));
/// assert_eq!((area.spot.line, area.spot.column), (2, 19));
/// assert_eq!(area.guarded, Guarded::No);
/// # std::fs::remove_file(&root)?;
/// # Ok::<(), std::io::Error>(())
/// ```
#[must_use]
pub fn take_inventory(root: &Path, options: &Options, wanted: &Wanted) -> Inventory {
    let mut names = GuardNames::with_others();
    let mut definitions = BTreeSet::new();
    let mut functions = Functions::new();
    let mut rounds = 1;
    loop {
        let macros = Macros::new(&definitions, |text| matters(text, &names, wanted));
        let knowledge = Knowledge { wanted, macros: &macros, functions: &functions };
        let pass = Pass { options, names: &names, inventory: Some(&knowledge) };
        let mut found = traverse(root, pass);
        let new = std::mem::take(&mut found.collected.definitions);
        let aliases = names.extend(std::mem::take(&mut found.aliases));
        let asked = &found.collected.asked;
        let learned = |definition: &Definition| {
            let text = &definition.text;
            let wanted = text.contains("catch_unwind")
                || guards::macro_means_something(&definition.name)
                || asked.contains(&definition.name)
                || matters(text, &names, wanted);
            wanted && !definitions.contains(definition)
        };
        let same = found.collected.functions == functions;
        if same && !aliases && !new.iter().any(learned) || rounds == MAX_ROUNDS {
            return found.collected.finish(found.report.files, &macros);
        }
        definitions.extend(new);
        functions = found.collected.functions;
        rounds += 1;
    }
}

/// Whether a macro's text may export, lead to a file, or hold what else is wanted.
fn matters(text: &str, names: &GuardNames, wanted: &Wanted) -> bool {
    ["no_mangle", "export_name", "mod ", "include"].iter().any(|word| text.contains(word))
        || wanted.callbacks && text.contains("extern")
        || names.all().any(|name| text.contains(name))
        || known::KNOWN.iter().any(|known| known.exports && text.contains(last_segment(known.name)))
}

fn last_segment(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}
