//! Accounts of numbers. Functions return a status with a message, which a guard makes of a panic.

use std::collections::BTreeMap;
use std::ffi::{CStr, CString, c_char};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The outcome of a function. The message is freed with `ledger_status_free`.
#[repr(C)]
pub struct LedgerStatus {
    pub code: i32,
    pub message: *mut c_char,
}

impl LedgerStatus {
    fn ok() -> Self {
        Self { code: 0, message: std::ptr::null_mut() }
    }

    fn error(code: i32, message: &str) -> Self {
        let message = CString::new(message.replace('\0', "")).unwrap_or_default();
        Self { code, message: message.into_raw() }
    }
}

/// An error of this library.
enum LedgerError {
    NoAccount(String),
    Overdrawn { by: i64 },
}

impl From<LedgerError> for LedgerStatus {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::NoAccount(name) => Self::error(1, &format!("no account `{name}`")),
            LedgerError::Overdrawn { by } => Self::error(2, &format!("overdrawn by {by}")),
        }
    }
}

/// Runs the body of a function. A panic becomes the status 100 with its message.
fn guarded(body: impl FnOnce() -> Result<(), LedgerError>) -> LedgerStatus {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => LedgerStatus::ok(),
        Ok(Err(error)) => error.into(),
        Err(payload) => {
            let text = payload.downcast_ref::<&str>().copied();
            let text = text.or(payload.downcast_ref::<String>().map(String::as_str));
            LedgerStatus::error(100, text.unwrap_or("a panic"))
        }
    }
}

/// A ledger.
#[derive(Default)]
pub struct Ledger {
    accounts: BTreeMap<String, i64>,
}

impl Ledger {
    fn account(&mut self, name: &str) -> Result<&mut i64, LedgerError> {
        self.accounts.get_mut(name).ok_or_else(|| LedgerError::NoAccount(name.to_owned()))
    }
}

unsafe fn text<'t>(text: *const c_char) -> &'t str {
    unsafe { CStr::from_ptr(text) }.to_str().expect("a name is not UTF-8")
}

/// Creates a ledger.
///
/// # Safety
///
/// `out` points to a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ledger_new(out: *mut *mut Ledger) -> LedgerStatus {
    guarded(|| {
        unsafe { out.write(Box::into_raw(Box::default())) };
        Ok(())
    })
}

/// Frees a ledger.
///
/// # Safety
///
/// The ledger came from `ledger_new`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ledger_free(ledger: *mut Ledger) {
    if !ledger.is_null() {
        drop(unsafe { Box::from_raw(ledger) });
    }
}

/// Frees the message of a status.
///
/// # Safety
///
/// The status came from this library.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ledger_status_free(status: LedgerStatus) {
    if !status.message.is_null() {
        drop(unsafe { CString::from_raw(status.message) });
    }
}

/// Opens an account.
///
/// # Safety
///
/// The ledger came from `ledger_new`, and `name` is a text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ledger_open(ledger: *mut Ledger, name: *const c_char) -> LedgerStatus {
    guarded(|| {
        let name = unsafe { text(name) };
        assert!(!name.is_empty(), "an account needs a name");
        unsafe { &mut *ledger }.accounts.insert(name.to_owned(), 0);
        Ok(())
    })
}

/// Adds an amount.
///
/// # Safety
///
/// The ledger came from `ledger_new`, and `name` is a text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ledger_add(ledger: *mut Ledger, name: *const c_char, amount: i64) -> LedgerStatus {
    guarded(|| {
        let account = unsafe { &mut *ledger }.account(unsafe { text(name) })?;
        *account = account.checked_add(amount).expect("the amount is too large");
        Ok(())
    })
}

/// Takes an amount.
///
/// # Safety
///
/// The ledger came from `ledger_new`, and `name` is a text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ledger_take(ledger: *mut Ledger, name: *const c_char, amount: i64) -> LedgerStatus {
    guarded(|| {
        let account = unsafe { &mut *ledger }.account(unsafe { text(name) })?;
        match *account - amount {
            rest @ 0.. => *account = rest,
            rest => return Err(LedgerError::Overdrawn { by: -rest }),
        }
        Ok(())
    })
}

/// Reads an account.
///
/// # Safety
///
/// The ledger came from `ledger_new`, `name` is a text, and `out` points to a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ledger_read(
    ledger: *mut Ledger,
    name: *const c_char,
    out: *mut i64,
) -> LedgerStatus {
    guarded(|| {
        let account = unsafe { &mut *ledger }.account(unsafe { text(name) })?;
        unsafe { out.write(*account) };
        Ok(())
    })
}

/// Returns the number of accounts.
///
/// # Safety
///
/// The ledger came from `ledger_new`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ledger_len(ledger: *const Ledger) -> usize {
    unsafe { &*ledger }.accounts.len()
}
