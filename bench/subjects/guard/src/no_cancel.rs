//! The functions with `no_cancel`.

macro_rules! body {
    ($fallback:expr, $body:expr) => {
        $body
    };
}

bench_bodies::exports!(guard_no_cancel, 22, body, #[ffi_guard::ffi_export(fallback = -1, no_cancel)] #[no_mangle]);
