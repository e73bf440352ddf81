//! Rejects signatures that C cannot call.

use crate::callback_type::FunctionTrait;
use crate::errors::Errors;
use crate::model::{FunctionKind, SourceExport, SourceForm};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, FnArg, GenericParam, ReturnType, Signature, Type};

/// Checks everything in a signature but its types.
pub(super) fn check(source: &SourceExport, errors: &mut Errors) {
    let sig = &source.function.sig;
    no_async(sig, errors);
    match source.form {
        // Only its shim catches; the function stays `const`.
        SourceForm::Rust => no_generics(sig, errors),
        SourceForm::C => {
            let or = "; or write a plain `const fn`, which stays `const` beside its shim";
            no_const(sig, or, errors);
            no_generics(sig, errors);
        }
        // A generic one is instantiated where its address is taken.
        SourceForm::Callback => no_const(sig, "", errors),
    }
    no_receiver(sig, errors);
    no_variadic(sig, errors);
    for parameter in &source.parameters {
        parameter_attributes(&parameter.attrs, errors);
        let instead = closure(&parameter.ty).filter(|_| source.form == SourceForm::Rust);
        no_impl_trait(&parameter.ty, "the parameter", instead, errors);
    }
    if let ReturnType::Type(_, ty) = &sig.output {
        no_impl_trait(ty, "what is returned", None, errors);
    }
}

fn no_async(sig: &Signature, errors: &mut Errors) {
    if let Some(token) = &sig.asyncness {
        let message = "C cannot await an `async fn`; write a plain `fn` that blocks on the future, \
                       or one that takes a callback";
        errors.on(token, message);
    }
}

fn no_const(sig: &Signature, or: &str, errors: &mut Errors) {
    if let Some(token) = &sig.constness {
        let message =
            format!("a `const fn` cannot catch a panic; remove `const`, which C cannot use{or}");
        errors.on(token, &message);
    }
}

/// Rejects type and constant parameters. Lifetimes are erased.
fn no_generics(sig: &Signature, errors: &mut Errors) {
    for parameter in &sig.generics.params {
        let (name, what): (TokenStream, _) = match parameter {
            GenericParam::Lifetime(_) => continue,
            GenericParam::Type(ty) => (quote!(#ty), "type"),
            GenericParam::Const(constant) => (quote!(#constant), "constant"),
        };
        let message = format!(
            "one symbol is one function, which cannot be generic over a {what}; \
             export a function for each {what} that C needs, and call the generic one from there"
        );
        errors.on(&name, &message);
    }
}

fn no_receiver(sig: &Signature, errors: &mut Errors) {
    for input in &sig.inputs {
        let FnArg::Receiver(receiver) = input else { continue };
        let message = "C has no methods; put `#[ffi_export]` on the `impl` block, which exports its `pub` functions, \
                       or write a function without `self`";
        errors.on(receiver, message);
    }
}

fn no_variadic(sig: &Signature, errors: &mut Errors) {
    if let Some(variadic) = &sig.variadic {
        let message = "a variadic list cannot be moved into a guarded body; \
                       take a pointer and a length instead";
        errors.on(&variadic.dots, message);
    }
}

fn no_impl_trait(ty: &Type, what: &str, instead: Option<String>, errors: &mut Errors) {
    if let Type::ImplTrait(ty) = ty {
        let instead = instead.unwrap_or_else(|| "write a concrete type".to_owned());
        errors.on(ty, &format!("C needs to know the type of {what}; {instead}"));
    }
}

/// Returns the suggestion for a parameter of any closure type.
fn closure(ty: &Type) -> Option<String> {
    let Type::ImplTrait(ty) = ty else { return None };
    let function = ty.bounds.iter().find_map(FunctionTrait::of)?;
    let written = function.text();
    Some(match function.kind {
        FunctionKind::Fn => format!("write `&dyn {written}`, or `Box<dyn {written}>` to keep it"),
        FunctionKind::FnMut => {
            format!("write `&mut dyn {written}`, or `Box<dyn {written}>` to keep it")
        }
        FunctionKind::FnOnce => format!("write `Box<dyn {written}>`"),
    })
}

/// Rejects attributes other than lint levels. The expansion repeats a parameter in several places, such as the argument
/// of a call, which takes no `cfg`.
fn parameter_attributes(attrs: &[Attribute], errors: &mut Errors) {
    const LINTS: [&str; 5] = ["allow", "warn", "deny", "forbid", "expect"];
    for attr in attrs {
        let path = attr.path();
        if LINTS.iter().any(|lint| path.is_ident(lint)) {
            continue;
        }
        let message = if path.is_ident("cfg") || path.is_ident("cfg_attr") {
            "a parameter of a guarded function cannot depend on a `cfg`; \
             write two functions, each under its own `#[cfg(..)]`"
        } else {
            "only lint levels are allowed on a parameter of a guarded function; remove this attribute"
        };
        errors.on(attr, message);
    }
}
