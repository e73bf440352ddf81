//! Owners that may be absent, and references that may be, in both forms.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiHandle, ffi_export};

#[derive(FfiHandle)]
pub struct Counter { count: u32 }

#[ffi_export]
pub fn s_new(count: u32) -> Option<Box<Counter>> { (count > 0).then(|| Box::new(Counter { count })) }

#[ffi_export(fallback = 0)]
pub fn s_add(counter: &mut Counter, more: Option<&Counter>) -> u32 {
    counter.count += more.map_or(1, |more| more.count);
    counter.count
}

#[ffi_export(fallback = 0)]
pub fn s_take(counter: Option<Box<Counter>>) -> u32 { counter.map_or(0, |counter| counter.count) }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_peek(count: Option<&u32>, out: Option<&mut u32>) -> u32 {
    if let (Some(count), Some(out)) = (count, out) { *out = *count; }
    count.map_or(0, |count| *count)
}
