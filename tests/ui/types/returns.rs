//! Return types without a C ABI.
use ffi_guard::ffi_export;
use std::collections::HashMap;
use std::time::SystemTime;

#[ffi_export(fallback = String::new())]
#[unsafe(no_mangle)]
pub extern "C" fn string() -> String {
    String::new()
}

#[ffi_export(fallback = "")]
#[unsafe(no_mangle)]
pub extern "C" fn text() -> &'static str {
    ""
}

#[ffi_export(fallback = Vec::new())]
#[unsafe(no_mangle)]
pub extern "C" fn list() -> Vec<i32> {
    Vec::new()
}

#[ffi_export(fallback = [0; 4])]
pub fn array() -> [i32; 4] {
    [0; 4]
}

#[ffi_export(fallback = (0, 0))]
pub fn tuple() -> (i32, i32) {
    (0, 0)
}

#[ffi_export(fallback = Err(0))]
#[unsafe(no_mangle)]
pub extern "C" fn result() -> Result<i32, i32> {
    Ok(1)
}

#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn option() -> Option<u8> {
    None
}

#[ffi_export]
pub fn option_of_pointer() -> Option<*mut u8> {
    None
}

#[ffi_export(fallback = Box::new(|| ()))]
pub fn trait_object() -> Box<dyn Fn()> {
    Box::new(|| ())
}

#[ffi_export(fallback = std::sync::Arc::new(0))]
#[unsafe(no_mangle)]
pub extern "C" fn shared() -> std::sync::Arc<i32> {
    std::sync::Arc::new(0)
}

#[ffi_export(fallback = std::time::Duration::ZERO)]
pub fn duration() -> std::time::Duration {
    std::time::Duration::ZERO
}

#[ffi_export(fallback = HashMap::new())]
pub fn collection() -> HashMap<i32, i32> {
    HashMap::new()
}

#[ffi_export(fallback = SystemTime::UNIX_EPOCH)]
pub fn time() -> SystemTime {
    SystemTime::UNIX_EPOCH
}

#[ffi_export(fallback = 0..0)]
pub fn range() -> std::ops::Range<usize> {
    0..0
}

#[ffi_export(fallback = own)]
pub fn own() -> fn() {
    own_function
}

fn own_function() {}

fn main() {}
