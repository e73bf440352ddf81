//! A tuple in a field: its layout is Rust's own.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Holder { pub pair: (u8, u32) }

#[ffi_guard::unguarded(reason = "reads a field")]
#[unsafe(no_mangle)]
#[allow(improper_ctypes_definitions)]
pub extern "C" fn s_second(holder: Holder) -> u32 { holder.pair.1 }
