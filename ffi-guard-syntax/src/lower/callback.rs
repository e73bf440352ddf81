//! The conversion of a callback that C provides: of its arguments for C, and of its result from C.

use crate::callback_type::CallbackType;
use crate::model::{
    ArgumentForC, CallbackArgument, CallbackResult, CallbackValue, Conversion, ProvidedCallback,
};
use crate::types::{self, Output};
use syn::{Type, TypePath, parse_quote};

/// Returns the conversion of a closure type. `None` for any other type.
pub(super) fn of(ty: &Type) -> Option<Conversion> {
    let callback = CallbackType::of(ty)?;
    let signature = callback.function.signature;
    let arguments = signature.inputs.iter().map(|input| {
        let ty = types::ungrouped(&input.ty);
        CallbackArgument { ty: ty.clone(), conversion: argument(ty) }
    });
    Some(Conversion::Callback(Box::new(ProvidedCallback {
        holder: callback.holder?,
        kind: callback.function.kind,
        optional: callback.optional,
        is_send: callback.is("Send"),
        is_sync: callback.is("Sync"),
        arguments: arguments.collect(),
        result: result(&Output::of(&signature.output), &signature.output),
    })))
}

fn argument(ty: &Type) -> ArgumentForC {
    match ty {
        Type::Reference(_) => referenced(ty, false),
        Type::Ptr(_) => ArgumentForC::Unconverted,
        Type::Path(path) if path.path.is_ident("bool") || types::is_number(path) => {
            ArgumentForC::Unconverted
        }
        Type::Path(path) if path.path.is_ident("char") => ArgumentForC::Character,
        Type::Path(path) => match types::optional(path).map(types::ungrouped) {
            Some(inner @ Type::Reference(_)) => referenced(inner, true),
            Some(Type::Path(inner)) => owned(inner, true),
            _ => owned(path, false),
        },
        _ => ArgumentForC::Value,
    }
}

fn owned(path: &TypePath, optional: bool) -> ArgumentForC {
    let Some(segment) = types::std_name(path) else { return ArgumentForC::Value };
    match (segment.ident.to_string().as_str(), types::argument(segment)) {
        ("String" | "CString", _) => ArgumentForC::String { optional },
        ("Box", Some(target)) => ArgumentForC::Boxed { optional, target: target.clone() },
        ("Arc", Some(target)) if !optional => ArgumentForC::Shared { target: target.clone() },
        _ => ArgumentForC::Value,
    }
}

fn referenced(ty: &Type, optional: bool) -> ArgumentForC {
    let Type::Reference(reference) = ty else { return ArgumentForC::Value };
    let exclusive = reference.mutability.is_some();
    let target = types::ungrouped(&reference.elem);
    let segment = types::std_type(target);
    let name = segment.map(|segment| segment.ident.to_string());
    match (target, name.as_deref(), segment.and_then(types::argument)) {
        (Type::Slice(slice), ..) => match types::ungrouped(&slice.elem) {
            Type::Reference(inner) if !exclusive && !optional => {
                ArgumentForC::References { target: types::ungrouped(&inner.elem).clone() }
            }
            element => ArgumentForC::Slice { exclusive, optional, element: element.clone() },
        },
        (_, Some("str"), _) => ArgumentForC::Text { optional },
        (_, Some("CStr"), _) => ArgumentForC::CStr { optional },
        (_, Some("Arc"), Some(shared)) if !exclusive && !optional => {
            ArgumentForC::BorrowedArc { target: shared.clone() }
        }
        _ => ArgumentForC::Reference { exclusive, optional, target: target.clone() },
    }
}

fn result(output: &Output<'_>, written: &syn::ReturnType) -> CallbackResult {
    let output_type = match written {
        syn::ReturnType::Type(_, ty) => (**ty).clone(),
        syn::ReturnType::Default => parse_quote!(()),
    };
    let ty = output.value.cloned().unwrap_or_else(|| parse_quote!(()));
    let value = match &ty {
        ty if types::is_unit(ty) => CallbackValue::Unit,
        Type::Ptr(_) => CallbackValue::Unconverted,
        Type::Path(path) if types::is_number(path) => CallbackValue::Unconverted,
        Type::Path(path) if path.path.is_ident("char") => CallbackValue::Character,
        Type::Path(path) => match types::optional(path).map(types::ungrouped) {
            Some(Type::Path(inner)) => given(inner, true),
            _ => given(path, false),
        },
        _ => CallbackValue::Checked,
    };
    CallbackResult { output: output_type, ty, value, is_fallible: output.is_result }
}

fn given(path: &TypePath, optional: bool) -> CallbackValue {
    let Some(segment) = types::std_name(path) else { return CallbackValue::Checked };
    match (segment.ident.to_string().as_str(), types::argument(segment)) {
        ("Box", Some(target)) => CallbackValue::Boxed { optional, target: target.clone() },
        ("Arc", Some(target)) if !optional => CallbackValue::Shared { target: target.clone() },
        _ => CallbackValue::Checked,
    }
}
