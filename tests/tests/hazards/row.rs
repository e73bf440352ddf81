//! The hazards as data: each row's file holds its own.

use std::env;
use std::process::Command;

/// One hazard.
pub(crate) struct Row {
    /// Its number, which its tests' names begin with.
    pub(crate) number: u8,
    /// What happens.
    pub(crate) hazard: &'static str,
    /// What comes of it where nothing guards against it.
    pub(crate) without: &'static str,
    /// What a guarded caller sees; `None` where a guard cannot help.
    pub(crate) guarded: Option<&'static str>,
}

const ROWS: [Row; 20] = [
    crate::row_01_unguarded::ROW,
    crate::row_02_payload::ROW,
    crate::row_03_argument::ROW,
    crate::row_04_fallback::ROW,
    crate::row_05_panic_hook::ROW,
    crate::row_06_formatting::ROW,
    crate::row_07_destructor::ROW,
    crate::row_08_unwinding::ROW,
    crate::row_10_teardown::ROW,
    crate::row_11_unload::ROW,
    crate::row_12_strategy::ROW,
    crate::row_15_longjmp::ROW,
    crate::row_16_cancellation::ROW,
    crate::row_17_fatal::ROW,
    crate::row_18_fork_and_threads::ROW,
    crate::row_19_two_libraries::ROW,
    crate::row_20_hook_swapping::ROW,
    crate::row_21_location::ROW,
    crate::row_23_text::ROW,
    crate::row_24_reentry::ROW,
];

/// The rows as a table in Markdown.
fn table() -> String {
    let mut table = "| # | hazard | without a guard | with one |\n|---|---|---|---|\n".to_owned();
    for Row { number, hazard, without, guarded } in ROWS {
        let guarded = guarded.unwrap_or("the same: a guard cannot help");
        table.push_str(&format!("| {number} | {hazard} | {without} | {guarded} |\n"));
    }
    table
}

/// The numbers of the tests of this executable, in order.
fn tested() -> Vec<u8> {
    let executable = env::current_exe().expect("the running test");
    let list = Command::new(executable).arg("--list").output().expect("the list of tests").stdout;
    let mut numbers: Vec<u8> = String::from_utf8_lossy(&list)
        .lines()
        .filter_map(|line| line.split_once("::hazard_")?.1.split('_').next()?.parse().ok())
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// `cargo test -p ffi-guard-tests --test hazards rows -- --nocapture` prints the table.
#[test]
fn rows_are_in_order_and_each_has_a_test() {
    println!("{}", table());
    assert_eq!(ROWS.map(|row| row.number).to_vec(), tested());
}
