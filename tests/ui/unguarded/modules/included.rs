#[unsafe(no_mangle)]
pub extern "C" fn in_an_included_file() {}
