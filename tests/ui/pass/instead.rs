//! The replacements that the messages suggest for types without a C equivalent, also in modules.
#![deny(warnings)]
use ffi_guard::{FfiHandle, ffi_export};
use std::ffi::CStr;

ffi_guard::ffi_library! { prefix = "instead", strings = true, vecs = [u8, inner::Point] }

/// A list of texts, as a handle type.
#[derive(FfiHandle)]
pub struct Names(Vec<String>);

#[ffi_export]
impl Names {
    pub fn new() -> Self {
        Self(Vec::new())
    }

    pub fn add(&mut self, name: &str) {
        self.0.push(name.to_owned());
    }

    #[ffi_export(fallback = 0)]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    pub fn get(&self, index: usize) -> Option<String> {
        self.0.get(index).cloned()
    }
}

/// A different type from the one of the same name in the module.
#[allow(dead_code)]
pub struct Point;

pub mod inner {
    /// Neither shadows the type at the root nor is shadowed by it.
    #[derive(ffi_guard::FfiType)]
    #[repr(C)]
    pub struct Point(u8);

    #[ffi_guard::ffi_export]
    pub fn instead_points() -> Vec<Point> {
        vec![Point(1)]
    }

    pub mod deeper {
        #![no_implicit_prelude]
        use ::std::{string::String, vec::Vec};

        #[::ffi_guard::ffi_export]
        pub fn instead_path() -> String {
            String::new()
        }

        #[::ffi_guard::ffi_export(status)]
        pub fn instead_optional() -> ::std::result::Result<::std::option::Option<Vec<u8>>, String> {
            ::std::result::Result::Ok(::std::option::Option::None)
        }
    }
}

macro_rules! text {
    ($name:ident, $ty:ty) => {
        #[ffi_export]
        pub fn $name() -> $ty {
            "text".into()
        }
    };
}
text!(instead_of_a_macro, String);

#[ffi_export(status)]
pub fn instead_of_an_alias(text: &str) -> Result<usize, String> {
    Ok(text.len())
}

#[ffi_export]
pub fn instead_fill(numbers: &mut [i32]) {
    numbers.fill(1);
}

#[ffi_export(fallback = 0)]
pub fn instead_lengths(text: Option<&str>, other: &CStr, numbers: &[i32]) -> usize {
    text.map_or(0, str::len) + other.count_bytes() + numbers.len()
}

/// In a function, whose items are not visible from the crate root.
fn local() -> String {
    #[ffi_export]
    pub fn instead_local() -> String {
        "local".into()
    }
    instead_local()
}

mod c {
    use std::ffi::c_char;

    unsafe extern "C" {
        pub fn instead_of_a_macro() -> *mut c_char;
        pub fn instead_string_free(text: *mut c_char);
    }
}

fn main() {
    // Called as C would call it.
    unsafe {
        let text = c::instead_of_a_macro();
        assert_eq!(CStr::from_ptr(text), c"text");
        c::instead_string_free(text);
    }
    assert_eq!(local(), "local");
}
