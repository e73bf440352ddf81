//! safer-ffi: an attribute that exports a plain function, and ends the process on a panic.

macro_rules! body {
    ($fallback:expr, $body:expr) => {
        $body
    };
}

bench_bodies::exports!(safer_ffi, 7, body, #[safer_ffi::ffi_export]);
