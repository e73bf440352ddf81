//! abi_stable: an attribute that ends the process on a panic.

use abi_stable::sabi_extern_fn;

macro_rules! body {
    ($fallback:expr, $body:expr) => {
        $body
    };
}

bench_bodies::exports!(abi_stable, 6, body, #[sabi_extern_fn] #[no_mangle]);
