// Hand-written `export_name` is found in the sources, wherever they are, and named with its place.
ffi_guard::ffi_library! { prefix = "names" }

#[unsafe(export_name = "at_the_root")]
pub extern "C" fn at_the_root() {}

#[path = "modules/exports.rs"]
mod elsewhere;

#[cfg_attr(all(), unsafe(export_name = "conditional"))]
pub extern "C" fn conditional() {}

// Not compiled, so not refused.
#[cfg(any())]
#[unsafe(export_name = "absent")]
pub extern "C" fn absent() {}

#[unsafe(export_name = "VERSION")]
pub static VERSION: u32 = 1;

fn main() {}
