// A hand-written `export_name` is found by the scan in any source file and reported with its position.
ffi_guard::ffi_library! { prefix = "names" }

#[unsafe(export_name = "at_the_root")]
pub extern "C" fn at_the_root() {}

#[path = "modules/exports.rs"]
mod elsewhere;

#[cfg_attr(all(), unsafe(export_name = "conditional"))]
pub extern "C" fn conditional() {}

// Not compiled, so not rejected.
#[cfg(any())]
#[unsafe(export_name = "absent")]
pub extern "C" fn absent() {}

#[unsafe(export_name = "VERSION")]
pub static VERSION: u32 = 1;

fn main() {}
