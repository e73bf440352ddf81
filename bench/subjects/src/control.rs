//! Functions that set panic hooks and count payloads, for the programs of the benchmark.

use std::panic::{PanicHookInfo, set_hook, take_hook};
use std::sync::Mutex;

type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Send + Sync>;

/// The hook that ffi-guard set at load, while another one is set.
static LOADED: Mutex<Option<Hook>> = Mutex::new(None);

/// Sets the panic hook: 0 for a silent one, 1 for the hook of ffi-guard, 2 for one that records the place.
#[no_mangle]
extern "C" fn bench_hook(which: i32) {
    let mut loaded = LOADED.lock().expect("no panic happens here");
    if loaded.is_none() {
        *loaded = Some(take_hook());
    }
    match which {
        0 => set_hook(Box::new(|_| {})),
        1 => set_hook(loaded.take().expect("it has been taken")),
        _ => set_hook(remembering()),
    }
}

#[cfg(feature = "peers")]
fn remembering() -> Hook {
    Box::new(crate::by_hand::hook)
}

#[cfg(not(feature = "peers"))]
fn remembering() -> Hook {
    Box::new(|_| {})
}

/// Returns the number of counted payloads that have not been dropped.
#[no_mangle]
extern "C" fn bench_payloads() -> i64 {
    bench_bodies::alive()
}
