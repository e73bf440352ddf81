//! Macros, attributes and derives of other crates. Their expansion is not read, so an export in it is missing.

use super::attributes::{ItemAttributes, OtherAttribute};
use super::body::{Form, GENERATORS, KNOWN, QUOTING, ends_in, segments};
use super::model::{Inventory, InventoryNote, SourceSpan};
use super::walk::Walk;
use crate::cfg::never_holds;
use ffi_guard_scan::{is_inert_attribute, is_std_macro};
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use std::collections::BTreeMap;
use syn::punctuated::Punctuated;
use syn::{Meta, Path, Token};

/// Item macros of common crates that export nothing.
const HARMLESS_MACROS: &[&str] = &[
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
const HARMLESS_ATTRIBUTES: &[&str] = &[
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
const STD_DERIVES: &[&str] = &[
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

/// A use of something whose expansion is not read.
pub(super) struct ForeignUse {
    kind: ForeignKind,
    /// Its path, as far as the imports of the module tell it.
    name: String,
    span: SourceSpan,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum ForeignKind {
    Macro,
    Attribute,
    /// A derive, or something that is known to export nothing.
    NotNoted,
    /// A derive of this project that exports a function.
    Handle,
}

impl Walk<'_, '_> {
    /// Records a call of a macro of another crate that stands where items stand.
    pub(super) fn foreign_call(&mut self, path: &[String], at: Span) {
        let borrowed: Vec<&str> = path.iter().map(String::as_str).collect();
        let Some(last) = borrowed.last() else { return };
        let std = is_std_macro(last) && (path.len() == 1 || is_std(path));
        let guards = self.context.guards(&self.budget).find(Form::Macro, &borrowed).is_some();
        if std || guards || is_transparent(last) || QUOTING.contains(last) {
            return;
        }
        let kind = match HARMLESS_MACROS.contains(last) || self.is_named_harmless(&borrowed) {
            true => ForeignKind::NotNoted,
            false => ForeignKind::Macro,
        };
        self.foreign_use(kind, format!("{}!", path.join("::")), at);
    }

    /// Records the attributes and derives of an item that other crates define.
    pub(super) fn foreign_attributes(&mut self, attributes: &ItemAttributes) {
        if attributes.others.is_empty() || attributes.is_test() {
            return;
        }
        let derives = attributes.has("derive");
        for other in &attributes.others {
            if other.path == ["derive"] {
                self.foreign_derives(other);
                continue;
            }
            let path = self.scope.imports.resolve(&other.path);
            // A name that nothing imports belongs to a derive on the item.
            let is_helper = derives && path.len() == 1;
            if !is_helper && !is_own(&path) && !is_language(&path) {
                self.foreign_attribute(&path, other.start);
            }
        }
    }

    fn foreign_attribute(&mut self, path: &[String], at: Span) {
        let borrowed: Vec<&str> = path.iter().map(String::as_str).collect();
        let is_listed = KNOWN.iter().any(|it| it.exports && ends_in(&borrowed, it.name))
            || GENERATORS.iter().any(|(name, _)| ends_in(&borrowed, name))
            || self.context.guards(&self.budget).find(Form::Attribute, &borrowed).is_some();
        if is_listed {
            return;
        }
        let is_harmless = HARMLESS_ATTRIBUTES.iter().any(|name| ends_in(&borrowed, name));
        let kind = match is_harmless || self.is_named_harmless(&borrowed) {
            true => ForeignKind::NotNoted,
            false => ForeignKind::Attribute,
        };
        self.foreign_use(kind, format!("#[{}]", path.join("::")), at);
    }

    fn foreign_derives(&mut self, derive: &OtherAttribute) {
        let paths = derive
            .meta
            .require_list()
            .and_then(|list| list.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated));
        for path in paths.into_iter().flatten() {
            let name = segments(&path).pop().unwrap_or_default();
            let is_ours = !self.context.options.foreign_attributes;
            let kind = match name.as_str() {
                "FfiHandle" if is_ours => ForeignKind::Handle,
                "FfiType" if is_ours => continue,
                name if STD_DERIVES.contains(&name) => continue,
                _ => ForeignKind::NotNoted,
            };
            self.foreign_use(kind, format!("derive({name})"), derive.start);
        }
    }

    fn foreign_use(&mut self, kind: ForeignKind, name: String, at: Span) {
        let in_build = !self.scope.conditions.iter().any(never_holds);
        if in_build && !self.scope.is_input {
            self.found.foreign.push(ForeignUse { kind, name, span: self.span(at) });
        }
    }

    fn is_named_harmless(&self, path: &[&str]) -> bool {
        self.context.options.no_exports.iter().any(|name| ends_in(path, name))
    }

    /// Whether the tokens have to be read: they hold a relevant word, or use something of another crate where items
    /// stand.
    pub(super) fn concerns(&self, tokens: &TokenStream) -> bool {
        self.context.matters(tokens.clone())
            || !self.scope.in_block && !self.scope.is_input && self.uses_foreign(tokens.clone())
    }

    fn uses_foreign(&self, tokens: TokenStream) -> bool {
        let is_foreign = |name: &str| match self.context.is_defined(name) {
            true => self.context.expands_to_foreign(name),
            false => may_be_foreign(name),
        };
        any_use(tokens, &is_foreign)
    }
}

/// Whether a macro of this name, which the crate does not define, may export something that is not seen.
pub(super) fn may_be_foreign(name: &str) -> bool {
    let is_known = is_std_macro(name) || HARMLESS_MACROS.contains(&name);
    !is_known && !is_transparent(name) && !QUOTING.contains(&name)
}

/// Whether the input of the macro is read as if it stood outside of it.
pub(super) fn is_transparent(name: &str) -> bool {
    TRANSPARENT_MACROS.contains(&name)
}

/// Whether the tokens have an attribute that another crate may define.
pub(super) fn has_foreign_attribute(tokens: TokenStream) -> bool {
    any_use(tokens, &|_| false)
}

/// Whether the tokens have a foreign attribute, or call a macro whose name is foreign.
fn any_use(tokens: TokenStream, is_foreign: &dyn Fn(&str) -> bool) -> bool {
    let mut waiting = vec![tokens];
    while let Some(tokens) = waiting.pop() {
        let (mut word, mut called, mut hash) = (None, None, false);
        for tree in tokens {
            let (word_before, called_before, hash_before) =
                (word.take(), called.take(), std::mem::take(&mut hash));
            match tree {
                TokenTree::Ident(ident) => {
                    if called_before.as_deref().is_some_and(is_foreign) {
                        return true;
                    }
                    word = Some(ident.to_string());
                }
                TokenTree::Punct(punct) if punct.as_char() == '!' => called = word_before,
                TokenTree::Punct(punct) => hash = punct.as_char() == '#',
                TokenTree::Group(group) => {
                    let attribute = hash_before && group.delimiter() == Delimiter::Bracket;
                    if called_before.as_deref().is_some_and(is_foreign)
                        || attribute && is_foreign_attribute(group.stream())
                    {
                        return true;
                    }
                    waiting.push(group.stream());
                }
                TokenTree::Literal(_) => {}
            }
        }
    }
    false
}

/// Whether the tokens in the brackets of an attribute name something that another crate may define.
fn is_foreign_attribute(tokens: TokenStream) -> bool {
    let Ok(meta) = syn::parse2::<Meta>(tokens) else { return false };
    let path = segments(meta.path());
    !is_own(&path) && !is_language(&path) && path != ["derive"]
}

/// Whether the attribute is one of this project.
fn is_own(path: &[String]) -> bool {
    path.last().is_some_and(|last| {
        matches!(last.as_str(), "ffi_export" | "ffi_callback" | "unguarded" | "ffi")
    })
}

/// Whether the attribute belongs to the language or a tool.
fn is_language(path: &[String]) -> bool {
    let Some(first) = path.first() else { return true };
    let has_more = path.len() > 1;
    is_inert_attribute(first, has_more)
        || is_std(path)
        || !has_more
            && (BUILTIN_ATTRIBUTES.contains(&first.as_str()) || first.starts_with("rustc_"))
}

fn is_std(path: &[String]) -> bool {
    path.len() > 1 && matches!(path[0].as_str(), "std" | "core" | "alloc")
}

/// Adds one note for each macro and attribute, and counts the rest.
pub(super) fn summarize(uses: Vec<ForeignUse>, inventory: &mut Inventory) {
    let mut noted: BTreeMap<(ForeignKind, String), (SourceSpan, usize)> = BTreeMap::new();
    for ForeignUse { kind, name, span } in uses {
        match kind {
            ForeignKind::Handle => inventory.derived_exports += 1,
            ForeignKind::NotNoted => *inventory.not_followed.entry(name).or_default() += 1,
            ForeignKind::Macro | ForeignKind::Attribute => {
                noted.entry((kind, name)).or_insert((span, 0)).1 += 1;
            }
        }
    }
    for ((kind, name), (span, count)) in noted {
        let name = name.trim_end_matches('!');
        let what = match kind {
            ForeignKind::Macro => {
                format!("the macro `{name}` comes from another crate and stands where items stand")
            }
            _ => format!("the attribute `{name}` comes from another crate"),
        };
        let more = match count {
            1 => String::new(),
            more => format!(" ({count} times)", count = more),
        };
        let what = format!("{what}{more}: what it exports is not seen");
        inventory.notes.push(InventoryNote { span, what, hides_exports: true });
    }
}
