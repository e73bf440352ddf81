//! The parameters and the return type in C.

use super::callbacks;
use super::context::LibraryContext;
use super::names::{CallbackNames, Names};
use super::prototype::CParameter;
use super::types::plain;
use crate::lower::OutContent;
use crate::model::{Conversion, Export, Parameter, Returned};
use crate::names::of_type;
use proc_macro2::{Ident, Span};
use syn::{Type, parse_quote};

pub(super) fn parameters(
    export: &Export,
    names: &Names,
    context: &LibraryContext,
) -> Vec<CParameter> {
    let own = names.parameters.iter().zip(&names.lengths).zip(&names.callbacks);
    let own = own.zip(&export.parameters);
    let out = names.out.iter().map(|name| {
        let value = value(export, context);
        CParameter { name: name.clone(), ty: parse_quote!(*mut #value) }
    });
    let present = names.present.iter();
    let present =
        present.map(|name| CParameter { name: name.clone(), ty: parse_quote!(*mut bool) });
    own.flat_map(|(((name, length), callback), parameter)| match (callback, parameter.callback()) {
        (Some(names), Some(callback)) => {
            let ty = callbacks::passed(export, context, name, callback);
            with_data(CParameter { name: name.clone(), ty }, names)
        }
        _ => passed(name, length.as_ref(), parameter, context),
    })
    .chain(out)
    .chain(present)
    .collect()
}

fn passed(
    name: &Ident,
    length: Option<&Ident>,
    parameter: &Parameter,
    context: &LibraryContext,
) -> Vec<CParameter> {
    let pointer = CParameter { name: name.clone(), ty: received(parameter, context) };
    let length = length.map(|name| CParameter { name: name.clone(), ty: parse_quote!(size_t) });
    std::iter::once(pointer).chain(length).collect()
}

/// Returns a callback and the parameters after it.
fn with_data(function: CParameter, names: &CallbackNames) -> Vec<CParameter> {
    let data = CParameter { name: names.data.clone(), ty: parse_quote!(*mut c_void) };
    let destroy = names.destroy.iter().map(|name| CParameter {
        name: name.clone(),
        ty: parse_quote!(Option<unsafe extern "C" fn(data: *mut c_void)>),
    });
    [function, data].into_iter().chain(destroy).collect()
}

/// Returns the type of a parameter in C; with a length, the type of the pointer.
fn received(parameter: &Parameter, context: &LibraryContext) -> Type {
    match &parameter.conversion {
        Conversion::Unconverted | Conversion::Value => plain(&parameter.ty),
        Conversion::Character => parse_quote!(u32),
        Conversion::Function { optional, pointer } => {
            let pointer = plain(pointer);
            if *optional { parse_quote!(Option<#pointer>) } else { pointer }
        }
        Conversion::CStr { .. } | Conversion::Text { .. } => parse_quote!(*const c_char),
        Conversion::Texts => parse_quote!(*const *const c_char),
        Conversion::References { target } => {
            let pointer = constant(target);
            parse_quote!(*const #pointer)
        }
        Conversion::BoxedList { target } => {
            let pointer = mutable(target);
            parse_quote!(*const #pointer)
        }
        Conversion::Reference { exclusive: false, target, .. }
        | Conversion::Slice { exclusive: false, element: target, .. }
        | Conversion::Shared { target }
        | Conversion::SharedReference { target, .. } => constant(target),
        Conversion::Reference { target, .. }
        | Conversion::Slice { element: target, .. }
        | Conversion::Boxed { target, .. }
        | Conversion::Taken { target } => mutable(target),
        Conversion::Out { target, .. } => {
            let content: Type = match OutContent::of(target) {
                OutContent::Value => plain(target),
                OutContent::Boxed(owned) | OutContent::Shared(owned) => mutable(owned),
                OutContent::Text => parse_quote!(*mut c_char),
                OutContent::List(element) => list(element, context),
            };
            parse_quote!(*mut #content)
        }
        // `with_data` has its types.
        Conversion::Callback(_) => parse_quote!(()),
    }
}

fn constant(target: &Type) -> Type {
    let target = plain(target);
    parse_quote!(*const #target)
}

fn mutable(target: &Type) -> Type {
    let target = plain(target);
    parse_quote!(*mut #target)
}

pub(super) fn output(export: &Export, context: &LibraryContext) -> Type {
    match export.status() {
        Some(None) => parse_quote!(i32),
        Some(Some(ty)) => plain(&parse_quote!(#ty)),
        None if export.result.is_optional() => parse_quote!(bool),
        None => value(export, context),
    }
}

/// Returns the type of the value in C, which the function returns or writes to the out-parameter.
pub(super) fn value(export: &Export, context: &LibraryContext) -> Type {
    match &export.result.returned {
        Returned::Unconverted | Returned::Value | Returned::Never => plain(&export.result.ty),
        Returned::Character => parse_quote!(u32),
        returned if returned.is_optional_character() => parse_quote!(u32),
        Returned::Optional { target } => plain(target),
        Returned::Text => parse_quote!(*mut c_char),
        Returned::List { element } => list(element, context),
        Returned::Texts => named(&context.list("string")),
        Returned::Handles { target } => list(target, context),
        Returned::Str => named(&context.str()),
        Returned::Slice { element } => named(&context.slice(&name(element))),
        Returned::Boxed { target, .. } | Returned::Handle { target, .. } => mutable(target),
        Returned::Shared { target } | Returned::Reference { target } => constant(target),
        Returned::CStr => parse_quote!(*const c_char),
    }
}

/// Returns the struct of a list. An element without a name, which `ffi_library!` rejects, has an empty one.
pub(super) fn list(element: &Type, context: &LibraryContext) -> Type {
    named(&context.list(&name(element)))
}

/// The struct of a borrowed result.
pub struct View {
    /// Its name in C.
    pub name: String,
    /// The type of its elements. `None` for the bytes of a text.
    pub element: Option<Type>,
}

/// Returns the struct of a borrowed result. `None` for other results.
#[must_use]
pub fn view(export: &Export, context: &LibraryContext) -> Option<View> {
    match &export.result.returned {
        Returned::Str => Some(View { name: context.str(), element: None }),
        Returned::Slice { element } => {
            Some(View { name: context.slice(&name(element)), element: Some(plain(element)) })
        }
        _ => None,
    }
}

/// Returns the name in C of the elements of a list. It is empty for elements without one, which `check` rejects.
fn name(element: &Type) -> String {
    match element {
        Type::Path(path) => of_type(&path.path).unwrap_or_default(),
        _ => String::new(),
    }
}

fn named(name: &str) -> Type {
    let name = Ident::new(name, Span::call_site());
    parse_quote!(#name)
}
