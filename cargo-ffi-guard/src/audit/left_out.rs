//! The exported symbols that are not judged, and why.

use crate::first_names::first_names;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Why a symbol is not judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The name is a mangled Rust path.
    Mangled,
    /// The compiler or the standard library defines it, for the unwinder or a debugger.
    Toolchain,
    /// The startup files of C define it.
    Startup,
    /// The function is defined in another library.
    Reexported,
}

/// The exports of a built file that are not judged.
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
            let count = counted(names.len(), "exported variable");
            parts.push(format!("{count}, which cannot panic: {}", first_names(&names)));
        }
        parts.extend(self.counts.iter().map(|(reason, count)| reason.words(*count)));
        let members = [
            (self.toolchain_members, "of the standard library"),
            (self.imports, "for functions of DLLs"),
        ];
        for (count, whose) in members.into_iter().filter(|(count, _)| *count > 0) {
            parts.push(format!("{} {whose}", counted(count, "archive member")));
        }
        f.write_str(&parts.join("; "))
    }
}

impl Reason {
    fn words(self, count: usize) -> String {
        match self {
            Self::Mangled => {
                format!("{}, which C does not call", counted(count, "mangled Rust name"))
            }
            Self::Toolchain => format!("{} of the standard library", counted(count, "symbol")),
            Self::Startup => format!("{} of the C startup files", counted(count, "function")),
            Self::Reexported => format!("{} of other libraries", counted(count, "function")),
        }
    }
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
