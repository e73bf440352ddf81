//! Fuzz target for built files: arbitrary input is either read or rejected, without a panic.
#![no_main]
#![forbid(unsafe_code)]

use cargo_ffi_guard::audit::{Allowed, Detail, images, judge, parse_records};
use libfuzzer_sys::fuzz_target;
use object::Endianness;
use std::path::Path;

fuzz_target!(|data: &[u8]| {
    for endianness in [Endianness::Little, Endianness::Big] {
        let _ = parse_records(data, endianness);
    }
    let read = images(data, Detail::Explained);
    let verdicts = images(data, Detail::Verdicts);
    assert_eq!(read.is_ok(), verdicts.is_ok(), "explanations must not change a verdict");
    if let Ok(images) = verdicts {
        let _ = judge(Path::new("fuzz"), &images, &mut Allowed::default());
    }
});
