//! Replaces `cancel.rs` on platforms without thread cancellation, or for which `cancel.rs` has no implementation.

/// Exists on every platform, because the module of items for generated code names it. Here it has no values.
pub enum NoCancel {}

/// Rejects `no_cancel`.
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
