//! Checks that `ffi_guard.h` is valid C11 and C++17 for every installed compiler, on its own, included twice, and in
//! two units of one program.
#![forbid(unsafe_code)]

use ffi_guard_test_support::c::{Compiler, Language, Program};
use ffi_guard_test_support::skip;

/// Includes the header and uses all its declarations. Must compile as C and as C++.
const USER: &str = r#"
#include "ffi_guard.h"
#include "ffi_guard.h"

FFI_GUARD_DECLARE(one);
FFI_GUARD_DECLARE(two);
FFI_GUARD_DECLARE(two);
FFI_GUARD_DECLARE_VEC(one, u8, uint8_t);
FFI_GUARD_DECLARE_VEC(two, u8, uint8_t);
FFI_GUARD_DECLARE_VEC(two, text, const char *);

static void note(const ffi_guard_error *error, void *data) {
    *(int32_t *)data = error->kind;
}

int main(void) {
    static int32_t noted = FFI_GUARD_NONE;
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    const ffi_guard_error expected = {
        sizeof(ffi_guard_error), FFI_GUARD_PANIC, 2, 3, 4, "function", "message", "file", 5};
    if (error.size != sizeof error || error.kind != FFI_GUARD_NONE || error.line != 0) return __LINE__;
    if (error.column != 0 || error.code != 0 || error.function || error.message) return __LINE__;
    if (error.file || error.count != 0) return __LINE__;
    one_set_error_callback(note, &noted);
    if (noted != FFI_GUARD_ERROR || noted != FFI_GUARD_RETURNED) return __LINE__;
    if (two_last_error(&error) != FFI_GUARD_PANIC || error.count != expected.count) return __LINE__;
    if (one_last_error(0) != FFI_GUARD_INVALID_ARGUMENT) return __LINE__;
    if (one_last_error_message()[0] != '1' || two_last_error_message()[0] != '2') return __LINE__;
    char trace[8] = "x";
    if (one_last_error_backtrace(trace, sizeof trace) != sizeof trace || trace[0]) return __LINE__;
    if (two_last_error_backtrace(0, 0) != 0) return __LINE__;
    uint8_t byte = 7;
    const one_vec_u8 bytes = {&byte, 1};
    one_vec_u8_free(bytes);
    if (byte != 1) return __LINE__;
    const char *words[] = {"a", "b"};
    const two_vec_text texts = {words, 2};
    two_vec_text_free(texts);
    if (words[0]) return __LINE__;
    one_clear_last_error();
    two_clear_last_error();
    two_set_error_callback(0, 0);
    return 0;
}
"#;

/// Defines the functions of two libraries, in a unit that includes the same header.
const LIBRARIES: &str = r#"
#include "ffi_guard.h"

FFI_GUARD_DECLARE(one);
FFI_GUARD_DECLARE(two);
FFI_GUARD_DECLARE_VEC(one, u8, uint8_t);
FFI_GUARD_DECLARE_VEC(two, text, const char *);

void one_vec_u8_free(one_vec_u8 vec) { vec.ptr[0] = (uint8_t)vec.len; }
void two_vec_text_free(two_vec_text vec) { vec.ptr[0] = 0; }
int32_t one_last_error(ffi_guard_error *out) { (void)out; return FFI_GUARD_INVALID_ARGUMENT; }
const char *one_last_error_message(void) { return "1"; }
size_t one_last_error_backtrace(char *buffer, size_t size) { buffer[0] = 0; return size; }
size_t two_last_error_backtrace(char *buffer, size_t size) { (void)buffer; return size; }
void one_clear_last_error(void) {}
void one_set_error_callback(ffi_guard_error_callback callback, void *data) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    error.kind = FFI_GUARD_ERROR;
    callback(&error, data);
}

int32_t two_last_error(ffi_guard_error *out) { out->count = 5; return FFI_GUARD_PANIC; }
const char *two_last_error_message(void) { return "2"; }
void two_clear_last_error(void) {}
void two_set_error_callback(ffi_guard_error_callback callback, void *data) { (void)callback; (void)data; }
"#;

/// The layout of the struct on 64-bit and 32-bit targets, as the library was compiled.
const LAYOUT: &str = r#"
#include "ffi_guard.h"

#define IS(member, on64, on32) \
    typedef char member##_is_in_place[offsetof(ffi_guard_error, member) == (sizeof(void *) == 8 ? on64 : on32) ? 1 : -1]

IS(size, 0, 0);
IS(kind, 8, 4);
IS(line, 12, 8);
IS(column, 16, 12);
IS(code, 20, 16);
IS(function, 24, 20);
IS(message, 32, 24);
IS(file, 40, 28);
IS(count, 48, 32);
typedef char the_size_is_right[sizeof(ffi_guard_error) == (sizeof(void *) == 8 ? 56 : 40) ? 1 : -1];
"#;

/// The section of the header that generated headers contain, followed by the header itself.
const EMBEDDED: &str = r#"
#include <stddef.h>
#include <stdint.h>
{types}
{types}
#include "ffi_guard.h"
FFI_GUARD_DECLARE(mine);
static const ffi_guard_error start = FFI_GUARD_ERROR_INIT;
size_t size_of_start(void);
size_t size_of_start(void) { return start.size; }
"#;

/// Returns every compiler of both languages, with a file name for each.
fn compilers() -> Vec<(Compiler, &'static str)> {
    let c = Compiler::all(Language::C11);
    assert!(!c.is_empty(), "these tests need a C compiler");
    let cpp = Compiler::all(Language::Cpp17);
    if cpp.is_empty() {
        skip::announce("ffi_guard.h as C++17", "no C++ compiler is installed");
    }
    let named = |file| move |compiler| (compiler, file);
    c.into_iter().map(named("unit.c")).chain(cpp.into_iter().map(named("unit.cpp"))).collect()
}

fn compiles_everywhere(what: &str, text: &str) {
    for (compiler, file) in compilers() {
        let checked = Program::new(what).source(file, text).compiler(&compiler).check();
        checked.unwrap_or_else(|messages| panic!("{what}, {}: {messages}", compiler.name()));
    }
}

#[test]
fn the_header_compiles_alone() {
    compiles_everywhere("alone", "#include \"ffi_guard.h\"\n");
}

#[test]
fn the_header_compiles_twice_in_one_unit_with_two_prefixes() {
    compiles_everywhere("user", USER);
    compiles_everywhere("libraries", LIBRARIES);
}

#[test]
fn the_struct_has_the_layout_of_the_contract() {
    compiles_everywhere("layout", LAYOUT);
}

#[test]
fn the_types_have_an_include_guard_of_their_own() {
    let header = include_str!("../../ffi-guard-runtime/include/ffi_guard.h");
    let (start, end) = ("#ifndef FFI_GUARD_ERROR_DEFINED", "#endif /* FFI_GUARD_ERROR_DEFINED */");
    let from = header.find(start).expect("no start of the types");
    let to = header.find(end).expect("no end of the types") + end.len();
    compiles_everywhere("embedded", &EMBEDDED.replace("{types}", &header[from..to]));
}

#[test]
fn two_units_with_the_header_link_into_one_program() {
    for (user, user_file) in compilers() {
        for (libraries, libraries_file) in compilers() {
            let name = format!("{} with {}", user.name(), libraries.name());
            let program = Program::new(&name)
                .source(&user_file.replace("unit", "user"), USER)
                .source(&libraries_file.replace("unit", "libraries"), LIBRARIES)
                .compiler(&user)
                .compiler(&libraries)
                .build();
            let outcome = program.process().run();
            assert_eq!(outcome.code, Some(0), "{name}: the line of `user` that failed; {outcome}");
        }
    }
}

#[test]
fn the_flags_would_find_an_initialiser_with_a_member_missing() {
    let text = "#include \"ffi_guard.h\"\nffi_guard_error error = {sizeof(ffi_guard_error), 0};\n";
    for (compiler, file) in compilers() {
        let checked = Program::new("incomplete").source(file, text).compiler(&compiler).check();
        let messages = checked.expect_err("a missing member must be an error");
        assert!(messages.contains("missing"), "{}: {messages}", compiler.name());
    }
}
