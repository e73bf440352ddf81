//! Functions in the C form. `tests/lints.rs` derives the other forms from them. Each comment names the triggered lints.
#![warn(clippy::all, clippy::pedantic, clippy::nursery, missing_docs, unused, unsafe_op_in_unsafe_fn)]

use std::os::raw::c_char;

/// Opaque.
#[repr(C)]
#[derive(ffi_guard::FfiType)]
pub struct Large([u64; 64]);

/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_undocumented() -> i32 {
    0
}

/// `unused_variables`.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_unused_parameter(parameter: i32) -> i32 {
    let local = 3;
    0
}

/// `unused_mut`, of a parameter and of a local.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_unused_mut(mut parameter: i32) -> i32 {
    let mut local = parameter;
    local
}

/// `unused_assignments`.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_unused_assignment(mut parameter: i32) -> i32 {
    parameter = 3;
    0
}

/// `unreachable_code`.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_unreachable() -> i32 {
    return 1;
    2
}

/// `unused_must_use`.
/* ffi_export */
#[unsafe(no_mangle)]
pub extern "C" fn lint_must_use(text: *const c_char) {
    Some(text).is_some();
    Err::<(), i32>(3);
}

/// `non_snake_case`.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_Case(Parameter: i32) -> i32 {
    let Local = Parameter;
    Local
}

/// `unconditional_recursion`.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_recursion(n: i32) -> i32 {
    lint_recursion(n + 1)
}

/// `unused_parens`, `unused_braces`, `path_statements`, `unused_unsafe`.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_style(n: i32) -> i32 {
    n;
    let twice = (n + n);
    if (twice > 3) {
        return unsafe { 2 };
    }
    {
        twice
    }
}

/// `deprecated`.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_deprecated() -> i32 {
    #[deprecated]
    fn old() -> i32 {
        1
    }
    old()
}

/// `clippy::not_unsafe_ptr_arg_deref`.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_deref(pointer: *const i32) -> i32 {
    unsafe { *pointer }
}

/* ffi_export(fallback = 0) */
/// `clippy::missing_safety_doc`, `unsafe_op_in_unsafe_fn`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lint_no_safety(pointer: *const i32) -> i32 {
    *pointer
}

/// `clippy::needless_pass_by_value`, `clippy::large_types_passed_by_value`.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_by_value(large: Large) -> u64 {
    large.0[0]
}

/// `clippy::boxed_local`.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_boxed(boxed: Box<i32>) -> i32 {
    *boxed
}

/// `clippy::too_many_arguments`, `clippy::many_single_char_names`.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_many(a: i32, b: i32, c: i32, d: i32, e: i32, f: i32, g: i32, h: i32) -> i32 {
    a + b + c + d + e + f + g + h
}

/// `clippy::fn_params_excessive_bools`.
/* ffi_export(fallback = false) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_bools(a: bool, b: bool, c: bool, d: bool) -> bool {
    a && b && c && d
}

/// `clippy::needless_return`, `clippy::let_and_return`.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_return(n: i32) -> i32 {
    if n > 3 {
        let twice = n * 2;
        twice
    } else {
        return n;
    }
}

/// `clippy::redundant_clone`, `clippy::implicit_clone`, `clippy::clone_on_copy`.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_clone(n: i32) -> i32 {
    let text = n.to_string();
    let other = text.clone();
    other.len() as i32 + n.clone()
}

/// `clippy::missing_panics_doc`, `clippy::unnecessary_literal_unwrap`.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_panics(pointer: Option<&i32>) -> i32 {
    *pointer.unwrap()
}

/// `clippy::must_use_candidate`, `clippy::missing_const_for_fn`.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_candidate(n: i32) -> i32 {
    n
}

/// `clippy::used_underscore_binding`, `clippy::no_effect_underscore_binding`.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_underscore(_n: i32) -> i32 {
    let _unused = 3;
    _n
}

/// `clippy::trivially_copy_pass_by_ref`, `clippy::needless_pass_by_ref_mut`.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_by_reference(n: &i32, m: &mut i32) -> i32 {
    *n + *m
}

/// `clippy::semicolon_if_nothing_returned`, `clippy::unit_arg`.
/* ffi_export */
#[unsafe(no_mangle)]
pub extern "C" fn lint_nothing(n: i32) {
    drop(n)
}

/// `clippy::match_bool`, `clippy::collapsible_if`, `clippy::manual_range_contains`, `clippy::items_after_statements`.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_control(n: i32) -> i32 {
    let big = n > 3 && n < 9;
    const ONE: i32 = 1;
    if big {
        if n != 4 {
            return ONE;
        }
    }
    match big {
        true => 2,
        false => 3,
    }
}

/// `clippy::eq_op`, `clippy::absurd_extreme_comparisons`, `clippy::erasing_op`.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_mistakes(n: u8) -> u8 {
    if n == n || n < 0 { n * 0 } else { 1 }
}

/// `dead_code`.
fn lint_dead() {}

/// `private_interfaces`.
struct Private(i32);

/// Takes a pointer to a private type.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_private(pointer: *const Private) -> i32 {
    i32::from(pointer.is_null())
}

/// Has its body on one line, with braces that are needed.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_one_line(n: i32) -> i32 { n / 2 }

/// Has items before its statements, which is correct.
/* ffi_export(fallback = 0) */
#[unsafe(no_mangle)]
pub extern "C" fn lint_items(n: i32) -> i32 {
    const TWO: i32 = 2;
    let half = n / TWO;
    half / TWO
}
