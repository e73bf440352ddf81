use ffi_guard::ErrorCode;
use std::num::NonZeroI32;

ffi_guard::ffi_library! { prefix = "codes", codes = ByHand }

struct ByHand;

impl ErrorCode for ByHand {
    fn code(&self) -> Option<NonZeroI32> {
        None
    }
}

fn main() {}
