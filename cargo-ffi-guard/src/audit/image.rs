//! The exports and records of one architecture of a built file.

use super::left_out::LeftOut;
use super::records::{Record, Records};
use crate::report::ReportedPlace;
use std::collections::{BTreeMap, HashSet};

/// The exports and records of one architecture of a built file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// The exported functions, by symbol.
    pub functions: BTreeMap<String, Function>,
    /// The records.
    pub records: Records,
    /// The exports that are not judged.
    pub left_out: LeftOut,
    /// Notes for the reader, each once.
    pub notes: Vec<String>,
}

/// The facts about an exported function.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Function {
    /// The crate that defines it.
    pub origin: Option<String>,
    /// Where it is written.
    pub place: Option<ReportedPlace>,
    /// Whether its panics end the process, as far as its code tells; only with [`Detail::Explained`].
    pub finding: Option<String>,
    /// Its name without the version, if its record has that name.
    pub plain_name: Option<String>,
    /// It is an older version of a symbol: only programs that are linked already find it.
    pub superseded: bool,
}

/// How much is found out about each function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The input of a verdict.
    Verdicts,
    /// Also what its code does when it panics.
    Explained,
}

impl Image {
    /// The record of a function.
    pub(super) fn record(&self, symbol: &str, function: &Function) -> Option<&Record> {
        let plain = || self.records.get(function.plain_name.as_ref()?);
        self.records.get(symbol).or_else(plain)
    }

    /// The symbols with a record that are not exported.
    pub(super) fn absent(&self) -> Vec<&str> {
        let plain: HashSet<&str> =
            self.functions.values().filter_map(|function| function.plain_name.as_deref()).collect();
        let exported = |name: &str| {
            self.functions.contains_key(name)
                || plain.contains(name)
                || self.left_out.variables.contains(name)
        };
        self.records.keys().map(String::as_str).filter(|name| !exported(name)).collect()
    }

    pub(super) fn noted(mut self, note: String) -> Self {
        self.add_note(note);
        self
    }

    pub(super) fn add_note(&mut self, note: String) {
        if !self.notes.contains(&note) && self.notes.len() < 16 {
            self.notes.push(note);
        }
    }
}
