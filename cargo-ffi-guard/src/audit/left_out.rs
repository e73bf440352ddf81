//! The exported symbols that are not judged, and why.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// How many names a list has at most.
const MAX_NAMES: usize = 10;

/// Why a symbol is not judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The name is a mangled Rust path.
    Mangled,
    /// `rust_eh_personality`, which only the unwinder calls.
    Personality,
    /// The startup files of C define it.
    Startup,
    /// The function is defined in another library.
    Reexported,
}

/// What one built file exports without being judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// The number of symbols that are left out for each reason.
    pub counts: BTreeMap<Reason, usize>,
    /// The archive members of the standard library's crates.
    pub toolchain_members: usize,
    /// The archive members that only name a function of a DLL.
    pub imports: usize,
    /// The exported variables.
    pub variables: BTreeSet<String>,
}

impl LeftOut {
    /// Adds a symbol.
    pub(super) fn add(&mut self, reason: Reason) {
        *self.counts.entry(reason).or_default() += 1;
    }

    /// Adds what another part of the same file leaves out.
    pub(super) fn merge(&mut self, other: Self) {
        for (reason, count) in other.counts {
            *self.counts.entry(reason).or_default() += count;
        }
        self.toolchain_members += other.toolchain_members;
        self.imports += other.imports;
        self.variables.extend(other.variables);
    }
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if !self.variables.is_empty() {
            let names: Vec<&str> = self.variables.iter().map(String::as_str).collect();
            let noun = if names.len() == 1 { "variable" } else { "variables" };
            parts.push(format!("{} {noun}, which cannot panic: {}", names.len(), list(&names)));
        }
        for (reason, count) in &self.counts {
            parts.push(format!("{count} {}", reason.words()));
        }
        if self.toolchain_members > 0 {
            parts.push(format!(
                "{} archive members of the standard library",
                self.toolchain_members
            ));
        }
        if self.imports > 0 {
            parts.push(format!("{} archive members that import from DLLs", self.imports));
        }
        f.write_str(&parts.join("; "))
    }
}

impl Reason {
    fn words(self) -> &'static str {
        match self {
            Self::Mangled => "mangled Rust names, which C does not call",
            Self::Personality => "`rust_eh_personality` of the standard library",
            Self::Startup => "functions of the C startup files",
            Self::Reexported => "functions that other libraries define",
        }
    }
}

/// The first names, and how many there are beyond.
pub(super) fn list(names: &[&str]) -> String {
    let shown = names[..names.len().min(MAX_NAMES)].join(", ");
    match names.len().saturating_sub(MAX_NAMES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
