//! Types passed through a `macro_rules!` are reported where its caller wrote them.
use ffi_guard::ffi_export;

macro_rules! export {
    ($name:ident, $parameter:ty, $returned:ty) => {
        #[ffi_export]
        pub fn $name(_: $parameter, _: *const $parameter) -> Option<$returned> {
            None
        }
    };
}

export!(texts, String, &'static String);
export!(slices, &'static [i32], Box<[i32]>);
export!(fitting, i32, std::num::NonZeroI32);

fn main() {}
