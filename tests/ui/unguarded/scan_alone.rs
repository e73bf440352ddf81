// For a crate whose exports come out of a generator's macros: what is written by hand is refused, by the scan.
ffi_guard::ffi_library! { prefix = "scan", exports = "scan" }

#[unsafe(no_mangle)]
pub extern "C" fn by_hand() {}

macro_rules! generator {
    ($(#[$attribute:meta])* $name:ident) => {
        $(#[$attribute])*
        pub extern "C" fn $name() {}
    };
}
generator!(#[unsafe(no_mangle)] written_here);

fn main() {}
