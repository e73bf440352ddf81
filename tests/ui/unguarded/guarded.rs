// The forms of `forms.rs` and `export_name.rs`, guarded.
#![forbid(unsafe_code)]
#![deny(warnings)]

ffi_guard::ffi_library! { prefix = "guarded" }

use ffi_guard::{ffi_export, unguarded};

#[ffi_export]
#[no_mangle]
pub extern "C" fn guarded_old_style() {}

#[unsafe(no_mangle)]
#[ffi_export]
pub extern "C" fn guarded_new_style() {}

#[cfg_attr(all(), ffi_export, unsafe(no_mangle))]
pub extern "C" fn guarded_conditional() {}

macro_rules! export {
    ($name:ident) => {
        #[ffi_export]
        #[unsafe(no_mangle)]
        pub extern "C" fn $name() {}
    };
}
export!(guarded_made_by_a_macro);

mod inner {
    #[ffi_guard::ffi_export]
    #[unsafe(no_mangle)]
    pub extern "C" fn guarded_in_a_module() {}
}

#[path = "modules/guarded.rs"]
mod elsewhere;

pub struct Type;

impl Type {
    #[ffi_export]
    #[unsafe(no_mangle)]
    pub extern "C" fn guarded_associated() {}
}

#[unguarded(reason = "a static cannot panic")]
#[unsafe(no_mangle)]
pub static GUARDED_VERSION: u32 = 1;

#[unguarded(reason = "returns a constant")]
#[unsafe(export_name = "guarded_constant")]
pub extern "C" fn constant() -> u32 {
    1
}

macro_rules! by_argument {
    ($attribute:ident, $meta:meta, $($tokens:tt)*) => {
        #[ffi_export]
        #[unsafe($attribute = "guarded_by_name")]
        pub extern "C" fn by_name() {}

        #[unguarded(reason = "returns nothing")]
        #[$meta]
        pub extern "C" fn by_meta() {}

        #[unsafe($($tokens)*)]
        #[ffi_export]
        pub extern "C" fn by_tokens() {}
    };
}
by_argument!(export_name, unsafe(export_name = "guarded_by_meta"), export_name = "guarded_by_tokens");

fn main() {
    let export_name = 1;
    assert_eq!(format!("{}", export_name), "1");
    guarded_new_style();
    Type::guarded_associated();
    elsewhere::in_another_file();
    elsewhere::bare::without_a_prelude();
    assert_eq!(constant(), GUARDED_VERSION);
}
