//! What a call costs, on the machine that runs this.

use std::fs;
use std::thread;

use ffi_guard_test_support::child::{Outcome, Process};
use ffi_guard_test_support::paths;

use crate::calls::{COLUMNS, cells, of_both, said};
use crate::subject::Subjects;
use crate::table::{row, table};

pub(crate) fn run(subjects: &Subjects) -> String {
    let outcomes = of_both(subjects, "latency");
    let rows = [
        row(COLUMNS),
        cells("a call that returns, ns", &outcomes, |outcome| said(outcome, "returns")),
        cells("a call that panics, ns", &outcomes, |outcome| said(outcome, "panics")),
    ];
    format!("{}\n{}\n{}\n", table(&rows), method(&outcomes[0]), machine())
}

/// What the figures are, as the program says.
fn method(outcome: &Outcome) -> String {
    let [calls, threads, rounds] = ["calls", "threads", "rounds"].map(|key| said(outcome, key));
    format!(
        "The mean of {calls} concurrent calls on {threads} threads, the lowest of {rounds} rounds."
    )
}

/// What the figures hold for.
fn machine() -> String {
    let cpus = thread::available_parallelism().map_or(1, usize::from);
    let date = first_line("date", &["-u", "+%F"]);
    format!("Measured on {}, {cpus} CPUs, with {}, on {date}.", model(), rustc())
}

/// The compiler of the workspace.
pub(crate) fn rustc() -> String {
    first_line("rustc", &["--version"])
}

fn first_line(program: &str, arguments: &[&str]) -> String {
    let outcome = Process::new(program).args(arguments).dir(paths::workspace()).run();
    outcome.expect_success().stdout.lines().next().unwrap_or_default().to_owned()
}

fn model() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let line = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    line.map_or("a CPU of unknown model", |(_, model)| model).trim().to_owned()
}
