//! Calls per second of many threads.

use crate::chart::{Chart, Line};
use crate::compare::{Better, sampled};
use crate::plan::Plan;
use crate::programs::{self, Caller};
use crate::samples::Samples;
use crate::section::Section;
use crate::subject::{ALL, GUARD, GUARD_NO_CANCEL, Kind, Panics, Subject, catching};
use crate::table::{Cell, Table};

const THREADS: [&str; 4] = ["1", "2", "4", "64"];
const PERCENTS: [&str; 3] = ["0", "1", "50"];

/// # Errors
///
/// Returns an error if a program cannot be built or run.
pub(crate) fn measure(plan: &Plan) -> Result<Section, String> {
    let rounds = plan.either("9", "1");
    let mut section = Section::new("threads", "Calls per second of many threads");
    section.say(format!(
        "Millions of calls per second by all threads of a C program together, into a linked shared library, for different \
         percentages of calls that panic: medians of {rounds} samples, ± half the distance between the quartiles. \
         ffi-guard records each failure with its place; the others have a silent panic hook."
    ));
    let caller = programs::threads()?;
    let mut samples = Samples::default();
    for percent in PERCENTS {
        eprintln!("  calling: {percent} % panic");
        for threads in THREADS {
            sample(&caller, rounds, threads, percent, &mut samples)?;
        }
        section.tables.push(table(&samples, percent));
    }
    section.charts.push(chart(&samples));
    Ok(section)
}

/// Returns false for subjects that abort, if calls panic.
fn takes_part(subject: &Subject, percent: &str) -> bool {
    percent == "0" || subject.panics == Panics::Caught
}

fn sample(
    caller: &Caller,
    rounds: &str,
    threads: &str,
    percent: &str,
    samples: &mut Samples,
) -> Result<(), String> {
    let subjects = ALL.iter().filter(|subject| takes_part(subject, percent));
    let names: Vec<&str> = subjects.map(|subject| subject.id).collect();
    let output = caller.output(&[&["rate", rounds, threads, percent][..], &names].concat())?;
    let measured = Samples::parse(&output)?;
    let key = key(threads, percent);
    for name in names {
        measured.of(&key, name).iter().for_each(|&value| samples.add(&key, name, value / 1e6));
    }
    Ok(())
}

/// Returns the key that `threads.c` prints.
fn key(threads: &str, percent: &str) -> String {
    format!("{threads}/{percent}")
}

fn table(samples: &Samples, percent: &str) -> Table {
    let heads = THREADS.map(|threads| {
        if threads == "1" { "1 thread".to_owned() } else { format!("{threads} threads") }
    });
    let heads: Vec<&str> = std::iter::once("").chain(heads.iter().map(String::as_str)).collect();
    let mut table = Table::new(format!("Millions of calls per second, {percent} % panic"), &heads);
    for subject in &ALL {
        let cell = |threads: &&str| match takes_part(subject, percent) {
            true => cell(samples, subject, &key(threads, percent)),
            false => Cell::new("aborts"),
        };
        table.row(subject.label, THREADS.iter().map(cell).collect());
    }
    table
}

fn cell(samples: &Samples, subject: &Subject, key: &str) -> Cell {
    let Some(rate) = samples.summary(key, subject.id) else { return Cell::new("") };
    let ours = samples.summary(key, GUARD);
    let text = format!("{:.2} ± {:.2}", rate.median, rate.spread());
    sampled(subject, text, &rate, ours.as_ref(), Better::Higher)
}

fn chart(samples: &Samples) -> Chart {
    let point = |threads: &str, id: &str| {
        let rate = samples.summary(&key(threads, "50"), id)?;
        Some((threads.parse().ok()?, rate.median))
    };
    let drawn = catching().filter(|subject| subject.id != GUARD_NO_CANCEL);
    let lines = drawn.map(|subject| Line {
        label: subject.label.replace('`', ""),
        ours: subject.kind == Kind::Ours,
        points: THREADS.iter().filter_map(|threads| point(threads, subject.id)).collect(),
    });
    Chart::lines("threads", "Millions of calls per second, 50 % panic", "threads", lines.collect())
}
