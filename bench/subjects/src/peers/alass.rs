//! alass-ffi-macros: an attribute that catches, and logs the message.

use alass_ffi_macros::catch_panic;

macro_rules! body {
    ($fallback:expr, $body:expr) => {
        $body
    };
}

bench_bodies::exports!(alass, 4, body, #[catch_panic(-1)] #[no_mangle]);
