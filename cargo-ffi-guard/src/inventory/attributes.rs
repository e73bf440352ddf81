//! The attributes of an item: what exports it, what guards it, and under which conditions.
//!
//! This is the one place that reads the attributes of this project, with `ffi-guard-syntax`.

use super::body::{segments, text};
use super::context::InventoryContext;
use super::facts::GuardAttribute;
use crate::sources::{Alternatives, Conditions};
use ffi_guard_syntax::{parse_function, parse_library};
use proc_macro2::{Span, TokenStream};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Lit, Meta, Token};

/// The attributes of one item.
#[derive(Default)]
pub(super) struct ItemAttributes {
    /// The attributes that export or guard the item, in order.
    pub(super) marks: Vec<Mark>,
    /// The `path` attributes, in order.
    pub(super) paths: Vec<PathAttribute>,
    /// The predicates of `cfg`.
    pub(super) conditions: Conditions,
    /// All other attributes.
    pub(super) others: Vec<OtherAttribute>,
    pub(super) no_implicit_prelude: bool,
}

/// An attribute that exports or guards.
#[derive(Clone)]
pub(super) struct Mark {
    pub(super) kind: MarkKind,
    /// The path as written.
    pub(super) path: Vec<String>,
    /// The span of the attribute's name.
    pub(super) name: Span,
    /// The span at which the part with the name begins, its `unsafe(` included.
    pub(super) start: Span,
    /// The attribute without the `cfg_attr` and `unsafe` around it.
    pub(super) meta: Meta,
    /// The predicates of `cfg_attr` around it.
    pub(super) conditions: Conditions,
    /// The `#` and the closing bracket of the attribute that contains it.
    pub(super) attribute: (Span, Span),
    /// Whether the attribute is an inner one.
    pub(super) is_inner: bool,
}

/// The effect of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkKind {
    NoMangle,
    ExportName,
    Guard(GuardAttribute),
}

/// An attribute that neither exports nor guards.
pub(super) struct OtherAttribute {
    pub(super) path: Vec<String>,
    pub(super) start: Span,
    pub(super) conditions: Conditions,
    pub(super) meta: Meta,
}

/// A `path` attribute. It has a value if it is one string literal.
pub(super) struct PathAttribute {
    pub(super) value: Option<String>,
    pub(super) conditions: Conditions,
}

impl ItemAttributes {
    pub(super) fn read(attributes: &[Attribute], context: &InventoryContext<'_>) -> Self {
        let mut read = Self::default();
        for attribute in attributes {
            if attribute.path().is_ident("doc") {
                continue;
            }
            let bracket = attribute.bracket_token.span;
            let place = Place {
                attribute: (attribute.pound_token.span, bracket.close()),
                is_inner: matches!(attribute.style, syn::AttrStyle::Inner(_)),
            };
            read.meta(&attribute.meta, &Conditions::default(), None, place, context);
        }
        read
    }

    fn meta(
        &mut self,
        meta: &Meta,
        when: &Conditions,
        start: Option<Span>,
        place: Place,
        context: &InventoryContext<'_>,
    ) {
        let path = segments(meta.path());
        let Some(last) = meta.path().segments.last() else { return };
        let name = last.ident.span();
        let first = meta.path().segments.first().map_or(name, |first| first.ident.span());
        let start = start.unwrap_or(first);
        let only = if let [only] = &*path { only.as_str() } else { "" };
        match (only, meta) {
            ("unsafe", Meta::List(list)) => {
                if let Ok(inner) = list.parse_args::<Meta>() {
                    self.meta(&inner, when, Some(start), place, context);
                }
            }
            ("cfg_attr", Meta::List(list)) => self.conditional(&list.tokens, when, place, context),
            ("cfg", Meta::List(list)) => self.cfg(&list.tokens, when),
            ("path", _) => {
                self.paths.push(PathAttribute { value: assigned(meta), conditions: when.clone() });
            }
            ("no_implicit_prelude", _) => self.no_implicit_prelude = true,
            _ => self.add(meta, path, when, (start, name), place, context),
        }
    }

    /// Adds an attribute that has no meaning for conditions and files.
    fn add(
        &mut self,
        meta: &Meta,
        path: Vec<String>,
        when: &Conditions,
        (start, name): (Span, Span),
        Place { attribute, is_inner }: Place,
        context: &InventoryContext<'_>,
    ) {
        let (conditions, meta) = (when.clone(), meta.clone());
        let guard = path.last().and_then(|last| context.guard_attribute(last));
        let kind = match (path.as_slice(), guard) {
            ([only], _) if only == "no_mangle" => MarkKind::NoMangle,
            ([only], _) if only == "export_name" => MarkKind::ExportName,
            (_, Some(guard)) => MarkKind::Guard(guard),
            (_, None) => {
                return self.others.push(OtherAttribute { path, start, conditions, meta });
            }
        };
        self.marks.push(Mark { kind, path, name, start, meta, conditions, attribute, is_inner });
    }

    fn conditional(
        &mut self,
        tokens: &TokenStream,
        when: &Conditions,
        place: Place,
        context: &InventoryContext<'_>,
    ) {
        let Some((predicate, metas)) = cfg_attr(tokens) else { return };
        let mut when = when.clone();
        when.push(&predicate);
        metas.iter().for_each(|meta| self.meta(meta, &when, None, place, context));
    }

    fn cfg(&mut self, tokens: &TokenStream, when: &Conditions) {
        let predicate = text(tokens.clone());
        let predicate = predicate.trim_end_matches(',').trim_end();
        match when.is_empty() {
            true => self.conditions.push(predicate),
            false => self.conditions.push(&format!("any({}, {predicate})", when.negated())),
        }
    }

    /// The attributes that give the item a symbol.
    pub(super) fn exports(&self) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(|mark| !matches!(mark.kind, MarkKind::Guard(_)))
    }

    /// The attributes that guard the item.
    pub(super) fn guards(&self) -> impl Iterator<Item = (GuardAttribute, &Mark)> {
        self.marks.iter().filter_map(|mark| match mark.kind {
            MarkKind::Guard(guard) => Some((guard, mark)),
            _ => None,
        })
    }

    /// The first `#[ffi_export]`.
    pub(super) fn ffi_export(&self) -> Option<&Mark> {
        self.guards().find(|(guard, _)| *guard == GuardAttribute::FfiExport).map(|(_, mark)| mark)
    }

    /// Whether rustc compiles the item in builds of tests alone, as `#[test]` has it.
    pub(super) fn is_test(&self) -> bool {
        self.others.iter().any(|other| {
            let last = other.path.last().map(String::as_str);
            other.conditions.is_empty() && matches!(last, Some("test" | "bench"))
        })
    }

    /// Whether an attribute of this name is on the item.
    pub(super) fn has(&self, name: &str) -> bool {
        self.others.iter().any(|other| other.path.last().is_some_and(|last| last == name))
    }

    /// The cases of one export under `around`: usually one; with a guard under conditions of its own, one with the
    /// guard and one without.
    pub(super) fn cases(
        &self,
        mark: &Mark,
        around: &Conditions,
    ) -> Vec<(Option<(GuardAttribute, &Mark)>, Conditions)> {
        let mut all = around.clone();
        all.push_all(&mark.conditions);
        let mut cases = Vec::new();
        let mut alternatives = Alternatives::default();
        for (guard, guard_mark) in self.guards() {
            let mut conditions = mark.conditions.clone();
            let certain = all.contains_all(&guard_mark.conditions);
            if certain {
                conditions.push_all(alternatives.rest());
            } else {
                conditions.push_all(&alternatives.add(&guard_mark.conditions));
            }
            cases.push((Some((guard, guard_mark)), conditions));
            if certain {
                return cases;
            }
        }
        if !alternatives.rest().is_contradictory() {
            let mut conditions = mark.conditions.clone();
            conditions.push_all(alternatives.rest());
            cases.push((None, conditions));
        }
        cases
    }
}

/// Where an attribute is written.
#[derive(Clone, Copy)]
struct Place {
    attribute: (Span, Span),
    is_inner: bool,
}

/// The predicate of a `cfg_attr`, and the attributes under it.
pub(super) fn cfg_attr(tokens: &TokenStream) -> Option<(String, Vec<Meta>)> {
    let mut trees = tokens.clone().into_iter();
    let is_comma = |tree: &proc_macro2::TokenTree| matches!(tree, proc_macro2::TokenTree::Punct(punct) if punct.as_char() == ',');
    let predicate: TokenStream = trees.by_ref().take_while(|tree| !is_comma(tree)).collect();
    let metas = Punctuated::<Meta, Token![,]>::parse_terminated.parse2(trees.collect()).ok()?;
    Some((text(predicate), metas.into_iter().collect()))
}

/// The string in `name = ".."`, if it is one literal.
fn assigned(meta: &Meta) -> Option<String> {
    let Meta::NameValue(pair) = meta else { return None };
    match &pair.value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
        Expr::Group(group) => match &*group.expr {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

impl Mark {
    /// The symbol in the arguments of an `ffi_export`.
    pub(super) fn name_argument(&self) -> Option<String> {
        let arguments = self.arguments()?;
        let function = quote::quote!(
            fn f() {}
        );
        let of_stub = parse_function(arguments.clone(), function).ok();
        let of_stub = of_stub.filter(|export| !export.named_after_function);
        // The arguments of a function with a result do not fit the stub.
        of_stub.map(|export| export.symbol.under("")).or_else(|| string_argument(arguments, "name"))
    }

    /// The reason in the arguments of an `unguarded`.
    pub(super) fn reason(&self) -> Option<String> {
        string_argument(self.arguments()?, "reason")
    }

    fn arguments(&self) -> Option<TokenStream> {
        match &self.meta {
            Meta::List(list) => Some(list.tokens.clone()),
            Meta::Path(_) | Meta::NameValue(_) => None,
        }
    }
}

/// The prefix in the arguments of `ffi_library!`.
pub(super) fn library_prefix(arguments: TokenStream) -> Option<String> {
    match parse_library(arguments.clone()) {
        Ok(library) => Some(library.prefix),
        Err(_) => string_argument(arguments, "prefix"),
    }
}

/// The string of `key = ".."` among arguments, even if others are faulty.
fn string_argument(arguments: TokenStream, key: &str) -> Option<String> {
    use proc_macro2::TokenTree;
    let mut trees = arguments.into_iter();
    let mut begins = true;
    while let Some(tree) = trees.next() {
        let named = begins && matches!(&tree, TokenTree::Ident(ident) if *ident == key);
        begins = matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == ',');
        if named && matches!(trees.next(), Some(TokenTree::Punct(punct)) if punct.as_char() == '=')
        {
            let value: TokenStream = trees.next().into_iter().collect();
            return match syn::parse2::<Lit>(value).ok()? {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            };
        }
    }
    None
}
