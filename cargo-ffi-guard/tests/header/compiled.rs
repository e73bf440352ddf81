//! The headers of real libraries, checked with every installed compiler; and a program that uses one.

use cargo_ffi_guard::header::{self, Options};
use ffi_guard_test_support::c::{Compiler, Language, Program};
use ffi_guard_test_support::{fixture, paths};
use std::fs;
use tempfile::TempDir;

/// Writes the headers of these fixtures to a directory.
fn headers(fixtures: &[&str], include_ffi_guard: bool) -> TempDir {
    let folder = tempfile::tempdir().expect("a directory");
    for name in fixtures {
        let mut options = Options::new(paths::workspace().join("tests/fixtures").join(name));
        options.include_ffi_guard = include_ffi_guard;
        let header = header::generate(&options).unwrap_or_else(|failure| panic!("{failure}"));
        assert_eq!(header.notes(), [""; 0], "{name}");
        fs::write(folder.path().join(format!("{name}.h")), header.text()).expect("a header");
    }
    folder
}

fn compiles(source: &str, folder: &TempDir) {
    let include = format!("-I{}", folder.path().display());
    for (language, name) in [(Language::C11, "main.c"), (Language::Cpp17, "main.cpp")] {
        for compiler in Compiler::all(language) {
            let program = Program::new("headers").source(name, source).flag(&include);
            let checked = program.compiler(&compiler).check();
            checked.unwrap_or_else(|messages| panic!("{}: {messages}", compiler.name()));
        }
    }
}

#[test]
fn as_c_and_as_cpp_alone_and_together() {
    let folder = headers(&["convert", "brittle", "handles"], false);
    compiles("#include \"convert.h\"\nint main(void) { return 0; }", &folder);
    compiles(
        "#include \"convert.h\"\n#include \"brittle.h\"\n#include \"handles.h\"\n#include \"ffi_guard.h\"\n\
         #include \"convert.h\"\n\
         FFI_GUARD_DECLARE(brittle);\n\
         int main(void) { ffi_guard_error error = FFI_GUARD_ERROR_INIT; return convert_last_error(&error); }",
        &folder,
    );
}

#[test]
fn with_the_shipped_header() {
    let folder = headers(&["convert", "brittle"], true);
    compiles(
        "#include \"convert.h\"\n#include \"brittle.h\"\nint main(void) { return brittle_last_error(NULL); }",
        &folder,
    );
}

const USER: &str = r#"
#include "convert.h"
#include <stdio.h>
#include <string.h>

#define CHECK(condition) if (!(condition)) { printf("%d: %s\n", __LINE__, convert_last_error_message()); return 1; }

static int32_t twice(int32_t value) { return 2 * value; }

int main(void) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    const int32_t values[] = {1, 2, 3};
    convert_pen pen = {CONVERT_COLOR_GREEN, true, {true, false}};
    convert_counter *counter = NULL;
    size_t len = 0;
    int32_t out = 0;

    CHECK(convert_slice(values, 3) == 6);
    CHECK(convert_reference(&pen) >= 0);
    CHECK(convert_function(twice, 4) == 8);
    CHECK(convert_text("\xff") == -1);
    CHECK(convert_last_error(&error) == FFI_GUARD_INVALID_ARGUMENT);
    CHECK(strcmp(error.function, "convert_text") == 0);
    CHECK(convert_status_box(5, &counter) == 0 && counter != NULL);
    CHECK(convert_take(counter, "text") != -1);
    CHECK(convert_out_box(7, &counter, &len) != -1 && counter != NULL);
    CHECK(convert_take_two(counter, NULL) != -1);
    CHECK(convert_status(0, &out) == 0);
    char *text = convert_string("text");
    CHECK(text != NULL);
    convert_string_free(text);
    CHECK(convert_alive() == 0);
    return 0;
}
"#;

#[test]
fn a_program_that_knows_nothing_but_the_header() {
    let folder = headers(&["convert"], false);
    let library = fixture::build("convert");
    let include = format!("-I{}", folder.path().display());
    let program =
        Program::new("user").source("main.c", USER).flag(&include).link(library.cdylib()).build();
    program.process().run().expect_success();
}

const HANDLES: &str = r#"
#include "handles.h"
#include <stdio.h>

#define CHECK(condition) if (!(condition)) { printf("%d: %s\n", __LINE__, handles_last_error_message()); return 1; }

int main(void) {
    handles_counter *counter = handles_counter_new(3), *half = NULL;
    CHECK(counter != NULL && handles_counter_value(counter) == 3);
    CHECK(handles_counter_parse(4, &half) == 0 && half != NULL);
    CHECK(handles_counter_absorb(counter, half) == 7);
    CHECK(handles_counter_value(NULL) == -1);
    handles_counter_free(counter);
    handles_counter_free(NULL);
    CHECK(handles_alive() == 0);
    return 0;
}
"#;

#[test]
fn a_program_that_has_handles() {
    let folder = headers(&["handles"], false);
    let library = fixture::build("handles");
    let include = format!("-I{}", folder.path().display());
    let program = Program::new("handles").source("main.c", HANDLES).flag(&include);
    program.link(library.cdylib()).build().process().run().expect_success();
}

const SHAPES: &str = r#"
pub const CELLS: usize = 3;
#[repr(C)] pub struct Node { pub next: *const Node, pub tree: *mut Tree, pub visit: Option<Visit> }
#[repr(C)] pub struct Tree { pub root: *mut Node, pub by: extern "C" fn(Tree) -> *mut Node }
pub type Visit = extern "C" fn(node: &Node, this: u8, this_: u8);
#[repr(C, packed)] pub struct Wire { pub tag: u8, pub len: u32 }
#[repr(C, align(16))] pub struct Block { pub words: [u32; CELLS + 1] }
#[repr(C)] pub struct Pair<T> { pub first: T, pub second: T, marker: std::marker::PhantomData<T> }
#[repr(C)] pub struct Config { #[cfg(shape_tls)] pub verify: u64, pub depth: u32 }
/// Ends */ early.
#[unsafe(no_mangle)]
pub extern "C" fn shape_all(node: &Node, wire: Wire, block: &Block, pair: Pair<Pair<u8>>, config: Config, unix: u8) {}
"#;

const MEASURES: &str = r#"
#include "shape.h"
#ifdef __cplusplus
#define CHECK(condition) static_assert(condition, #condition)
#else
#define CHECK(condition) _Static_assert(condition, #condition)
#endif
CHECK(sizeof(Wire) == 5 && sizeof(Block) == 16 && sizeof(Pair_Pair_u8) == 4);
#ifdef SHAPE_TLS
CHECK(sizeof(Config) == 16);
#else
CHECK(sizeof(Config) == 4);
#endif
int main(void) { return 0; }
"#;

#[test]
fn the_layout_that_rust_has() {
    let tree = crate::tree::Tree::library(SHAPES);
    tree.write(
        "cbindgen.toml",
        "language = \"C\"\ncpp_compat = true\nstyle = \"type\"\n[defines]\nshape_tls = \"SHAPE_TLS\"\n",
    );
    let folder = tempfile::tempdir().expect("a directory");
    fs::write(folder.path().join("shape.h"), tree.header().text()).expect("a header");
    compiles(MEASURES, &folder);
    compiles(&format!("#define SHAPE_TLS\n{MEASURES}"), &folder);
}
