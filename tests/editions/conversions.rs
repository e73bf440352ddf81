//! Conversions of the Rust form, with names and patterns that the expansion might use too.

use ffi_guard::{FfiType, Out, Status, ffi_export};

/// The library's own status type.
#[derive(FfiType)]
#[repr(i32)]
pub enum Verdict {
    /// The call succeeded.
    Good = 1,
    /// The call failed.
    Bad = 2,
}

impl Status for Verdict {
    const SUCCESS: Self = Self::Good;

    fn failure(_: &ffi_guard::Error) -> Self {
        Self::Bad
    }
}

/// A type that is opaque to C.
#[derive(Debug)]
pub struct Counter(i64);

/// Has a raw identifier, a pattern, and names that the expansion uses.
#[ffi_export(fallback = usize::MAX)]
pub fn safe_convert_names(
    r#type: &str,
    [first, .., last]: &[i64; 3],
    __ffi_guard_call: &mut i64,
    value: i64,
    mut out: Out<'_, i64>,
) -> usize {
    *__ffi_guard_call += value;
    out.set(first + last);
    r#type.len()
}

/// Has a named lifetime and an elided one.
#[ffi_export(fallback = usize::MAX)]
pub fn safe_convert_lifetimes<'a>(text: &'a str, other: Option<&str>) -> usize {
    let longer: &'a str = if other.is_some_and(str::is_empty) { "" } else { text };
    longer.len()
}

/// Returns an owned object.
#[ffi_export]
#[must_use]
pub fn safe_convert_new(value: i64) -> Box<Counter> {
    Box::new(Counter(value))
}

/// Returns a list that C frees.
#[ffi_export]
#[must_use]
pub fn safe_convert_verdicts(count: u8) -> Vec<Verdict> {
    (0..count).map(|n| if n % 2 == 0 { Verdict::Good } else { Verdict::Bad }).collect()
}

/// Takes an owned object.
#[ffi_export(fallback = -1)]
#[must_use]
pub fn safe_convert_free(counter: Box<Counter>) -> i64 {
    counter.0
}

/// Returns the library's own status type.
///
/// # Errors
///
/// If the value is negative.
#[ffi_export(status = Verdict)]
pub fn safe_convert_verdict(value: i64) -> Result<i64, &'static str> {
    if value < 0 { Err("negative") } else { Ok(value * 2) }
}

/// Returns a text that C owns.
///
/// # Errors
///
/// If the text is empty.
#[ffi_export(status)]
pub fn safe_convert_repeat(text: &str, count: usize) -> Result<String, String> {
    if text.is_empty() { Err(String::from("empty")) } else { Ok(text.repeat(count)) }
}

/// Exports a function whose types come from the macro's caller.
macro_rules! exported {
    ($name:ident, $parameter:ty, $returned:ty, $body:expr) => {
        /// Returns its first argument, converted.
        #[ffi_export(fallback = -1)]
        #[must_use]
        pub fn $name(value: $parameter) -> $returned {
            $body(value)
        }
    };
}
exported!(safe_convert_from_macro, &[u8], i64, sum);

fn sum(bytes: &[u8]) -> i64 {
    bytes.iter().map(|byte| i64::from(*byte)).sum()
}

/// A module without imports.
pub mod bare {
    #![no_implicit_prelude]

    /// Returns a text, and takes a flag.
    ///
    /// # Errors
    ///
    /// Never; the type is part of the test.
    #[::ffi_guard::ffi_export(status)]
    pub fn safe_convert_bare(
        text: ::core::option::Option<&::core::primitive::str>,
        flag: bool,
    ) -> ::core::result::Result<i64, ::std::string::String> {
        ::core::result::Result::Ok(<i64 as ::core::convert::From<bool>>::from(
            flag && text.is_some(),
        ))
    }
}

/// A handle whose name is a keyword in C and in Rust, in a private module.
mod r#struct {
    use ffi_guard::{FfiHandle, Poison, ffi_export};

    static STATE: Poison = Poison::new();

    /// The handle type.
    #[derive(Debug, FfiHandle)]
    #[ffi(poison)]
    pub(crate) struct Match {
        value: i64,
    }

    #[ffi_export(fallback = Self::NONE, poison = self::STATE)]
    impl Match {
        const NONE: i64 = -1;

        /// Creates a handle.
        #[must_use]
        pub fn new(value: i64) -> Self {
            Self { value }
        }

        /// Has parameters with names that the expansion uses, and with the receiver's name.
        pub fn r#add(&mut self, r#match: i64, __ffi_guard_poison: i64, free: i64) -> i64 {
            self.value += r#match + __ffi_guard_poison + free;
            self.value
        }

        /// Has a named lifetime.
        #[must_use]
        pub fn compare<'a>(&'a self, other: Option<&'a Self>) -> i64 {
            other.map_or(Self::NONE, |other| self.value - other.value)
        }

        /// Has a mutable receiver.
        #[must_use]
        pub fn finish(mut self) -> i64 {
            self.value += 1;
            self.value
        }

        /// Has another symbol.
        #[deprecated]
        #[ffi_export(name = "convert_old")]
        #[must_use]
        pub fn old(self: Box<Self>) -> i64 {
            self.value
        }
    }
}
