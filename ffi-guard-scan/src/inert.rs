//! Attributes that leave an item as it is.

/// The compiler's own attributes for functions, statics and what is around them.
const BUILTIN: &[&str] = &[
    "allow",
    "automatically_derived",
    "bench",
    "cfg",
    "cfg_attr",
    "cold",
    "coverage",
    "deny",
    "deprecated",
    "doc",
    "expect",
    "export_name",
    "feature",
    "forbid",
    "global_allocator",
    "ignore",
    "inline",
    "instruction_set",
    "link",
    "link_name",
    "link_section",
    "macro_escape",
    "macro_export",
    "macro_use",
    "must_use",
    "no_implicit_prelude",
    "no_mangle",
    "no_std",
    "non_exhaustive",
    "optimize",
    "panic_handler",
    "path",
    "repr",
    "should_panic",
    "target_feature",
    "test",
    "track_caller",
    "unsafe",
    "used",
    "warn",
];

/// The tools whose attributes the compiler ignores.
const TOOLS: &[&str] = &["clippy", "diagnostic", "miri", "rust_analyzer", "rustfmt"];

/// Whether the attribute leaves its item as it is, given the path's first segment and whether there are more.
#[must_use]
pub fn is_inert(first: &str, has_more: bool) -> bool {
    if has_more { TOOLS.contains(&first) } else { BUILTIN.contains(&first) }
}
