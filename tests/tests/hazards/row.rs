//! The table of hazards; each row is defined in the file with its tests.

use expect_test::expect_file;
use ffi_guard_test_support::{child, paths};
use std::collections::BTreeMap;
use std::fs;

/// A hazard.
pub(crate) struct Row {
    /// Its number, which the names of its tests start with.
    pub(crate) number: u8,
    /// The event.
    pub(crate) hazard: &'static str,
    /// The result without a guard.
    pub(crate) without: &'static str,
    /// The result with a guard; `None` if a guard cannot help.
    pub(crate) guarded: Option<&'static str>,
    /// The differences on other platforms: the platform, and its outcome. On Windows, an exception instead of a signal is
    /// no difference.
    pub(crate) elsewhere: &'static [(&'static str, &'static str)],
}

const ROWS: &[Row] = &[
    crate::row_01_unguarded::ROW,
    crate::row_02_payload::ROW,
    crate::row_03_argument::ROW,
    crate::row_04_fallback::ROW,
    crate::row_05_panic_hook::ROW,
    crate::row_06_formatting::ROW,
    crate::row_07_destructor::ROW,
    crate::row_08_unwinding::ROW,
    crate::row_09_hook_catches::ROW,
    crate::row_10_teardown::ROW,
    crate::row_11_unload::ROW,
    crate::row_12_strategy::ROW,
    crate::row_13_exceptions::ROW,
    crate::row_14_declared_twice::ROW,
    crate::row_15_longjmp::ROW,
    crate::row_16_cancellation::ROW,
    crate::row_17_fatal::ROW,
    crate::row_18_fork_and_threads::ROW,
    crate::row_19_two_libraries::ROW,
    crate::row_20_hook_swapping::ROW,
    crate::row_21_location::ROW,
    crate::row_22_carried::ROW,
    crate::row_23_text::ROW,
    crate::row_24_reentry::ROW,
    crate::row_25_shared_std::ROW,
    crate::row_26_invalid_value::ROW,
    crate::row_27_fork_while_failing::ROW,
];

/// The chapter that contains the table.
const CHAPTER: &str = "docs/hazards.md";
const BEGINS: &str = "<!-- hazards: begins -->\n";
const ENDS: &str = "<!-- hazards: ends -->";

/// Returns the rows as a Markdown table. Each number links to the tests of its row.
fn table() -> String {
    let mut table =
        "| # | hazard | without a guard | with one | elsewhere |\n|---|---|---|---|---|\n"
            .to_owned();
    let files = tested();
    for row in ROWS {
        let Row { number, hazard, without, guarded, .. } = row;
        let guarded = guarded.unwrap_or("the same: a guard cannot help");
        let file = files.get(number).map_or("", String::as_str);
        let link = format!("[{number}](../tests/tests/hazards/{file}.rs)");
        let elsewhere = elsewhere(row);
        let cells = [*hazard, *without, guarded, &elsewhere].map(|text| text.replace('|', "\\|"));
        table.push_str(&format!("| {link} | {} |\n", cells.join(" | ")));
    }
    table
}

/// Returns what differs on other platforms. On Windows, the process ends by an exception where Unix has a signal.
fn elsewhere(row: &Row) -> String {
    let mut differences: Vec<_> =
        row.elsewhere.iter().map(|(platform, outcome)| format!("{platform}: {outcome}")).collect();
    if row.elsewhere.iter().all(|(platform, _)| !platform.contains("Windows")) {
        let text = [row.hazard, row.without, row.guarded.unwrap_or_default()].concat();
        let ends = [("SIGABRT", child::FAST_FAIL), ("SIGSEGV", child::ACCESS_VIOLATION)];
        let exceptions: Vec<_> = ends
            .iter()
            .filter(|(signal, _)| text.contains(signal))
            .map(|(signal, exception)| format!("0x{exception:X} for {signal}"))
            .collect();
        if !exceptions.is_empty() {
            differences.push(format!("Windows: {}", exceptions.join(", ")));
        }
    }
    differences.join("; ")
}

/// Returns the numbers of the tests in this executable, with the module of each.
fn tested() -> BTreeMap<u8, String> {
    let list = child::this_executable().arg("--list").run().expect_success().stdout;
    let of_line = |line: &str| {
        let (module, test) = line.split_once("::hazard_")?;
        // The tests of a row may be in submodules.
        let row = module.split("::").next()?;
        Some((test.split('_').next()?.parse().ok()?, row.to_owned()))
    };
    list.lines().filter_map(of_line).collect()
}

#[test]
fn rows_are_in_order_and_each_has_a_test() {
    let numbers: Vec<u8> = ROWS.iter().map(|row| row.number).collect();
    assert_eq!(numbers, tested().into_keys().collect::<Vec<_>>());
}

/// Update it with `UPDATE_EXPECT=1 cargo test -p ffi-guard-tests --test hazards table`.
#[test]
fn the_table_in_the_book_is_that_of_the_rows() {
    let chapter = fs::read_to_string(paths::workspace().join(CHAPTER)).expect("the chapter");
    let (before, rest) = chapter.split_once(BEGINS).expect("no start of the table");
    let (_, after) = rest.split_once(ENDS).expect("no end of the table");
    let expected = format!("{before}{BEGINS}{}{ENDS}{after}", table());
    expect_file![paths::workspace().join(CHAPTER)].assert_eq(&expected);
}
