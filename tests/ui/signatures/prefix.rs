//! Names of a plain `fn` in a library with a prefix.
use ffi_guard::ffi_export;

ffi_guard::ffi_library! { prefix = "px" }

/// Would replace the function of the C library.
#[ffi_export]
pub fn free(_: usize) {}

#[ffi_export]
pub fn pxless() {}

#[ffi_export]
pub const fn r#match() {}

#[ffi_export]
pub fn px_free() {}

#[ffi_export(name = "malloc")]
pub fn meant() {}

#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn of_the_c_form() {}

mod inside {
    #![no_implicit_prelude]

    macro_rules! exported {
        ($name:ident) => {
            #[::ffi_guard::ffi_export]
            pub fn $name() {}
        };
    }
    exported!(from_macro);
    exported!(px_from_macro);

    pub fn around() {
        #[::ffi_guard::ffi_export]
        fn nested() {}
        nested();
    }
}

fn main() {
    inside::around();
}
