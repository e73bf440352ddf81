//! The functions of `tests/fixtures/pairs`, which `csrc/programs/pairs.c` calls. Most are pairs of a guarded function
//! and one that is unguarded or has checks written by hand.

use crate::c::Program;
use crate::fixture;

/// How often the program calls each function.
pub const CALLS: u64 = 100;

/// A pair of functions whose guard may cost instructions.
#[derive(Debug)]
pub struct Shape {
    /// The functions are `measure_NAME_bare` and `measure_NAME_guarded`.
    pub name: &'static str,
    /// The number of instructions that a guarded call may cost in addition.
    pub allowed: i64,
    /// A description, with the reason for the cost.
    pub what: &'static str,
}

const fn shape(name: &'static str, allowed: i64, what: &'static str) -> Shape {
    Shape { name, allowed, what }
}

/// The pairs.
pub const SHAPES: [Shape; 34] = [
    shape("named", 1, "the fallback names a parameter, which must survive the call"),
    shape("return_block", 0, "64 bytes are returned"),
    shape("take_block", 0, "64 bytes are passed"),
    shape("ignore_owned", 0, "an argument with a destructor is left unused"),
    shape("passed", 0, "a callback that C calls by its address"),
    shape("outlined", 4, "a Rust form that is not inlined: its shim calls it"),
    shape("text", 0, "a text, against the same checks by hand"),
    shape("counted_text", 0, "a text with a length, against the same checks by hand"),
    shape("slice", 0, "a slice, against the same checks by hand"),
    shape("texts", 14, "an array of four texts, whose errors have an index"),
    shape("references", 43, "an array of four pointers, whose errors have an index"),
    shape(
        "owned_array",
        330,
        "an array of four boxes: those that are accepted are in a second list",
    ),
    shape("checked", 0, "a struct with an enum and a flag, against the same checks by hand"),
    shape("exclusive", 0, "two pointers that must not overlap, against the same checks by hand"),
    shape("status", 0, "a status and an out-parameter, against the same checks by hand"),
    shape("optional_out", 0, "an optional out-parameter, against the same checks by hand"),
    shape(
        "out_text",
        10,
        "a text through an out-parameter: its three words are kept in memory until the call succeeds",
    ),
    shape("owned", 0, "a box that is returned and passed back, against the same checks by hand"),
    shape("method", 0, "a method of a handle, against the same checks by hand"),
    shape("view", 0, "a method that returns a `&str`, against the same by hand"),
    shape("option", 0, "an `Option` of a number, against the same checks by hand"),
    shape("string_list", 0, "a `Vec<String>` that is returned and freed, against the same by hand"),
    shape(
        "items",
        25,
        "a `Vec<Box<T>>` of 8 objects that is returned and freed, each of which may fail",
    ),
    shape("poison", 0, "a method and a poison flag of the library, against the same by hand"),
    shape("brittle", -5, "a method and a poison flag in the object, against the same by hand"),
    shape("token", 65, "an exclusive method of a checked handle, against the checks of an address"),
    shape(
        "shared_token",
        65,
        "a shared method of a checked handle, against the checks of an address",
    ),
    shape("lent_share", 0, "a method that clones the reference of C, against the same by hand"),
    shape("share", 0, "another reference that is given and released, against the same by hand"),
    shape("call_number", 70, "ten calls of a closure from C, against a function pointer"),
    shape("call_flag", 130, "ten such calls whose result is checked, against a function pointer"),
    shape("call_lent", 170, "ten such calls with an object, against a function pointer"),
    shape("call_lent_record", 170, "ten such calls with a poison flag, against a function pointer"),
    shape("call_lent_token", 5_000, "ten such calls with a token, against a function pointer"),
];

/// Functions with a local variable that has a destructor and lives across a call that may panic: `measure_NAME_bare`,
/// and one function for each of [`CATCHES`]. A guard may cost at most as much as a catch written by hand.
///
/// The landing pad calls the destructor and needs the exception afterwards. It keeps the exception in a callee-saved
/// register, which the function must then save and restore on every path, unless it does so anyway.
pub const CLEANUPS: [Shape; 5] = [
    shape("closed", 4, "a local whose destructor is called"),
    shape("locked", 0, "a `MutexGuard`"),
    shape("boxed", 0, "a `Box`"),
    shape("listed", 2, "a `Vec`"),
    shape("large", 2, "a local whose destructor is called, in a large function"),
];

/// How a panic of the [`CLEANUPS`] is caught: by hand, in the C form, or in the Rust form.
pub const CATCHES: [&str; 3] = ["caught", "guarded", "rust"];

/// Returns the program, linked to the optimized library of the fixture.
#[must_use]
pub fn program() -> Program {
    let library = fixture::build_with_profile("pairs", "release");
    Program::new("pairs").unit("pairs.c").flag("-O2").link(library.cdylib())
}
