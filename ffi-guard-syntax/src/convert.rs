//! What the shim of a plain `fn` makes of each type, told from the way the type is written and from nothing
//! else: so the macro, and a tool that reads the source, come to the same C signature.

pub(crate) mod instead;

use crate::check::types::{self, Instead, Refusal};
use instead::TEXT;
use proc_macro2::Ident;
use syn::{Path, PathSegment, ReturnType, Type, TypePath, TypeReference};

/// What becomes of a parameter on its way from C.
#[derive(Clone)]
pub enum Conversion {
    /// Passed on: a number, a raw pointer, or what the author does not want checked.
    AsIs,
    /// A value of a type that C can pass, checked.
    Value,
    /// `char`, as its number.
    Character,
    /// A function pointer with a C ABI.
    Function {
        /// Whether it may be null.
        optional: bool,
        /// The type of the pointer, without `Option`.
        pointer: Type,
    },
    /// A reference to one value, as a pointer.
    Reference {
        /// Whether it is `&mut`.
        exclusive: bool,
        /// Whether it may be null.
        optional: bool,
        /// Whether its value is checked, and not its pointer alone.
        checked: bool,
        /// What it points to.
        target: Type,
    },
    /// `&CStr`, as a `const char *`.
    CStr {
        /// Whether it may be null.
        optional: bool,
    },
    /// `&str`, as a `const char *`.
    Text {
        /// Whether it may be null.
        optional: bool,
    },
    /// A slice, as a pointer and a length.
    Slice {
        /// Whether it is `&mut`.
        exclusive: bool,
        /// Whether its elements are checked, and not its pointer and length alone.
        checked: bool,
        /// What it is a list of.
        element: Type,
    },
    /// `Box<T>`, as the pointer that C gives back.
    Boxed {
        /// Whether it may be null.
        optional: bool,
        /// What it owns.
        target: Type,
    },
    /// `Arc<T>`, as the pointer that C gives back.
    Shared {
        /// What it owns a share of.
        target: Type,
    },
    /// The object of a method by value, as the handle that C gives back.
    Taken {
        /// Its type.
        target: Type,
    },
    /// `Out<'_, T>`, as a pointer that the shim writes to.
    Out {
        /// What is written.
        target: Type,
    },
}

impl Conversion {
    /// Whether the check reads what C has passed, or is promised that it may be written.
    #[must_use]
    pub fn is_checked_in_memory(&self) -> bool {
        match self {
            Self::AsIs | Self::Character | Self::Function { .. } => false,
            Self::Boxed { .. }
            | Self::Shared { .. }
            | Self::Taken { .. }
            | Self::Value
            | Self::Reference { .. }
            | Self::CStr { .. }
            | Self::Text { .. }
            | Self::Slice { .. }
            | Self::Out { .. } => true,
        }
    }

    /// Whether C passes a pointer that the shim follows.
    #[must_use]
    pub fn follows_a_pointer(&self) -> bool {
        !matches!(self, Self::AsIs | Self::Value | Self::Character | Self::Function { .. })
    }

    /// Whether the function may write to what C points to, or free it.
    #[must_use]
    pub fn may_be_written(&self) -> bool {
        match self {
            Self::Reference { exclusive, .. } | Self::Slice { exclusive, .. } => *exclusive,
            Self::Boxed { .. } | Self::Shared { .. } | Self::Taken { .. } | Self::Out { .. } => {
                true
            }
            _ => false,
        }
    }

    /// Whether C may pass null for nothing.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        match self {
            Self::Function { optional, .. }
            | Self::Reference { optional, .. }
            | Self::CStr { optional }
            | Self::Text { optional }
            | Self::Boxed { optional, .. } => *optional,
            _ => false,
        }
    }
}

/// What becomes of a returned value on its way to C.
#[derive(Clone)]
pub enum Returned {
    /// Passed on.
    AsIs,
    /// A value of a type that C can pass.
    Value,
    /// `char`, as its number.
    Character,
    /// `String`, `CString` or an `Option` of one, as a C string that C owns.
    Text,
    /// `Vec<T>` or an `Option` of one, as a pointer and a length that C owns.
    List {
        /// What it is a list of.
        element: Type,
    },
    /// `!`: the function does not return.
    Never,
    /// `Box<T>`, as a pointer that C owns.
    Boxed {
        /// Whether it may be null.
        optional: bool,
        /// What it owns.
        target: Type,
    },
    /// `Arc<T>`, as a pointer that C owns.
    Shared {
        /// What it owns a share of.
        target: Type,
    },
    /// `Self`, or an `Option` of it, as a handle that C owns.
    Handle {
        /// Whether it may be null.
        optional: bool,
        /// Its type.
        target: Type,
    },
}

impl Returned {
    /// Whether C gets a pointer to what it owns, or nothing: null then says that there was a failure, or nothing does.
    #[must_use]
    pub fn is_owner(&self) -> bool {
        matches!(
            self,
            Self::Boxed { .. }
                | Self::Shared { .. }
                | Self::Handle { .. }
                | Self::Text
                | Self::List { .. }
        )
    }
}

/// How a function answers: with a value, or with a value or an error.
#[derive(Clone)]
pub struct Answer {
    /// What becomes of the value.
    pub returned: Returned,
    /// The type of the value; that of the `Ok` of a `Result`.
    pub ty: Type,
    /// Whether the function returns a `Result`.
    pub fallible: bool,
    /// The type of its error, where the signature says it.
    pub error: Option<Type>,
}

impl Answer {
    /// Whether there is no value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(&self.ty, Type::Tuple(tuple) if tuple.elems.is_empty())
    }
}

const DYNAMIC: Instead =
    ("take a `Box` of a struct that holds it", "return a `Box` of a struct that holds it");
const OWNED: &str = "return a value, or a `Box<T>` that C owns and gives back";
const UTF_8: Instead = ("remove `#[ffi(unchecked)]`, or take `&CStr`", OWNED);
const STATIC: Instead = ("remove `'static`", OWNED);
const BORROWED: Instead = ("take a reference", OWNED);
const MUTABLE_TEXT: Instead = ("take `&mut [u8]`, which any bytes may be written to", OWNED);
const NOT_NULL: Instead = ("take the slice itself: null with the length 0 is the empty one", OWNED);

fn refuse<T>(why: &str, instead: Instead) -> Result<T, Refusal> {
    Err(Refusal::new(why, instead))
}

/// A number of Rust's or C's, or `bool`, which passes as it is because of its name. The compiler is asked whether the
/// type is the one of that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// The name in `core::primitive`, or in `core::ffi`.
    pub name: Ident,
    /// Whether it is one of `core::ffi`.
    pub of_c: bool,
}

impl Number {
    /// The number that a type is named after.
    #[must_use]
    pub fn of(ty: &Type) -> Option<Self> {
        let Type::Path(path) = types::ungrouped(ty) else { return None };
        let name = &path.path.segments.last()?.ident;
        let is_bool = path.path.is_ident("bool");
        let is_number = is_bool || types::is_passed_as_it_is(path);
        let of_c = name.to_string().starts_with("c_");
        is_number.then(|| Self { name: name.clone(), of_c })
    }
}

/// Whether nothing of a type can be wrong, and nothing dropped: a number, or a raw pointer.
#[must_use]
pub fn is_plain(ty: &Type) -> bool {
    match types::ungrouped(ty) {
        Type::Ptr(_) => true,
        Type::Path(path) => types::is_passed_as_it_is(path),
        _ => false,
    }
}

/// The conversion of a parameter; `own` is the type of the block in which the function is a method.
pub(crate) fn parameter(ty: &Type, own: Option<&Path>) -> Result<Conversion, Refusal> {
    match ty {
        Type::Group(group) => parameter(&group.elem, own),
        Type::Paren(paren) => parameter(&paren.elem, own),
        Type::Path(path) if is_own(path, own) => Ok(Conversion::Taken { target: ty.clone() }),
        Type::Reference(reference) => referenced(reference, false, true),
        Type::FnPtr(_) => {
            accepted(ty)?;
            Ok(Conversion::Function { optional: false, pointer: ty.clone() })
        }
        Type::Ptr(_) => accepted(ty).map(|()| Conversion::AsIs),
        Type::Path(path) if types::is_passed_as_it_is(path) => Ok(Conversion::AsIs),
        Type::Path(path) if path.path.is_ident("char") => Ok(Conversion::Character),
        Type::Path(path) => named(path, ty),
        _ => accepted(ty).map(|()| Conversion::Value),
    }
}

/// Whether a type is that of the block: written as there, or by its name alone.
pub(crate) fn is_own(path: &TypePath, own: Option<&Path>) -> bool {
    let written = &path.path;
    own.is_some_and(|own| {
        let named = || own.segments.last().is_some_and(|last| written.is_ident(&last.ident));
        path.qself.is_none() && (types::same(written, own) || named())
    })
}

/// What every form refuses.
fn accepted(ty: &Type) -> Result<(), Refusal> {
    let Some(refusal) = types::refusal(ty) else { return Ok(()) };
    Err(match instead::of_value(ty) {
        Some(instead) => refusal.or(instead),
        None => refusal,
    })
}

/// `Out` of `ffi_guard::Out<'_, T>`.
fn of_ours(path: &TypePath) -> Option<&PathSegment> {
    let from_root = path.path.segments.first()?.ident == "ffi_guard";
    path.path.segments.last().filter(|last| from_root && last.ident == "Out")
}

/// Whether a pointer to it is one word.
fn thin(target: &Type, what: &str) -> Result<(), Refusal> {
    let Some(refusal) = types::wide(target, what) else { return Ok(()) };
    Err(match types::ungrouped(target) {
        Type::Slice(slice) => refusal.or(instead::of_list(&slice.elem)),
        Type::Path(_) => refusal.or(TEXT),
        _ => refusal.or(DYNAMIC),
    })
}

fn named(path: &TypePath, ty: &Type) -> Result<Conversion, Refusal> {
    let Some(segment) = types::std_name(path).or_else(|| of_ours(path)) else {
        return Ok(Conversion::Value);
    };
    let name = segment.ident.to_string();
    match (name.as_str(), types::argument(segment)) {
        ("Option", Some(inner)) => optional(types::ungrouped(inner), ty),
        ("Box", Some(target)) => {
            thin(target, "box")?;
            Ok(Conversion::Boxed { optional: false, target: target.clone() })
        }
        ("Arc", Some(target)) => {
            thin(target, "`Arc`")?;
            Ok(Conversion::Shared { target: target.clone() })
        }
        ("Out", Some(target)) => match instead::in_out(target) {
            Some(refusal) => Err(refusal),
            None => Ok(Conversion::Out { target: target.clone() }),
        },
        _ => accepted(ty).map(|()| Conversion::Value),
    }
}

fn optional(inner: &Type, ty: &Type) -> Result<Conversion, Refusal> {
    match inner {
        Type::Reference(reference) => referenced(reference, true, true),
        Type::FnPtr(_) => {
            accepted(inner)?;
            Ok(Conversion::Function { optional: true, pointer: inner.clone() })
        }
        Type::Path(path) => {
            match types::std_name(path).map(|segment| (segment, segment.ident.to_string())) {
                Some((segment, name)) if name == "Box" => match types::argument(segment) {
                    Some(target) => {
                        thin(target, "box")?;
                        Ok(Conversion::Boxed { optional: true, target: target.clone() })
                    }
                    None => Ok(Conversion::Value),
                },
                _ => accepted(ty).map(|()| Conversion::Value),
            }
        }
        _ => accepted(ty).map(|()| Conversion::Value),
    }
}

/// `checked` is false with `#[ffi(unchecked)]`.
fn referenced(
    reference: &TypeReference,
    optional: bool,
    checked: bool,
) -> Result<Conversion, Refusal> {
    if reference.lifetime.as_ref().is_some_and(|lifetime| lifetime.ident == "static") {
        return refuse("what C passes lives as long as the call, and not for `'static`", STATIC);
    }
    let exclusive = reference.mutability.is_some();
    let target = types::ungrouped(&reference.elem);
    match target {
        Type::Slice(_) if optional => refuse("a slice from C has no null of its own", NOT_NULL),
        Type::Slice(slice) => match instead::in_list(&slice.elem).filter(|_| checked) {
            Some(refusal) => Err(refusal),
            None => Ok(Conversion::Slice { exclusive, checked, element: (*slice.elem).clone() }),
        },
        Type::Path(path) => {
            match types::std_name(path).map(|segment| segment.ident.to_string()).as_deref() {
                Some("str" | "CStr") if exclusive => {
                    refuse("C does not keep to what may be written into a text", MUTABLE_TEXT)
                }
                Some("str") if !checked => {
                    refuse("a `&str` of bytes that are not UTF-8 is undefined behaviour", UTF_8)
                }
                Some("str") => Ok(Conversion::Text { optional }),
                Some("CStr") => Ok(Conversion::CStr { optional }),
                Some("OsStr" | "Path") => refuse("this reference is two words wide", TEXT),
                _ => pointing_to(target, exclusive, optional, checked),
            }
        }
        _ => {
            thin(target, "reference")?;
            pointing_to(target, exclusive, optional, checked)
        }
    }
}

/// The conversion of a parameter with `#[ffi(unchecked)]`: the value is not checked, but the pointer to it is.
pub(crate) fn unchecked_parameter(ty: &Type, own: Option<&Path>) -> Result<Conversion, Refusal> {
    match types::ungrouped(ty) {
        Type::Reference(reference) => referenced(reference, false, false),
        Type::FnPtr(_) => parameter(ty, own),
        Type::Path(path) => unchecked_path(path, ty, own),
        _ => Ok(Conversion::AsIs),
    }
}

fn unchecked_path(path: &TypePath, ty: &Type, own: Option<&Path>) -> Result<Conversion, Refusal> {
    let segment = types::std_name(path);
    let inner = segment.filter(|segment| segment.ident == "Option").and_then(types::argument);
    match inner.map(types::ungrouped) {
        Some(Type::Reference(reference)) => return referenced(reference, true, false),
        Some(Type::FnPtr(_)) => return parameter(ty, own),
        _ => {}
    }
    let owner = match inner.map(types::ungrouped) {
        Some(Type::Path(inner)) => types::std_name(inner),
        Some(_) => None,
        None => segment,
    };
    if owner.is_some_and(|owner| owner.ident == "Box" || owner.ident == "Arc") {
        return parameter(ty, own);
    }
    Ok(Conversion::AsIs)
}

fn pointing_to(
    target: &Type,
    exclusive: bool,
    optional: bool,
    checked: bool,
) -> Result<Conversion, Refusal> {
    let refusal = instead::behind_reference(target, exclusive, optional).filter(|_| checked);
    match refusal {
        Some(refusal) => Err(refusal),
        None => Ok(Conversion::Reference { exclusive, optional, checked, target: target.clone() }),
    }
}

/// How a function answers; `own` as for [`parameter`].
pub(crate) fn answer(output: &ReturnType, own: Option<&Path>) -> Result<Answer, Refusal> {
    let ReturnType::Type(_, ty) = output else {
        let ty = syn::parse_quote!(());
        return Ok(Answer { returned: Returned::AsIs, ty, fallible: false, error: None });
    };
    let ty = types::ungrouped(ty);
    let result = match ty {
        Type::Path(path) => result(path),
        _ => None,
    };
    let error = result.and_then(|result| types::arguments(result).nth(1)).cloned();
    let (ty, fallible) = match result.and_then(types::argument) {
        Some(ok) => (types::ungrouped(ok), true),
        None => (ty, false),
    };
    Ok(Answer { returned: returned(ty, own)?, ty: ty.clone(), fallible, error })
}

/// `Result`, that of std or one of the many other names that it has: `io::Result<T>`, `anyhow::Result<T>`.
fn result(path: &TypePath) -> Option<&PathSegment> {
    let last = path.path.segments.last()?;
    (path.qself.is_none() && last.ident == "Result").then_some(last)
}

fn returned(ty: &Type, own: Option<&Path>) -> Result<Returned, Refusal> {
    match ty {
        Type::Path(path) if is_own(path, own) => {
            Ok(Returned::Handle { optional: false, target: ty.clone() })
        }
        Type::Reference(reference) => {
            let instead = instead::of_returned_reference(&reference.elem).unwrap_or(BORROWED);
            refuse("C does not know how long a reference lives", instead)
        }
        Type::Tuple(tuple) if tuple.elems.is_empty() => Ok(Returned::AsIs),
        Type::Never(_) => Ok(Returned::Never),
        Type::Ptr(_) | Type::FnPtr(_) => accepted(ty).map(|()| Returned::AsIs),
        Type::Path(path) if types::is_passed_as_it_is(path) || path.path.is_ident("bool") => {
            Ok(Returned::AsIs)
        }
        Type::Path(path) if path.path.is_ident("char") => Ok(Returned::Character),
        Type::Path(path) => returned_name(path, ty, own),
        _ => accepted(ty).map(|()| Returned::Value),
    }
}

fn returned_name(path: &TypePath, ty: &Type, own: Option<&Path>) -> Result<Returned, Refusal> {
    let Some(segment) = types::std_name(path) else { return Ok(Returned::Value) };
    let name = segment.ident.to_string();
    match (name.as_str(), types::argument(segment)) {
        ("String" | "CString", _) => Ok(Returned::Text),
        ("Vec", Some(element)) => match instead::in_list(element) {
            Some(refusal) => Err(refusal),
            None => Ok(Returned::List { element: element.clone() }),
        },
        ("Box", Some(target)) => {
            thin(target, "box")?;
            Ok(Returned::Boxed { optional: false, target: target.clone() })
        }
        ("Arc", Some(target)) => {
            thin(target, "`Arc`")?;
            Ok(Returned::Shared { target: target.clone() })
        }
        ("Option", Some(inner)) => match returned(types::ungrouped(inner), own)? {
            Returned::Boxed { target, .. } => Ok(Returned::Boxed { optional: true, target }),
            Returned::Handle { target, .. } => Ok(Returned::Handle { optional: true, target }),
            owned @ (Returned::Text | Returned::List { .. }) => Ok(owned),
            _ => accepted(ty).map(|()| Returned::AsIs),
        },
        _ => accepted(ty).map(|()| Returned::Value),
    }
}

/// What C comes to own through an out-parameter: of `Box<T>` and `Option<Box<T>>`, the `T`.
#[must_use]
pub fn out_owner(target: &Type) -> Option<&Type> {
    let Type::Path(path) = types::ungrouped(target) else { return None };
    let segment = types::std_name(path)?;
    match segment.ident.to_string().as_str() {
        "Box" => types::argument(segment),
        "Option" => out_owner(types::argument(segment)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
