//! The names of macros, attributes and derives that export nothing unseen: of the language, of this project, and of common
//! crates.

use super::body::QUOTING;
use ffi_guard_scan::{is_inert_attribute, is_std_macro};

/// Item macros of common crates that export nothing.
pub(super) const HARMLESS_MACROS: &[&str] = &[
    "assert_impl_all",
    "assert_not_impl_any",
    "assert_obj_safe",
    "automock",
    "bitfield",
    "bitflags",
    "const_assert",
    "const_assert_eq",
    "criterion_group",
    "criterion_main",
    "custom_keyword",
    "custom_punctuation",
    "define_windows_service",
    "doctest",
    "error_chain",
    "forward_to_deserialize_any",
    "include_proto",
    "intrusive_adapter",
    "lazy_static",
    "macro_rules",
    "mock",
    "new_key_type",
    "pin_project",
    "proptest",
    "quick_error",
    "quickcheck",
    "sol",
    "static_assertions",
    "tokio_test",
    "unsafe_extern",
    "unsafe_pinned",
    "unsafe_unpinned",
];

/// Macros whose input is code that they keep as it is.
const TRANSPARENT_MACROS: &[&str] = &["cfg_if", "cfg_select", "paste"];

/// Attribute macros of common crates that export nothing of their own.
pub(super) const HARMLESS_ATTRIBUTES: &[&str] = &[
    "actix_web::main",
    "async_recursion",
    "async_std::main",
    "async_trait",
    "auto_impl",
    "automock",
    "bitfield",
    "builder",
    "cached",
    "ctor",
    "delegatable_trait",
    "delegate",
    "derivative",
    "derive_where",
    "dtor",
    "educe",
    "enum_dispatch",
    "filter_fn",
    "fixture",
    "getter",
    "inherent",
    "instrument",
    "named",
    "once_cell",
    "pin_project",
    "pinned_drop",
    "proptest",
    "pyclass",
    "pyfunction",
    "pymethods",
    "quickcheck",
    "rocket::main",
    "rstest",
    "self_referencing",
    "serde_as",
    "serial",
    "setter",
    "skip_serializing_none",
    "sort",
    "test",
    "test_case",
    "tokio::main",
    "traced_test",
    "typetag::serde",
    "wasm_bindgen_test",
];

/// Attributes of the language that no function or static has.
const BUILTIN_ATTRIBUTES: &[&str] = &[
    "allow_internal_unsafe",
    "allow_internal_unstable",
    "cfi_encoding",
    "collapse_debuginfo",
    "const_trait",
    "crate_name",
    "crate_type",
    "debugger_visualizer",
    "default",
    "derive_const",
    "expect",
    "fundamental",
    "lang",
    "linkage",
    "macro_export",
    "macro_use",
    "marker",
    "naked",
    "no_builtins",
    "no_core",
    "no_main",
    "optimize",
    "proc_macro",
    "proc_macro_attribute",
    "proc_macro_derive",
    "recursion_limit",
    "stable",
    "thread_local",
    "type_const",
    "type_length_limit",
    "unstable",
    "windows_subsystem",
];

/// The derives of the standard library.
pub(super) const STD_DERIVES: &[&str] = &[
    "Clone",
    "CoercePointee",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
];

/// Whether a macro of this name, which the crate does not define, may export something that is not seen.
pub(super) fn may_be_foreign(name: &str) -> bool {
    let is_known = is_std_macro(name) || HARMLESS_MACROS.contains(&name);
    !is_known && !is_transparent(name) && !QUOTING.contains(&name)
}

/// Whether the input of the macro is read as if it stood outside of it.
pub(super) fn is_transparent(name: &str) -> bool {
    TRANSPARENT_MACROS.contains(&name)
}

/// Whether the attribute is one of this project.
pub(super) fn is_own(path: &[String]) -> bool {
    path.last().is_some_and(|last| {
        matches!(last.as_str(), "ffi_export" | "ffi_callback" | "unguarded" | "ffi")
    })
}

/// Whether the attribute belongs to the language or a tool.
pub(super) fn is_language(path: &[String]) -> bool {
    let Some(first) = path.first() else { return true };
    let has_more = path.len() > 1;
    is_inert_attribute(first, has_more)
        || is_std(path)
        || !has_more
            && (BUILTIN_ATTRIBUTES.contains(&first.as_str()) || first.starts_with("rustc_"))
}

pub(super) fn is_std(path: &[String]) -> bool {
    path.len() > 1 && matches!(path[0].as_str(), "std" | "core" | "alloc")
}
