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

const BY_HAND: &str = r#"//! A library whose guards are macros.
#![allow(dead_code)]
use std::panic::catch_unwind;

/// Ends the process after a message.
macro_rules! export {
    (fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $body:block) => { export!(fn $name($($arg: $ty),*) -> () $body); };
    (fn $name:ident($($arg:ident: $ty:ty),* $(,)?) -> $returns:ty $body:block) => {
        #[unsafe(no_mangle)]
        pub extern "C" fn $name($($arg: $ty),*) -> $returns {
            use std::io::Write;
            match std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || $body)) {
                Ok(value) => value,
                Err(payload) => {
                    let text = match payload.downcast_ref::<&str>() { Some(text) => text, None => "?" };
                    let _ = writeln!(&mut std::io::stderr(), "{} failed: {}", stringify!($name), text);
                    std::process::abort()
                }
            }
        }
    };
}

export! {
    fn model_first(values: *const u8, length: usize) -> u8 {
        // Not checked.
        let values = unsafe { std::slice::from_raw_parts(values, length) };
        values[0]
    }
}
export!(fn model_nothing() {});

/// The fallback follows the body.
macro_rules! guarded {
    ($(#[$meta:meta])* fn $name:ident($($arg:ident: $ty:ty),*) -> $returns:ty $body:block ?= $fallback:expr) => {
        $(#[$meta])*
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name($($arg: $ty),*) -> $returns {
            match std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || $body)) {
                Ok(value) => value,
                Err(_) => { $fallback }
            }
        }
    };
    ($(#[$meta:meta])* fn $name:ident($($arg:ident: $ty:ty),*) $body:block) => {
        guarded! { $(#[$meta])* fn $name($($arg: $ty),*) -> () $body ?= () }
    };
}

mod inner {
    guarded! {
        /// The number behind a number.
        ///
        /// # Safety
        ///
        /// It is safe to call this function.
        #[must_use]
        fn model_next(number: u32) -> i64 {
            i64::from(number.checked_add(1).unwrap())
        } ?= i64::MIN
    }

    guarded! {
        /// Nothing.
        fn model_free(_number: u32) {
            let text = "two
        lines";
            drop(text);
        }
    }
}

trait FailureValue { fn failure() -> Self; }
impl FailureValue for i32 { fn failure() -> Self { -7 } }
impl FailureValue for () { fn failure() -> Self {} }

macro_rules! boundary {
    ($($code:tt)*) => {
        match std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| { $($code)* })) {
            Ok(value) => value,
            Err(_) => return $crate::FailureValue::failure(),
        }
    };
}

#[unsafe(no_mangle)]
pub extern "C" fn model_status(index: usize) -> i32 {
    boundary! {
        // Why it is written so.
        let values = [1, 2];
        if index > 5 {
            return -2;
        }
        values[index]
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn model_plain(index: usize) -> i32 {
    catch_unwind(|| [1, 2][index]).unwrap_or(-1)
}

#[unsafe(no_mangle)]
pub extern "C" fn model_log(index: usize) {
    if catch_unwind(|| { let _ = [1, 2][index]; }).is_err() {
        eprintln!("model_log failed");
    }
}

#[unsafe(no_mangle)]
pub static MODEL_VERSION: u32 = 1;
"#;

const WITHOUT_GUARDS: &str = r#"#[ffi_guard::ffi_export(abort)]
#[unsafe(no_mangle)]
pub extern "C" fn model_first(values: *const u8, length: usize) -> u8 {
    // Not checked.
    let values = unsafe { std::slice::from_raw_parts(values, length) };
    values[0]
}
#[ffi_guard::ffi_export(abort)]
#[unsafe(no_mangle)]
pub extern "C" fn model_nothing() {}
"#;

const WITH_DOCS: &str = r#"mod inner {
    /// The number behind a number.
    ///
    /// # Safety
    ///
    /// It is safe to call this function.
    #[must_use]
    #[ffi_guard::ffi_export(fallback = i64::MIN)]
    #[unsafe(no_mangle)]
    pub unsafe extern "C" fn model_next(number: u32) -> i64 {
        i64::from(number.checked_add(1).unwrap())
    }

    /// Nothing.
    #[ffi_guard::ffi_export]
    #[unsafe(no_mangle)]
    pub unsafe extern "C" fn model_free(_number: u32) {
        let text = "two
        lines";
        drop(text);
    }
}
"#;

const IN_BODIES: &str = r#"#[ffi_guard::ffi_export(fallback = crate::FailureValue::failure())]
#[unsafe(no_mangle)]
pub extern "C" fn model_status(index: usize) -> i32 {
    // Why it is written so.
    let values = [1, 2];
    if index > 5 {
        return -2;
    }
    values[index]
}

#[ffi_guard::ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn model_plain(index: usize) -> i32 {
    [1, 2][index]
}

#[ffi_guard::ffi_export(fallback = {
    eprintln!("model_log failed");
})]
#[unsafe(no_mangle)]
pub extern "C" fn model_log(index: usize) {
    let _ = [1, 2][index];
}

#[ffi_guard::unguarded(reason = "a static runs no code")]
#[unsafe(no_mangle)]
pub static MODEL_VERSION: u32 = 1;
"#;

#[test]
fn a_library_with_guards_by_hand_builds_after_one_command() {
    let project = Project::new("fix_by_hand").lib(&["cdylib"]).file("src/lib.rs", BY_HAND);
    project.build().expect_success();
    let selection = Selection::of(project.dir().join("Cargo.toml"));
    let options = Fix {
        selection,
        replace_guards: true,
        unguarded_statics: Some("a static runs no code".to_owned()),
        library: Some("model".to_owned()),
        allow_no_vcs: true,
        ..Fix::default()
    };
    let outcome = cargo_ffi_guard::fix::run(&options).unwrap_or_else(|failure| panic!("{failure}"));
    let said = summary(&outcome);
    let text = fs::read_to_string(project.dir().join("src/lib.rs")).expect("a source");
    for part in [WITHOUT_GUARDS, WITH_DOCS, IN_BODIES] {
        assert!(text.contains(part), "{text}\n{said}");
    }
    assert!(text.starts_with("//! A library whose guards are macros.\n#![allow(dead_code)]\n\nffi_guard::ffi_library!"), "{text}");
    assert!(outcome.is_complete(), "{said}");
    let listed = said.lines().filter_map(|line| line.trim().strip_prefix("src/lib.rs:"));
    let listed: Vec<_> = listed.filter_map(|line| line.split_once(": ")).collect();
    let line =
        |start: &str| text.lines().position(|line| line.starts_with(start)).map_or(0, |at| at + 1);
    let expected = [
        ("macro_rules! export", "the macro `export`"),
        ("macro_rules! guarded", "the macro `guarded`"),
        ("macro_rules! boundary", "the macro `boundary`"),
        ("use std::panic::catch_unwind;", "the import of `catch_unwind`"),
    ];
    let expected = expected.map(|(start, what)| (line(start).to_string(), what));
    assert_eq!(listed, expected.each_ref().map(|(line, what)| (&**line, *what)), "{said}");
    let project = project.file("src/lib.rs", &text);
    // rustc calls the same code unused.
    let output = project.build().expect_success();
    for what in ["unused import: `std::panic::catch_unwind`", "unused macro definition: `export`"] {
        assert!(output.to_string().contains(what), "{output}");
    }
    assert!(is_clean(project.dir()), "{text}");
}

const LEFT: &str = r#"ffi_guard::ffi_library! { prefix = "left" }
use std::panic::catch_unwind;

#[unsafe(no_mangle)]
pub extern "C" fn left_by_hand(index: usize) -> i32 {
    catch_unwind(|| [1, 2][index]).unwrap_or(-1)
}

#[unsafe(export_name = "left_renamed")]
pub extern "C" fn renamed(index: usize) -> i32 {
    match catch_unwind(|| [1, 2][index]) {
        Ok(value) => value,
        Err(payload) => {
            drop(payload);
            -1
        }
    }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn left_text(text: &str) -> usize {
    text.len()
}

#[unsafe(no_mangle)]
pub static LEFT_VERSION: u32 = 1;

#[cfg_attr(all(), unsafe(no_mangle))]
pub extern "C" fn left_open(value: *const u8) -> *const u8 {
    value
}
"#;

#[test]
fn what_is_left_is_what_the_compiler_refuses() {
    for (name, replace_guards) in [("fix_left", false), ("fix_left_replaced", true)] {
        let project = Project::new(name).lib(&["cdylib"]).file("src/lib.rs", LEFT);
        assert!(project.write().exists());
        let selection = Selection::of(project.dir().join("Cargo.toml"));
        let options = Fix { selection, replace_guards, allow_no_vcs: true, ..Fix::default() };
        let outcome =
            cargo_ffi_guard::fix::run(&options).unwrap_or_else(|failure| panic!("{failure}"));
        let said = summary(&outcome);
        let text = fs::read_to_string(project.dir().join("src/lib.rs")).expect("a source");
        let output = project.file("src/lib.rs", &text).build().expect_failure().to_string();
        let named = |text: &str| {
            let items = ["left_by_hand", "left_renamed", "left_text", "LEFT_VERSION", "left_open"];
            items.into_iter().filter(|item| text.contains(item)).collect::<Vec<_>>()
        };
        let refused: String =
            output.lines().filter(|line| line.contains("` at src/lib.rs:")).collect();
        let (_, left) = said.split_once("left as they are:").expect("a list");
        let (left, _) = left.split_once("\n\n").expect("the end of the list");
        assert_eq!(named(left), named(&refused), "{said}\n{output}");
        let by_hand = if replace_guards { 0 } else { 1 };
        assert!(said.contains(&format!("; {} left", 2 + by_hand)), "{said}");
    }
}
