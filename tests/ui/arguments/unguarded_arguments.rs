//! The arguments of `#[unguarded]`.
use ffi_guard::unguarded;

#[unguarded]
#[unsafe(no_mangle)]
pub extern "C" fn no_reason() {}

#[unguarded(reason = "  ")]
#[unsafe(no_mangle)]
pub extern "C" fn empty_reason() {}

#[unguarded(reason)]
#[unsafe(no_mangle)]
pub extern "C" fn reason_alone() {}

#[unguarded("it cannot panic")]
#[unsafe(no_mangle)]
pub extern "C" fn no_key() {}

#[unguarded(reasons = "it cannot panic", crate = "ffi_guard", crate = ::ffi_guard)]
pub extern "C" fn many() {}

#[unguarded(reason = "it cannot panic")]
pub fn not_exported() {}

#[unguarded(reason = "it cannot panic")]
#[unsafe(export_name = "")]
pub static EMPTY_SYMBOL: i32 = 1;

#[unguarded(reason = "it cannot panic")]
pub struct NoExport;

fn main() {}
