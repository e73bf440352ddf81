//! Types that `#[derive(FfiType)]` rejects.
use ffi_guard::FfiType;

#[derive(FfiType)]
pub struct NoRepr {
    pub value: i32,
}

#[derive(FfiType)]
#[repr(C, packed)]
pub struct Packed {
    pub value: i32,
}

#[derive(FfiType)]
#[repr(C)]
pub struct Empty {}

#[derive(FfiType)]
pub enum NoNumber {
    One,
}

#[derive(FfiType)]
#[repr(u8)]
pub enum WithFields {
    One(i32),
    Two { value: i32 },
    Three,
}

#[derive(FfiType)]
#[repr(u8)]
pub enum Never {}

#[derive(FfiType)]
#[repr(C)]
pub union Either {
    pub number: i32,
    pub float: f32,
}

#[derive(FfiType)]
#[repr(C)]
pub struct BadMark {
    #[ffi(skip)]
    pub value: i32,
}

fn main() {}
