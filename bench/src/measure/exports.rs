//! Compile time of many exports.

mod compile;
mod expansion;
mod growth;

use compile::{EXPORTS, compile_once};

use crate::cargo::Cost;
use crate::compare::ENOUGH;
use crate::measure::sources::form;
use crate::plan::Plan;
use crate::section::Section;
use crate::stats::{Summary, ratios};
use crate::subject::{GUARD, GUARD_RUST, Kind};
use crate::table::{Cell, Table};

/// The forms that are compiled. The guards are compared with the first and the second.
const FORMS: [&str; 4] = ["bare", "by_hand", GUARD, GUARD_RUST];
/// The index of the C form.
const C_FORM: usize = 2;

/// The heads of the columns, and the commands.
const STEPS: [(&str, &[&str]); 3] =
    [("`cargo check`", &["check"]), ("debug", &["build"]), ("release", &["build", "--release"])];
const DEBUG: usize = 1;

/// The highest ratio of a debug build to the hand-written catch.
const LIMIT: f64 = 1.5;

/// Times by form and step.
type Times = Vec<[Vec<Cost>; STEPS.len()]>;

/// The title of a table, and the value that it shows.
type Metric = (&'static str, fn(&Cost) -> f64);

const METRICS: [Metric; 2] =
    [("Seconds", |cost| cost.wall), ("Processor seconds", |cost| cost.cpu)];

/// # Errors
///
/// Returns an error if a package cannot be built.
pub(crate) fn measure(plan: &Plan) -> Result<Section, String> {
    let rounds = plan.either(5, 1);
    let mut section = Section::new("exports", "Compile time of the exports");
    section.say(format!(
        "The time to compile a library of {EXPORTS} exports in seconds, after its dependencies, without incremental \
         compilation: medians of {rounds} interleaved rounds, ± half the distance between the quartiles. In brackets: the \
         ratio to the bare exports."
    ));
    let times = compile(plan, rounds)?;
    section.tables.extend(METRICS.map(|metric| table(plan, &times, metric)));
    promise(&mut section, &times);
    if !plan.is_quick() {
        expansion::measure(&mut section)?;
    }
    growth::measure(plan, &mut section)?;
    Ok(section)
}

fn steps(plan: &Plan) -> &'static [(&'static str, &'static [&'static str])] {
    if plan.is_quick() { &STEPS[..=DEBUG] } else { &STEPS }
}

fn compile(plan: &Plan, rounds: usize) -> Result<Times, String> {
    let mut times: Times = FORMS.iter().map(|_| Default::default()).collect();
    for round in 0..=rounds {
        eprintln!("  compiling: {EXPORTS} exports, round {round} of {rounds}");
        for (id, times) in FORMS.iter().zip(&mut times) {
            for (step, (_, arguments)) in steps(plan).iter().enumerate() {
                let cost = compile_once(form(id), EXPORTS, arguments)?;
                // The first round builds the dependencies.
                if round > 0 {
                    times[step].push(cost);
                }
            }
        }
    }
    Ok(times)
}

fn table(plan: &Plan, times: &Times, (metric, of): Metric) -> Table {
    let heads: Vec<&str> =
        std::iter::once("").chain(steps(plan).iter().map(|(head, _)| *head)).collect();
    let mut table = Table::new(format!("{metric} for {EXPORTS} exports"), &heads);
    for (form_index, id) in FORMS.iter().enumerate() {
        let cells = (0..steps(plan).len()).map(|step| {
            let own: Vec<f64> = times[form_index][step].iter().map(of).collect();
            let (seconds, bare) = (Summary::of(&own), relative(times, form_index, 0, step, of));
            let ours = relative(times, form_index, C_FORM, step, of);
            let text = seconds.zip(bare).map_or_else(String::new, |(seconds, bare)| {
                format!("{:.2} ± {:.2} ({:.2} ×)", seconds.median, seconds.spread(), bare.median)
            });
            let below = |ours: Summary| ours.high < 1.0 && ours.samples >= ENOUGH;
            let ahead = form(id).kind() == Kind::Peer && ours.is_some_and(below);
            Cell { text, ahead }
        });
        table.row(form(id).label(), cells.collect());
    }
    table
}

/// Returns the ratio between the costs of two forms in the same rounds.
fn relative(
    times: &Times,
    own: usize,
    base: usize,
    step: usize,
    of: fn(&Cost) -> f64,
) -> Option<Summary> {
    let [own, base] = [own, base].map(|i| times[i][step].iter().map(of).collect::<Vec<f64>>());
    Summary::of(&ratios(&own, &base))
}

fn promise(section: &mut Section, times: &Times) {
    let [wall, cpu] = METRICS.map(|(_, of)| {
        let worst = (2..FORMS.len()).filter_map(|i| relative(times, i, 1, DEBUG, of));
        worst.map(|ratio| ratio.median).fold(0.0, f64::max)
    });
    section.promise(
        "1,000 exports compile, in a debug build, in at most 1.5 × the time of the hand-written catch",
        format!("at most {wall:.2} × elapsed, {cpu:.2} × of the processors"),
        wall > 0.0 && wall <= LIMIT,
    );
}

#[cfg(test)]
mod tests {
    use super::{METRICS, promise, relative, table};
    use crate::cargo::Cost;
    use crate::plan::Plan;
    use crate::section::Section;

    fn cost(wall: f64) -> Cost {
        Cost { wall, cpu: 2.0 * wall }
    }

    #[test]
    fn a_slow_debug_build_breaks_the_promise() {
        let times = [1.0, 2.0, 2.5, 3.5].map(|wall| [(); 3].map(|()| vec![cost(wall)])).to_vec();
        let ratio = relative(&times, 3, 1, 1, METRICS[0].1).unwrap();
        assert_eq!(ratio.median, 1.75);
        let mut section = Section::new("exports", "");
        promise(&mut section, &times);
        assert!(!section.promises[0].held);
    }

    #[test]
    fn a_faster_guard_by_hand_is_marked() {
        let marked = |by_hand: f64| {
            let seconds = [1.0, by_hand, 2.0, 0.5];
            let times = seconds.map(|wall| [(); 3].map(|()| vec![cost(wall); 5])).to_vec();
            table(&Plan::new(false), &times, METRICS[0])
                .rows
                .iter()
                .map(|row| row.cells[0].ahead)
                .collect::<Vec<_>>()
        };
        assert_eq!(marked(1.5), [false, true, false, false]);
        assert_eq!(marked(2.5), [false; 4]);
    }
}
