//! Types that a macro takes as fragments: one without size, an array, a pointer to an array.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
macro_rules! both {
    ($name:ident, $none:ty, $array:ty, $inner:ty) => {
        #[repr(C)]
        pub struct $name {
            pub none: $none,
            pub first: $inner,
            pub tail: $array,
            pub o: Option<$inner>,
        }
    };
}
both!(Both, std::marker::PhantomData<u64>, [u8; 4], std::num::NonZeroU32);
macro_rules! cb {
    ($name:ident, $ty:ty) => {
        pub type $name = extern "C" fn($ty) -> i32;
    };
}
cb!(Cb, *const [i32; 2]);
#[ffi_guard::ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_mix(b: *const Both) -> u32 { unsafe { (*b).first.get() * 10 + u32::from((*b).tail[3]) } }
#[ffi_guard::ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_call(f: Cb) -> i32 { f(&[3, 5]) }
