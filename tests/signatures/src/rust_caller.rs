//! Generates the caller in Rust, for Miri.

mod call;
mod closure;
mod types;

use crate::caller::{self, Site};
use crate::model::{Function, Given, Kind, Library, OnFailure, PREFIX};
use crate::planned::Planned;
use crate::types::Ty;
use call::Rust;
use std::fmt::Write;

const CALLER: &str = include_str!("../templates/caller.rs");

/// Returns `src/main.rs` for the library of this name.
pub(crate) fn program(name: &str, library: &Library, planned: &[Planned<'_>]) -> String {
    let mut text = CALLER.replace("LIBRARY", name);
    types::structures(&mut text, &library.types);
    text.push_str("unsafe extern \"C\" {\n");
    objects(&mut text, library);
    for ty in library.lists() {
        let name = library.types.rust(ty);
        let symbol = name.to_lowercase();
        let _ = writeln!(text, "fn {PREFIX}_vec_{symbol}_free(list: FfiVec<{name}>);");
    }
    for object in library.lists_of_objects() {
        let _ = writeln!(text, "fn {PREFIX}_vec_o{object}_free(list: FfiVec<*mut O{object}>);");
    }
    for function in &library.functions {
        prototype(&mut text, library, function);
    }
    text.push_str("}\n");
    for planned in planned {
        text.push_str(&caller::call(&Rust(Site { library, planned })));
    }
    text.push_str("fn main() {\n    unsafe {\n");
    for planned in planned {
        let _ = writeln!(text, "        {}();", planned.ident());
    }
    text.push_str("    }\n}\n");
    text
}

/// Declares the functions of the objects.
fn objects(text: &mut String, library: &Library) {
    for (index, object) in library.objects.iter().enumerate() {
        let _ = writeln!(
            text,
            "fn {PREFIX}_o{index}_make(seed: u64) -> *mut c_void;\nfn {PREFIX}_o{index}_end(object: *mut c_void) -> u64;"
        );
        if object.handle().is_some_and(|handle| handle.shared) {
            let _ = writeln!(
                text,
                "fn {PREFIX}_o{index}_share(object: *mut c_void) -> *mut c_void;\n\
                 fn {PREFIX}_o{index}_free(object: *mut c_void);"
            );
        }
        if object.handle().is_some() {
            let _ = writeln!(text, "fn {PREFIX}_o{index}_read(object: *mut c_void) -> u64;");
        }
        if object.is_poisonable() {
            let _ = writeln!(
                text,
                "fn {PREFIX}_o{index}_poison(object: *mut c_void);\nfn {PREFIX}_o{index}_free(object: *mut c_void);\n\
                 fn {PREFIX}_o{index}_is_poisoned(object: *mut c_void) -> bool;"
            );
        }
    }
}

/// The call itself.
pub(crate) fn line(library: &Library, planned: &Planned<'_>) -> String {
    caller::line(&Rust(Site { library, planned }))
}

fn prototype(text: &mut String, library: &Library, function: &Function) {
    let types = &library.types;
    let mut params = Vec::new();
    for param in &function.params {
        match &param.kind {
            Kind::Value(ty) => params.push(by_value(library, ty)),
            kind if kind.element().is_some()
                || matches!(kind, Kind::Slice { .. } | Kind::CountedText { .. }) =>
            {
                params.extend(["*mut c_void".to_owned(), "usize".to_owned()])
            }
            Kind::Callback { takes, gives, .. } => {
                let takes: Vec<_> = takes
                    .iter()
                    .map(|taken| {
                        let star = if taken.by_reference { "&" } else { "" };
                        format!("{star}{}", types.rust(&taken.ty))
                    })
                    .collect();
                let gives = gives.as_ref().map(|ty| format!(" -> {}", types.rust(ty)));
                let (takes, gives) = (takes.join(", "), gives.unwrap_or_default());
                params.push(format!("Option<extern \"C\" fn({takes}){gives}>"));
            }
            Kind::Closure(closure) => {
                params.extend([closure::pointer(library, closure), "*mut c_void".to_owned()]);
                if closure.holder.is_owner() {
                    params.push("Option<unsafe extern \"C\" fn(*mut c_void)>".to_owned());
                }
            }
            _ => params.push("*mut c_void".to_owned()),
        }
    }
    let named = params.iter().enumerate().map(|(at, ty)| format!("a{at}: {ty}"));
    let params = named.collect::<Vec<_>>().join(", ");
    let _ =
        writeln!(text, "fn {}({params}) -> {};", function.symbol(), returned(library, function));
}

/// Returns a type of the same layout for arguments that may be invalid.
fn by_value(library: &Library, ty: &Ty) -> String {
    match ty {
        Ty::Number(..) | Ty::Address => library.types.rust(ty),
        Ty::Char => "core::primitive::u32".to_owned(),
        _ => format!("MaybeUninit<{}>", library.types.rust(ty)),
    }
}

fn returned(library: &Library, function: &Function) -> String {
    match function.on_failure {
        OnFailure::Status => "i32".to_owned(),
        OnFailure::OwnStatus => "Verdict".to_owned(),
        _ if matches!(function.given, Given::Maybe(_)) => "bool".to_owned(),
        _ => given(library, &function.given),
    }
}

/// Returns the type that C receives.
fn given(library: &Library, given: &Given) -> String {
    match given {
        Given::Nothing => "()".to_owned(),
        Given::Value(Ty::Char) => "core::primitive::u32".to_owned(),
        Given::Value(ty) | Given::Maybe(ty) => library.types.rust(ty),
        Given::Object { .. } | Given::Text { .. } => "*mut c_void".to_owned(),
        Given::CStrView { .. } | Given::Pointer { .. } => "*mut c_void".to_owned(),
        Given::TextView { .. } => "ffi_guard::FfiStr".to_owned(),
        Given::Texts { .. } => "FfiVec<OwnedString>".to_owned(),
        Given::Objects { object, .. } => format!("FfiVec<*mut O{object}>"),
        Given::List { of, .. } => format!("FfiVec<{}>", library.types.rust(of)),
        Given::View { of, .. } => format!("ffi_guard::FfiSlice<{}>", library.types.rust(of)),
    }
}
