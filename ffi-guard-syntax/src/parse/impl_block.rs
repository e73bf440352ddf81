//! An `impl` block under `#[ffi_export]`, and its functions.

use super::{export_args, ffi_attr, function, self_type, source_export};
use crate::errors::Errors;
use crate::model::{
    BlockHead, BlockType, ExportArgs, Function, SourceBlock, SourceExport, SourceForm, UselessAttr,
};
use crate::names;
use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{
    Attribute, FnArg, Generics, ImplItem, LitStr, Meta, PathArguments, Result, Token, Type,
    Visibility, WhereClause, braced, token,
};

/// A block whose functions are not read yet.
struct Unread {
    attrs: Vec<Attribute>,
    head: BlockHead,
    braces: token::Brace,
    members: Vec<Member>,
}

enum Member {
    Function(Box<Function>),
    Other(TokenStream),
}

/// Returns whether an item is an `impl` block.
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

/// Reads the arguments and the block.
pub(crate) fn parse(
    args: TokenStream,
    item: TokenStream,
    errors: &mut Errors,
) -> Option<SourceBlock> {
    let mut block_args = export_args::parse(args.clone(), &export_args::OF_BLOCK, errors);
    let Unread { attrs, head, braces, members } = errors.keep(unread.parse2(item))?;
    let owner = owner(&head.ty, &block_args);
    let mut block = SourceBlock {
        args: ExportArgs::default(),
        attrs,
        head,
        owner: owner.clone(),
        exports: Vec::new(),
        useless_attrs: Vec::new(),
        remaining: TokenStream::new(),
    };
    if let Some(owner) = &owner {
        // Its errors are reported already. A method inherits arguments with the type in place of `Self`.
        let args = self_type::replace(args, &owner.path);
        block_args = export_args::parse(args, &export_args::OF_BLOCK, &mut Errors::default());
        let inner: TokenStream = (members.into_iter())
            .map(|member| match member {
                Member::Function(function) => {
                    method(*function, owner, &block_args, &mut block, errors)
                }
                Member::Other(tokens) => tokens,
            })
            .collect();
        for attr in &block.attrs {
            attr.to_tokens(&mut block.remaining);
        }
        block.remaining.extend(block.head.tokens.clone());
        braces.surround(&mut block.remaining, |tokens| tokens.extend(inner));
    }
    block.args = block_args;
    Some(block)
}

fn unread(input: ParseStream<'_>) -> Result<Unread> {
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
    Ok(Unread { attrs, head, braces, members })
}

fn head(input: ParseStream<'_>) -> Result<BlockHead> {
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
    Ok(BlockHead { tokens: between(&begin, input), unsafety, generics, of_trait, ty })
}

/// Returns the tokens from `begin` to `end`, which points at the braces.
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

/// Returns the type and the middle part of the symbols. `None` for a type without a plain name.
fn owner(ty: &Type, args: &ExportArgs) -> Option<BlockType> {
    let Type::Path(ty) = crate::types::ungrouped(ty) else { return None };
    let has_no_arguments =
        ty.path.segments.iter().all(|it| matches!(it.arguments, PathArguments::None));
    let path = (ty.qself.is_none() && has_no_arguments).then(|| ty.path.clone())?;
    let name = args.name.as_ref().and_then(|(_, name)| name.literal()).map(LitStr::value);
    let name = name.or_else(|| names::of_type(&path))?;
    Some(BlockType { path, name })
}

/// Adds the export of a function to the block, if it is exported. Returns the function as it stays in the block.
fn method(
    mut function: Function,
    owner: &BlockType,
    block_args: &ExportArgs,
    block: &mut SourceBlock,
    errors: &mut Errors,
) -> TokenStream {
    reject_conditions(&function.attrs, errors);
    // An `extern` function has an attribute that rustc expands, and a symbol of its own.
    if function.sig.abi.is_some() && function.attrs.iter().any(is_export) {
        return tokens(&function);
    }
    let skip = ffi_attr::take_skip(&mut function.attrs, errors);
    let own = take_export(&mut function.attrs, errors);
    let remaining = remaining(&function);
    if skip || !matches!(function.vis, Visibility::Public(_)) {
        block.useless_attrs.extend(own.map(|attr| UselessAttr { attr, skip }));
        return remaining;
    }
    let args = match own.map(|attr| attr.meta) {
        Some(Meta::List(list)) => list.tokens,
        _ => TokenStream::new(),
    };
    block.exports.extend(exported(function, args, owner, block_args, errors));
    remaining
}

/// Returns the function as it stays in the block. Errors in `#[ffi(..)]` are reported for the export.
fn remaining(function: &Function) -> TokenStream {
    let mut function = function.clone();
    for input in &mut function.sig.inputs {
        if let FnArg::Typed(typed) = input {
            typed.attrs.retain(|attr| !ffi_attr::is_ffi(attr));
        }
    }
    tokens(&function)
}

fn tokens(function: &Function) -> TokenStream {
    let Function { attrs, vis, sig, body, .. } = function;
    let block = function.block(body);
    quote!(#(#attrs)* #vis #sig #block)
}

fn is_export(attr: &Attribute) -> bool {
    attr.path().segments.last().is_some_and(|last| last.ident == "ffi_export")
}

/// Takes `#[ffi_export(..)]` out of the attributes.
fn take_export(attrs: &mut Vec<Attribute>, errors: &mut Errors) -> Option<Attribute> {
    let (ours, rest): (Vec<_>, Vec<_>) = attrs.drain(..).partition(is_export);
    *attrs = rest;
    let mut ours = ours.into_iter();
    let own = ours.next();
    for attr in ours {
        errors.on(&attr, "`#[ffi_export]` is given twice; keep one");
    }
    own
}

/// Rejects `#[cfg_attr(.., ffi(..))]`: rustc evaluates it only after this macro, which does not see the attribute in it.
fn reject_conditions(attrs: &[Attribute], errors: &mut Errors) {
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("cfg_attr")) {
        let Ok(list) = attr.meta.require_list() else { continue };
        let is_ours = |token: TokenTree| matches!(token, TokenTree::Ident(ident) if ident == "ffi_export" || ident == "ffi");
        if list.tokens.clone().into_iter().any(is_ours) {
            let message = "a condition cannot say how a function of this block is exported; write it in two \
                           functions, each under its own `#[cfg(..)]`";
            errors.on(attr, message);
        }
    }
}

fn exported(
    mut function: Function,
    args: TokenStream,
    owner: &BlockType,
    block_args: &ExportArgs,
    errors: &mut Errors,
) -> Option<SourceExport> {
    let args = self_type::replace(args, &owner.path);
    let args = export_args::parse(args, &export_args::OF_METHOD, errors);
    let sig = self_type::replace(function.sig.to_token_stream(), &owner.path);
    function.sig = errors.keep(syn::parse2(sig))?;
    let args = export_args::with_defaults(args, block_args);
    let inherited = Some(block_args.on_failure.clone());
    let form = SourceForm::Rust;
    Some(source_export::export(form, args, inherited, function, Some(owner), errors))
}
