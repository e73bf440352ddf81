//! A fallback from a `macro_rules!` behaves as if it were written in place.
#![deny(warnings)]
use ffi_guard::ffi_export;

const FAILED: i32 = -4;

macro_rules! export {
    ($name:ident, $fallback:expr) => {
        #[ffi_export(fallback = $fallback)]
        #[unsafe(no_mangle)]
        pub extern "C" fn $name(value: i32) -> i32 {
            assert!(value >= 0, "negative");
            value
        }
    };
}

/// A fragment that is passed through two macros, each of which wraps it.
macro_rules! twice {
    ($name:ident, $fallback:expr) => {
        export!($name, $fallback);
    };
}

/// Fragments of other kinds.
macro_rules! kinds {
    ($literal:literal, $path:path, $ident:ident, $block:block, $($token:tt)*) => {
        #[ffi_export(fallback = $literal)]
        #[unsafe(no_mangle)]
        pub extern "C" fn kind_literal(value: i32) -> i32 {
            100 / value
        }
        #[ffi_export(fallback = $path)]
        #[unsafe(no_mangle)]
        pub extern "C" fn kind_path(value: i32) -> i32 {
            100 / value
        }
        #[ffi_export(fallback = $ident)]
        #[unsafe(no_mangle)]
        pub extern "C" fn kind_ident($ident: i32) -> i32 {
            100 / $ident
        }
        #[ffi_export(fallback = $block)]
        #[unsafe(no_mangle)]
        pub extern "C" fn kind_block(value: i32) -> i32 {
            100 / value
        }
        #[ffi_export(fallback = $($token)*)]
        #[unsafe(no_mangle)]
        pub extern "C" fn kind_tokens(value: i32) -> i32 {
            100 / value
        }
    };
}

export!(literal, -2);
export!(closure, |error| error.message().len() as i32);
export!(moving_closure, move |error: &ffi_guard::Error| -> i32 { error.line() });
export!(path, FAILED);
export!(expression, FAILED * 2);
twice!(nested_literal, -2);
twice!(nested_closure, |error| error.message().len() as i32);
twice!(nested_expression, FAILED * 2);
kinds!(-3, crate::FAILED, value, { let one = 1; one + 4 }, |error| error.function().len() as i32);

trait Line {
    fn line(&self) -> i32;
}

impl Line for ffi_guard::Error {
    fn line(&self) -> i32 {
        self.function().len() as i32
    }
}

fn main() {
    // The panics are expected, but a failed assertion is not.
    std::panic::set_hook(Box::new(|info| {
        if info.to_string().contains("assertion") {
            eprintln!("{info}");
        }
    }));
    for (function, fallback) in [
        (literal as extern "C" fn(i32) -> i32, -2),
        (closure, 8),
        (moving_closure, 14),
        (path, -4),
        (expression, -8),
        (nested_literal, -2),
        (nested_closure, 8),
        (nested_expression, -8),
    ] {
        assert_eq!((function(3), function(-3)), (3, fallback));
    }
    for (function, fallback) in [
        (kind_literal as extern "C" fn(i32) -> i32, -3),
        (kind_path, -4),
        (kind_ident, 0),
        (kind_block, 5),
        (kind_tokens, 11),
    ] {
        assert_eq!((function(5), function(0)), (20, fallback));
    }
}
