//! ffi_helpers: a macro around the body that keeps the error of the thread, and returns 0.

macro_rules! caught {
    ($fallback:expr, $body:expr) => {
        ffi_helpers::catch_panic!({ Ok($body) })
    };
}

bench_bodies::exports!(ffi_helpers, 5, caught, #[no_mangle]);
