//! SQLite's `sqlite3_exec` with a row callback that panics.

use crate::{TokenSource, caught, skip};
use ffi_guard::across_c;
use ffi_guard_csrc::{SqliteAnswer, csrc_sqlite_exec};
use std::cell::{Cell, RefCell};
use std::ffi::{CStr, c_char, c_int};
use std::panic::panic_any;

/// A query that returns ten rows of one column.
const TEN_ROWS: &CStr =
    c"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10)
    SELECT 'row ' || i FROM n";

/// Passes the text of each row to `row`, until that returns a value other than 0. Returns whether SQLite is available.
/// A panic of `row` resumes here, after `answer` has been set.
fn query(answer: &Cell<SqliteAnswer>, mut row: impl FnMut(&str) -> c_int) -> bool {
    across_c(|scope| {
        let callback = scope
            .callback(|columns: c_int, texts: *mut *mut c_char, _: *mut *mut c_char| -> c_int {
                assert_eq!(columns, 1);
                // SAFETY: SQLite passes one non-null string, which is valid until this closure returns.
                let text = unsafe { CStr::from_ptr(*texts) };
                row(text.to_str().expect("UTF-8"))
            })
            .or(1);
        let mut out = SqliteAnswer::none();
        let (function, data) = (callback.data_first(), callback.data());
        // SAFETY: function and data belong to the same callback, which lives until C has returned.
        let result = unsafe { csrc_sqlite_exec(TEN_ROWS.as_ptr(), function, data, &mut out) };
        answer.set(out);
        if result != 0 {
            skip("rows driven by sqlite3_exec", "libsqlite3 is not installed");
        }
        result == 0
    })
}

#[test]
fn rows_come_to_a_closure() {
    let (answer, rows) = (Cell::new(SqliteAnswer::none()), RefCell::new(Vec::new()));
    let found = query(&answer, |text| {
        rows.borrow_mut().push(text.to_owned());
        0
    });
    if found {
        let answer = answer.get();
        assert_eq!((answer.result, answer.message()), (0, ""));
        let expected: Vec<String> = (1..=10).map(|i| format!("row {i}")).collect();
        assert_eq!(rows.into_inner(), expected);
    }
}

#[test]
fn a_panic_in_the_third_row_ends_the_query_and_comes_home() {
    let (answer, source) = (Cell::new(SqliteAnswer::none()), TokenSource::new());
    if !query(&answer, |_| 0) {
        return;
    }
    let mut rows = Vec::new();
    let payload = caught(|| {
        query(&answer, |text| {
            rows.push(text.to_owned());
            if text == "row 3" { panic_any(source.token()) } else { 0 }
        })
    });
    source.receives(payload);
    assert_eq!(rows, ["row 1", "row 2", "row 3"]);
    let answer = answer.get();
    assert_eq!(answer.result, SqliteAnswer::ABORT, "the result that SQLite received");
    assert!(answer.message().contains("aborted"), "{}", answer.message());
    assert_eq!((answer.afterwards, answer.closed), (0, 0), "the connection is still usable");
}
