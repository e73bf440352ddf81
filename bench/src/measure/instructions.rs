//! Instructions of a call without a panic, in addition to the bare function.

use ffi_guard_test_support::callgrind::{self, Counts};
use ffi_guard_test_support::pairs::{self, CATCHES, CLEANUPS, SHAPES, Shape};

use crate::chart::{Bar, Chart};
use crate::compare;
use crate::measure::{FUNCTIONS, function_columns};
use crate::plan::Plan;
use crate::programs::{self, LINKAGES, Linkage};
use crate::section::Section;
use crate::subject::{
    ALL, BARE, GUARD, GUARD_NO_CANCEL, GUARD_RUST, Kind, Subject, TRACKED, catching,
};
use crate::table::{Cell, Table};

/// The number of calls of each function.
const CALLS: f64 = 100.0;

/// The counted instructions of each function.
#[derive(Debug)]
struct Counted(Counts);

impl Counted {
    fn per_call(&self, function: &str, variant: &str) -> Option<f64> {
        self.0.get(&format!("measure_{function}_{variant}")).map(|&count| count as f64 / CALLS)
    }

    /// Returns the instructions of a call in addition to the bare function.
    fn extra(&self, function: &str, variant: &str) -> Option<f64> {
        Some(self.per_call(function, variant)? - self.per_call(function, BARE)?)
    }
}

/// # Errors
///
/// Returns an error if a program cannot be built, or if valgrind is not installed.
pub(crate) fn measure(_: &Plan) -> Result<Section, String> {
    let mut section = Section::new("instructions", "Instructions of a call that does not panic");
    section.say(
        "Instructions of a call in addition to the bare function, counted by callgrind in a C loop. The first row is the \
         loop with the bare function. The counts are the same on each run. If a library does not convert a string or a \
         `Result`, the same hand-written code checks it inside its guard, as in the bare function. The functions with \
         frame tracking share their signatures with others, as most functions of a library do.",
    );
    section.say(
        "The last table is about locals with a destructor that live across a call that may panic. [Costs](costs.md) \
         explains why every catch costs something there.",
    );
    let tracked = count(Linkage::Shared, true)?;
    let mut shared = None;
    for (title, counted) in merged(all_linkages()?) {
        section.tables.push(table(&title, &counted, &tracked));
        shared = Some(counted);
    }
    let counted = shared.ok_or("nothing was counted")?;
    let pairs = count_pairs()?;
    section.tables.push(shapes(&pairs));
    section.tables.push(cleanups(&pairs));
    section.charts.push(chart(&counted));
    promise(&mut section, &counted);
    Ok(section)
}

fn all_linkages() -> Result<Vec<(&'static str, Counted)>, String> {
    LINKAGES.iter().map(|&(linkage, title)| Ok((title, count(linkage, false)?))).collect()
}

fn count(linkage: Linkage, tracked: bool) -> Result<Counted, String> {
    eprintln!("  counting: {linkage:?}{}", if tracked { ", tracked" } else { "" });
    let caller = programs::calls(linkage, tracked)?;
    let counts = callgrind::count_within("counted", &caller.executable);
    counts.map(Counted).ok_or_else(|| "valgrind is not installed".to_owned())
}

/// Merges the tables of linkages that differ only in the cost of the bare call.
fn merged(linkages: Vec<(&'static str, Counted)>) -> Vec<(String, Counted)> {
    let extras = |counted: &Counted| -> Vec<String> {
        let subjects = || ALL.iter().map(|subject| subject.id);
        FUNCTIONS
            .iter()
            .flat_map(|(function, _)| subjects().map(move |id| show(counted.extra(function, id))))
            .collect()
    };
    let mut tables: Vec<(String, Counted)> = Vec::new();
    for (title, counted) in linkages {
        match tables.iter_mut().find(|(_, other)| extras(other) == extras(&counted)) {
            Some((titles, _)) => *titles = format!("{titles}; {title}"),
            None => tables.push((title.to_owned(), counted)),
        }
    }
    tables
}

fn table(title: &str, counted: &Counted, tracked: &Counted) -> Table {
    let mut table = Table::new(format!("Called by: {title}"), &function_columns());
    for subject in &ALL {
        let cells = FUNCTIONS.iter().map(|(function, _)| cell(counted, subject, function));
        table.row(subject.label, cells.collect());
    }
    for (id, label) in TRACKED {
        let cells =
            FUNCTIONS.iter().map(|(function, _)| Cell::new(show(tracked.extra(function, id))));
        table.row(label, cells.collect());
    }
    table
}

fn cell(counted: &Counted, subject: &Subject, function: &str) -> Cell {
    if subject.kind == Kind::Bare {
        return bare(counted, function);
    }
    let extra = counted.extra(function, subject.id);
    let ours = counted.extra(function, GUARD);
    compare::exact(subject, show(extra), extra.unwrap_or(f64::NAN).round(), ours.map(f64::round))
}

/// Formats whole instructions, because the setup of a loop is not part of a call.
fn show(extra: Option<f64>) -> String {
    match extra.map(f64::round) {
        None => String::new(),
        Some(0.0) => "0".to_owned(),
        Some(extra) => format!("{extra:+.0}"),
    }
}

/// Counts the functions of the fixture, for which tests assert the same numbers.
fn count_pairs() -> Result<Counted, String> {
    eprintln!("  counting: shapes that may cost");
    let program = pairs::program().try_build()?;
    let counts = callgrind::count_within("counted", &program).ok_or("valgrind is not installed")?;
    Ok(Counted(counts))
}

/// Returns the table of signatures whose guard may cost something.
fn shapes(counted: &Counted) -> Table {
    let mut table = Table::new("ffi-guard by the shape of the signature", &["", "bare", "guarded"]);
    for Shape { name, what, .. } in &SHAPES {
        let extra = show(counted.extra(name, "guarded"));
        table.row(*what, vec![bare(counted, name), Cell::new(extra)]);
    }
    table
}

/// Returns the table of locals with a destructor that live across a call that may panic.
fn cleanups(counted: &Counted) -> Table {
    let mut table = Table::new(
        "A local with a destructor that lives across a call that may panic",
        &["", "bare", "by hand", "C form", "Rust form"],
    );
    for Shape { name, what, .. } in &CLEANUPS {
        let extras = CATCHES.map(|variant| Cell::new(show(counted.extra(name, variant))));
        table.row(*what, [bare(counted, name)].into_iter().chain(extras).collect());
    }
    table
}

fn bare(counted: &Counted, function: &str) -> Cell {
    Cell::new(counted.per_call(function, BARE).map_or_else(String::new, |all| format!("{all:.0}")))
}

fn chart(counted: &Counted) -> Chart {
    let bars = ALL.iter().filter(|subject| is_drawn(subject)).map(|subject| Bar {
        label: subject.label.replace('`', ""),
        ours: subject.kind == Kind::Ours,
        parts: vec![counted.extra("add", subject.id).unwrap_or_default().max(0.0).round()],
    });
    Chart::bars(
        "instructions",
        "Instructions of a call in addition to the bare function (add)",
        bars.collect(),
    )
}

/// Returns false for a bar that would hide the differences between the others.
fn is_drawn(subject: &Subject) -> bool {
    subject.kind != Kind::Bare && subject.id != GUARD_NO_CANCEL
}

fn promise(section: &mut Section, counted: &Counted) {
    let free = ["constant", "add", "divide", "index", "work"];
    let worst = |id: &str| {
        let extras = free.iter().filter_map(|function| counted.extra(function, id));
        extras.fold(f64::NEG_INFINITY, f64::max)
    };
    let (c, rust) = (worst(GUARD), worst(GUARD_RUST));
    section.promise(
        "no additional instruction for scalars and pointers, C form and Rust form",
        format!("at most {c:+.0} and {rust:+.0}"),
        c <= 0.0 && rust <= 0.0,
    );
    let below = below(counted);
    let measured = if below.is_empty() { "none".to_owned() } else { below.join(", ") };
    section.promise(
        "no other library that catches needs fewer instructions for the same signature",
        measured,
        below.is_empty(),
    );
}

/// Lists the libraries that catch and cost less than the C form, with the function.
fn below(counted: &Counted) -> Vec<String> {
    let ours = |function| counted.extra(function, GUARD).map_or(f64::INFINITY, f64::round);
    let mut below = Vec::new();
    for subject in catching().filter(|subject| subject.kind == Kind::Peer) {
        for (function, title) in FUNCTIONS.iter().filter(|(name, _)| !differs(subject.id, name)) {
            let extra = counted.extra(function, subject.id).map_or(f64::INFINITY, f64::round);
            if extra < ours(function) {
                below.push(format!("{}: {title}", subject.label));
            }
        }
    }
    below
}

/// Returns true if the library returns a value for which the others check and write an out-parameter.
fn differs(subject: &str, function: &str) -> bool {
    function == "half" && ["ffi_support", "uniffi"].contains(&subject)
}

#[cfg(test)]
mod tests {
    use super::{Counted, below, merged, show};
    use ffi_guard_test_support::callgrind::Counts;

    fn counted(bare: u64, guard: u64) -> Counted {
        let counts = [("measure_add_bare", bare), ("measure_add_guard_c", guard)];
        Counted(
            counts.map(|(name, count)| (name.to_owned(), count)).into_iter().collect::<Counts>(),
        )
    }

    #[test]
    fn extras_are_beyond_the_bare_call() {
        assert_eq!(counted(1500, 1900).extra("add", "guard_c"), Some(4.0));
        assert_eq!(counted(1500, 1900).extra("divide", "guard_c"), None);
        assert_eq!(
            (show(Some(4.01)), show(Some(-0.01)), show(None)),
            ("+4".into(), "0".into(), String::new())
        );
    }

    #[test]
    fn linkages_that_cost_the_same_share_a_table() {
        let tables = merged(vec![
            ("a", counted(1500, 1900)),
            ("b", counted(1700, 2100)),
            ("c", counted(1500, 1500)),
        ]);
        let titles: Vec<_> = tables.iter().map(|(title, _)| &**title).collect();
        assert_eq!(titles, ["a; b", "c"]);
    }

    #[test]
    fn a_cheaper_peer_is_named_unless_its_signature_differs() {
        let names =
            ["add_bare", "add_guard_c", "add_alass", "half_bare", "half_guard_c", "half_uniffi"];
        let counts = [1500, 1500, 1400, 1500, 1500, 1400];
        let counts =
            names.iter().zip(counts).map(|(name, count)| (format!("measure_{name}"), count));
        assert_eq!(below(&Counted(counts.collect())), ["alass-ffi-macros 0.3.0: add"]);
    }
}
