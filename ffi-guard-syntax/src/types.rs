//! The spelling of types: the questions that the tokens of a type answer. `check` and `lower` share them.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{
    Expr, GenericArgument, Path, PathArguments, PathSegment, ReturnType, Type, TypeFnPtr, TypePath,
};

/// Returns whether a type is named like a number of Rust's, `bool` or `char`.
pub(crate) fn is_primitive(path: &TypePath) -> bool {
    const NUMBERS: [&str; 16] = [
        "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16",
        "u32", "u64", "u128", "usize",
    ];
    path.qself.is_none() && NUMBERS.iter().any(|number| path.path.is_ident(number))
}

/// Returns whether a path has no generic arguments, so that its last name names the type in C.
pub(crate) fn has_no_arguments(path: &Path) -> bool {
    path.segments.iter().all(|segment| segment.arguments.is_none())
}

/// Returns the last segment of a path that is a single name or begins at std.
pub(crate) fn std_name(path: &TypePath) -> Option<&PathSegment> {
    let segments = &path.path.segments;
    let first = segments.first()?.ident.to_string();
    let of_std = segments.len() == 1 || ["std", "core", "alloc"].contains(&first.as_str());
    (path.qself.is_none() && of_std).then(|| segments.last()).flatten()
}

/// Returns the last segment of the path of a type, if that is a single name or begins at std.
pub(crate) fn std_type(ty: &Type) -> Option<&PathSegment> {
    match ungrouped(ty) {
        Type::Path(path) => std_name(path),
        _ => None,
    }
}

/// Returns whether a type is the one of this name in std.
pub(crate) fn is_std(ty: &Type, name: &str) -> bool {
    std_type(ty).is_some_and(|std| std.ident == name)
}

/// Returns the function pointer in an `Option` of one.
pub(crate) fn optional_function(path: &TypePath) -> Option<&TypeFnPtr> {
    let option = std_name(path).filter(|segment| segment.ident == "Option")?;
    match ungrouped(argument(option)?) {
        Type::FnPtr(function) => Some(function),
        _ => None,
    }
}

/// Returns the type arguments, such as `T` in `Vec<T>`.
pub(crate) fn arguments(segment: &PathSegment) -> impl Iterator<Item = &Type> {
    let arguments = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        _ => None,
    };
    arguments.into_iter().flatten().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// Returns the first type argument.
pub(crate) fn argument(segment: &PathSegment) -> Option<&Type> {
    arguments(segment).next()
}

/// Returns a type without the invisible group around a `$ty:ty` of a `macro_rules!`, and without parentheses.
pub(crate) fn ungrouped(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungrouped(&group.elem),
        Type::Paren(paren) => ungrouped(&paren.elem),
        other => other,
    }
}

/// Returns whether two types or two paths have the same spelling.
pub(crate) fn same(one: &impl ToTokens, other: &impl ToTokens) -> bool {
    one.to_token_stream().to_string() == other.to_token_stream().to_string()
}

/// Returns whether a type is named like a number of Rust or of `std::ffi`, whose bit patterns are all valid.
pub(crate) fn is_number(path: &TypePath) -> bool {
    const OF_C: [&str; 13] = [
        "c_char",
        "c_schar",
        "c_uchar",
        "c_short",
        "c_ushort",
        "c_int",
        "c_uint",
        "c_long",
        "c_ulong",
        "c_longlong",
        "c_ulonglong",
        "c_float",
        "c_double",
    ];
    let name = path.path.segments.last().map(|segment| segment.ident.to_string());
    let of_c = name.is_some_and(|name| OF_C.contains(&name.as_str()));
    let checked = ["bool", "char"].iter().any(|name| path.path.is_ident(name));
    path.qself.is_none() && (of_c || is_primitive(path) && !checked)
}

/// Returns whether a type is `()`.
pub(crate) fn is_unit(ty: &Type) -> bool {
    matches!(ty, Type::Tuple(tuple) if tuple.elems.is_empty())
}

/// Returns whether no value of a type is invalid and none needs to be dropped: a number, or a raw pointer.
#[must_use]
pub fn is_plain(ty: &Type) -> bool {
    match ungrouped(ty) {
        Type::Ptr(_) => true,
        Type::Path(path) => is_number(path),
        _ => false,
    }
}

/// Returns whether a type is the type of the `impl` block, `own`: spelled as there, or by its last name.
pub(crate) fn is_own(path: &TypePath, own: Option<&Path>) -> bool {
    let written = &path.path;
    own.is_some_and(|own| {
        let named = || own.segments.last().is_some_and(|last| written.is_ident(&last.ident));
        path.qself.is_none() && (same(written, own) || named())
    })
}

/// Returns `Out` of `ffi_guard::Out<'_, T>`.
pub(crate) fn runtime_name(path: &TypePath) -> Option<&PathSegment> {
    let from_root = path.path.segments.first()?.ident == "ffi_guard";
    path.path.segments.last().filter(|last| from_root && last.ident == "Out")
}

/// A return type, with a `Result` taken apart.
pub(crate) struct Output<'t> {
    /// The type of the value; `None` for a function without a return type.
    pub(crate) value: Option<&'t Type>,
    pub(crate) is_result: bool,
    /// The type of the error, if the signature names it.
    pub(crate) error: Option<&'t Type>,
}

impl<'t> Output<'t> {
    /// Takes `Result<T, E>`, `io::Result<T>` and the like apart.
    pub(crate) fn of(output: &'t ReturnType) -> Self {
        let ReturnType::Type(_, ty) = output else {
            return Self { value: None, is_result: false, error: None };
        };
        let ty = ungrouped(ty);
        let result = match ty {
            Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
            _ => None,
        };
        let result = result.filter(|last| last.ident == "Result");
        let ok = result.and_then(argument);
        Self {
            value: Some(ok.map_or(ty, ungrouped)),
            is_result: ok.is_some(),
            error: result.and_then(|result| arguments(result).nth(1)),
        }
    }

    /// Returns whether the function never returns.
    pub(crate) fn is_never(&self) -> bool {
        matches!(self.value, Some(Type::Never(_)))
    }
}

/// A number of Rust's or C's, or `bool`, that passes unconverted because of its name. The compiler is asked whether the
/// type is the one of that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// The name in `core::primitive` or `core::ffi`.
    pub name: Ident,
    /// Whether it is one of `core::ffi`.
    pub of_c: bool,
}

impl Number {
    /// Returns the number that a type is named after.
    #[must_use]
    pub fn of(ty: &Type) -> Option<Self> {
        let Type::Path(path) = ungrouped(ty) else { return None };
        let name = &path.path.segments.last()?.ident;
        let is_number = path.path.is_ident("bool") || is_number(path);
        let of_c = name.to_string().starts_with("c_");
        is_number.then(|| Self { name: name.clone(), of_c })
    }
}

/// Returns whether a type has a name of its own, which may be an alias: it is neither a number nor an owner of std.
pub(crate) fn may_be_alias(path: &TypePath, own: Option<&Path>) -> bool {
    const KNOWN: [&str; 6] = ["String", "CString", "Vec", "Box", "Arc", "Option"];
    let known = std_name(path).is_some_and(|name| KNOWN.iter().any(|known| name.ident == known));
    !known && !is_own(path, own) && !is_number(path) && !is_primitive(path)
}

/// Returns an expression without the invisible group around a `$x:expr` of a `macro_rules!`, and without parentheses.
pub(crate) fn unparenthesized(expr: &Expr) -> &Expr {
    match expr {
        Expr::Group(group) => unparenthesized(&group.expr),
        Expr::Paren(paren) => unparenthesized(&paren.expr),
        other => other,
    }
}

/// Returns the `T` of `Option<T>`.
pub(crate) fn optional(path: &TypePath) -> Option<&Type> {
    std_name(path).filter(|segment| segment.ident == "Option").and_then(argument)
}

/// The element of a list of references.
pub(crate) enum BorrowedElement<'t> {
    /// `&str`.
    Text,
    /// `&T`.
    Reference(&'t Type),
}

impl<'t> BorrowedElement<'t> {
    /// Returns the element of a list of shared references. `None` for other elements, and for a text that is not `str`.
    pub(crate) fn of(element: &'t Type) -> Option<Self> {
        let Type::Reference(reference) = ungrouped(element) else { return None };
        let target = ungrouped(&reference.elem);
        let Type::Path(path) = target else { return None };
        let name = std_name(path).map(|segment| segment.ident.to_string());
        match name.as_deref() {
            _ if reference.mutability.is_some() => None,
            Some("str") => Some(Self::Text),
            Some("CStr" | "OsStr" | "Path") => None,
            _ => Some(Self::Reference(target)),
        }
    }
}

/// Returns the `T` of `Box<T>`.
pub(crate) fn boxed(ty: &Type) -> Option<&Type> {
    std_type(ty).filter(|segment| segment.ident == "Box").and_then(argument)
}

/// Returns the `T` of a type that is `Arc<T>`.
pub(crate) fn arc(ty: &Type) -> Option<&Type> {
    std_type(ty).and_then(shared)
}

/// Returns the `T` of `Arc<T>`.
pub(crate) fn shared(segment: &PathSegment) -> Option<&Type> {
    argument(segment).filter(|_| segment.ident == "Arc")
}

/// Returns the `T` of an `Option<T>` that C gets as a flag and a value. Pointers and `NonZero` numbers are not among them:
/// their `None` is null or 0.
pub(crate) fn optional_value<'t>(ty: &'t Type, own: Option<&Path>) -> Option<&'t Type> {
    const POINTERS: [&str; 7] = ["String", "CString", "Vec", "Box", "Arc", "Rc", "Option"];
    let Type::Path(path) = ungrouped(ty) else { return None };
    let target = ungrouped(optional(path)?);
    let Type::Path(path) = target else { return None };
    let is_pointer = std_name(path).is_some_and(|name| POINTERS.iter().any(|it| name.ident == it));
    (!is_pointer && !is_own(path, own) && !is_non_zero(path)).then_some(target)
}

/// Returns whether a type is named like a `NonZero` number of std.
fn is_non_zero(path: &TypePath) -> bool {
    const NAMES: [&str; 13] = [
        "NonZero",
        "NonZeroI8",
        "NonZeroI16",
        "NonZeroI32",
        "NonZeroI64",
        "NonZeroI128",
        "NonZeroIsize",
        "NonZeroU8",
        "NonZeroU16",
        "NonZeroU32",
        "NonZeroU64",
        "NonZeroU128",
        "NonZeroUsize",
    ];
    path.path.segments.last().is_some_and(|last| NAMES.iter().any(|name| last.ident == name))
}

/// The elements of a list that C owns.
pub(crate) enum Listed<'t> {
    /// `String`.
    Text,
    /// `Box<T>`, a handle.
    Handle(&'t TypePath),
    Other,
}

/// Returns the elements of a `Vec` of the type.
pub(crate) fn listed(element: &Type) -> Listed<'_> {
    const UNSIZED: [&str; 4] = ["str", "CStr", "OsStr", "Path"];
    let is_unsized = |path: &Path| UNSIZED.iter().any(|name| path.is_ident(name));
    match (ungrouped(element), boxed(element).map(ungrouped)) {
        (_, Some(Type::Path(target)))
            if has_no_arguments(&target.path) && !is_unsized(&target.path) =>
        {
            Listed::Handle(target)
        }
        (Type::Path(path), None) if is_std(element, "String") && has_no_arguments(&path.path) => {
            Listed::Text
        }
        _ => Listed::Other,
    }
}

/// Returns the path in an `Option` of one, or the path itself.
pub(crate) fn optional_path(path: &TypePath) -> &TypePath {
    match optional(path).map(ungrouped) {
        Some(Type::Path(inner)) => inner,
        _ => path,
    }
}

/// Returns whether a type is converted even with `#[ffi(unchecked)]`: a function pointer, `Box` or `Arc`, or an `Option`
/// of one. A reference to an `Arc` is, too.
pub(crate) fn keeps_its_conversion(path: &TypePath) -> bool {
    let holder = match optional(path).map(ungrouped) {
        Some(Type::FnPtr(_)) => return true,
        Some(Type::Path(inner)) => std_name(inner),
        Some(_) => None,
        None => std_name(path),
    };
    holder.is_some_and(|holder| holder.ident == "Box" || holder.ident == "Arc")
}
