//! How long an attribute runs.

use super::EXPORTS;
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
/// What could not be built, or that rustc has timed nothing.
pub(super) fn measure(section: &mut Section) -> Result<(), String> {
    section.say(format!(
        "The time of expansion is what `-Ztime-passes` of rustc says of its pass `macro_expand_crate`, beyond that of \
         the bare exports of the same round, by {EXPORTS}: medians of {ROUNDS}, ± half the distance between their \
         quartiles. The macros run as cargo builds them for every user, without optimisation."
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

/// Of the pass that expands macros.
fn seconds(id: &str) -> Result<f64, String> {
    let package = form(id).package(EXPORTS, "3");
    package.write()?;
    // The variable rebuilds dependencies, which ask for the compiler's features.
    let target = base().join("expansion-target");
    let arguments = ["rustc", "--profile", "dev", "--", "-Ztime-passes"];
    let messages = run(command(&target)
        .current_dir(package.folder())
        .env("RUSTC_BOOTSTRAP", "1")
        .args(arguments))?;
    pass(&messages, "macro_expand_crate").ok_or_else(|| "rustc has timed no expansion".to_owned())
}

/// `time:   0.104; rss:   54MB ->  101MB (  +47MB)  macro_expand_crate`
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
