//! Fields whose types are not known to be C types.
use ffi_guard::FfiType;

#[derive(FfiType)]
#[repr(C)]
pub struct Held<'a> {
    pub number: i32,
    pub text: String,
    pub borrowed: &'a i32,
}

#[derive(FfiType)]
#[repr(C)]
pub enum Large {
    One = 0x1_0000_0000,
}

fn main() {}
