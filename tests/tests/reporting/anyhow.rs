//! The feature `anyhow`. It is tested in a separate project, because enabling it here would enable it for all tests.

use ffi_guard_test_support::child::Process;
use ffi_guard_test_support::project::Project;

const PROGRAM: &str = r#"
use anyhow::{Context, Result, anyhow, bail};
use ffi_guard::{CodedError, ErrorCode, ffi_export};
use std::fmt;
use std::num::NonZeroI32;

ffi_guard::ffi_library! { prefix = "whatever", quiet = true }

#[derive(Debug)]
struct Typed;

impl std::error::Error for Typed {}

impl fmt::Display for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("typed")
    }
}

impl ErrorCode for Typed {
    fn code(&self) -> Option<NonZeroI32> {
        NonZeroI32::new(6)
    }
}

/// An error whose cause has a code.
#[derive(Debug)]
struct Outer(CodedError);

impl std::error::Error for Outer {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl fmt::Display for Outer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("outer")
    }
}

fn attempt(how: i32) -> Result<i32> {
    let number = || "x".parse::<i32>();
    match how {
        0 => Ok(7),
        1 => Ok(number()?),
        2 => number().context("no number").context("no port"),
        3 => number().context(CodedError::new(3, "no number")).context("no port"),
        4 => number().context(CodedError::new(3, "no number")).context(CodedError::new(4, "no port")),
        5 => bail!(CodedError::new(5, "coded")),
        6 => Ok(Err(Typed).map_err(CodedError::of).context("no way")?),
        7 => Err(Outer(CodedError::new(7, "inner")).into()),
        8 => Err(anyhow!("not positive").context(CodedError::new(-8, "below"))),
        _ => panic!("{how} panics"),
    }
}

#[ffi_export(status)]
fn whatever_status(how: i32) -> anyhow::Result<i32> {
    attempt(how)
}

#[ffi_export(fallback = -100)]
fn whatever_value(how: i32) -> Result<i32, anyhow::Error> {
    attempt(how)
}

mod c {
    unsafe extern "C" {
        pub safe fn whatever_value(how: i32) -> i32;
        pub fn whatever_status(how: i32, out: *mut i32) -> i32;
    }
}

fn main() {
    for how in 0..10 {
        ffi_guard::clear_last_error();
        let mut out = 0;
        // Called as C would call it.
        let status = unsafe { c::whatever_status(how, &mut out) };
        let error = ffi_guard::last_error();
        println!("{status} {out} {}", error.map_or(String::new(), |error| error.message().to_owned()));
    }
    println!("{} {}", c::whatever_value(0), c::whatever_value(1));
}
"#;

/// The status, value and message of each call of `whatever_status`.
const EXPECTED: &str = "\
0 7 \n\
-3 0 invalid digit found in string\n\
-3 0 no port: no number: invalid digit found in string\n\
3 0 no port: no number: invalid digit found in string\n\
4 0 no port: no number: invalid digit found in string\n\
5 0 coded\n\
6 0 no way: typed\n\
7 0 outer: inner\n\
-3 0 below: not positive\n\
-1 0 9 panics\n\
7 -100\n";

#[test]
fn an_error_has_all_its_causes_and_the_code_that_was_put_into_it() {
    let project = Project::new("reporting_anyhow")
        .runtime_features(&["anyhow"])
        .dependency("anyhow", "\"1.0.98\"")
        .file("src/main.rs", PROGRAM);
    let output = project.build().expect_success();
    let outcome = Process::of_target(output.artifacts.executable("reporting_anyhow")).run();
    assert_eq!(outcome.expect_success().stdout, EXPECTED);
}
