//! Types with the names of number types: the C declaration would use the number, but Rust another type.
#![allow(non_camel_case_types, dead_code)]
use ffi_guard::{FfiType, Out, ffi_export};

pub mod alias {
    use super::*;
    type u8 = bool;
    type c_long = i16;

    #[ffi_export(fallback = -1)]
    pub fn alias_taken(_: u8) -> i32 {
        0
    }

    #[ffi_export(abort)]
    pub fn alias_returned() -> u8 {
        true
    }

    #[ffi_export(status)]
    pub fn alias_by_a_status() -> Result<u8, String> {
        Ok(true)
    }

    #[ffi_export]
    pub fn alias_behind_pointers(_: &u8, _: &[u8], _: Out<'_, u8>, _: c_long) {}

    #[ffi_export]
    pub fn alias_of_a_function(_: extern "C" fn(u8, *const u8) -> c_long) {}

    #[derive(FfiType)]
    #[repr(C)]
    pub struct Field {
        flag: u8,
    }
}

pub mod import {
    use super::*;
    use std::num::NonZeroU32 as u32;

    #[ffi_export]
    pub fn import_taken(_: u32) {}
}

pub mod module {
    use super::*;

    pub mod c {
        #[repr(i32)]
        pub enum c_int {
            One = 1,
        }
    }

    #[ffi_export]
    pub fn module_taken(_: c::c_int) {}
}

fn main() {}
