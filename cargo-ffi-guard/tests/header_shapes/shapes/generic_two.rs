//! A generic struct with two parameters, in the C form and with arguments in both orders.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[derive(Clone, Copy)]
#[repr(C)]
pub struct Entry<K, V> { pub key: K, pub value: V }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_value(entry: Entry<u8, u64>) -> u64 { entry.value + u64::from(entry.key) }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_key(entry: *const Entry<u64, u8>) -> u64 {
    unsafe { (*entry).key - u64::from((*entry).value) }
}
