//! `no_cancel` on a target that cannot defer cancellation. This crate stands in for the runtime of that target.
use ffi_guard::ffi_export;

#[path = "../../../ffi-guard-core/src/panic/cancel_absent.rs"]
mod cancel_absent;

mod runtime {
    pub mod __private {
        pub mod v0_1 {
            pub use crate::__ffi_guard_no_cancel as no_cancel;
            pub use ffi_guard::__private::v0_1::*;
        }
    }
}

#[ffi_export(fallback = -1, no_cancel, crate = crate::runtime)]
pub fn deferred(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = -1, crate = crate::runtime)]
pub fn not_deferred(value: i32) -> i32 {
    value
}

fn main() {}
