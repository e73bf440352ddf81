//! The description of a callback that C provides: its type, and what the type does not say about its calls.

use super::description::Description;
use ffi_guard_syntax::model::{
    ArgumentForC, CallbackArgument, CallbackResult, CallbackValue, FunctionKind, ProvidedCallback,
};
use syn::{Type, parse_quote};

/// Returns the types of a callback in C: the function, its data, and the function that destroys the data.
pub(super) fn types(callback: &ProvidedCallback) -> Vec<Type> {
    let arguments = arguments(callback);
    let types = arguments.iter().map(|(_, ty)| ty);
    let result = &callback.result;
    let returned = if result.is_fallible { parse_quote!(i32) } else { value(result) };
    let function: Type = parse_quote!(unsafe extern "C" fn(#(#types),*) -> #returned);
    let function = match callback.optional {
        true => parse_quote!(Option<#function>),
        false => function,
    };
    let destroy = callback
        .is_owned()
        .then(|| parse_quote!(Option<unsafe extern "C" fn(*mut ::core::ffi::c_void)>));
    [function, data()].into_iter().chain(destroy).collect()
}

/// Adds the roles of the arguments and of the result, and the calls that C must expect.
pub(super) fn contract(description: &mut Description, callback: &ProvidedCallback) {
    description.json(r#","callback":{"arguments":["#);
    for (index, (role, _)) in arguments(callback).iter().enumerate() {
        description.json(if index == 0 { "" } else { "," }).string(role);
    }
    let result = match (&callback.result.value, callback.result.is_fallible) {
        (_, true) => "status",
        (CallbackValue::Boxed { .. }, false) => "owned",
        (CallbackValue::Shared { .. }, false) => "shared",
        _ => "",
    };
    let calls = match callback.kind {
        FunctionKind::FnOnce => "once",
        FunctionKind::FnMut => "sequential",
        FunctionKind::Fn => "nested",
    };
    let threads = match (callback.is_concurrent(), callback.is_called_on_any_thread()) {
        (true, _) => "concurrent",
        (false, true) => "any",
        (false, false) => "same",
    };
    let kept = callback.is_owned();
    description.json(r#"],"result":"#).string(result).json(r#","calls":"#).string(calls);
    description.json(r#","threads":"#).string(threads).json(&format!(r#","kept":{kept}}}"#));
}

/// Returns the arguments that C gets, each with its role. An out-parameter and the data follow the arguments of the closure.
fn arguments(callback: &ProvidedCallback) -> Vec<(&'static str, Type)> {
    let result = &callback.result;
    let out = result.has_out_parameter().then(|| {
        let role = match result.value {
            CallbackValue::Boxed { .. } => "out_owned",
            CallbackValue::Shared { .. } => "out_shared",
            _ => "out",
        };
        let value = value(result);
        (role, parse_quote!(&mut #value))
    });
    let arguments = callback.arguments.iter().flat_map(argument);
    arguments.chain(out).chain([("unchecked", data())]).collect()
}

fn data() -> Type {
    parse_quote!(*mut ::core::ffi::c_void)
}

/// Returns the type of the value that C gives.
fn value(result: &CallbackResult) -> Type {
    match &result.value {
        CallbackValue::Character => parse_quote!(char),
        CallbackValue::Boxed { optional: false, target } => parse_quote!(&mut #target),
        CallbackValue::Boxed { target, .. } => parse_quote!(*mut #target),
        CallbackValue::Shared { target } => parse_quote!(&#target),
        _ => result.ty.clone(),
    }
}

/// Returns an argument of the closure as C gets it: one, and a length after an array.
fn argument(argument: &CallbackArgument) -> Vec<(&'static str, Type)> {
    let pointer = |exclusive: bool, optional: bool, target: &Type| -> Type {
        match (exclusive, optional) {
            (false, false) => parse_quote!(&#target),
            (true, false) => parse_quote!(&mut #target),
            (false, true) => parse_quote!(*const #target),
            (true, true) => parse_quote!(*mut #target),
        }
    };
    let text: Type = parse_quote!(::core::ffi::c_char);
    let with_length = |role, ty| vec![(role, ty), ("length", parse_quote!(usize))];
    let one = |role, ty| vec![(role, ty)];
    match &argument.conversion {
        ArgumentForC::Unconverted if matches!(argument.ty, Type::Ptr(_)) => {
            one("unchecked", argument.ty.clone())
        }
        ArgumentForC::Unconverted | ArgumentForC::Value | ArgumentForC::Character => {
            one("", argument.ty.clone())
        }
        ArgumentForC::CStr { optional } => one("string", pointer(false, *optional, &text)),
        ArgumentForC::Text { optional } => {
            with_length("counted_utf8", pointer(false, *optional, &text))
        }
        ArgumentForC::Slice { exclusive, optional, element } => {
            with_length("array", pointer(*exclusive, *optional, element))
        }
        ArgumentForC::Reference { exclusive, optional, target } => {
            one("borrowed", pointer(*exclusive, *optional, target))
        }
        ArgumentForC::String { optional } => one("owned_string", pointer(true, *optional, &text)),
        ArgumentForC::Boxed { optional, target } => one("owned", pointer(true, *optional, target)),
        ArgumentForC::Shared { target } => one("shared", pointer(false, false, target)),
        ArgumentForC::BorrowedArc { target } => one("borrowed", pointer(false, false, target)),
        ArgumentForC::References { target } => {
            let target = pointer(false, false, target);
            with_length("borrowed_array", pointer(false, false, &target))
        }
    }
}
