//! A function of the crate that is a guard: it takes a closure, and catches its panic.

use super::eager::expect_pure;
use super::expression::{bare, is_closure};
use super::on_panic::OnPanic;
use super::shape::{self, End, Shape};
use super::sources::{OwnFunction, Sources};
use super::tokens::{parse, words};
use super::why::{self, Why};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::HashMap;
use std::path::Path;
use syn::{Block, Expr, ExprCall, FnArg, ItemFn};

/// Names that mean the same in every module: of the language, of its prelude, and the roots of paths.
const EVERYWHERE: &[&str] = &[
    "std", "core", "alloc", "crate", "Default", "Option", "None", "Some", "Result", "Ok", "Err",
    "Box", "true", "false", "as", "const", "mut", "unsafe", "bool", "char", "f32", "f64", "i8",
    "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
];

/// Returns the guard that the called function is, with the arguments of the call in the place of its parameters.
/// `module` is the file of the call, if the call is in the file's outermost module.
pub(super) fn find(
    call: &ExprCall,
    module: Option<&Path>,
    sources: &Sources,
) -> Result<Shape, Why> {
    let function = definition(call, sources)?;
    let parameters = parameters(&function.item).filter(|all| all.len() == call.args.len());
    let parameters = parameters.ok_or_else(why::unknown)?;
    let is_closure = |argument: &&Expr| is_closure(argument);
    call.args.iter().filter(|argument| !is_closure(argument)).try_for_each(expect_pure)?;
    let pairs = || parameters.iter().cloned().zip(&call.args);
    let tokens = |(name, value): (String, &Expr)| (name, value.to_token_stream());
    // With the names of the parameters, the other names of the fallback are the function's own.
    let closures = pairs().filter(|(_, argument)| is_closure(argument)).map(tokens).collect();
    let on_panic = guard(&function.item, &closures)?.on_panic;
    let is_same_module = module.is_some() && module == function.module.as_deref();
    expect_names(&function.item, &on_panic, &parameters, is_same_module)?;
    guard(&function.item, &pairs().map(tokens).collect())
}

/// The one function that the call can mean.
fn definition(call: &ExprCall, sources: &Sources) -> Result<OwnFunction, Why> {
    let mut path = path_of(&call.func);
    let name = path.pop().unwrap_or_default();
    if path.first().is_some_and(|first| !["crate", "self", "super"].contains(&&**first)) {
        return Err(format!(
            "its guard `{}::{name}` may be another crate's function",
            path.join("::")
        ));
    }
    let mut functions = sources.functions(&name);
    match (functions.pop(), functions.is_empty()) {
        (Some(function), true) => Ok(function),
        (Some(_), false) => Err(format!("the crate has several functions `{name}`")),
        (None, _) => Err(format!(
            "the function `{name}` is not defined in this crate, so its fallback cannot be read"
        )),
    }
}

/// The names of a path.
fn path_of(function: &Expr) -> Vec<String> {
    let Expr::Path(path) = bare(function) else { return Vec::new() };
    path.path.segments.iter().map(|segment| segment.ident.to_string()).collect()
}

fn parameters(function: &ItemFn) -> Option<Vec<String>> {
    let name = |input: &FnArg| match input {
        FnArg::Typed(input) => Some(input.pat.to_token_stream().to_string()),
        FnArg::Receiver(_) => None,
    };
    function.sig.inputs.iter().map(name).collect()
}

/// The guard in the body of the function, with values in the place of names.
fn guard(function: &ItemFn, values: &HashMap<String, TokenStream>) -> Result<Shape, Why> {
    let block = substituted(function.block.to_token_stream(), values);
    let block: Block = parse(block).ok_or_else(why::unknown)?;
    match shape::find(&block.stmts)? {
        End::Guard(shape) if !shape.has_neighbours => Ok(*shape),
        _ => Err(format!("the function `{}` does more than catch the panic", function.sig.ident)),
    }
}

/// The names of the function's fallback must mean the same in the attribute.
fn expect_names(
    function: &ItemFn,
    on_panic: &OnPanic,
    parameters: &[String],
    is_same_module: bool,
) -> Result<(), Why> {
    let OnPanic::Value(value) = on_panic else { return Ok(()) };
    let generics = &function.sig.generics;
    let types = generics.type_params().map(|it| it.ident.to_string());
    let generic: Vec<String> =
        types.chain(generics.const_params().map(|it| it.ident.to_string())).collect();
    let is_known = |word: &String| {
        let is_plain = is_same_module || EVERYWHERE.contains(&&**word);
        parameters.contains(word) || is_plain && !generic.contains(word)
    };
    match words(value).into_iter().find(|word| !is_known(word)) {
        Some(word) => Err(format!(
            "its fallback names `{word}`, as the function `{}` knows it",
            function.sig.ident
        )),
        None => Ok(()),
    }
}

/// The tokens with the values in the place of the names.
fn substituted(tokens: TokenStream, values: &HashMap<String, TokenStream>) -> TokenStream {
    let replace = |tree: TokenTree| match &tree {
        TokenTree::Ident(word) => match values.get(&word.to_string()) {
            Some(value) => Group::new(Delimiter::None, value.clone()).into(),
            None => tree,
        },
        TokenTree::Group(group) => {
            let mut new = Group::new(group.delimiter(), substituted(group.stream(), values));
            new.set_span(group.span());
            new.into()
        }
        _ => tree,
    };
    tokens.into_iter().map(replace).collect()
}
