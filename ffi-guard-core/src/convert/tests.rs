//! A type that the tests of lists share.

use super::{FfiType, InvalidArgument};

/// A type without bytes, whose alignment is greater than a page.
#[repr(C, align(8192))]
#[derive(Clone, Copy)]
pub(super) struct Page;

// SAFETY: `Page` has no bytes.
unsafe impl FfiType for Page {
    const TRIVIAL: bool = true;

    unsafe fn valid(_: *const Self) -> Result<(), InvalidArgument> {
        Ok(())
    }
}
