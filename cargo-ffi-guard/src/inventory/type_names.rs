//! The names in a type that decide whether a value of it has something to drop.

use std::collections::BTreeSet;
use syn::ext::IdentExt;
use syn::{GenericArgument, PathArguments, Type};

/// Returns the names of the types that decide whether a value has something to drop. Empty for references, pointers,
/// functions and primitive types.
pub(super) fn named_types(ty: &Type) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    collect(ty, &mut names);
    names
}

fn collect(ty: &Type, names: &mut BTreeSet<String>) {
    match ty {
        Type::Reference(_) | Type::Ptr(_) | Type::FnPtr(_) | Type::Never(_) => {}
        Type::Paren(inner) => collect(&inner.elem, names),
        Type::Group(inner) => collect(&inner.elem, names),
        Type::Array(array) => collect(&array.elem, names),
        Type::Tuple(tuple) => tuple.elems.iter().for_each(|elem| collect(elem, names)),
        Type::Path(path) if path.qself.is_none() => {
            let Some(last) = path.path.segments.last() else { return };
            let name = last.ident.unraw().to_string();
            if is_primitive(&name) || drops_no_content(&name) {
                return;
            }
            if let PathArguments::AngleBracketed(arguments) = &last.arguments {
                for argument in &arguments.args {
                    if let GenericArgument::Type(ty) = argument {
                        collect(ty, names);
                    }
                }
            }
            if !is_made_of_its_content(&name) {
                names.insert(name);
            }
        }
        // `impl Trait`, `<T as Trait>::Type`, a macro.
        _ => {
            names.insert(String::new());
        }
    }
}

fn is_primitive(name: &str) -> bool {
    matches!(
        name,
        "u8" | "u16"
            | "u32"
            | "u64"
            | "u128"
            | "usize"
            | "i8"
            | "i16"
            | "i32"
            | "i64"
            | "i128"
            | "isize"
            | "f32"
            | "f64"
            | "bool"
            | "char"
    )
}

/// Whether a value of the generic type never drops the value in it.
fn drops_no_content(name: &str) -> bool {
    matches!(
        name,
        "ManuallyDrop" | "MaybeUninit" | "NonNull" | "PhantomData" | "NonZero" | "AtomicPtr"
    )
}

/// Whether a value of the generic type drops the value in it and nothing else.
fn is_made_of_its_content(name: &str) -> bool {
    matches!(name, "Option" | "Result" | "Wrapping" | "Saturating" | "Reverse" | "Poll" | "Pin")
}

/// Whether a type of another crate has nothing to drop, by its name: types of std, of `jni`, and the names of C.
pub(super) fn is_plain(name: &str) -> bool {
    let is_c = name.starts_with("c_") || name.ends_with("_t");
    let is_java = name.strip_prefix('j').is_some_and(|rest| rest.chars().all(char::is_lowercase));
    let is_upper_case = name.len() > 2 && !name.contains(char::is_lowercase);
    let is_number = name.starts_with("NonZero") || name.starts_with("Atomic");
    let is_known = matches!(
        name,
        "Duration"
            | "Instant"
            | "SystemTime"
            | "Ordering"
            | "Layout"
            | "TypeId"
            | "Infallible"
            | "Ipv4Addr"
            | "Ipv6Addr"
            | "EnvUnowned"
            | "JNIEnv"
            | "JClass"
            | "JObject"
            | "JString"
            | "JByteArray"
            | "JObjectArray"
            | "JIntArray"
            | "JLongArray"
            | "JThrowable"
            | "JList"
            | "JMap"
            | "JValue"
    );
    is_c || is_java || is_upper_case || is_number || is_known
}
