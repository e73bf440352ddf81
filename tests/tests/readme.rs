//! Compares what the README shows with what happens.
#![forbid(unsafe_code)]

use ffi_guard_test_support::c::Program;
use ffi_guard_test_support::cargo::Output;
use ffi_guard_test_support::project::Project;
use ffi_guard_test_support::{chapter, paths};
use std::fs;

fn readme() -> String {
    fs::read_to_string(paths::workspace().join("README.md")).expect("the README can be read")
}

/// Returns the code blocks of one language, in order.
fn blocks(language: &str) -> Vec<String> {
    let blocks = chapter::blocks(&readme()).into_iter();
    blocks.filter(|(info, _)| info == language).map(|(_, text)| text).collect()
}

/// Returns the library of the README.
fn library() -> String {
    blocks("rust").swap_remove(0)
}

#[test]
fn the_example_prints_what_is_shown() {
    let project = Project::new("readme_calc").lib(&["cdylib"]).file("src/lib.rs", &library());
    let library = project.build().expect_success();
    let caller = blocks("c").swap_remove(0);
    let program = Program::new("README").source("main.c", &caller).link(library.artifacts.cdylib());
    let outcome = program.build().process().run().expect_success();
    assert_eq!(outcome.stdout, blocks("text").swap_remove(0));
}

/// Checks that the README shows the start of the compiler's output.
fn assert_shown(output: &Output, block: usize) {
    let shown = blocks("text").swap_remove(block);
    let found = output.errors().iter().any(|error| error.rendered.contains(&shown));
    assert!(found, "the README shows:\n{shown}\nthe compiler prints:\n{output}");
}

#[test]
fn an_unguarded_export_is_refused_as_shown() {
    let unguarded = "\n#[unsafe(no_mangle)]\npub extern \"C\" fn calc_multiply(a: i32, b: i32) -> i32 {\n    a * b\n}\n";
    let project = Project::new("readme_unguarded").file("src/lib.rs", &(library() + unguarded));
    assert_shown(&project.check().expect_failure(), 1);
}

#[test]
fn an_unguarded_export_name_is_refused_at_its_place() {
    let unguarded = "\n#[unsafe(export_name = \"calc_add\")]\npub extern \"C\" fn add(a: i32, b: i32) -> i32 {\n    a + b\n}\n";
    let project = Project::new("readme_export_name").file("src/lib.rs", &(library() + unguarded));
    let output = project.check().expect_failure();
    let shown = "unguarded export `calc_add` at src/lib.rs:11:10";
    assert!(output.errors()[0].message.starts_with(shown), "{output}");
}

#[test]
fn an_integer_without_a_fallback_is_refused_as_shown() {
    let without = library().replace("(fallback = -1)", "");
    let project = Project::new("readme_fallback").file("src/lib.rs", &without);
    let output = project.check().expect_failure();
    let shown = "error[E0277]: `i32` has no default fallback value";
    let chapter = fs::read_to_string(paths::workspace().join("docs/new-library.md"));
    assert!(chapter.expect("the chapter can be read").contains(shown));
    assert!(output.errors().iter().any(|error| error.rendered.contains(shown)), "{output}");
}
