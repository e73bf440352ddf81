//! The exported functions of the C form.

use super::comments::kept;
use super::conditions::Gate;
use super::exports::Seen;
use super::flat::{Flat, TypeScope, Uses};
use super::function::{Function, Parameters, failure, refused};
use super::rust_text::shown;
use crate::failure::Failure;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{FnArg, PatType, ReturnType, Type, parse_quote};

/// Returns an exported function as cbindgen is given it.
pub(super) fn c_form(flat: &mut Flat<'_>, seen: &Seen) -> Result<Function, Failure> {
    let Seen { symbol, place, signature, .. } = seen;
    let scope = TypeScope {
        self_type: seen.scope.self_type.clone(),
        ..TypeScope::of_module(seen.scope.module)
    };
    let mut uses = Uses::default();
    let parameters = parameters(flat, seen, &scope, &mut uses)?;
    let output = match &signature.output {
        ReturnType::Type(_, ty) if !flat.is_zero_sized(ty, &scope) => {
            passed(flat, ty, seen, &scope, &mut uses)?
        }
        _ => parse_quote!(()),
    };
    let (attrs, variadic) = (kept(&seen.attrs), &signature.variadic);
    let source = quote! {
        #(#attrs)*
        #[unsafe(export_name = #symbol)]
        pub unsafe extern "C" fn declared(#(#parameters,)* #variadic) -> #output {}
    };
    Ok(Function {
        symbol: symbol.clone(),
        source,
        gate: seen.gate.clone(),
        uses,
        place: place.clone(),
        is_rust_form: false,
    })
}

/// Returns the parameters of a function, without those that have no size.
fn parameters(
    flat: &mut Flat<'_>,
    seen: &Seen,
    scope: &TypeScope,
    uses: &mut Uses,
) -> Result<Vec<TokenStream>, Failure> {
    let mut parameters = Parameters::default();
    for input in &seen.signature.inputs {
        let FnArg::Typed(typed) = input else { continue };
        if has_parameter(flat, typed, seen)? && !flat.is_zero_sized(&typed.ty, scope) {
            parameters.push(&typed.pat, passed(flat, &typed.ty, seen, scope, uses)?);
        }
    }
    Ok(parameters.declared())
}

fn passed(
    flat: &mut Flat<'_>,
    ty: &Type,
    seen: &Seen,
    scope: &TypeScope,
    uses: &mut Uses,
) -> Result<Type, Failure> {
    let lowered = flat.passed(ty, scope, uses);
    lowered.map_err(|problem| refused(&seen.symbol, &seen.place, &problem))
}

/// Returns whether the build has a parameter.
fn has_parameter(flat: &Flat<'_>, typed: &PatType, seen: &Seen) -> Result<bool, Failure> {
    let gate = flat.modules.conditions().gate_of(&typed.attrs, &Gate::default());
    let Some(gate) = gate else { return Ok(false) };
    match gate.unknown.or(gate.open.into_iter().next()) {
        None => Ok(true),
        Some(condition) => {
            let name = shown(&typed.pat);
            let what = format!(
                "the parameter `{name}` of `{}` is under the condition `{condition}`, and C has no such parameters",
                seen.symbol
            );
            let next = "choose the build with --target and --features, or write two functions";
            Err(failure(&seen.place, what, next))
        }
    }
}
