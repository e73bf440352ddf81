//! The time of a debug build by the number of exports.

use super::compile::compile_once;
use crate::chart::{Chart, Line};
use crate::measure::sources::form;
use crate::plan::Plan;
use crate::samples::Samples;
use crate::section::Section;
use crate::stats::Summary;
use crate::subject::{GUARD, GUARD_RUST, Kind};
use crate::table::{Cell, Table};

const FORMS: [&str; 3] = ["bare", GUARD, GUARD_RUST];

/// # Errors
///
/// Returns an error if a package cannot be built.
pub(super) fn measure(plan: &Plan, section: &mut Section) -> Result<(), String> {
    let counts = plan.either(&[100, 1000, 10000][..], &[100, 1000][..]);
    let rounds = plan.either(3, 1);
    section.say(format!(
        "The last table has the seconds of a debug build, and in brackets the milliseconds for each export: medians of \
         {rounds} interleaved rounds."
    ));
    let samples = compile(counts, rounds)?;
    section.tables.push(table(counts, &samples));
    let lines = FORMS.iter().map(|id| line(id, counts, &samples)).collect();
    let title = "Seconds of a debug build by the number of exports";
    section.charts.push(Chart::lines("growth", title, "exports", lines));
    Ok(())
}

fn compile(counts: &[usize], rounds: usize) -> Result<Samples, String> {
    let mut samples = Samples::default();
    for round in 1..=rounds {
        for &count in counts {
            eprintln!("  compiling: {count} exports, round {round} of {rounds}");
            for id in FORMS {
                let seconds = compile_once(form(id), count, &["build"])?.wall;
                samples.add(&count.to_string(), id, seconds);
            }
        }
    }
    Ok(samples)
}

fn table(counts: &[usize], samples: &Samples) -> Table {
    let heads: Vec<String> = counts.iter().map(|count| format!("{count} exports")).collect();
    let heads: Vec<&str> = std::iter::once("").chain(heads.iter().map(String::as_str)).collect();
    let mut table = Table::new("Debug build by the number of exports", &heads);
    for id in FORMS {
        let cell = |&count: &usize| {
            let seconds = samples.summary(&count.to_string(), id);
            Cell::new(seconds.map_or_else(String::new, |seconds| show(&seconds, count)))
        };
        table.row(form(id).label(), counts.iter().map(cell).collect());
    }
    table
}

fn show(seconds: &Summary, count: usize) -> String {
    let each = seconds.median * 1e3 / count as f64;
    format!("{:.2} ± {:.2} ({each:.2})", seconds.median, seconds.spread())
}

fn line(id: &str, counts: &[usize], samples: &Samples) -> Line {
    let seconds = |count: &usize| samples.summary(&count.to_string(), id).map(|own| own.median);
    let points = counts.iter().filter_map(|count| Some((*count as f64, seconds(count)?)));
    Line {
        label: form(id).label().replace('`', ""),
        ours: form(id).kind() == Kind::Ours,
        points: points.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{line, table};
    use crate::samples::Samples;

    #[test]
    fn a_cell_is_the_median_and_what_an_export_takes_of_it() {
        let mut samples = Samples::default();
        for seconds in [0.2, 0.1, 0.5] {
            samples.add("100", "bare", seconds);
        }
        let row = &table(&[100], &samples).rows[0];
        assert_eq!(row.cells[0].text, "0.20 ± 0.10 (2.00)");
        assert_eq!(line("bare", &[100, 1000], &samples).points, [(100.0, 0.2)]);
    }
}
