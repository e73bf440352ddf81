//! Bytes of an export in the built library.

use std::fs;
use std::path::Path;

use object::{Object, ObjectSection};

use crate::cargo::{command, run};
use crate::chart::{Bar, Chart};
use crate::measure::sources::{FORMS, Form, TRACKED, UNIFFI_ALL, form};
use crate::plan::{Plan, base};
use crate::section::Section;
use crate::subject::{ALL, GUARD, Kind, Panics};
use crate::table::{Cell, Table};

/// The number of exports over which the difference is taken.
const EXPORTS: usize = 1000;
/// The same for code that takes the compiler a second for each ten exports.
const FEW_EXPORTS: usize = 50;
const LEVELS: [&str; 3] = ["3", "s", "0"];

/// The columns, and the sections whose sizes they add up.
const PARTS: [(&str, &[&str]); 6] = [
    ("code", &[".text"]),
    ("unwind table", &[".eh_frame", ".eh_frame_hdr"]),
    ("LSDA", &[".gcc_except_table"]),
    ("data", &[".rodata", ".data.rel.ro", ".data", ".got", ".tdata"]),
    ("record", &[".note.ffi_guard"]),
    ("relocations", &[".rela.dyn", ".rela.plt", ".relr.dyn"]),
];

/// The parts that every guard needs: code, unwind table, LSDA.
const GUARDING: usize = 3;

/// Bytes of one export, by part.
type Sizes = [f64; PARTS.len()];

/// # Errors
///
/// Returns an error if a library cannot be built or read.
pub(crate) fn measure(plan: &Plan) -> Result<Section, String> {
    let mut section = Section::new("bytes", "Bytes of an export");
    section.say(format!(
        "The difference between a shared library of {} exports and one with a single export, divided by {EXPORTS}. Each \
         function calls one that panics for one value, and adds. For everything that uniffi generates, there are \
         {FEW_EXPORTS} exports. Symbol tables are left out, because every export has a name. *Record* is the note that \
         lets `cargo ffi-guard audit` prove the guard. Dependencies are built at opt-level 3.",
        EXPORTS + 1
    ));
    for level in plan.either(&LEVELS[..], &LEVELS[..1]) {
        let mut measured = Vec::new();
        for form in FORMS.iter().filter(|form| takes_part(plan, form)) {
            eprintln!("  building: opt-level {level}, {}", form.label());
            measured.push((form, sizes(form, level)?));
        }
        section.tables.push(table(level, &measured));
        if *level == "3" {
            section.charts.push(chart(&measured));
        }
        promise(&mut section, level, &measured);
    }
    Ok(section)
}

fn takes_part(plan: &Plan, form: &Form) -> bool {
    !plan.is_quick() || ["bare", "by_hand", "guard_c", "guard_rust"].contains(&form.id)
}

fn sizes(form: &Form, level: &str) -> Result<Sizes, String> {
    let exports = if form.id == UNIFFI_ALL { FEW_EXPORTS } else { EXPORTS };
    let (many, one) = (build(form, level, exports + 1)?, build(form, level, 1)?);
    Ok(std::array::from_fn(|i| (many[i] - one[i]) / exports as f64))
}

fn build(form: &Form, level: &str, exports: usize) -> Result<Sizes, String> {
    let package = form.package(exports, level);
    package.write()?;
    let target = base().join("packages-target");
    run(command(&target).current_dir(package.folder()).args(["build", "--release"]))?;
    read(&target.join(format!("release/lib{}.so", package.name)))
}

fn read(library: &Path) -> Result<Sizes, String> {
    let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", library.display());
    let data = fs::read(library).map_err(|error| failed(&error))?;
    let file = object::File::parse(&*data).map_err(|error| failed(&error))?;
    let size = |name: &&str| file.section_by_name(name).map_or(0, |section| section.size()) as f64;
    Ok(PARTS.map(|(_, sections)| sections.iter().map(size).sum()))
}

fn guarding(sizes: &Sizes) -> f64 {
    sizes[..GUARDING].iter().sum()
}

fn total(sizes: &Sizes) -> f64 {
    sizes.iter().sum()
}

fn table(level: &str, measured: &[(&Form, Sizes)]) -> Table {
    let mut heads = vec![""];
    heads.extend(PARTS.map(|(head, _)| head));
    heads.extend(["code and tables", "all"]);
    let mut table = Table::new(format!("Bytes of an export at opt-level {level}"), &heads);
    let ours = measured.iter().find(|(form, _)| form.id == GUARD).map(|(_, sizes)| sizes);
    for (form, sizes) in measured {
        let mut cells: Vec<Cell> = sizes.iter().map(|size| Cell::new(show(*size))).collect();
        for sum in [guarding, total] {
            let ahead =
                form.kind() == Kind::Peer && ours.is_some_and(|ours| sum(sizes) < sum(ours) - 0.5);
            cells.push(Cell { text: show(sum(sizes)), ahead });
        }
        table.row(form.label(), cells);
    }
    table
}

fn show(size: f64) -> String {
    format!("{size:.0}")
}

fn chart(measured: &[(&Form, Sizes)]) -> Chart {
    let bars = measured.iter().map(|(form, sizes)| Bar {
        label: form.label().replace('`', ""),
        ours: form.kind() == Kind::Ours,
        parts: sizes.to_vec(),
    });
    Chart::bars("bytes", "Bytes of an export at opt-level 3", bars.collect())
        .with_parts(&PARTS.map(|(head, _)| head))
}

fn catches(form: &Form) -> bool {
    let caught =
        |id| ALL.iter().any(|subject| subject.id == id && subject.panics == Panics::Caught);
    form.id == UNIFFI_ALL || form.id == TRACKED || caught(form.id)
}

/// Compares the C form with the smallest export of the other libraries that catch.
fn promise(section: &mut Section, level: &str, measured: &[(&Form, Sizes)]) {
    let Some((_, ours)) = measured.iter().find(|(form, _)| form.id == GUARD) else { return };
    let others = measured.iter().filter(|(form, _)| form.kind() == Kind::Peer && catches(form));
    let Some((other, least)) = others.min_by(|a, b| guarding(&a.1).total_cmp(&guarding(&b.1)))
    else {
        return;
    };
    section.promise(
        &format!("the smallest code and tables of all exports that catch, at opt-level {level}"),
        format!("{:.0}; {} has {:.0}", guarding(ours), form(other.id).label(), guarding(least)),
        guarding(ours) <= guarding(least),
    );
}

#[cfg(test)]
mod tests {
    use super::{catches, guarding, promise, table, total};
    use crate::measure::sources::form;
    use crate::section::Section;

    #[test]
    fn sums_are_of_the_parts() {
        let sizes = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        assert_eq!((guarding(&sizes), total(&sizes)), (6.0, 21.0));
    }

    #[test]
    fn a_smaller_peer_is_marked_and_breaks_the_promise() {
        let measured = [(form("by_hand"), [1.0; 6]), (form("guard_c"), [2.0; 6])];
        assert!(table("3", &measured).has_marks());
        let mut section = Section::new("bytes", "");
        promise(&mut section, "3", &measured);
        assert!(!section.promises[0].held);
    }

    #[test]
    fn those_that_abort_take_no_part_in_the_promise() {
        assert!(!catches(form("cxx")) && !catches(form("bare")) && catches(form("uniffi_all")));
    }
}
