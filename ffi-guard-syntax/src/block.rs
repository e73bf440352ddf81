//! `#[ffi_export] impl Type { .. }`: each `pub fn` of the block as an [`Export`], and the block as rustc is to see it.

use crate::arguments::{self, Arguments, OnPanic};
use crate::convert;
use crate::errors::Errors;
use crate::export::{self, Export, Form};
use crate::function::{self, Function};
use crate::symbol::Symbol;
use crate::{marks, names, receiver};
use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{
    Attribute, FnArg, Generics, Ident, ImplItem, LitStr, Path, PathArguments, Result, Token, Type,
    Visibility, WhereClause, braced, token,
};

/// A block that passed every check.
pub struct Block {
    /// The type.
    pub ty: Path,
    /// The middle part of the symbols: the type's name in snake case, unless the author gives another.
    pub name: String,
    /// Its exported functions. Their attributes begin with the block's conditions and lint levels.
    pub exports: Vec<Export>,
    /// The conditions under which it is there.
    pub conditions: Vec<Attribute>,
    /// The block, without what was said to us.
    pub remaining: TokenStream,
    /// Where the runtime is, if not at `::ffi_guard`.
    pub krate: Option<Path>,
}

/// The type of a block.
pub(crate) struct Owner {
    pub(crate) path: Path,
    /// The middle part of the symbols.
    pub(crate) name: String,
}

impl Owner {
    /// Whether a type is this one, as far as it is written.
    pub(crate) fn is(&self, ty: &Type) -> bool {
        matches!(ty, Type::Path(path) if convert::is_own(path, Some(&self.path)))
    }
}

/// An `impl` block with its functions left alone.
struct Source {
    attrs: Vec<Attribute>,
    head: Head,
    braces: token::Brace,
    members: Vec<Member>,
}

/// `unsafe impl<T> Type where ..`, or that of a trait.
struct Head {
    tokens: TokenStream,
    unsafety: Option<Token![unsafe]>,
    generics: Generics,
    of_trait: Option<Span>,
    ty: Type,
}

enum Member {
    Function(Box<Function>),
    Other(TokenStream),
}

/// Whether an item is an `impl` block, behind its attributes.
pub(crate) fn is_block(item: &TokenStream) -> bool {
    let begins = |input: ParseStream<'_>| {
        input.call(Attribute::parse_outer)?;
        input.parse::<Option<Token![unsafe]>>()?;
        let is_impl = input.peek(Token![impl]);
        input.parse::<TokenStream>()?;
        Ok(is_impl)
    };
    begins.parse2(item.clone()).unwrap_or(false)
}

/// Reads `#[ffi_export(args)] impl Type { .. }`.
///
/// # Errors
///
/// Everything that is wrong with the arguments, the block and its exported functions, combined into one error.
pub fn parse(args: TokenStream, item: TokenStream) -> Result<Block> {
    let mut errors = Errors::default();
    // Read again for each function, in which `Self` is the type.
    let arguments = arguments::parse(args.clone(), &arguments::OF_BLOCK, &mut errors);
    let block = errors.keep(source.parse2(item)).and_then(|source| {
        let owner = owner(&source.head, arguments.name.as_ref(), &mut errors)?;
        let args = replace_self(args, &owner.path);
        let arguments = arguments::parse(args, &arguments::OF_BLOCK, &mut Errors::default());
        Some(block(source, &owner, &arguments, &mut errors))
    });
    errors.finish(block)
}

fn source(input: ParseStream<'_>) -> Result<Source> {
    let mut attrs = input.call(Attribute::parse_outer)?;
    let head = head(input)?;
    let content;
    let braces = braced!(content in input);
    for mut inner in content.call(Attribute::parse_inner)? {
        inner.style = syn::AttrStyle::Outer;
        attrs.push(inner);
    }
    let mut members = Vec::new();
    while !content.is_empty() {
        members.push(member(&content)?);
    }
    Ok(Source { attrs, head, braces, members })
}

fn head(input: ParseStream<'_>) -> Result<Head> {
    let begin = input.fork();
    let unsafety = input.parse()?;
    input.parse::<Token![impl]>()?;
    let generics = if input.peek(Token![<]) { input.parse()? } else { Generics::default() };
    let negative: Option<Token![!]> = input.parse()?;
    let mut ty: Type = input.parse()?;
    let mut of_trait = negative.map(|_| ty.span());
    if input.parse::<Option<Token![for]>>()?.is_some() {
        of_trait = Some(ty.span());
        ty = input.parse()?;
    }
    input.parse::<Option<WhereClause>>()?;
    Ok(Head { tokens: between(&begin, input), unsafety, generics, of_trait, ty })
}

/// What stands from `begin` to `end`, which is in front of the braces.
fn between(begin: ParseStream<'_>, end: ParseStream<'_>) -> TokenStream {
    let count = |input: ParseStream<'_>| {
        let rest: TokenStream = input.fork().parse().unwrap_or_default();
        rest.into_iter().count()
    };
    let taken = count(begin).saturating_sub(count(end));
    let all: TokenStream = begin.fork().parse().unwrap_or_default();
    all.into_iter().take(taken).collect()
}

fn member(input: ParseStream<'_>) -> Result<Member> {
    let ahead = input.fork();
    ahead.call(Attribute::parse_outer)?;
    ahead.parse::<Visibility>()?;
    if function::begins(&ahead) {
        return input.parse().map(|function| Member::Function(Box::new(function)));
    }
    input.parse::<ImplItem>().map(|item| Member::Other(item.into_token_stream()))
}

/// The one type that the symbols are named after.
fn owner(head: &Head, name: Option<&(Ident, LitStr)>, errors: &mut Errors) -> Option<Owner> {
    if let Some(unsafety) = &head.unsafety {
        errors.on(unsafety, "an `impl` block without a trait is not `unsafe`; remove `unsafe`");
    }
    if let Some(span) = head.of_trait {
        let message = "the functions of a trait have no name of their own in C; write them in an `impl` block of \
                       the type, which calls the trait's, and export that";
        errors.at(span, message);
    }
    if !head.generics.params.is_empty() {
        let message = "one symbol is one function, which cannot be generic; write a type for C that holds the \
                       generic one with its parameters, and export the `impl` block of that";
        errors.on(&head.generics, message);
    }
    let path = match ungrouped(&head.ty) {
        Type::Path(path) if path.qself.is_none() => Some(path.path.clone()),
        _ => None,
    };
    let named = path.filter(|path| {
        path.segments.iter().all(|segment| matches!(segment.arguments, PathArguments::None))
    });
    let Some(path) = named else {
        if !head.generics.params.is_empty() {
            return None;
        }
        let message = "the functions of this block are named after its type, which has no plain name; \
                       write a type for C that holds this one, and export the `impl` block of that";
        errors.on(&head.ty, message);
        return None;
    };
    let own = path.segments.last().map(|last| names::snake_case(&last.ident));
    let name = match name {
        Some((_, name)) => names::part(name, errors),
        None => own,
    };
    Some(Owner { path, name: name.unwrap_or_default() })
}

fn ungrouped(ty: &Type) -> &Type {
    crate::check::types::ungrouped(ty)
}

fn block(source: Source, owner: &Owner, arguments: &Arguments, errors: &mut Errors) -> Block {
    let Source { attrs, head, braces, members } = source;
    let mut exports: Vec<Export> = Vec::new();
    let mut inner = TokenStream::new();
    for member in members {
        match member {
            Member::Function(function) => {
                let (export, remaining) = method(*function, owner, arguments, errors);
                distinct(&exports, export.as_ref(), errors);
                exports.extend(export);
                inner.extend(remaining);
            }
            Member::Other(tokens) => inner.extend(tokens),
        }
    }
    let of_block = || attrs.iter().filter(|attr| holds_for_shims(attr)).cloned();
    let exports = exports.into_iter().map(|export| within(of_block(), export)).collect();
    let mut remaining = TokenStream::new();
    attrs.iter().for_each(|attr| attr.to_tokens(&mut remaining));
    remaining.extend(head.tokens);
    braces.surround(&mut remaining, |tokens| tokens.extend(inner));
    let Owner { path, name } = owner;
    let conditions = attrs.iter().filter(|attr| attr.path().is_ident("cfg")).cloned().collect();
    Block {
        conditions,
        ty: path.clone(),
        name: name.clone(),
        exports,
        remaining,
        krate: arguments.krate.clone(),
    }
}

/// Two functions of a block have one symbol only by a `name`. A function under a condition may not be there.
fn distinct(earlier: &[Export], export: Option<&Export>, errors: &mut Errors) {
    let Some(Export { function, symbol: Symbol::Whole(symbol), .. }) = export else { return };
    let always =
        |function: &Function| !function.attrs.iter().any(|attr| attr.path().is_ident("cfg"));
    let same = |other: &&Export| {
        matches!(&other.symbol, Symbol::Whole(other) if other == symbol)
            && always(&other.function)
            && always(function)
    };
    if let Some(other) = earlier.iter().find(same) {
        let message = format!(
            "`{}` is exported as `{symbol}` already; write another `name` for this function",
            other.function.sig.ident
        );
        errors.on(&function.sig.ident, message);
    }
}

/// What stands on the block and holds for a function that is taken out of it.
fn holds_for_shims(attr: &Attribute) -> bool {
    ["cfg", "allow", "expect"].iter().any(|name| attr.path().is_ident(name))
}

fn within(of_block: impl Iterator<Item = Attribute>, mut export: Export) -> Export {
    let own = std::mem::take(&mut export.function.attrs);
    export.function.attrs = of_block.chain(own).collect();
    export
}

/// The export of a function, if it is one, and the function as it stays in the block.
fn method(
    mut function: Function,
    owner: &Owner,
    of_block: &Arguments,
    errors: &mut Errors,
) -> (Option<Export>, TokenStream) {
    let said = Said::take(&mut function, errors);
    if said.c_form {
        return (None, tokens(&function));
    }
    let mut remaining = function.clone();
    for input in &mut remaining.sig.inputs {
        if let FnArg::Typed(typed) = input {
            // What is wrong with them is said of the export.
            marks::take(&mut typed.attrs, &mut Errors::default());
        }
    }
    let is_public = matches!(function.vis, Visibility::Public(_));
    let export = if is_public && !said.skip {
        exported(function, &said, owner, of_block, errors)
    } else {
        said.nothing_to_say(&function, errors);
        None
    };
    (export, tokens(&remaining))
}

fn tokens(function: &Function) -> TokenStream {
    let Function { attrs, vis, sig, body, .. } = function;
    let block = function.block(body);
    quote::quote!(#(#attrs)* #vis #sig #block)
}

/// What an author says to us on one function of a block.
#[derive(Default)]
struct Said {
    skip: bool,
    /// The arguments of its own `#[ffi_export(..)]`, and that attribute.
    own: Option<(TokenStream, Attribute)>,
    /// It is `extern "C"`, and its attribute is for that.
    c_form: bool,
}

impl Said {
    fn take(function: &mut Function, errors: &mut Errors) -> Self {
        let mut said = Self::default();
        for attr in &function.attrs {
            conditional(attr, errors);
        }
        let is_ours = |attr: &Attribute| is_export(attr);
        if function.sig.abi.is_some() && function.attrs.iter().any(is_ours) {
            said.c_form = true;
            return said;
        }
        said.skip = marks::take_skip(&mut function.attrs, errors);
        let (ours, rest): (Vec<_>, Vec<_>) = function.attrs.drain(..).partition(is_ours);
        function.attrs = rest;
        for attr in ours {
            if said.own.is_some() {
                errors.on(&attr, "`#[ffi_export]` is given twice; keep one");
                continue;
            }
            let args = match &attr.meta {
                syn::Meta::List(list) => list.tokens.clone(),
                _ => TokenStream::new(),
            };
            said.own = Some((args, attr));
        }
        said
    }

    /// For a function that is not exported.
    fn nothing_to_say(&self, function: &Function, errors: &mut Errors) {
        let Some((_, attr)) = &self.own else { return };
        errors.on(attr, if self.skip {
            "`#[ffi(skip)]` leaves this function out, and this attribute is for one that is exported; keep one"
        } else {
            "C gets the `pub` functions of this block, and this one is not; add `pub`, or remove the attribute"
        });
        let _ = function;
    }
}

fn is_export(attr: &Attribute) -> bool {
    attr.path().segments.last().is_some_and(|last| last.ident == "ffi_export")
}

/// The compiler has not expanded a condition in here, so what it would say to us comes too late.
fn conditional(attr: &Attribute, errors: &mut Errors) {
    let Some(list) =
        attr.path().is_ident("cfg_attr").then(|| attr.meta.require_list().ok()).flatten()
    else {
        return;
    };
    let ours = list.tokens.clone().into_iter().any(
        |token| matches!(token, TokenTree::Ident(ident) if ident == "ffi_export" || ident == "ffi"),
    );
    if ours {
        let message = "a condition cannot say how a function of this block is exported; write it in two \
                       functions, each under its own `#[cfg(..)]`";
        errors.on(attr, message);
    }
}

fn exported(
    mut function: Function,
    said: &Said,
    owner: &Owner,
    of_block: &Arguments,
    errors: &mut Errors,
) -> Option<Export> {
    if let Some(abi) = &function.sig.abi {
        let message = "the shim of a method has the C ABI, and the method Rust's; remove `extern`, or give the \
                       function an `#[ffi_export(..)]` and a symbol of its own, or leave it out with `#[ffi(skip)]`";
        errors.on(abi, message);
        function.sig.abi = None;
    }
    let args = said.own.as_ref().map(|(args, _)| args.clone()).unwrap_or_default();
    let args = replace_self(args, &owner.path);
    let own = arguments::parse(args, &arguments::OF_METHOD, errors);
    let sig = replace_self(function.sig.to_token_stream(), &owner.path);
    function.sig = errors.keep(syn::parse2(sig))?;
    receiver::name(&mut function.sig, owner, errors);
    let inherits = matches!(own.on_panic, OnPanic::Default);
    let mut arguments = own.or(of_block);
    if inherits {
        arguments.on_panic = inherited(arguments.on_panic, &function, owner);
    }
    let abi = LitStr::new("C", Span::mixed_site());
    export::export(arguments, Form::Rust { abi }, function, Some(owner), errors)
}

/// What the block says for all, where it can hold: a status is for a `Result`, and a fallback for what has none of its
/// own.
fn inherited(of_block: OnPanic, function: &Function, owner: &Owner) -> OnPanic {
    // What is refused is said of the export.
    let Ok(answer) = convert::answer(&function.sig.output, Some(&owner.path)) else {
        return OnPanic::Default;
    };
    match of_block {
        OnPanic::Status { .. } if !answer.fallible => OnPanic::Default,
        OnPanic::Abort(_) | OnPanic::Status { .. } | OnPanic::Default => of_block,
        _ if answer.is_empty() || answer.returned.is_owner() => OnPanic::Default,
        fallback => fallback,
    }
}

/// Writes the type for each `Self`, at its place.
fn replace_self(tokens: TokenStream, path: &Path) -> TokenStream {
    let one = |token: TokenTree| match token {
        TokenTree::Ident(ident) if ident == "Self" => {
            located(path, ident.span()).into_token_stream()
        }
        TokenTree::Group(group) => {
            let inner = replace_self(group.stream(), path);
            let mut replaced = Group::new(group.delimiter(), inner);
            replaced.set_span(group.span());
            TokenTree::from(replaced).into()
        }
        other => other.into(),
    };
    tokens.into_iter().flat_map(|token| -> TokenStream { one(token) }).collect()
}

/// The path where something else stands for it.
pub(crate) fn located(path: &Path, span: Span) -> Path {
    let mut path = path.clone();
    for segment in &mut path.segments {
        let resolved = segment.ident.span();
        segment.ident.set_span(span.resolved_at(resolved));
    }
    path
}
