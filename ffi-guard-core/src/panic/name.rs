//! The name of a guarded function.

use std::ffi::{CStr, c_char};

/// The symbol of a guarded function. A pointer without a length needs one register in a shim, and no relocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Name(*const c_char);

impl Name {
    /// Creates a name from a literal in generated code.
    #[must_use]
    pub const fn new(name: &'static CStr) -> Self {
        Self(name.as_ptr())
    }

    /// Creates a name from a string that generated code concatenates, with a NUL at its end.
    ///
    /// # Panics
    ///
    /// Panics if the string has no NUL at its end, or one inside, or nothing before it: a macro of the author's may
    /// expand to such a symbol.
    #[must_use]
    pub const fn of(name: &'static str) -> Self {
        match CStr::from_bytes_with_nul(name.as_bytes()) {
            Ok(name) if !name.is_empty() => Self::new(name),
            Ok(_) => {
                panic!("the symbol name is empty; write the name by which C calls the function")
            }
            Err(_) => {
                panic!("the symbol name contains a NUL byte, which ends a name in C; remove it")
            }
        }
    }

    /// The name of a function whose record was overwritten.
    #[cfg(feature = "track-frames")]
    pub(crate) const UNKNOWN: Self = Self::new(c"unknown");

    /// Returns the name at an address from [`address`](Self::address).
    ///
    /// # Safety
    ///
    /// `address` was returned by [`address`](Self::address).
    #[cfg(feature = "track-frames")]
    pub(crate) unsafe fn at(address: usize) -> Self {
        Self(std::ptr::with_exposed_provenance(address))
    }

    /// Returns the address of the name.
    #[cfg(feature = "track-frames")]
    pub(crate) fn address(self) -> usize {
        self.0.expose_provenance()
    }

    pub(crate) fn get(self) -> &'static CStr {
        // SAFETY: `new` and `of` take a `&'static CStr`, and `at` takes the address of such a name.
        unsafe { CStr::from_ptr(self.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::Name;
    use std::panic::catch_unwind;

    #[test]
    fn a_name_has_text_and_one_nul() {
        let _ = Name::of("px_open\0");
        for (name, fault) in [("\0", "empty"), ("px\0open\0", "NUL"), ("px_open", "NUL")] {
            let Err(payload) = catch_unwind(|| Name::of(name)) else {
                panic!("{name:?} is accepted")
            };
            let message = payload.downcast::<&str>().expect("a literal");
            assert!(message.contains(fault), "{name:?}: {message}");
        }
    }
}
