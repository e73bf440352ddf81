//! A function pointer that returns a function pointer.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

pub type Step = extern "C" fn(n: i32) -> i32;

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn s_chosen(
    choose: Option<unsafe extern "C" fn(index: u8) -> Option<extern "C" fn(n: i32) -> i32>>,
    index: u8,
) -> i32 {
    choose.and_then(|choose| unsafe { choose(index) }).map_or(0, |step| step(5))
}

#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn s_step() -> Option<Step> {
    extern "C" fn step(n: i32) -> i32 { n + 7 }
    Some(step)
}
