//! Which members of a static library come with the toolchain, by the crate that each belongs to.

use std::collections::{BTreeMap, BTreeSet};

/// The crates of the standard library that define or bundle symbols without a mangled name: the compiler's arithmetic
/// functions, and what the system's unwinder calls.
const CRATES: [&str; 7] =
    ["std", "core", "alloc", "compiler_builtins", "panic_unwind", "panic_abort", "unwind"];

/// Follows the members of an archive in their order.
///
/// rustc copies one crate after the other into the archive, each with its codegen units first. So a member that is no
/// codegen unit belongs to the crate of the last unit before it. The toolchain's crates come last, and other tools append
/// members: of those, the toolchain's are known by the names that its build gives to objects of C. An archive that is
/// sorted by name was written by another tool: there, only codegen units are known to be the toolchain's.
#[derive(Debug, Default)]
pub(super) struct Toolchain {
    /// The crates of the toolchain that can be told from others.
    crates: BTreeSet<String>,
    /// The crate of the last codegen unit.
    current: Option<String>,
    is_sorted: bool,
}

impl Toolchain {
    /// Looks through the names of all members. The first codegen unit is of the library's own crate, and a name that
    /// two crates have is not known to be the toolchain's.
    pub(super) fn of<'a>(labels: impl Iterator<Item = &'a str>) -> Self {
        let labels: Vec<&str> = labels.collect();
        let units: Vec<CodegenUnit<'_>> =
            labels.iter().filter_map(|label| CodegenUnit::parse(label)).collect();
        let mut hashes: BTreeMap<&str, BTreeSet<Option<&str>>> = BTreeMap::new();
        for unit in &units {
            hashes.entry(unit.crate_name).or_default().insert(unit.hash);
        }
        let own = units.first().map(|unit| unit.crate_name);
        let known = CRATES.into_iter().filter(|name| {
            Some(*name) != own && hashes.get(name).is_some_and(|hashes| hashes.len() == 1)
        });
        let crates = known.map(str::to_owned).collect();
        Self { crates, current: None, is_sorted: labels.is_sorted() }
    }

    /// Whether the next member belongs to a crate of the toolchain.
    pub(super) fn owns(&mut self, label: &str) -> bool {
        if let Some(unit) = CodegenUnit::parse(label) {
            self.current = Some(unit.crate_name.to_owned());
        } else if self.is_sorted || self.is_in_toolchain() && !is_built_by_cargo(label) {
            self.current = None;
        }
        self.is_in_toolchain()
    }

    /// Whether the current crate is one of the toolchain.
    fn is_in_toolchain(&self) -> bool {
        self.current.as_ref().is_some_and(|name| self.crates.contains(name))
    }

    /// The crate of the member that was asked about last, if each crate has members of its own.
    pub(super) fn current_crate(&self) -> Option<&str> {
        self.current.as_deref().filter(|_| self.is_separate())
    }

    /// Whether the crates are in members of their own. With fat LTO there is one member for all.
    fn is_separate(&self) -> bool {
        self.crates.contains("core") || self.crates.contains("std")
    }
}

/// Whether an object has the name that a build script gives it: `45c91108d938afe8-absvdi2.o`. On Windows, the path may be a
/// part of it.
fn is_built_by_cargo(label: &str) -> bool {
    let name = label.rsplit(['/', '\\']).next().unwrap_or(label);
    let hash = name.split_once('-').map(|(hash, _)| hash);
    hash.is_some_and(|hash| hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Returns the crate of a member that has the name of rustc's object files.
pub(super) fn crate_of(label: &str) -> Option<&str> {
    CodegenUnit::parse(label).map(|unit| unit.crate_name)
}

/// The name of an object file that rustc wrote: `shape-1f2e3d4c5b6a7988.shape.0123-cgu.0.rcgu.o`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct CodegenUnit<'a> {
    crate_name: &'a str,
    hash: Option<&'a str>,
}

impl<'a> CodegenUnit<'a> {
    fn parse(label: &'a str) -> Option<Self> {
        // With debug information apart, each unit has two members.
        let unit = label.strip_suffix(".rcgu.o").or_else(|| label.strip_suffix(".rcgu.dwo"));
        let (first, _) = unit?.split_once('.')?;
        let hashed = first.rsplit_once('-').filter(|(_, hash)| hash.len() == 16);
        Some(match hashed {
            Some((crate_name, hash)) => Self { crate_name, hash: Some(hash) },
            None => Self { crate_name: first, hash: None },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STD: &str = "std-0123456789abcdef.std.00-cgu.0.rcgu.o";
    const STD_C: &str = "45c91108d938afe8-std.o";
    const OWN: &str = "shape.shape.00-cgu.0.rcgu.o";

    fn owned<'a>(labels: &[&'a str]) -> Vec<&'a str> {
        let mut toolchain = Toolchain::of(labels.iter().copied());
        labels.iter().copied().filter(|label| toolchain.owns(label)).collect()
    }

    #[test]
    fn reads_the_crate_of_a_member() {
        let of = |label| CodegenUnit::parse(label).map(|unit| unit.crate_name);
        assert_eq!(of("dep-a189552cd8a3dece.dep.c922-cgu.0.rcgu.o"), Some("dep"));
        assert_eq!(of("shape.2bzlry64djnk.1h015dl.rcgu.o"), Some("shape"));
        assert_eq!(of("45c91108d938afe8-absvdi2.o"), None);
    }

    #[test]
    fn a_member_that_rustc_did_not_compile_belongs_to_the_crate_before() {
        let dep = "dep-fedcba9876543210.dep.00-cgu.0.rcgu.o";
        let labels = ["first.o", OWN, "own.o", STD, STD_C, dep, "zlib.o"];
        assert_eq!(owned(&labels), [STD, STD_C]);
    }

    #[test]
    fn a_member_that_was_appended_is_not_of_the_toolchain() {
        assert_eq!(owned(&[OWN, STD, STD_C, "zlib.o", "also.o"]), [STD, STD_C]);
        let path = r"C:\build\out/45c91108d938afe8-absvdi2.o";
        assert_eq!(owned(&[OWN, STD, path, "0123-zlib.o"]), [STD, path]);
    }

    #[test]
    fn an_archive_that_is_sorted_does_not_tell_the_crate_of_an_object() {
        let own = "a.a.00-cgu.0.rcgu.o";
        assert_eq!(owned(&[own, "b.o", STD, "zlib.o"]), [STD]);
        assert_eq!(owned(&[own, "z.o", STD, STD_C]), [STD, STD_C]);
    }

    #[test]
    fn a_crate_with_a_name_of_the_toolchain_is_not_skipped() {
        let other = "unwind-fedcba9876543210.unwind.00-cgu.0.rcgu.o";
        let theirs = "unwind-0123456789abcdef.unwind.00-cgu.0.rcgu.o";
        assert_eq!(owned(&[OWN, other, STD, theirs]), [STD]);
        assert_eq!(owned(&["unwind.unwind.00-cgu.0.rcgu.o", STD]), [STD]);
    }
}
