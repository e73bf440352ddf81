//! `c/sqlite.c`: SQLite, if it is installed.

use std::ffi::{CStr, c_char, c_int, c_void};

/// A function that is called for each row with the data, the number of columns, their texts and their names.
pub type Row =
    unsafe extern "C" fn(*mut c_void, c_int, *mut *mut c_char, *mut *mut c_char) -> c_int;

/// The results of SQLite.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct SqliteAnswer {
    /// The result code of `sqlite3_exec`.
    pub result: i32,
    /// The result code of a later query on the same connection.
    pub afterwards: i32,
    /// The result code of `sqlite3_close`, which fails while a statement is open.
    pub closed: i32,
    message: [u8; 128],
}

impl SqliteAnswer {
    /// The result code of a query that was ended by its callback.
    pub const ABORT: i32 = 4;

    /// An empty answer for C to write to.
    #[must_use]
    pub const fn none() -> Self {
        Self { result: 0, afterwards: 0, closed: 0, message: [0; 128] }
    }

    /// Returns the error message of `sqlite3_exec`; empty if there is none.
    #[must_use]
    pub fn message(&self) -> &str {
        let text = CStr::from_bytes_until_nul(&self.message).ok();
        text.and_then(|text| text.to_str().ok()).unwrap_or_default()
    }
}

// SAFETY: the signature matches `c/sqlite.h`, and `SqliteAnswer` has the layout of `csrc_sqlite_answer`. The function
// is unsafe, because only the caller can guarantee that `data` is valid for `f`.
#[expect(unsafe_code, reason = "declares the functions of c/sqlite.c")]
unsafe extern "C" {
    /// Runs the SQL with `sqlite3_exec` on an in-memory database, and calls `f` for each row.
    ///
    /// Returns 0, whatever the results of SQLite, or −1 if SQLite is not installed.
    ///
    /// # Safety
    ///
    /// `sql` must be a C string, and `f` must be callable with `data` and the texts of a row.
    pub fn csrc_sqlite_exec(
        sql: *const c_char,
        f: Row,
        data: *mut c_void,
        out: &mut SqliteAnswer,
    ) -> i32;
}
