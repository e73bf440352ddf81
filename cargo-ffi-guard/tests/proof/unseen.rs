//! What `docs/headers.md` says that the proof cannot see: the header calls another symbol than the one it declares.

use crate::support::{Described, SOURCE, replaced};
use ffi_guard_test_support::child::Process;
use std::fs;

const DECLARATION: &str = "int16_t sample_same_i16(int16_t value);";

/// Lines after the declaration, and the symbol that a program then calls.
const UNSEEN: [(&str, &str); 2] = [
    ("#pragma redefine_extname sample_same_i16 sample_gone", "sample_gone"),
    (
        "#define sample_same_i16(value) ((int16_t)sample_same_u8((uint8_t)(value)))",
        "sample_same_u8",
    ),
];

#[test]
fn a_declaration_may_stand_for_another_symbol() {
    let library = Described::for_host("proof_unseen", SOURCE);
    for (line, symbol) in UNSEEN {
        let (text, _) = replaced(DECLARATION, &format!("{DECLARATION}\n{line}"));
        let proof = library.prove(&text).unwrap_or_else(|error| panic!("{line}: {error}"));
        assert_eq!(
            proof.count(true),
            0,
            "the proof sees `{line}`: correct docs/headers.md: {proof:#?}"
        );
        let called = assembly(&text);
        assert!(called.contains(symbol), "{line}: {called}");
        assert!(!called.contains("sample_same_i16"), "{line}: {called}");
    }
}

/// Returns the assembly of a program that calls the function by the name in the header.
fn assembly(header: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let program = folder.path().join("main.c");
    fs::write(folder.path().join("sample.h"), header).expect("the header");
    let source = "#include \"sample.h\"\nint program(void) { return sample_same_i16(1); }\n";
    fs::write(&program, source).expect("the program");
    let cc = Process::new("cc").args(["-S", "-o", "-"]).arg(&program).run();
    cc.expect_success().stdout
}
