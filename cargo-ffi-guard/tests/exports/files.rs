//! The file of a list, and files that hold none.

use crate::support::{exports, library, run};
use ffi_guard_test_support::project::Project;
use std::fs;

const SOURCE: &str = "ffi_guard::ffi_library! { prefix = \"shape\", errors = \"none\", strings = true }\n\
                      #[ffi_guard::ffi_export(fallback = 0)] pub fn shape_area(a: u32) -> u32 { a }";

#[test]
fn a_package_is_built_and_its_file_compared() {
    let manifest =
        Project::new("exports_package").lib(&["cdylib"]).file("src/lib.rs", SOURCE).write();
    let file = manifest.with_file_name("target").join("lists/shape.txt");
    let _ = fs::remove_file(&file);
    let command = |more: &[&str]| {
        let mut arguments = vec!["exports", "--manifest-path", manifest.to_str().expect("a path")];
        arguments.extend(["--format", "symbols", "-o", file.to_str().expect("a path")]);
        arguments.extend(more);
        run(arguments)
    };
    let missing = command(&["--check"]);
    assert_eq!(missing.code, Some(1), "{missing}");
    assert!(missing.stderr.contains("shape.txt is missing: run the command without"), "{missing}");
    let written = command(&[]);
    assert_eq!((written.code, written.stdout.as_str()), (Some(0), ""), "{written}");
    let text = fs::read_to_string(&file).expect("the list");
    assert_eq!(text, "shape_area\nshape_string_free\n");
    assert_eq!(command(&["--check"]).code, Some(0));
    fs::write(&file, text.replace("_area", "_size")).expect("the list");
    let stale = command(&["--check"]);
    assert_eq!(stale.code, Some(1), "{stale}");
    assert!(stale.stdout.contains("-shape_size\n+shape_area\n"), "{stale}");
    assert!(fs::read_to_string(&file).expect("the list").contains("size"), "--check wrote");
}

#[cfg(target_os = "linux")]
#[test]
fn symbols_of_c_code_are_listed_on_request() {
    let library = library("exports_c", SOURCE, None);
    let folder = tempfile::tempdir().expect("a folder");
    let (copy, source) = (folder.path().join("libshape.a"), folder.path().join("print.c"));
    fs::copy(&library, &copy).expect("a copy");
    let text = "int shape_print(void) { return 0; }\n\
                __attribute__((visibility(\"hidden\"))) int shape_hidden(void) { return 0; }\n\
                int shape_common;\n\
                static int quick(void) { return 1; }\n\
                static int (*choose(void))(void) { return quick; }\n\
                int shape_quick(void) __attribute__((ifunc(\"choose\")));\n\
                __asm__(\".globl shape_label\\nshape_label: ret\");\n\
                __asm__(\".globl \\\"shape_stdcall@4\\\"\\n\\\"shape_stdcall@4\\\": ret\");\n";
    fs::write(&source, text).expect("a source file");
    for (program, arguments) in
        [("cc", ["-c", "-fcommon", "print.c"].as_slice()), ("ar", &["r", "libshape.a", "print.o"])]
    {
        let outcome = ffi_guard_test_support::child::Process::new(program).args(arguments);
        outcome.dir(folder.path()).run().expect_success();
    }
    let with = |more: &[&str]| {
        let arguments = ["exports", copy.to_str().expect("a path"), "--format", "symbols"];
        run(arguments.iter().chain(more))
    };
    let without = with(&[]);
    assert_eq!(without.stdout, "shape_area\nshape_string_free\n", "{without}");
    let note = "--include NAME lists one: shape_common, shape_label, shape_print, shape_quick, shape_stdcall@4\n";
    assert!(without.stderr.contains(note), "{without}");
    let names = ["shape_common", "shape_label", "shape_print", "shape_quick", "shape_stdcall"];
    let included = with(&names.map(|name| ["--include", name]).concat());
    let listed = "shape_area\nshape_common\nshape_label\nshape_print\nshape_quick\nshape_stdcall@4\nshape_string_free\n";
    assert_eq!(included.stdout, listed, "{included}");
    assert_eq!(included.stderr, "", "{included}");
    for unknown in ["shape_hidden", "shape_nothing"] {
        let outcome = with(&["--include", unknown]);
        assert_eq!(outcome.code, Some(2), "{outcome}");
        assert!(outcome.stderr.contains(&format!("exports `{unknown}` of --include")), "{outcome}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_described_symbol_that_is_gone_is_an_error() {
    let library = library("exports_gone", SOURCE, None);
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("libshape.a");
    fs::copy(&library, &copy).expect("a copy");
    let objcopy = ffi_guard_test_support::child::Process::new("objcopy");
    objcopy
        .args(["--localize-symbol=shape_area".as_ref(), copy.as_os_str()])
        .run()
        .expect_success();
    let outcome = run(["exports".as_ref(), copy.as_os_str()]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("`shape_area` is described, but no object file"), "{outcome}");
}

#[test]
fn other_files_are_refused() {
    let output =
        Project::new("exports_plain").lib(&["staticlib"]).file("src/lib.rs", SOURCE).build();
    let output = output.expect_success();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("library");
    fs::write(&file, "not a library").expect("the file");
    for (file, expected) in [
        (output.artifacts.staticlib(), "the file holds no description of its ABI"),
        (&file, "the file is no static library"),
    ] {
        let outcome = run(["exports".as_ref(), file.as_os_str()]);
        assert_eq!(outcome.code, Some(2), "{outcome}");
        assert!(outcome.stderr.contains(expected), "{outcome}");
    }
}

#[test]
fn an_empty_library_has_an_empty_list() {
    let library = library(
        "exports_empty",
        "ffi_guard::ffi_library! { prefix = \"none\", errors = \"none\" }",
        None,
    );
    assert_eq!(exports(&library, &["--format", "symbols"]), "");
}
