//! Time of a call that panics.

use crate::chart::{Bar, Chart};
use crate::compare::{Better, sampled};
use crate::plan::Plan;
use crate::programs::{self, Caller};
use crate::samples::Samples;
use crate::section::Section;
use crate::subject::{ALL, BY_HAND, GUARD, GUARD_RUST, Kind, Panics, Subject, catching};
use crate::table::{Cell, Table};

/// The names of the conditions in `failures.c`, and the heads of the columns.
const CONDITIONS: [(&str, &str); 6] = [
    ("silent", "silent hook"),
    ("recorded", "place recorded"),
    ("formatted", "…, formatted"),
    ("nested", "nested"),
    ("frames-10", "10 frames"),
    ("frames-50", "50 frames"),
];

/// The highest ratio of the failure path to the simplest catch.
const LIMIT: f64 = 1.3;

/// # Errors
///
/// Returns an error if a program cannot be built or run.
pub(crate) fn measure(plan: &Plan) -> Result<Section, String> {
    let rounds = plan.either("60", "5");
    let mut section = Section::new("failures", "Time of a call that panics");
    section.say(format!(
        "The time of a call in microseconds, from C into a linked shared library and back: medians of {rounds} samples, ± \
         half the distance between the quartiles. *Silent hook*: all have a panic hook that does nothing. *Place \
         recorded*: ffi-guard has its own hook, and the others have one that copies file and line into a thread-local; \
         also with a formatted message. In the other columns, ffi-guard has its own hook, and the others have the silent \
         one. *Nested*: the call panics after it has called another export, which panicked too. *Frames*: frames with \
         destructors between the panic and the guard. The time includes freeing what a failed call has allocated for the \
         caller."
    ));
    let caller = programs::failures()?;
    let names: Vec<&str> = catching().map(|subject| subject.id).collect();
    let arguments = [&["time", rounds][..], &names].concat();
    let samples = Samples::parse(&caller.output(&arguments)?)?;
    section.tables.push(table(&caller, &samples)?);
    section.charts.push(chart(&samples));
    promise(&mut section, &samples);
    Ok(section)
}

fn table(caller: &Caller, samples: &Samples) -> Result<Table, String> {
    let heads: Vec<&str> = std::iter::once("").chain(CONDITIONS.map(|(_, head)| head)).collect();
    let mut table = Table::new("Microseconds of a call that panics", &heads);
    for subject in &ALL {
        let cells = match subject.panics {
            Panics::Caught => {
                CONDITIONS.iter().map(|(name, _)| cell(samples, subject, name)).collect()
            }
            Panics::Abort => vec![Cell::new(ending(caller, subject)?); CONDITIONS.len()],
        };
        table.row(subject.label, cells);
    }
    Ok(table)
}

fn cell(samples: &Samples, subject: &Subject, condition: &str) -> Cell {
    let Some(time) = samples.summary(condition, subject.id) else { return Cell::new("") };
    let ours = samples.summary(condition, GUARD);
    let text = format!("{:.2} ± {:.2}", time.median, time.spread());
    sampled(subject, text, &time, ours.as_ref(), Better::Lower)
}

/// Returns how a panic in the subject ends its process.
fn ending(caller: &Caller, subject: &Subject) -> Result<String, String> {
    let outcome = caller.process(&["once", subject.id, "payload", "1"]).run();
    if outcome.aborted() {
        return Ok("aborts".to_owned());
    }
    Err(format!("a panic in {} was to end the process: {outcome}", subject.label))
}

fn chart(samples: &Samples) -> Chart {
    let bars = catching().map(|subject| Bar {
        label: subject.label.replace('`', ""),
        ours: subject.kind == Kind::Ours,
        parts: vec![samples.summary("recorded", subject.id).map_or(0.0, |time| time.median)],
    });
    Chart::bars("failures", "Microseconds of a call that panics, place recorded", bars.collect())
}

fn promise(section: &mut Section, samples: &Samples) {
    let raw = samples.of("silent", BY_HAND);
    let ratio = |id: &str| {
        let ratios = crate::stats::ratios(samples.of("recorded", id), raw);
        crate::stats::Summary::of(&ratios).map_or(f64::NAN, |ratio| ratio.median)
    };
    let (c, rust) = (ratio(GUARD), ratio(GUARD_RUST));
    section.promise(
        "a recorded failure takes at most 1.3 × of a raw `catch_unwind` and `panic!`",
        format!("{c:.2} × (C form), {rust:.2} × (Rust form)"),
        c <= LIMIT && rust <= LIMIT,
    );
}
