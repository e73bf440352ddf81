//! Types of std that a plain `fn` cannot take or return, and what to write instead.

use super::c_abi;
use super::refusal::{Instead, Refusal};
use crate::types::{self, Listed};
use syn::{PathSegment, Type, TypePath};

pub(super) const TEXT: Instead = (
    "take `&str`",
    "return a `String` or a `CString`, which C frees by the function that `strings = true` in `ffi_library!` exports",
);
pub(super) const LIST: Instead = ("take `&[T]`", "return a `Vec<T>`");
pub(super) const OWNED: &str = "return a value, or a `Box<T>` that C owns and gives back";
pub(super) const STATIC: Instead = ("remove `'static`", OWNED);
const HANDLE: Instead = (
    "take a reference to a struct that holds it and has `#[derive(FfiHandle)]`",
    "return a `Box` of a struct that holds it and has `#[derive(FfiHandle)]`",
);
const SHARED: Instead = ("take `Box<T>` or `Arc<T>`", "return a `Box<T>` or an `Arc<T>`");
const TEXTS: Instead = (
    "take `&[&str]`",
    "return a `Vec<String>`, which C frees by the function that `vecs = [String]` in `ffi_library!` exports",
);
const OWNERS: Instead = ("take `&[&T]`, or `Vec<Box<T>>` of objects that C gives back", ELEMENTS.1);
const ELEMENTS: Instead = (
    "take a handle (`#[derive(FfiHandle)]`) with a method by which C adds an element",
    "return a handle (`#[derive(FfiHandle)]`) with a method that returns the number of elements and one that returns \
     the element at an index",
);

/// The contents of a type of std.
#[derive(Clone, Copy)]
enum Content {
    Text,
    /// A list, with what to write instead.
    List(Instead),
    /// Contents that only a handle can hold.
    Opaque,
    /// A pointer whose references only Rust counts.
    Counted,
}

fn content(segment: &PathSegment) -> Option<Content> {
    let argument = types::argument(segment).map(types::ungrouped);
    Some(match (segment.ident.to_string().as_str(), argument) {
        ("String" | "CString" | "OsString" | "PathBuf", _) => Content::Text,
        ("Cow", Some(Type::Slice(slice))) => Content::List(of_list(&slice.elem)),
        ("Vec" | "VecDeque", Some(element)) => Content::List(of_list(element)),
        ("Cow", Some(Type::Path(path))) if is_unsized_text(path) => Content::Text,
        ("Cow", Some(_)) => Content::Opaque,
        ("HashMap" | "HashSet" | "BTreeMap" | "BTreeSet", Some(_)) => Content::Opaque,
        ("RefCell" | "Mutex" | "RwLock", Some(_)) => Content::Opaque,
        ("Rc", Some(_)) => Content::Counted,
        _ => return None,
    })
}

/// Returns whether a type is the text of `&str`, `Box<str>` and the like. Without a pointer, a type of that name is the
/// author's own.
fn is_unsized_text(path: &TypePath) -> bool {
    let name = types::std_name(path).map(|segment| segment.ident.to_string());
    matches!(name.as_deref(), Some("str" | "CStr" | "OsStr" | "Path"))
}

/// Returns what to write instead of a type that is passed by value, or of an `Option` of it.
pub(super) fn of_value(ty: &Type) -> Option<Instead> {
    let segment = types::std_type(ty)?;
    if segment.ident == "Option" {
        return of_optional(types::argument(segment)?);
    }
    Some(match content(segment)? {
        Content::Text => TEXT,
        Content::List(instead) => instead,
        Content::Opaque => HANDLE,
        Content::Counted => SHARED,
    })
}

fn of_optional(inner: &Type) -> Option<Instead> {
    let (_, returned) = of_value(inner)?;
    Some(match content(types::std_type(inner)?)? {
        Content::Text => ("take `Option<&str>`", returned),
        Content::List(LIST) => (EMPTY, returned),
        Content::List(instead) => instead,
        Content::Opaque => (
            "take an `Option` of a reference to a struct that holds it and has `#[derive(FfiHandle)]`",
            returned,
        ),
        Content::Counted => ("take `Option<Box<T>>`", returned),
    })
}

const EMPTY: &str = "take `&[T]`: null with the length 0 is the empty one";

/// Rejects a returned reference to a type that C could not read in place.
pub(super) fn behind_returned_reference(target: &Type) -> Option<Refusal> {
    let target = types::ungrouped(target);
    let refuse = |what: &str, instead| {
        Some(Refusal::new(format!("C cannot read {what} in place"), ("", instead)))
    };
    if let Type::Reference(_) = target {
        return refuse("a reference of Rust's", "return `&T`");
    }
    let segment = types::std_type(target)?;
    let name = segment.ident.to_string();
    let pointee = types::argument(segment).map(types::ungrouped);
    let instead = match (name.as_str(), pointee) {
        ("OsStr" | "Path", _) => "return `&str`",
        ("CString", _) => "return `&CStr`",
        ("Box" | "Arc" | "Rc", Some(Type::Slice(_))) => "return `&[T]`",
        ("Box" | "Arc" | "Rc", Some(Type::Path(path))) if is_unsized_text(path) => "return `&str`",
        ("Box", Some(_)) => "return `&T`, or an `Arc<T>` for a handle",
        ("Arc" | "Rc", Some(_)) => "return an `Arc<T>`",
        _ => match content(segment)? {
            Content::Text => "return `&str`",
            Content::List(LIST) => "return `&[T]`",
            Content::List((_, returned)) => returned,
            Content::Opaque | Content::Counted => HANDLE.1,
        },
    };
    refuse(&format!("`{name}`"), instead)
}

/// Rejects a reference to a type that owns memory of Rust's.
pub(super) fn behind_reference(target: &Type, exclusive: bool, optional: bool) -> Option<Refusal> {
    let target = types::ungrouped(target);
    if let Type::Reference(_) = target {
        return Some(unknown("reference of Rust's", pointed_to(exclusive, optional)));
    }
    let segment = types::std_type(target)?;
    let name = segment.ident.to_string();
    let pointee = types::argument(segment).map(types::ungrouped);
    let take = match (name.as_str(), pointee) {
        ("Box" | "Arc" | "Rc", Some(Type::Slice(slice))) => {
            list(of_list(&slice.elem), exclusive, optional)
        }
        ("Box" | "Arc" | "Rc", Some(Type::Path(path))) if is_unsized_text(path) => text(optional),
        ("Box", Some(_)) => pointed_to(exclusive, optional),
        ("Arc" | "Rc", Some(_)) => pointed_to(false, optional),
        ("CString", _) if !exclusive && optional => "take `Option<&CStr>`",
        ("CString", _) if !exclusive => "take `&CStr`",
        _ => match content(segment)? {
            Content::Text if exclusive => CHANGED_TEXT,
            Content::Text => text(optional),
            Content::List(instead) => list(instead, exclusive, optional),
            Content::Opaque | Content::Counted => HANDLE.0,
        },
    };
    Some(unknown(&format!("`{name}`"), take))
}

fn unknown(what: &str, take: &'static str) -> Refusal {
    Refusal::new(format!("C has no {what} that this could point to"), (take, ""))
}

const CHANGED_TEXT: &str = "take `&str` and return the new text as a `String`, or take `&mut` of a struct that holds \
                            it and has `#[derive(FfiHandle)]`";

fn text(optional: bool) -> &'static str {
    if optional { "take `Option<&str>`" } else { TEXT.0 }
}

fn pointed_to(exclusive: bool, optional: bool) -> &'static str {
    match (exclusive, optional) {
        (false, false) => "take `&T`",
        (true, false) => "take `&mut T`",
        (false, true) => "take `Option<&T>`",
        (true, true) => "take `Option<&mut T>`",
    }
}

fn list(instead: Instead, exclusive: bool, optional: bool) -> &'static str {
    match (exclusive, optional) {
        _ if instead != LIST => instead.0,
        (true, _) => {
            "take `&mut [T]` to change the elements that C has, or, for a list that grows, `&mut` of a struct that \
             holds it and has `#[derive(FfiHandle)]`"
        }
        (false, true) => EMPTY,
        (false, false) => LIST.0,
    }
}

/// Returns what to write instead of a list of such elements.
pub(super) fn of_list(element: &Type) -> Instead {
    unreadable(element).map_or(LIST, |(_, instead)| instead)
}

/// Rejects elements of a list that C could not read in place.
pub(super) fn in_list(element: &Type) -> Option<Refusal> {
    let (name, instead) = unreadable(element)?;
    let why = format!("C reads the elements of a list in place, and cannot read a `{name}`");
    Some(Refusal::new(why, instead))
}

/// Rejects elements of a slice with `#[ffi(unchecked)]` that C could not write.
pub(super) fn in_unchecked_list(element: &Type) -> Option<Refusal> {
    let (name, instead) = unreadable(element)?;
    let instead = match instead {
        TEXTS => ("remove `#[ffi(unchecked)]`, and take `&[&str]`", TEXTS.1),
        other => other,
    };
    Some(Refusal::new(format!("C cannot write a `{name}` into a list"), instead))
}

/// Rejects elements of a list that C could not own.
pub(super) fn in_owned_list(element: &Type) -> Option<Refusal> {
    match types::listed(element) {
        Listed::Text | Listed::Handle(_) => None,
        Listed::Other => in_list(element),
    }
}

/// Returns the name of elements that C could not read in place, and what to write instead of the list.
fn unreadable(element: &Type) -> Option<(String, Instead)> {
    let (target, is_reference) = match types::ungrouped(element) {
        Type::Reference(reference) => (types::ungrouped(&reference.elem), true),
        other => (other, false),
    };
    let segment = types::std_type(target)?;
    let name = segment.ident.to_string();
    let instead = match (name.as_str(), types::argument(segment).map(types::ungrouped)) {
        ("str" | "CStr" | "OsStr" | "Path", _) if is_reference => TEXTS,
        ("Box" | "Arc" | "Rc", Some(Type::Path(path))) if is_unsized_text(path) => TEXTS,
        ("Box" | "Arc" | "Rc", Some(_)) => OWNERS,
        _ => match content(segment)? {
            Content::Text => TEXTS,
            Content::List(_) | Content::Opaque | Content::Counted => ELEMENTS,
        },
    };
    Some((if is_reference { format!("&{name}") } else { name }, instead))
}

/// Returns whether a type is an `Option`.
pub(super) fn is_option(ty: &Type) -> bool {
    matches!(types::ungrouped(ty), Type::Path(path) if types::optional(path).is_some())
}

/// Rejects an `Option` of an `Option`.
pub(super) fn nested() -> Refusal {
    Refusal::new("C cannot tell one `None` from the other", ("remove one `Option`", ""))
}

/// Rejects an `Out` of a type that C's memory cannot hold.
pub(super) fn in_out(target: &Type) -> Option<Refusal> {
    let target = types::ungrouped(target);
    if let Type::Reference(reference) = target {
        let why = "C's memory cannot hold a reference of Rust's";
        return Some(Refusal::new(why, (in_out_of_reference(&reference.elem), "")));
    }
    let segment = types::std_type(target)?;
    let name = segment.ident.to_string();
    match (name.as_str(), types::argument(segment)) {
        ("Option", Some(inner)) if is_option(inner) => Some(nested()),
        ("Option", Some(inner)) if types::is_unit(types::ungrouped(inner)) => {
            Some(Refusal::new("C has no `Option` of `()`", ("write a `bool`", "")))
        }
        ("Option", Some(inner)) => in_out(inner),
        ("Box", Some(owned)) => wide_in_out(owned, "box"),
        ("Arc", Some(owned)) => wide_in_out(owned, "`Arc`"),
        ("NonNull", Some(_)) => Some(raw()),
        _ => of_std_in_out(segment),
    }
}

/// Returns what to write to C's memory instead of a reference.
fn in_out_of_reference(target: &Type) -> &'static str {
    match types::ungrouped(target) {
        Type::Slice(slice) => of_list_in_out(&slice.elem),
        Type::Path(path) if is_unsized_text(path) => OUT_TEXT,
        _ => "write a copy of the value, or a `Box` or an `Arc` of a handle",
    }
}

const OUT_TEXT: &str = "write a `String` or a `CString`";
const OUT_HANDLE: &str = "write a `Box` of a struct that holds it and has `#[derive(FfiHandle)]`";

fn of_list_in_out(element: &Type) -> &'static str {
    if of_list(element) == LIST { "write a `Vec`" } else { OUT_HANDLE }
}

/// Rejects an `Out` of an owner that is two words wide.
fn wide_in_out(owned: &Type, what: &str) -> Option<Refusal> {
    let refusal = c_abi::wide(owned, what)?;
    let take = match types::ungrouped(owned) {
        Type::Slice(slice) => of_list_in_out(&slice.elem),
        Type::Path(_) => OUT_TEXT,
        _ => OUT_HANDLE,
    };
    Some(refusal.or((take, "")))
}

/// Rejects `NonNull`, which C passes as a raw pointer.
pub(super) fn raw() -> Refusal {
    let instead = (
        "write a raw pointer, as `*mut T`",
        "return a raw pointer, as `*mut T`, which may be null",
    );
    Refusal::new("`NonNull` is not converted", instead)
}

fn of_std_in_out(segment: &PathSegment) -> Option<Refusal> {
    let take = match (segment.ident.to_string().as_str(), content(segment)?) {
        ("String" | "CString", _) | ("Vec", Content::List(LIST)) => return None,
        ("Rc", _) => {
            "write an `Arc`, or a `Box` of a struct that holds it and has `#[derive(FfiHandle)]`"
        }
        (_, Content::Text) => OUT_TEXT,
        (_, Content::List(LIST)) => "write a `Vec`",
        (_, Content::List(_) | Content::Opaque | Content::Counted) => OUT_HANDLE,
    };
    let why = format!("C's memory cannot hold a `{}`", segment.ident);
    Some(Refusal::new(why, (take, "")))
}
