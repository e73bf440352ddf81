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
fn right_headers_pass_on_other_targets() {
    for (target, program) in TARGETS {
        let name = format!("proof_right_{}", program.replace('-', "_"));
        if let Some(library) = Described::for_target(&name, SOURCE, target, program) {
            expect_all_right(&library, target);
        }
    }
}
