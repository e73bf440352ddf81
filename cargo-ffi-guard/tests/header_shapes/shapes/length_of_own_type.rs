//! The length of an array is a constant of the type of its elements.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
#[derive(Clone, Copy, ffi_guard::FfiType)]
#[repr(C)]
pub struct P {
    pub a: u8,
    pub b: u8,
}
impl P {
    pub const COUNT: usize = 3;
}
#[repr(C)]
#[derive(Clone, Copy, ffi_guard::FfiType)]
pub struct Many {
    pub all: [P; P::COUNT],
    pub ptrs: [*const P; 2],
}
#[ffi_guard::ffi_export(fallback = 0)]
pub fn s_b(p: &P) -> u8 { p.b }
#[ffi_guard::ffi_export(fallback = 0)]
pub fn s_size(p: &Many) -> usize { size_of_val(p) + p.all[2].b as usize }
