//! Payloads whose destructor panics, with a payload whose destructor panics, and so on.

use crate::plan::Plan;
use crate::programs::{self, Caller};
use crate::section::Section;
use crate::subject::{Kind, Subject, catching};
use crate::table::{Cell, Table};

/// The numbers of destructors that panic, one after another, and the heads of the columns.
const LEVELS: [(&str, &str); 4] =
    [("1", "1 level"), ("2", "2 levels"), ("5", "5 levels"), ("100000", "100,000 levels")];

/// # Errors
///
/// Returns an error if a program cannot be built, or neither survives nor aborts.
pub(crate) fn measure(_: &Plan) -> Result<Section, String> {
    let mut section = Section::new("bombs", "Payloads whose destructor panics");
    section.say(
        "A guard must drop the payload of a caught panic. Here the destructor of the payload panics, with another payload \
         whose destructor panics, for the given number of levels. Each cell is one process. Libraries that abort on \
         every panic are left out.",
    );
    let caller = programs::failures()?;
    let heads: Vec<&str> = std::iter::once("").chain(LEVELS.map(|(_, head)| head)).collect();
    let mut table = Table::new("The process", &heads);
    let mut survived = true;
    for subject in catching() {
        let endings = LEVELS.map(|(level, _)| ending(&caller, subject, level));
        let endings = endings.into_iter().collect::<Result<Vec<_>, _>>()?;
        survived &=
            subject.kind != Kind::Ours || endings.iter().all(|ending| *ending == "survives");
        table.row(subject.label, endings.into_iter().map(Cell::new).collect());
    }
    section.tables.push(table);
    let measured = if survived { "it does" } else { "it does not" };
    section.promise(
        "a process survives payloads whose destructors panic",
        measured.to_owned(),
        survived,
    );
    Ok(section)
}

fn ending(caller: &Caller, subject: &Subject, levels: &str) -> Result<&'static str, String> {
    let outcome = caller.process(&["once", subject.id, "bomb", levels]).run();
    match (outcome.succeeded(), outcome.aborted()) {
        (true, _) => Ok("survives"),
        (_, true) => Ok("aborts"),
        _ => Err(format!("{}, {levels} levels: {outcome}", subject.label)),
    }
}
