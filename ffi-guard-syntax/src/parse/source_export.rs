//! A function under `#[ffi_export]` or `#[ffi_callback]`.

use super::export_args::{self, Accepted};
use super::ffi_attr::{self, OfParameter};
use super::{receiver, symbol_attr};
use crate::errors::Errors;
use crate::model::{
    BlockType, ExportArgs, FailureArgs, Function, SourceExport, SourceForm, SourceParameter,
};
use crate::tokens::without_raw_names;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{FnArg, Receiver, ReturnType, Type};

/// Reads the arguments and the function. `form` tells a callback from an export, whose signature tells the rest.
pub(crate) fn parse(
    form: SourceForm,
    args: TokenStream,
    item: TokenStream,
    errors: &mut Errors,
) -> Option<SourceExport> {
    let accepted: &Accepted = match form {
        SourceForm::Callback => &export_args::OF_CALLBACK,
        SourceForm::C | SourceForm::Rust => &export_args::OF_EXPORT,
    };
    let args = export_args::parse(args, accepted, errors);
    let function: Function = errors.keep(syn::parse2(item))?;
    let form = match form {
        SourceForm::Rust if function.sig.abi.is_some() => SourceForm::C,
        form => form,
    };
    Some(export(form, args, None, function, None, errors))
}

/// Reads the attributes of a function and of its parameters. A method has an owner, and inherits what its block says.
pub(super) fn export(
    form: SourceForm,
    args: ExportArgs,
    inherited: Option<FailureArgs>,
    mut function: Function,
    owner: Option<&BlockType>,
    errors: &mut Errors,
) -> SourceExport {
    let symbol_attrs = symbol_attr::take(&mut function.attrs, errors);
    let mut receiver = owner.and_then(|owner| receiver::rewrite(&mut function.sig, owner));
    let mut parameters = Vec::new();
    for input in &mut function.sig.inputs {
        parameters.extend(parameter(input, form, receiver.take(), errors));
    }
    if let ReturnType::Type(_, ty) = &mut function.sig.output {
        name_plainly(ty);
    }
    let owner = owner.cloned();
    SourceExport { form, args, inherited, function, symbol_attrs, parameters, owner }
}

/// Returns `None` for a `self` outside of a block, which `check` rejects.
fn parameter(
    input: &mut FnArg,
    form: SourceForm,
    receiver: Option<Receiver>,
    errors: &mut Errors,
) -> Option<SourceParameter> {
    let FnArg::Typed(typed) = input else { return None };
    let OfParameter { unchecked, counted } = match form {
        SourceForm::Rust => ffi_attr::take_of_parameter(&mut typed.attrs, errors),
        SourceForm::C | SourceForm::Callback => {
            OfParameter { unchecked: ffi_attr::take_any(&mut typed.attrs), counted: None }
        }
    };
    name_plainly(&mut typed.ty);
    let (pat, ty) = ((*typed.pat).clone(), (*typed.ty).clone());
    Some(SourceParameter { pat, ty, attrs: typed.attrs.clone(), unchecked, counted, receiver })
}

/// Replaces `r#Option` by `Option`, and so on: the names of types select their conversions.
fn name_plainly(ty: &mut Type) {
    let plain = without_raw_names(ty.to_token_stream()).map(syn::parse2);
    if let Some(Ok(plain)) = plain {
        *ty = plain;
    }
}
