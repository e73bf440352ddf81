//! The time of an expansion.

use super::compile::EXPORTS;
use crate::cargo::{command, run};
use crate::measure::sources::form;
use crate::plan::base;
use crate::section::Section;
use crate::stats::Summary;
use crate::subject::{GUARD, GUARD_RUST};
use crate::table::{Cell, Table};

const ROUNDS: usize = 5;
const BARE: &str = "bare";

/// # Errors
///
/// Returns an error if a package cannot be built, or if rustc reports no time.
pub(super) fn measure(section: &mut Section) -> Result<(), String> {
    section.say(format!(
        "The time of an expansion is the time of rustc's pass `macro_expand_crate`, as reported by `-Ztime-passes`, minus \
         the time for the bare exports of the same round, divided by {EXPORTS}: medians of {ROUNDS}, ± half the distance \
         between the quartiles. As for every user, cargo builds the macros without optimization."
    ));
    let mut beyond = [GUARD, GUARD_RUST].map(|id| (id, Vec::new()));
    for round in 1..=ROUNDS {
        eprintln!("  expanding: round {round} of {ROUNDS}");
        let bare = seconds(BARE)?;
        for (id, beyond) in &mut beyond {
            beyond.push((seconds(id)? - bare) / EXPORTS as f64 * 1e6);
        }
    }
    let mut table = Table::new("Expansion of one export", &["", "µs"]);
    for (id, beyond) in &beyond {
        let cell = Summary::of(beyond)
            .map_or_else(String::new, |own| format!("{:.0} ± {:.0}", own.median, own.spread()));
        table.row(form(id).label(), vec![Cell::new(cell)]);
    }
    section.tables.push(table);
    Ok(())
}

/// Returns the seconds of the pass that expands macros.
fn seconds(id: &str) -> Result<f64, String> {
    let package = form(id).package(EXPORTS, "3");
    package.write()?;
    // The variable makes cargo rebuild dependencies that ask for features of the compiler.
    let target = base().join("expansion-target");
    let arguments = ["rustc", "--profile", "dev", "--", "-Ztime-passes"];
    let messages = run(command(&target)
        .current_dir(package.folder())
        .env("RUSTC_BOOTSTRAP", "1")
        .args(arguments))?;
    pass(&messages, "macro_expand_crate").ok_or_else(|| "rustc has timed no expansion".to_owned())
}

/// Reads a line like `time:   0.104; rss:   54MB ->  101MB (  +47MB)  macro_expand_crate`.
fn pass(messages: &str, name: &str) -> Option<f64> {
    let line = messages.lines().find(|line| line.split_whitespace().last() == Some(name))?;
    line.trim_start().strip_prefix("time:")?.split(';').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::pass;

    #[test]
    fn reads_the_time_of_a_pass() {
        let messages = "time:   0.104; rss:   54MB ->  101MB (  +47MB)\tmacro_expand_crate\n\
                        time:   9.0; rss: 1MB\texpand_macro_expand_crate\n";
        assert_eq!(pass(messages, "macro_expand_crate"), Some(0.104));
        assert_eq!(pass("", "macro_expand_crate"), None);
    }
}
