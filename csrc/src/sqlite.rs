//! `c/sqlite.c`: SQLite, where it is installed.

use std::ffi::{CStr, c_char, c_int, c_void};

/// A function that is told of each row: the data, the number of columns, their texts and their names.
pub type Row =
    unsafe extern "C" fn(*mut c_void, c_int, *mut *mut c_char, *mut *mut c_char) -> c_int;

/// What SQLite answered.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct SqliteAnswer {
    /// The result code of `sqlite3_exec`.
    pub result: i32,
    /// The result code of another query on the same connection, made afterwards.
    pub afterwards: i32,
    /// The result code of `sqlite3_close`, which refuses while a statement is open.
    pub closed: i32,
    message: [u8; 128],
}

impl SqliteAnswer {
    /// The result code of a query that its callback has ended.
    pub const ABORT: i32 = 4;

    /// No answer yet, for C to write to.
    #[must_use]
    pub const fn none() -> Self {
        Self { result: 0, afterwards: 0, closed: 0, message: [0; 128] }
    }

    /// The error message of `sqlite3_exec`; empty for none.
    #[must_use]
    pub fn message(&self) -> &str {
        let text = CStr::from_bytes_until_nul(&self.message).ok();
        text.and_then(|text| text.to_str().ok()).unwrap_or_default()
    }
}

// SAFETY: the signature is that of `c/sqlite.h`, and `SqliteAnswer` has the layout of `csrc_sqlite_answer`. The
// function is not `safe`: that `data` is what `f` expects is the caller's to know.
#[expect(unsafe_code, reason = "declares what c/sqlite.c defines")]
unsafe extern "C" {
    /// Runs the SQL with `sqlite3_exec` on a database in memory, with `f` told of each row.
    ///
    /// Returns 0, whatever SQLite answered; −1 where SQLite is not installed.
    ///
    /// # Safety
    ///
    /// `sql` is a C string, and `f` may be called with `data` and the texts of a row.
    pub fn csrc_sqlite_exec(
        sql: *const c_char,
        f: Row,
        data: *mut c_void,
        out: &mut SqliteAnswer,
    ) -> i32;
}
