//! Instead of `cancel.rs`, where threads cannot be cancelled, or where it is not known how to defer it.

/// Named by `private.rs` on every platform; here there is none.
pub enum NoCancel {}

/// Refuses `no_cancel`.
#[doc(hidden)]
#[macro_export]
macro_rules! __ffi_guard_no_cancel {
    () => {
        ::core::compile_error!(
            "ffi_guard: `no_cancel` needs `pthread_setcancelstate`, which this target does not have
 help: leave `no_cancel` out; Windows, Android and WebAssembly have no `pthread_cancel` to defer
 help: for a library that is built for others too, write both:
           #[cfg_attr(target_os = \"linux\", ffi_export(fallback = -1, no_cancel))]
           #[cfg_attr(not(target_os = \"linux\"), ffi_export(fallback = -1))]"
        )
    };
}
