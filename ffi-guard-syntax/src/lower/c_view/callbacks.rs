//! The type of a callback that C provides: a function pointer under a name of its own.

use super::context::LibraryContext;
use super::names::Names;
use super::prototype::CCallback;
use super::text::wrap;
use super::types::plain;
use crate::model::{
    ArgumentForC, CallbackArgument, CallbackResult, CallbackValue, Export, FunctionKind,
    ProvidedCallback,
};
use proc_macro2::{Ident, Span};
use syn::{Type, parse_quote};

/// Returns the types of the callbacks that a function takes.
pub(super) fn types(export: &Export, names: &Names, context: &LibraryContext) -> Vec<CCallback> {
    let symbol = symbol(export, context);
    let all = names.parameters.iter().zip(&export.parameters);
    all.filter_map(|(name, parameter)| {
        let callback = parameter.callback()?;
        let function = function(callback);
        Some(CCallback {
            name: type_name(&symbol, name)?,
            ty: parse_quote!(Option<#function>),
            docs: docs(&symbol, name, callback, context),
        })
    })
    .collect()
}

fn symbol(export: &Export, context: &LibraryContext) -> String {
    export.symbol.under(context.prefix.as_deref().unwrap_or_default())
}

/// Returns the type of the function pointer as the prototype has it: its name, or the whole type if the symbol is not an
/// identifier.
pub(super) fn passed(
    export: &Export,
    context: &LibraryContext,
    name: &Ident,
    callback: &ProvidedCallback,
) -> Type {
    match type_name(&symbol(export, context), name) {
        Some(name) => {
            let name = Ident::new(&name, Span::call_site());
            parse_quote!(#name)
        }
        None => {
            let function = function(callback);
            parse_quote!(Option<#function>)
        }
    }
}

fn type_name(symbol: &str, parameter: &Ident) -> Option<String> {
    let parameter = parameter.to_string();
    let name = format!("{symbol}_{}", parameter.trim_start_matches("r#"));
    syn::parse_str::<Ident>(&name).ok().map(|_| name)
}

fn function(callback: &ProvidedCallback) -> Type {
    let mut parameters: Vec<syn::NamedArg> = Vec::new();
    for (index, argument) in callback.arguments.iter().enumerate() {
        let name = Ident::new(&format!("arg{index}"), Span::call_site());
        let ty = argument_type(argument);
        parameters.push(parse_quote!(#name: #ty));
        if has_length(argument) {
            let length = Ident::new(&format!("arg{index}_len"), Span::call_site());
            parameters.push(parse_quote!(#length: size_t));
        }
    }
    if callback.result.has_out_parameter() {
        let value = value(&callback.result);
        parameters.push(parse_quote!(out: *mut #value));
    }
    let returned: Type = match callback.result.is_fallible {
        true => parse_quote!(i32),
        false => value(&callback.result),
    };
    parse_quote!(unsafe extern "C" fn(#(#parameters,)* data: *mut c_void) -> #returned)
}

/// Returns whether a length follows the argument.
fn has_length(argument: &CallbackArgument) -> bool {
    matches!(
        argument.conversion,
        ArgumentForC::Text { .. } | ArgumentForC::Slice { .. } | ArgumentForC::References { .. }
    )
}

fn argument_type(argument: &CallbackArgument) -> Type {
    match &argument.conversion {
        ArgumentForC::Unconverted | ArgumentForC::Value => plain(&argument.ty),
        ArgumentForC::Character => parse_quote!(u32),
        ArgumentForC::CStr { .. } | ArgumentForC::Text { .. } => parse_quote!(*const c_char),
        ArgumentForC::Slice { exclusive, element: target, .. }
        | ArgumentForC::Reference { exclusive, target, .. } => {
            let target = plain(target);
            match exclusive {
                true => parse_quote!(*mut #target),
                false => parse_quote!(*const #target),
            }
        }
        ArgumentForC::String { .. } => parse_quote!(*mut c_char),
        ArgumentForC::Boxed { target, .. } => {
            let target = plain(target);
            parse_quote!(*mut #target)
        }
        ArgumentForC::Shared { target } | ArgumentForC::BorrowedArc { target } => {
            let target = plain(target);
            parse_quote!(*const #target)
        }
        ArgumentForC::References { target } => {
            let target = plain(target);
            parse_quote!(*const *const #target)
        }
    }
}

fn value(result: &CallbackResult) -> Type {
    match &result.value {
        CallbackValue::Unit => parse_quote!(()),
        CallbackValue::Character => parse_quote!(u32),
        CallbackValue::Unconverted | CallbackValue::Checked => plain(&result.ty),
        CallbackValue::Boxed { target, .. } => {
            let target = plain(target);
            parse_quote!(*mut #target)
        }
        CallbackValue::Shared { target } => {
            let target = plain(target);
            parse_quote!(*const #target)
        }
    }
}

fn docs(
    symbol: &str,
    name: &Ident,
    callback: &ProvidedCallback,
    context: &LibraryContext,
) -> Vec<String> {
    let mut lines = Vec::new();
    let name = name.to_string();
    let name = name.trim_start_matches("r#");
    wrap(&format!("The callback `{name}` of {symbol}()."), "", &mut lines);
    for (index, argument) in callback.arguments.iter().enumerate() {
        if let Some(text) = argument_text(index, argument, context) {
            wrap(&text, &format!("@param arg{index}  "), &mut lines);
        }
    }
    let owned = match callback.result.value {
        CallbackValue::Boxed { .. } | CallbackValue::Shared { .. } => {
            Some("owned: passes to the library")
        }
        _ => None,
    };
    if callback.result.has_out_parameter() {
        let text = owned.unwrap_or("receives the result");
        wrap(&format!("{text}; 0 before the call"), "@param out  ", &mut lines);
    }
    if callback.result.is_fallible {
        wrap("0 on success; any other number is an error", "@return ", &mut lines);
    } else if let Some(owned) = owned {
        wrap(owned, "@return ", &mut lines);
    }
    lines
}

fn argument_text(
    index: usize,
    argument: &CallbackArgument,
    context: &LibraryContext,
) -> Option<String> {
    let (text, optional) = match &argument.conversion {
        ArgumentForC::Unconverted | ArgumentForC::Value | ArgumentForC::Character => return None,
        ArgumentForC::String { optional } => {
            let or_null = if *optional { "; NULL for none" } else { "" };
            return Some(format!("owned string{}{or_null}", context.freed_text()));
        }
        ArgumentForC::Boxed { optional, target } => {
            let or_null = if *optional { "; NULL for none" } else { "" };
            return Some(format!("owned{}{or_null}", context.freed(target)));
        }
        ArgumentForC::Shared { target } => {
            return Some(format!("owned reference{}", context.freed(target)));
        }
        ArgumentForC::CStr { optional } => ("string".to_owned(), *optional),
        ArgumentForC::Text { optional } => {
            let text = format!("UTF-8 string of arg{index}_len bytes, without a NUL at its end");
            (text, *optional)
        }
        ArgumentForC::Slice { optional, .. } => {
            (format!("array of arg{index}_len elements"), *optional)
        }
        ArgumentForC::References { .. } => (format!("array of arg{index}_len pointers"), false),
        ArgumentForC::BorrowedArc { .. } => ("pointer".to_owned(), false),
        ArgumentForC::Reference { optional, .. } => ("pointer".to_owned(), *optional),
    };
    let or_null = if optional { "; NULL for none" } else { "" };
    Some(format!("borrowed {text}, valid until the callback returns{or_null}"))
}

/// Returns the text for the parameter that is the function.
pub(super) fn text(callback: &ProvidedCallback) -> String {
    let called = match (callback.is_owned(), callback.is_called_on_any_thread()) {
        (false, false) => "callback, called on this thread until the function returns",
        (false, true) => "callback, called on any thread until the function returns",
        (true, false) => "callback that the library keeps and calls on this thread",
        (true, true) => "callback that the library keeps and calls on any thread",
    };
    let limit = match callback.kind {
        FunctionKind::FnOnce => ", at most once",
        _ if callback.is_concurrent() => ", on several threads at the same time",
        _ => "",
    };
    format!("{called}{limit}")
}

/// Returns the text for the function that destroys the data.
pub(super) fn destroy_text(data: &Ident) -> String {
    let data = data.to_string();
    let data = data.trim_start_matches("r#");
    format!(
        "called once with {data} when the library drops the callback, also if the call fails, may be NULL"
    )
}
