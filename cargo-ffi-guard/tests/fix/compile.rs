//! Compiles fixed sources. They build, or the compiler asks for values at the lines that the summary lists.

use crate::tree::summary;
use cargo_ffi_guard::cli::{Check, Fix, Selection};
use ffi_guard_test_support::project::Project;
use std::fs;
use std::path::PathBuf;

const EVIDENT: &str = "\
pub mod deep {
    #[unsafe(no_mangle)]
    pub extern \"C\" fn unit() {}
    #[cfg_attr(all(), unsafe(export_name = \"pointer\"))] pub extern \"C\" fn p() -> *const u8 { std::ptr::null() }
    #[cfg_attr(any(), unsafe(no_mangle))]
    pub extern \"C\" fn never_exported() {}
}
macro_rules! exports { ($($name:ident -> $ty:ty;)*) => { $(
    #[unsafe(no_mangle)]
    pub extern \"C\" fn $name() -> $ty { Default::default() }
)* } }
exports! { none -> Option<Box<u8>>; nothing -> (); }
#[unsafe(no_mangle)]
pub extern \"C\" fn never() -> ! { std::process::exit(0) }
extern \"C\" fn callback(_: *mut u8) {}
pub fn address() -> extern \"C\" fn(*mut u8) { callback }
";

const NUMBERS: &str = "\
#[unsafe(no_mangle)]
pub extern \"C\" fn one() -> i32 { 1 }

#[unsafe(no_mangle)]
pub extern \"C\" fn two(
    _value: u8,
) -> f64 {
    2.0
}
macro_rules! number { ($name:ident $ty:ty) => {
    #[unsafe(no_mangle)]
    pub extern \"C\" fn $name() -> $ty { Default::default() }
} }
number!(three bool);
macro_rules! fixed { ($name:ident) => {
    #[cfg_attr(all(), unsafe(no_mangle))]
    pub extern \"C\" fn $name() -> u16 { 0 }
} }
fixed!(four);
";

/// Fixes the project, and returns its new source and the summary.
fn fixed(project: &Project) -> (String, String) {
    let selection = Selection::of(project.dir().join("Cargo.toml"));
    let options = Fix { selection, callbacks: true, allow_no_vcs: true, ..Fix::default() };
    let outcome = cargo_ffi_guard::fix::run(&options).unwrap_or_else(|failure| panic!("{failure}"));
    let text = fs::read_to_string(project.dir().join("src/lib.rs")).expect("a source");
    (text, summary(&outcome))
}

fn is_clean(dir: PathBuf) -> bool {
    let selection = Selection::of(dir.join("Cargo.toml"));
    let options = Check { selection, callbacks: true, ..Check::default() };
    cargo_ffi_guard::check::run(&options).unwrap_or_else(|failure| panic!("{failure}")).is_clean()
}

#[test]
fn evident_values_build_at_once() {
    let project = Project::new("fix_evident").lib(&["cdylib"]).file("src/lib.rs", EVIDENT);
    project.build().expect_success();
    assert!(!is_clean(project.dir()));
    let (text, said) = fixed(&project);
    assert!(said.contains("; 0 values to name; 0 left"), "{said}");
    let project = project.file("src/lib.rs", &text);
    project.build().expect_success();
    assert!(is_clean(project.dir()), "{text}");
}

#[test]
fn a_renamed_runtime_builds() {
    let text = "#[unsafe(no_mangle)] pub extern \"C\" fn f() {}\nextern \"C\" fn g() {}\npub fn h() -> extern \"C\" fn() { g }\n";
    let project = Project::new("fix_renamed").runtime_as("guard").file("src/lib.rs", text);
    project.build().expect_success();
    let (text, _) = fixed(&project);
    project.file("src/lib.rs", &text).build().expect_success();
}

#[test]
fn the_compiler_asks_at_the_lines_that_are_listed() {
    let project = Project::new("fix_numbers").file("src/lib.rs", NUMBERS);
    project.build().expect_success();
    let (text, said) = fixed(&project);
    let listed = said.lines().filter_map(|line| line.trim().strip_prefix("src/lib.rs:"));
    let mut listed: Vec<u32> =
        listed.filter_map(|line| line.split_once(':')?.0.parse().ok()).collect();
    listed.sort_unstable();
    let output = project.file("src/lib.rs", &text).build().expect_failure();
    let errors = output.errors();
    let asked = errors.iter().inspect(|error| {
        assert_eq!(error.code.as_deref(), Some("E0277"), "{output}");
    });
    let mut asked: Vec<u32> = asked.map(|error| error.line).collect();
    asked.sort_unstable();
    assert_eq!(asked, listed, "{text}\n{said}\n{output}");
    assert_eq!(asked.len(), 4, "{output}");
}
