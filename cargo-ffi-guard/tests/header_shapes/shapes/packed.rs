//! A packed struct, in both forms.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[derive(Clone, Copy)]
#[repr(C, packed)]
pub struct Wire { pub tag: u8, pub len: u32, pub end: u16 }

#[ffi_export(fallback = 0)]
pub fn s_wire_size() -> usize { size_of::<Wire>() }

#[ffi_export(fallback = 0)]
pub fn s_mix(#[ffi(unchecked)] wire: &Wire) -> u32 {
    u32::from(wire.tag) * 10_000 + wire.len * 100 + u32::from(wire.end)
}

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_len(wire: Wire) -> u32 { wire.len }
