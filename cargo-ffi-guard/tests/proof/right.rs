//! Right headers pass, in whatever way they are written.

use crate::support::{Described, RIGHT, SOURCE, TARGETS, replaced};

/// Other ways to write the same.
const SAME: &[(&str, &str)] = &[
    (
        "enum { LEVEL_LOW = 1, LEVEL_HIGH = 2 };",
        "#define LEVEL_LOW 1\n#define LEVEL_HIGH (LEVEL_LOW * 2)\n#define LEVEL_MAX 2",
    ),
    (
        "enum { LEVEL_LOW = 1, LEVEL_HIGH = 2 };",
        "#define SAMPLE_LEVEL_LOW 1\n#define LEVEL_LOW SAMPLE_LEVEL_LOW\n#define SAMPLE_LEVEL_HIGH 2",
    ),
    (
        "struct Point { double x, y; } Point",
        "struct Point { union { double x; double X_; }; struct { double y; }; } Point",
    ),
    (
        "double sample_length(const Point *of);",
        "typedef double length_fn(Point const *of); length_fn sample_length;",
    ),
    (
        "uint64_t sample_counter_add(Counter *counter, uint64_t n);",
        "unsigned long long sample_counter_add(struct Counter *, unsigned long long);",
    ),
    (
        "double sample_length(const Point *of);",
        "extern double (sample_length)(register const struct Point *restrict of) __attribute__((nonnull(1)));",
    ),
    (
        "int16_t sample_same_i16(int16_t value);",
        "short other_name(short) __asm__(\"sample_same_i16\");",
    ),
    ("Counter *sample_counter_new(void);", "Counter *sample_counter_new();"),
    (
        "uint16_t sides[12];",
        "uint16_t sides[3 * sizeof(int)]; _Static_assert(sizeof(int) == 4, \"\");",
    ),
    (
        "typedef struct { int32_t first, second; } Pair_i32;",
        "struct pair { int32_t First; int32_t Second; };\n#define Pair_i32 struct pair",
    ),
    ("long sample_same_long(long value);", "long int sample_same_long(signed long);"),
    // A keyword of GNU C, which a header for GCC may use.
    (
        "int16_t sample_same_i16(int16_t value);",
        "int16_t other_i16(int16_t value) asm(\"sample_same_i16\");",
    ),
    ("typedef enum mode {", "typedef enum __attribute__((unused)) mode {"),
    (
        "double sample_length(const Point *of);",
        "double sample_length(); double sample_length(__const__ Point *__const__ of);",
    ),
    (
        "int16_t sample_same_i16(int16_t value);",
        "int16_t other_i16(int16_t value) __asm__(\"\" \"sample\" \"_same_i16\");",
    ),
    ("Level level, Setting *out", "Level level, volatile Setting *__volatile__ out"),
    ("typedef struct Node { int32_t value", "typedef struct Node { _Atomic int32_t value"),
    (
        "typedef struct Node { int32_t value",
        "typedef struct Node { volatile _Atomic(int32_t) value",
    ),
    (
        "int32_t first, second;",
        "struct { int32_t first, second; } __attribute__((packed, aligned(4)));",
    ),
    ("int32_t first, second;", "__typeof__(1) first; int32_t second;"),
];

fn expect_right(library: &Described, text: &str, what: &str) {
    let proof = library.prove(text).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(proof.count(true), 0, "{what}: {proof:#?}");
    assert!(proof.checks > 60, "{what}: {proof:#?}");
}

fn expect_all_right(library: &Described, target: &str) {
    expect_right(library, RIGHT, target);
    for (from, to) in SAME {
        expect_right(library, &replaced(from, to).0, &format!("{target}: {to}"));
    }
}

#[test]
fn right_headers_pass_on_the_host() {
    expect_all_right(&Described::for_host("proof_right", SOURCE), "the host");
}

#[test]
#[ignore = "for other targets: cargo xtask other-targets"]
fn right_headers_pass_on_other_targets() {
    for (target, program) in TARGETS {
        let name = format!("proof_right_{}", program.replace('-', "_"));
        if let Some(library) = Described::for_target(&name, SOURCE, target, program) {
            expect_all_right(&library, target);
        }
    }
}

#[test]
fn attributes_of_c23_are_read() {
    let library = Described::for_host("proof_attributes", SOURCE);
    let length = "double sample_length(const Point *of);";
    let text = replaced(length, &format!("[[nodiscard]] {length}")).0;
    expect_right(&library, &text, "[[nodiscard]]");
}

#[test]
fn a_header_that_hides_its_origin_is_checked() {
    let library = Described::for_host("proof_origin", SOURCE);
    for first in ["#pragma GCC system_header", "#line 1 \"sample.idl\""] {
        let text = format!("{first}\n{RIGHT}");
        expect_right(&library, &text, first);
        let wrong = text.replace("typedef uint8_t", "void sample_gone(void);\ntypedef uint8_t");
        let proof = library.prove(&wrong).expect("a header that compiles");
        let found: Vec<_> = proof.functions.iter().map(|finding| finding.what.as_str()).collect();
        assert_eq!(found, ["the library does not export the function `sample_gone`"], "{first}");
    }
}
