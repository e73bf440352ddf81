//! Signatures that must not compile, because C could create an invalid value in safe Rust, or free an object in use.

use crate::value::pick;
use fastrand::Rng;
use ffi_guard_test_support::project::Project;
use std::fmt::Write;
use std::path::Path;

/// A rule of the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The name of a number type may only be an alias of that type.
    Alias,
    /// A callback must return a type without invalid bit patterns.
    Callback,
    /// Raw pointers to handles are rejected.
    Pointer,
    /// A symbol must start with the prefix of the library.
    Prefix,
}

impl Rule {
    /// All rules.
    pub const ALL: [Self; 4] = [Self::Alias, Self::Callback, Self::Pointer, Self::Prefix];
}

/// The names of number types, which are not converted.
const NUMBERS: [&str; 15] = [
    "u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64", "isize", "f32", "f64", "c_int",
    "c_uint", "c_long",
];

/// Types with invalid bit patterns.
const PARTIAL: [&str; 9] = [
    "bool",
    "char",
    "Level",
    "Flagged",
    "std::num::NonZeroU32",
    "&'static core::primitive::u64",
    "Box<core::primitive::u64>",
    "extern \"C\" fn(bool)",
    "Option<Box<core::primitive::u64>>",
];

/// Types that a callback must not return.
const ANSWERS: [&str; 9] = [
    "bool",
    "char",
    "Level",
    "Flagged",
    "std::num::NonZeroI64",
    "&'static u8",
    "Box<u8>",
    "extern \"C\" fn(u8) -> u8",
    "Option<extern \"C\" fn(u8) -> bool>",
];

/// Returns signatures that violate a rule.
fn signatures(rule: Rule, rng: &mut Rng) -> Vec<String> {
    match rule {
        Rule::Alias => NUMBERS
            .iter()
            .map(|name| {
                let target = *pick(rng, &PARTIAL);
                alias(name, target, rng)
            })
            .collect(),
        Rule::Callback => ANSWERS.iter().map(|answer| callback(answer, rng)).collect(),
        Rule::Pointer => POINTERS.iter().map(|pointer| (*pointer).to_owned()).collect(),
        Rule::Prefix => vec![
            "#[ffi_export] pub fn free() {}".to_owned(),
            "#[ffi_export(fallback = 0)] pub fn fzz(a: u8) -> u8 { a }".to_owned(),
        ],
    }
}

const POINTERS: [&str; 4] = [
    "#[ffi_export] pub fn fz_take(a: *mut Held) {}",
    "#[ffi_export] pub fn fz_read(a: *const Held) {}",
    "#[ffi_export] pub fn fz_give() -> *mut Held { std::ptr::null_mut() }",
    "type Pointer = *mut Held; #[ffi_export] pub fn fz_alias(a: Pointer) {}",
];

/// Returns a function whose parameter, or whose callback's return type, is an alias.
fn alias(name: &str, target: &str, rng: &mut Rng) -> String {
    let ty = if rng.bool() { name.to_owned() } else { format!("extern \"C\" fn() -> {name}") };
    format!("type {name} = {target}; #[ffi_export] pub fn fz_{name}(a: {ty}) {{}}")
}

fn callback(answer: &str, rng: &mut Rng) -> String {
    let pointer = format!("extern \"C\" fn(u8) -> {answer}");
    let pointer = if rng.bool() { format!("Option<{pointer}>") } else { pointer };
    format!("#[ffi_export] pub fn fz_call(a: {pointer}) {{}}")
}

const HEAD: &str = "\
#![forbid(unsafe_code)]
#![allow(unused, non_camel_case_types)]

ffi_guard::ffi_library! { prefix = \"fz\" }

#[derive(Clone, Copy, ffi_guard::FfiType)]
#[repr(u8)]
pub enum Level { Low = 1, High = 2 }

#[derive(Clone, Copy, ffi_guard::FfiType)]
#[repr(C)]
pub struct Flagged { flag: bool }

#[derive(ffi_guard::FfiHandle)]
#[ffi(poison)]
pub struct Held(u8);

";

/// Returns the signatures of a rule that the library accepts.
///
/// # Panics
///
/// If cargo cannot be started, or if the library does not compile without these signatures.
#[must_use]
pub fn accepted(name: &str, rule: Rule, seed: u64, runtime: Option<&Path>) -> Vec<String> {
    let mut project = Project::new(&format!("{name}_{rule:?}").to_lowercase()).lib(&["lib"]);
    if let Some(runtime) = runtime {
        project = project.runtime_at(runtime);
    }
    let check =
        |signatures: &[String]| project.clone().file("src/lib.rs", &library(signatures)).check();
    check(&[]).expect_success();
    let signatures = signatures(rule, &mut Rng::with_seed(seed));
    let together = check(&signatures);
    let errors = together.errors();
    let first = HEAD.lines().count() + 1;
    let is_open = |(index, _): &(usize, String)| {
        !errors.iter().any(|error| error.line as usize == first + index)
    };
    let open = signatures.into_iter().enumerate().filter(is_open).map(|(_, signature)| signature);
    // An error in an early stage of the compiler may hide later errors.
    open.filter(|signature| check(std::slice::from_ref(signature)).success).collect()
}

/// Writes each signature in its own module, on its own line.
fn library(signatures: &[String]) -> String {
    let mut text = HEAD.to_owned();
    for (index, signature) in signatures.iter().enumerate() {
        let _ = writeln!(
            text,
            "mod m{index} {{ use super::*; use ffi_guard::ffi_export; {signature} }}"
        );
    }
    text
}
