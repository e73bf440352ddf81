//! Variants of one name: one without a struct in C, two under conditions that exclude each other.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[derive(Clone, Copy)]
#[repr(C)]
pub enum One { None, Some((), ()) }

#[derive(Clone, Copy)]
#[repr(C)]
pub enum Two { None, Some(u32, u8) }

#[derive(Clone, Copy)]
#[repr(C)]
pub enum Three {
    None,
    #[cfg(feature = "extra")]
    More(u64, u8),
    #[cfg(not(feature = "extra"))]
    More(u16, u8),
}

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_one(one: One) -> u32 { match one { One::None => 9, One::Some((), ()) => 0 } }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_two(two: Two) -> u32 { match two { Two::None => 9, Two::Some(n, m) => n + u32::from(m) } }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_three(three: Three) -> u64 { match three { Three::None => 9, Three::More(n, m) => u64::from(n) + u64::from(m) } }
