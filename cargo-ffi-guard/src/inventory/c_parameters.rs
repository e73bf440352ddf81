//! The parameters that a guarded function in the C form takes from C as they are.

use super::body::text;
use super::function::Function;
use super::model::{CParameter, CParameters, ValueHazard};
use ffi_guard_syntax::is_plain;
use quote::ToTokens;
use syn::{FnArg, GenericArgument, PathArguments, ReturnType, Safety, Type, TypePath};

/// The number types of C under the names of crates such as `libc`.
const NUMBERS: [&str; 14] = [
    "size_t",
    "ssize_t",
    "ptrdiff_t",
    "intptr_t",
    "uintptr_t",
    "int8_t",
    "int16_t",
    "int32_t",
    "int64_t",
    "uint8_t",
    "uint16_t",
    "uint32_t",
    "uint64_t",
    "off_t",
];

/// The parameters, if C passes them as they are written and callers may expect a check.
pub(super) fn read(function: &Function<'_>) -> Option<CParameters> {
    let signature = function.signature;
    signature.abi.as_ref()?;
    if matches!(signature.safety, Safety::Unsafe(_)) {
        return None;
    }
    if function.unreadable_parameters {
        return Some(CParameters::Unreadable);
    }
    let parameters = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(parameter) => Some(CParameter {
            text: text(parameter.to_token_stream()),
            hazard: hazard(&parameter.ty),
            has_unchecked_result: has_unchecked_result(&parameter.ty),
        }),
        FnArg::Receiver(_) => None,
    });
    Some(CParameters::Read(parameters.collect()))
}

/// Why C can pass an invalid value of this type. `None` where the source does not tell.
fn hazard(ty: &Type) -> Option<ValueHazard> {
    use ValueHazard::Always;
    match ty {
        Type::Paren(paren) => hazard(&paren.elem),
        Type::Group(group) => hazard(&group.elem),
        Type::Reference(_) => Some(Always("it can be null, misaligned or dangling")),
        Type::FnPtr(_) => Some(Always("it can be null")),
        Type::Path(path) => named(path),
        _ => None,
    }
}

fn named(path: &TypePath) -> Option<ValueHazard> {
    use ValueHazard::{Always, IfEnum};
    let name = path.path.segments.last()?.ident.to_string();
    Some(match name.as_str() {
        "bool" => Always("a `bool` is 0 or 1"),
        "char" => Always("not every number is a `char`"),
        "Box" => Always("it can be null, misaligned or dangling"),
        "Option" => match inner(path)? {
            // Null is `None`.
            Type::FnPtr(_) => return None,
            Type::Reference(_) => Always("it can be misaligned or dangling"),
            Type::Path(owner) if is_named(owner, "Box") => {
                Always("it can be misaligned or dangling")
            }
            // Zero is `None`.
            Type::Path(number) if is_non_zero(number) => return None,
            other => hazard(other)?,
        },
        name if name.starts_with("NonZero") => Always("it can be 0"),
        _ => IfEnum(name),
    })
}

/// Whether the type has a safe function pointer whose result can be invalid.
fn has_unchecked_result(ty: &Type) -> bool {
    match ty {
        Type::Paren(paren) => has_unchecked_result(&paren.elem),
        Type::Group(group) => has_unchecked_result(&group.elem),
        Type::Reference(reference) => has_unchecked_result(&reference.elem),
        Type::Path(path) if is_named(path, "Option") => {
            inner(path).is_some_and(has_unchecked_result)
        }
        Type::FnPtr(pointer) => {
            let safe = pointer.abi.is_some() && pointer.unsafety.is_none();
            let result = match &pointer.output {
                ReturnType::Default => None,
                ReturnType::Type(_, ty) => Some(&**ty),
            };
            safe && result.is_some_and(|result| !takes_every_value(result))
        }
        _ => false,
    }
}

/// Whether every value that C can return is one of the type: a number, a raw pointer, nothing, or a nullable function.
fn takes_every_value(ty: &Type) -> bool {
    match ty {
        ty if is_plain(ty) => true,
        Type::Paren(paren) => takes_every_value(&paren.elem),
        Type::Group(group) => takes_every_value(&group.elem),
        Type::Tuple(tuple) => tuple.elems.is_empty(),
        Type::Path(path) if is_named(path, "Option") => {
            matches!(inner(path), Some(function @ Type::FnPtr(_)) if !has_unchecked_result(function))
        }
        Type::Path(path) => NUMBERS.iter().any(|name| is_named(path, name)),
        _ => false,
    }
}

fn is_named(path: &TypePath, name: &str) -> bool {
    path.path.segments.last().is_some_and(|last| last.ident == name)
}

fn is_non_zero(path: &TypePath) -> bool {
    path.path.segments.last().is_some_and(|last| last.ident.to_string().starts_with("NonZero"))
}

/// The first type argument.
fn inner(path: &TypePath) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}
