//! The types of `std::ffi`, in signatures and in a struct.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};
use std::ffi::{c_char, c_double, c_float, c_int, c_long, c_longlong, c_schar, c_short, c_uchar, c_uint, c_ulong};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct All {
    pub letter: c_char,
    pub short: c_short,
    pub number: c_int,
    pub long_number: c_long,
    pub byte: c_uchar,
    pub longest: c_longlong,
    pub ratio: c_float,
    pub unsigned_number: c_uint,
    pub precise: c_double,
    pub signed_byte: c_schar,
}

#[ffi_export(fallback = 0.0)]
pub fn s_sum(all: &All, more: c_ulong) -> c_double {
    let small = c_double::from(all.short) + c_double::from(all.byte) + c_double::from(all.signed_byte);
    let large = all.long_number as c_double + all.longest as c_double + more as c_double;
    let middle = c_double::from(all.number) + c_double::from(all.unsigned_number);
    small + middle + large + c_double::from(all.ratio) + all.precise
}

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_letter(all: *const All) -> c_int { unsafe { (*all).letter as c_int } }
