//! A macro that is called outside of its module and names a type by a path with its crate.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
pub mod deep {
    #[derive(Clone, Copy, ffi_guard::FfiType)]
    #[repr(C)]
    pub struct Inner {
        pub a: u8,
    }
    #[macro_export]
    macro_rules! outer {
        ($n:ident) => {
            #[derive(Clone, Copy, ffi_guard::FfiType)]
            #[repr(C)]
            pub struct $n {
                pub inner: $crate::deep::Inner,
            }
        };
    }
}
outer!(Outer);
#[ffi_guard::ffi_export(fallback = 0)]
pub fn s_get(o: &Outer) -> u8 { o.inner.a }
