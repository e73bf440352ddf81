//! Calling conventions other than C's.
#![cfg(target_arch = "x86_64")]

use crate::support::Described;

const SOURCE: &str = "\
use ffi_guard::ffi_export;
ffi_guard::ffi_library! { prefix = \"conv\", errors = \"none\" }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern \"win64\" fn conv_ms(value: i32) -> i32 { value }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern \"system\" fn conv_call(f: Option<unsafe extern \"win64\" fn(i32) -> i32>) -> i32 { let _ = f; 0 }
";
const RIGHT: &str = "\
#include <stdint.h>
__attribute__((ms_abi)) int32_t conv_ms(int32_t value);
int32_t conv_call(int32_t (__attribute__((ms_abi)) *f)(int32_t));
";

#[test]
fn conventions_are_compared() {
    let library = Described::for_host("proof_conventions", SOURCE);
    let proof = library.prove(RIGHT).expect("a proof");
    assert_eq!((proof.count(true), proof.notes.len()), (0, 0), "{proof:#?}");
    for (from, to, line, message) in [
        (
            "__attribute__((ms_abi)) int32_t conv_ms",
            "int32_t conv_ms",
            2,
            "`conv_ms`: the header has `int32_t conv_ms(int32_t value)`, the library `__attribute__((ms_abi)) int32_t",
        ),
        (
            "(__attribute__((ms_abi)) *f)",
            "(*f)",
            3,
            "the library `int32_t conv_call(int32_t (__attribute__((ms_abi)) *)",
        ),
        (
            "int32_t conv_call",
            "__attribute__((ms_abi)) int32_t conv_call",
            3,
            "`conv_call`: the header has",
        ),
    ] {
        let proof = library.prove(&RIGHT.replace(from, to)).expect("a proof");
        let mut errors = proof.errors.iter();
        let is_found = errors.any(|it| it.place.line == line && it.what.contains(message));
        assert!(is_found, "{to}: {proof:#?}");
    }
}
