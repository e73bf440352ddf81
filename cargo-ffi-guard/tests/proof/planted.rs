//! One error is planted into the right header, and must be found, at its line.

use crate::support::{Described, SOURCE, TARGETS, replaced};
use cargo_ffi_guard::abi::proof::Finding;

/// Where the message of a planted error is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// Among the errors, at the changed line.
    Error,
    /// Among the errors, without a line: the header has no declaration.
    Missing,
    /// Among the errors under `--strict`, at the changed line.
    Strict,
    /// The compiler rejects the header.
    Rejected,
}
use Found::{Error, Missing, Rejected, Strict};

/// A replacement in the header, and the message.
struct Case {
    from: &'static str,
    to: &'static str,
    found: Found,
    message: &'static str,
}

const fn case(from: &'static str, to: &'static str, found: Found, message: &'static str) -> Case {
    Case { from, to, found, message }
}

const CASES: &[Case] = &[
    // Error codes.
    case(
        "SAMPLE_TOO_LONG = 5",
        "SAMPLE_TOO_LONG",
        Error,
        "`SAMPLE_TOO_LONG`: the header has 2, the library 5",
    ),
    case(
        "SAMPLE_TOO_LONG = 5",
        "SAMPLE_TOO_LONGER = 5",
        Error,
        "there is no constant for `Fault::TooLong`, which is 5",
    ),
    case(
        "SAMPLE_TOO_LONG = 5",
        "SAMPLE_TOO_LONG = 5, SAMPLE_NEVER = 77",
        Error,
        "`SAMPLE_NEVER` is no code of `Fault` in the library",
    ),
    case(
        "SAMPLE_PANIC = -1",
        "SAMPLE_PANIC = -2",
        Error,
        "`SAMPLE_PANIC`: the header has -2, the library -1",
    ),
    case(
        "#define SAMPLE_PARSE_ERROR_EMPTY 3",
        "#define SAMPLE_PARSE_ERROR_EMPTY 1",
        Error,
        "`SAMPLE_PARSE_ERROR_EMPTY`: the header has 1, the library 3",
    ),
    // The compiler of C could read these once.
    case(
        "extern uint32_t sample_calls",
        "extern const uint32_t sample_calls",
        Error,
        "`sample_calls`: the header has `const uint32_t sample_calls`, the library `uint32_t`",
    ),
    case(
        "extern _Atomic uint32_t sample_totals",
        "extern const uint32_t sample_totals",
        Error,
        "`sample_totals`: the header has `const uint32_t sample_totals[2]`, the library `uint32_t [2]`",
    ),
    // The compiler rejects the macro at each use.
    case(
        "enum { LEVEL_LOW = 1, LEVEL_HIGH = 2 };",
        "#define LEVEL_HIGH nothing\n#define LEVEL_LOW 1",
        Error,
        "`LEVEL_HIGH`: the header has another value, the library 2",
    ),
    // A field whose `cfg` is off.
    case(
        "Level level; uint16_t",
        "Level level; uint64_t extra; uint16_t",
        Error,
        "`Setting.extra` is no field in the library",
    ),
    // `u8` that is an alias of `bool`.
    case(
        "uint32_t number, bool yes",
        "uint32_t number, uint8_t yes",
        Error,
        "`sample_lies`: the header has `int32_t sample_lies(uint32_t number, uint8_t yes)`, the library `int32_t sample_lies(uint32_t, bool)`",
    ),
    case(
        "sample_lies(uint32_t",
        "sample_lies(uint16_t",
        Error,
        "`sample_lies`: the header has `int32_t sample_lies(uint16_t number, bool yes)`",
    ),
    case(
        "struct Point { double x, y; } Point",
        "struct Point Point",
        Error,
        "`Point` has no fields, and `Point` of the library has 2",
    ),
    case(
        "sides[12]",
        "sides[3]",
        Error,
        "`Setting.sides`: the header has `uint16_t sides[3]`, the library `uint16_t [12]`",
    ),
    case(
        "uint16_t sides[12]",
        "uint16_t *sides",
        Error,
        "`Setting.sides`: the header has `uint16_t *sides`, the library `uint16_t [12]`",
    ),
    case(
        "Counter *sample_counter_new(void);",
        "Counter *sample_counter_new(void); int *sample_counter_new(int);",
        Rejected,
        "conflicting types for 'sample_counter_new'",
    ),
    case(
        "LEVEL_HIGH = 2",
        "LEVEL_HIGH = 1",
        Error,
        "`LEVEL_HIGH`: the header has 1, the library 2",
    ),
    case(
        "typedef uint8_t Level",
        "typedef int Level",
        Error,
        "the size of `Level`: the header has 4, the library 1",
    ),
    case(
        "int32_t first, second;",
        "int32_t second, first;",
        Error,
        "the offset of `Pair_i32.first`: the header has 4, the library 0",
    ),
    case(
        "struct Node { int32_t value",
        "struct Node { uint32_t value",
        Error,
        "`Node.value`: the header has `uint32_t value`, the library `int32_t`",
    ),
    case(
        "bool (*visit",
        "int (*visit",
        Error,
        "the library `void sample_visit(const Node *, bool (*)(const Node *, void *), void *)`",
    ),
    case(
        "Counter *counter, uint64_t n",
        "Counter *counter",
        Error,
        "`sample_counter_add`: the header has `uint64_t sample_counter_add(Counter *counter)`, the library `uint64_t sample_counter_add(Counter *, uint64_t)`",
    ),
    case(
        "int16_t sample_same_i16",
        "int32_t sample_same_i16",
        Error,
        "the library `int16_t sample_same_i16(int16_t)`",
    ),
    case(
        "double sample_length(const Point",
        "double sample_length(Point",
        Strict,
        "`sample_length`: the header has `double sample_length(Point *of)`, the library `double sample_length(const Point *)`",
    ),
    case(" int64_t micros;", "", Error, "the size of `Timeval`: the header has 8, the library 16"),
    case(
        "sample_version[3]",
        "sample_version[4]",
        Error,
        "`sample_version`: the header has `const uint32_t sample_version[4]`, the library `const uint32_t [3]`",
    ),
    case(
        "double sample_length(const Point *of);",
        "",
        Missing,
        "`sample_length` is not declared; the library has `double sample_length(const Point *)`",
    ),
    case(
        "sample_hidden(const char",
        "sample_hidden(const short",
        Error,
        "`sample_hidden`: the header has `size_t sample_hidden(const short *text",
    ),
    // The signedness of characters, and other pointees.
    case(
        "sample_find(const char",
        "sample_find(const unsigned char",
        Strict,
        "`sample_find`: the header has",
    ),
    case(
        "sample_counter_free(Counter",
        "sample_counter_free(void",
        Strict,
        "the library `void sample_counter_free(Counter *)`",
    ),
    // Declarations that the library lacks.
    case(
        "void sample_counter_free",
        "void sample_reset(void); void sample_counter_free",
        Error,
        "the library does not export the function `sample_reset`",
    ),
    case(
        "extern int sample_verbosity;",
        "extern int sample_verbosity, sample_limit;",
        Error,
        "the library does not export the variable `sample_limit`",
    ),
    case(
        "MODE_WRITE = 4",
        "MODE_WRITE = 4, MODE_APPEND",
        Error,
        "`MODE_APPEND` is no value of `Mode` in the library",
    ),
    // Declarations that the header lacks.
    case(
        "MODE_READ, MODE_WRITE = 4",
        "MODE_READ",
        Error,
        "there is no constant for `Mode::Write`, which is 4",
    ),
    case(
        " int (*other)(struct Node *);",
        "",
        Error,
        "`Node` has no field `other`, which the library has at offset",
    ),
    case(
        "SAMPLE_API extern int sample_verbosity;",
        "",
        Missing,
        "the variable `sample_verbosity` is not declared",
    ),
    // Layouts.
    case(
        "_Alignas(16) ",
        "",
        Error,
        "the alignment of `aligned_bytes`: the header has 1, the library 16",
    ),
    case(
        "struct { int32_t number;",
        "struct __attribute__((packed)) { int32_t number;",
        Error,
        "the alignment of `Setting`: the header has 1, the library",
    ),
    case(
        "struct Point { double x, y; } Point",
        "union Point { double x, y; } Point",
        Error,
        "the offset of `Point.y`: the header has 0, the library 8",
    ),
    case(
        "struct Node { int32_t value;",
        "struct Node { int32_t value : 8;",
        Error,
        "`Node.value`: the header has `int32_t value`",
    ),
    case(
        "typedef struct Counter Counter",
        "typedef struct Counter { uint64_t n; } Counter",
        Error,
        "`Counter` has fields, and `Counter` of the library is opaque",
    ),
    case(
        "typedef float meters",
        "typedef struct { float value; } meters",
        Error,
        "`meters` is a struct, and the library passes `Meters` as `float`",
    ),
    case(
        "typedef float meters",
        "typedef double meters",
        Error,
        "`meters`: the header has `double`, the library `float`",
    ),
    case(
        "typedef uint8_t Level",
        "typedef int8_t Level",
        Error,
        "whether `Level` has a sign: the header has 1, the library 0",
    ),
    // Signatures.
    case(
        "sample_counter_new(void)",
        "sample_counter_new(int start)",
        Error,
        "`sample_counter_new`: the header has `Counter *sample_counter_new(int start)`",
    ),
    case(
        "Level level, Setting *out",
        "Setting *out, Level level",
        Error,
        "the library `int32_t sample_find(const char *, Level, Setting *)`",
    ),
    case(
        "Level level, Setting *out",
        "Level level, Setting out",
        Error,
        "`sample_find`: the header has `int32_t sample_find(const char *text, Level level, Setting out)`",
    ),
    case(
        "int32_t sample_find",
        "void sample_find",
        Error,
        "`sample_find`: the header has `void sample_find(",
    ),
    case(
        "sample_same_i16(int16_t value)",
        "sample_same_i16(int16_t value, ...)",
        Error,
        "`sample_same_i16`: the header has `int16_t sample_same_i16(int16_t value, ...)`",
    ),
    case(
        "sample_find(const char *text, Level level, Setting *out)",
        "sample_find()",
        Error,
        "`sample_find`: the header has `int32_t sample_find()`, which takes any arguments",
    ),
    case(
        "sample_same_i64(int64_t",
        "sample_same_i64(int32_t",
        Error,
        "the library `int64_t sample_same_i64(int64_t)`",
    ),
    case(
        "sample_same_f32(float",
        "sample_same_f32(double",
        Error,
        "the library `float sample_same_f32(float)`",
    ),
    case(
        "const Node *node, void *data)",
        "const Node *node)",
        Error,
        "`sample_visit`: the header has",
    ),
    case(
        "enum mode sample_mode(mode_t_ mode",
        "enum mode sample_mode(mode_t_ *mode",
        Error,
        "`sample_mode`: the header has",
    ),
    case(
        "(*matrix)[4]",
        "(*matrix)[3]",
        Error,
        "the library `void sample_names(const char *const *, const int32_t (*)[4], size_t)`",
    ),
    case("const char *const names[]", "const char *names", Error, "`sample_names`: the header has"),
    case(
        "int16_t sample_same_i16(int16_t value)",
        "int16_t sample_same_i16(int16_t value) __asm__(\"sample_i16\")",
        Missing,
        "`sample_same_i16` is not declared",
    ),
    case(
        "extern int sample_verbosity",
        "extern long long sample_verbosity",
        Error,
        "`sample_verbosity`: the header has `long long sample_verbosity`, the library `int`",
    ),
    case(
        "extern const uint32_t sample_version",
        "extern uint32_t sample_version",
        Error,
        "the library `const uint32_t [3]`",
    ),
    case("#include <stdint.h>", "", Rejected, "sample.h:"),
    // Behind names.
    case(
        "long long sample_same_i64(int64_t",
        "typedef long long narrow __attribute__((mode(QI))); long long sample_same_i64(narrow",
        Error,
        "`sample_same_i64`: the header has `long long sample_same_i64(narrow value)`",
    ),
    case(
        "int32_t sample_lies(uint32_t",
        "enum __attribute__((packed)) small { SMALL_ONE = 1 }; int32_t sample_lies(enum small",
        Error,
        "`sample_lies`: the header has",
    ),
    case(
        "void sample_visit(const Node *first, bool (*visit)(const Node *node, void *data)",
        "typedef bool (*visitor)(); void sample_visit(const Node *first, visitor visit",
        Error,
        "which takes any arguments",
    ),
    case(
        "void sample_counter_free(Counter",
        "struct other { char c; }; void sample_counter_free(struct other",
        Error,
        "`sample_counter_free`: the header has",
    ),
    case(
        "extern const uint32_t sample_version[3]",
        "extern const uint32_t sample_version[2 + 2]",
        Error,
        "`sample_version`: the header has",
    ),
    // Names that are alike.
    case(
        "LEVEL_HIGH = 2",
        "LEVEL_HIGH = 1 }; enum { OTHER_LOW = 1, OTHER_HIGH = 2",
        Error,
        "`LEVEL_HIGH`: the header has 1, the library 2",
    ),
    case(
        "struct Node { int32_t value;",
        "struct Node { int32_t value, VALUE;",
        Error,
        "the offset of `Node.VALUE`: the header has 4, the library 0",
    ),
];

/// Proves the header with each error. Returns the lines of a failure.
fn unfound(library: &Described) -> Vec<String> {
    let outcomes = CASES.iter().map(|case| {
        let Case { from, to, found, message } = case;
        let (text, line) = replaced(from, to);
        let proof = match library.prove(&text) {
            Err(error) if *found == Rejected && error.contains(message) => return None,
            Err(error) => return Some(format!("{to}: {error}")),
            Ok(proof) => proof,
        };
        let line = if *found == Missing { 0 } else { line };
        let at = |it: &Finding| it.place.line == line && it.what.contains(message);
        let is_found = match found {
            Error | Missing => proof.functions.iter().chain(&proof.errors).any(at),
            Strict => proof.count(false) == 0 && proof.spellings.iter().any(at),
            Rejected => false,
        };
        (!is_found).then(|| format!("{to}\n  expected at {line}: {message}\n  {proof:#?}"))
    });
    outcomes.flatten().collect()
}

#[test]
fn each_planted_error_is_found_on_the_host() {
    let unfound = unfound(&Described::for_host("proof_planted", SOURCE));
    assert!(unfound.is_empty(), "{}", unfound.join("\n"));
}

#[test]
#[ignore = "for other targets: cargo xtask other-targets"]
fn each_planted_error_is_found_on_other_targets() {
    for (target, program) in TARGETS {
        let name = format!("proof_planted_{}", program.replace('-', "_"));
        let Some(library) = Described::for_target(&name, SOURCE, target, program) else { continue };
        let unfound = unfound(&library);
        assert!(unfound.is_empty(), "{target}: {}", unfound.join("\n"));
    }
}

#[test]
fn an_enum_is_neither_a_float_nor_a_truth_value() {
    let library = Described::for_host("proof_enum", SOURCE);
    for ty in ["float", "bool"] {
        let (text, _) = replaced("typedef uint8_t Level", &format!("typedef {ty} Level"));
        let proof = library.prove(&text).expect("a proof");
        let what = "`sample_is_high`: the header has `bool sample_is_high(Level level)`";
        assert!(proof.errors.iter().any(|it| it.what.starts_with(what)), "{proof:#?}");
    }
}

#[test]
fn a_foreign_type_of_one_size_is_noted_and_not_proven() {
    let library = Described::for_host("proof_foreign", SOURCE);
    let (text, _) = replaced("int64_t micros;", "int32_t micros; int32_t nanos;");
    let proof = library.prove(&text).expect("a proof");
    assert_eq!(proof.count(true), 0, "{proof:#?}");
    let note =
        "`Timeval` has no description in the library: only its size and alignment are checked";
    assert!(proof.notes.iter().any(|it| it.what == note), "{proof:#?}");
}
