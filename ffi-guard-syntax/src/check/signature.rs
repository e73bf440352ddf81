//! What a signature cannot be if C is to call the function.

use crate::errors::Errors;
use crate::export::Form;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, FnArg, GenericParam, PatType, ReturnType, Signature, Type};

pub(crate) fn check(sig: &Signature, form: &Form, errors: &mut Errors) {
    no_async(sig, errors);
    match form {
        // Only its shim catches; the function stays `const`.
        Form::Rust { .. } => {}
        Form::C => no_const(
            sig,
            "; or write a plain `const fn`, which stays `const` beside its shim",
            errors,
        ),
        Form::Callback => no_const(sig, "", errors),
    }
    match form {
        Form::C | Form::Rust { .. } => no_generics(sig, errors),
        // Whoever takes its address says which.
        Form::Callback => {}
    }
    no_receiver(sig, errors);
    no_variadic(sig, errors);
    for typed in inputs(sig) {
        parameter_attributes(&typed.attrs, errors);
        no_impl_trait(&typed.ty, "the parameter", errors);
    }
    if let ReturnType::Type(_, ty) = &sig.output {
        no_impl_trait(ty, "what is returned", errors);
    }
}

fn inputs(sig: &Signature) -> impl Iterator<Item = &PatType> {
    sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(typed),
        FnArg::Receiver(_) => None,
    })
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
        errors.on(token, message);
    }
}

/// Lifetimes are erased and fine.
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
        errors.on(name, message);
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
        errors.on(variadic.dots, message);
    }
}

fn no_impl_trait(ty: &Type, what: &str, errors: &mut Errors) {
    if let Type::ImplTrait(ty) = ty {
        let message = format!("C needs to know the type of {what}; write a concrete type");
        errors.on(ty, message);
    }
}

/// A parameter stands in several places of the expansion. A lint level goes with the author's pattern; a
/// `cfg` would have to stand at each place, and the argument of a call takes none.
fn parameter_attributes(attrs: &[Attribute], errors: &mut Errors) {
    const LINTS: [&str; 5] = ["allow", "warn", "deny", "forbid", "expect"];
    for attr in attrs {
        let path = attr.path();
        // What it says is read with the type.
        if LINTS.iter().any(|lint| path.is_ident(lint)) || path.is_ident("ffi") {
            continue;
        }
        errors.on(attr, if path.is_ident("cfg") || path.is_ident("cfg_attr") {
            "a parameter of a guarded function cannot depend on a `cfg`; \
             write two functions, each under its own `#[cfg(..)]`"
        } else {
            "only lint levels can stand on a parameter of a guarded function; remove this attribute"
        });
    }
}
