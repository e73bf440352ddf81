// Every way to export a function without a guard that the compiler detects itself: each is rejected at its line.
ffi_guard::ffi_library! { prefix = "forms" }

#[unsafe(no_mangle)]
pub extern "C" fn plain() {}

#[cfg_attr(all(), unsafe(no_mangle))]
pub extern "C" fn conditional() {}

macro_rules! export {
    ($name:ident) => {
        #[unsafe(no_mangle)]
        pub extern "C" fn $name() {}
    };
}
export!(made_by_a_macro);

mod inner {
    #[unsafe(no_mangle)]
    pub extern "C" fn in_a_module() {}
}

struct Type;

impl Type {
    #[unsafe(no_mangle)]
    pub extern "C" fn associated() {}
}

#[unsafe(no_mangle)]
pub static VERSION: u32 = 1;

fn main() {}
