//! Handles of objects that a callback of C may use until it returns.

use super::entry::Entry;
use super::loan::Loan;
use super::state::Token;
use super::{AllowedThread, TABLE, Table};
use crate::convert::InvalidArgument;
use std::any::TypeId;
use std::num::NonZeroUsize;
use std::ptr::NonNull;

/// A handle of an object that is lent. Dropping it ends the handle, after the calls of other threads that use it.
pub(crate) struct LentEntry {
    table: &'static Table,
    entry: &'static Entry,
    index: NonZeroUsize,
    token: NonZeroUsize,
    loan: Loan,
}

/// Creates a handle for an object that stays valid until the result is dropped.
///
/// # Errors
///
/// As for [`insert`](super::insert).
pub(crate) fn lend(
    value: NonNull<()>,
    kind: TypeId,
    thread: AllowedThread,
    loan: Loan,
) -> Result<LentEntry, InvalidArgument> {
    TABLE.lend(value, kind, thread, loan)
}

impl Table {
    fn lend(
        &'static self,
        value: NonNull<()>,
        kind: TypeId,
        home: AllowedThread,
        loan: Loan,
    ) -> Result<LentEntry, InvalidArgument> {
        let (index, entry, token) = self.publish(value, kind, home, Some(loan))?;
        Ok(LentEntry { table: self, entry, index, token, loan })
    }
}

impl LentEntry {
    /// Returns the token.
    pub(crate) fn token(&self) -> NonZeroUsize {
        self.token
    }
}

impl Drop for LentEntry {
    fn drop(&mut self) {
        self.entry.end_loan(Token(self.token.get()), self.loan);
        self.table.free_lists().put(self.index, self.entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handle::table::{EntryGuard, exclude, share};
    use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
    use std::thread;

    fn message<T>(result: Result<T, InvalidArgument>) -> String {
        result.err().expect("a rejection").to_string()
    }

    fn lent(loan: Loan) -> LentEntry {
        static VALUE: u32 = 7;
        lend(NonNull::from(&VALUE).cast(), TypeId::of::<u32>(), AllowedThread::Any, loan)
            .expect("an entry")
    }

    #[test]
    fn what_is_lent_for_reading_is_shared_and_not_excluded() {
        let entry = lent(Loan::Read);
        let token = entry.token().get();
        let guard = share(token, TypeId::of::<u32>()).expect("shared");
        let refused = message(exclude(token, TypeId::of::<u32>()));
        assert_eq!(refused, "is lent to a callback, which may only read it");
        drop(guard);
        assert_eq!(message(exclude(token, TypeId::of::<u32>())), refused);
        assert_eq!(message(share(token, TypeId::of::<u8>())), "is a handle of another type");
        drop(entry);
        let ended = message(share(token, TypeId::of::<u32>()));
        assert_eq!(ended, "was lent to a callback that has returned");
    }

    #[test]
    fn what_is_lent_for_writing_is_excluded_and_not_owned() {
        let entry = lent(Loan::Write);
        let token = entry.token().get();
        let guard = exclude(token, TypeId::of::<u32>()).expect("excluded");
        assert!(guard.is_lent());
        drop(guard);
        let next = lent(Loan::Write);
        drop(entry);
        assert_ne!(next.token().get(), token);
        assert_eq!(
            message(exclude(token, TypeId::of::<u32>())),
            "was lent to a callback that has returned"
        );
        // The entry is used again, with another generation.
        let again = lent(Loan::Read);
        assert!(share(token, TypeId::of::<u32>()).is_err());
        assert!(share(again.token().get(), TypeId::of::<u32>()).is_ok());
    }

    #[test]
    fn the_end_of_a_loan_waits_for_other_threads() {
        for loan in [Loan::Read, Loan::Write] {
            let entry = lent(loan);
            let token = entry.token().get();
            let (started, ended) = (AtomicBool::new(false), AtomicBool::new(false));
            thread::scope(|scope| {
                scope.spawn(|| {
                    let guard = share(token, TypeId::of::<u32>()).expect("shared");
                    started.store(true, Relaxed);
                    for _ in 0..1000 {
                        thread::yield_now();
                    }
                    assert!(!ended.load(Relaxed), "{loan:?}: the loan has ended during a call");
                    // SAFETY: the value is a static, and nobody writes to it.
                    assert_eq!(unsafe { *guard.address().cast::<u32>().as_ref() }, 7);
                });
                while !started.load(Relaxed) {
                    thread::yield_now();
                }
                drop(entry);
                ended.store(true, Relaxed);
            });
        }
    }
}
