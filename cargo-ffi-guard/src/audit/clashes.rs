//! `audit --static`: the symbols of a static library that other static libraries define, too.
//!
//! A linker takes a member of an archive only if it defines a symbol that nothing before it defines. So two libraries clash if
//! each has a member that the linker must take, and both members define the same symbol. The linker must take the members with
//! the library's own exports, and those that define the mangled names that these need: such names contain a hash of the
//! compiler's version and of the crate, so only another library with the same crate of the same compiler defines them.

use super::allow::Allowed;
use super::image::Image;
use super::static_library::{GlobalSymbol, Member, Owner, StaticLibrary, undecorated};
use super::symbols::{is_mangled, is_of_standard_library};
use crate::first_names::first_names;
use crate::report::{Clash, ClashesWith, Note};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

/// The function that unwinds Rust: each version of std defines it, under this name.
const PERSONALITY: &str = "rust_eh_personality";
/// How other names begin that rustc does not mangle, in some versions.
const UNMANGLED: [&str; 5] = ["__rust", "__rg_", "__rdl_", "rust_begin_unwind", "rust_panic"];

/// Finds the symbols of a library that clash.
pub(super) fn find(
    library: &StaticLibrary,
    images: &[Image],
    artifact: &Path,
    allowed: &mut Allowed,
) -> (Vec<Clash>, Vec<Note>) {
    let is_own = |symbol: &GlobalSymbol| {
        let name = undecorated(&symbol.name);
        images.iter().any(|image| image.records.contains_key(name))
    };
    let use_of_members = uses(&library.members, &is_own);
    let mut found: BTreeMap<(&str, ClashesWith), Vec<String>> = BTreeMap::new();
    let (mut weak, mut on_demand, mut permitted) = (0, 0, BTreeSet::new());
    for (member, used) in library.members.iter().zip(&use_of_members) {
        let dropped = member.dropped.iter();
        let dropped = dropped.map(|name| (name, Verdict::Clashes(ClashesWith::Dropped)));
        let strong = member.symbols.iter().filter(|symbol| !symbol.is_weak && !is_own(symbol));
        weak += member.symbols.iter().filter(|symbol| symbol.is_weak).count();
        let strong = strong.map(|symbol| (&symbol.name, verdict(symbol, member, *used)));
        for (name, verdict) in dropped.chain(strong) {
            match verdict {
                Verdict::Unique => {}
                Verdict::OnDemand => on_demand += 1,
                Verdict::Clashes(_) if allowed.reason(name).is_some() => {
                    permitted.insert(name.as_str());
                }
                Verdict::Clashes(with) => {
                    found.entry((&member.label, with)).or_default().push(name.clone());
                }
            }
        }
    }
    let clashes = found.into_iter().map(|((member, with), mut symbols)| {
        symbols.sort();
        let (member, artifact) = (member.to_owned(), artifact.to_owned());
        Clash { symbols, member, with, is_certain: with.is_certain(), artifact }
    });
    (clashes.collect(), notes(weak, on_demand, &permitted, artifact))
}

/// The reason why the linker takes a member.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// It has the library's own code.
    Own,
    /// The library's own code needs a mangled name that it defines.
    Needed,
    /// It is taken if nothing else defines its symbols.
    OnDemand,
}

/// Returns the use of each member.
fn uses(members: &[Member], is_own: &impl Fn(&GlobalSymbol) -> bool) -> Vec<Use> {
    let mut definitions: HashMap<&str, usize> = HashMap::new();
    for (index, member) in members.iter().enumerate() {
        for symbol in &member.symbols {
            definitions.insert(&symbol.raw, index);
        }
    }
    let has_own =
        |member: &Member| member.owner != Owner::Toolchain && member.symbols.iter().any(is_own);
    let is_recorded = members.iter().any(has_own);
    let is_root = |member: &Member| match is_recorded {
        true => has_own(member),
        false => member.owner == Owner::Own,
    };
    let mut uses: Vec<Use> =
        members.iter().map(|it| if is_root(it) { Use::Own } else { Use::OnDemand }).collect();
    let mut open: Vec<usize> = (0..members.len()).filter(|at| uses[*at] == Use::Own).collect();
    while let Some(member) = open.pop() {
        let needed = members[member].needs.iter().filter_map(|name| definitions.get(name.as_str()));
        for needed in needed {
            if uses[*needed] == Use::OnDemand {
                uses[*needed] = Use::Needed;
                open.push(*needed);
            }
        }
    }
    uses
}

/// The outcome of linking a symbol together with another library.
enum Verdict {
    Clashes(ClashesWith),
    /// Its name is different in every other library.
    Unique,
    /// Its member is taken only where nothing else defines it.
    OnDemand,
}

fn verdict(symbol: &GlobalSymbol, member: &Member, used: Use) -> Verdict {
    let name = symbol.name.as_str();
    if is_mangled(name) {
        // A static of the standard library that link-time optimization has put beside the library's own code.
        let is_static = symbol.is_visible && !symbol.is_code;
        let is_merged = used == Use::Own && is_static && is_of_standard_library(name);
        return if is_merged { Verdict::Clashes(ClashesWith::SameRust) } else { Verdict::Unique };
    }
    let is_of_rust = member.owner == Owner::Toolchain
        || symbol.is_of_rustc
        || UNMANGLED.iter().any(|start| name.starts_with(start));
    Verdict::Clashes(match (is_of_rust, used) {
        (false, _) => ClashesWith::SameName,
        (true, Use::OnDemand) => return Verdict::OnDemand,
        (true, Use::Own) if name == PERSONALITY => ClashesWith::AnyRust,
        (true, Use::Needed) if name == PERSONALITY => ClashesWith::OtherRust,
        (true, _) => ClashesWith::SomeRust,
    })
}

fn notes(weak: usize, on_demand: usize, permitted: &BTreeSet<&str>, artifact: &Path) -> Vec<Note> {
    let mut notes = vec![format!(
        "no clash: {weak} weak symbols, and {on_demand} in members that a linker takes only where no other library \
         defines them"
    )];
    if !permitted.is_empty() {
        let names: Vec<&str> = permitted.iter().copied().collect();
        let names = first_names(&names);
        notes.push(format!("symbols that may clash are allowed: {names}"));
    }
    let artifact = Some(artifact.to_owned());
    notes.into_iter().map(|what| Note { artifact: artifact.clone(), ..Note::new(what) }).collect()
}
