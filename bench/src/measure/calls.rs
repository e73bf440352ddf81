//! Time of a call without a panic.

use crate::compare::{Better, sampled};
use crate::measure::{FUNCTIONS, function_columns};
use crate::plan::Plan;
use crate::programs::{self, LINKAGES, Linkage};
use crate::samples::Samples;
use crate::section::Section;
use crate::stats::Summary;
use crate::subject::{ALL, BARE, GUARD, Kind, Subject, TRACKED};
use crate::table::{Cell, Table};

/// # Errors
///
/// Returns an error if a program cannot be built or run.
pub(crate) fn measure(plan: &Plan) -> Result<Section, String> {
    let rounds = plan.either("120", "10");
    let mut section = Section::new("calls", "Time of a call that does not panic");
    section.say(format!(
        "The first row is the time of a bare call in a C loop in nanoseconds. The other rows are ratios to it. All are \
         medians of {rounds} samples, ± half the distance between the quartiles. Each sample is divided by the sample of \
         the bare function in the same round of the same process. A cell is marked only if its quartiles do not overlap \
         with the quartiles of the C form. Functions that execute the same instructions may still differ, because of \
         code placement.",
    ));
    for (linkage, title) in LINKAGES {
        eprintln!("  calling: {title}");
        let samples = Samples::parse(&programs::calls(linkage, false)?.output(&["time", rounds])?)?;
        section.tables.push(table(title, &samples));
    }
    eprintln!("  calling: tracked");
    let caller = programs::calls(Linkage::Shared, true)?;
    let samples = Samples::parse(&caller.output(&["time", rounds])?)?;
    section.tables.push(tracked(&samples));
    Ok(section)
}

fn table(title: &str, samples: &Samples) -> Table {
    let mut table = Table::new(format!("Called by: {title}"), &function_columns());
    for subject in &ALL {
        let cells = FUNCTIONS.iter().map(|(function, _)| cell(samples, subject, function));
        table.row(subject.label, cells.collect());
    }
    table
}

/// The library with frame tracking is built separately, so it has its own bare function.
fn tracked(samples: &Samples) -> Table {
    let mut table = Table::new("Frames tracked (shared library, linked)", &function_columns());
    let bare = FUNCTIONS.iter().map(|(function, _)| cell(samples, &ALL[0], function));
    table.row(ALL[0].label, bare.collect());
    for (id, label) in TRACKED {
        let cells = FUNCTIONS.iter().map(|(function, _)| {
            let ratio = samples.ratio(function, id, BARE);
            Cell::new(ratio.as_ref().map_or_else(String::new, show))
        });
        table.row(label, cells.collect());
    }
    table
}

fn cell(samples: &Samples, subject: &Subject, function: &str) -> Cell {
    if subject.kind == Kind::Bare {
        let all = samples.summary(function, BARE);
        return Cell::new(
            all.map_or_else(String::new, |all| format!("{:.2} ± {:.2}", all.median, all.spread())),
        );
    }
    let Some(ratio) = samples.ratio(function, subject.id, BARE) else { return Cell::new("") };
    let ours = samples.ratio(function, GUARD, BARE);
    sampled(subject, show(&ratio), &ratio, ours.as_ref(), Better::Lower)
}

fn show(ratio: &Summary) -> String {
    format!("{:.2} ± {:.2}", ratio.median, ratio.spread())
}
