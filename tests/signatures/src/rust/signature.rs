//! Generates signatures in Rust.

use crate::model::{
    Failure, Function, Given, Kind, Library, Object, OnFailure, Param, Receiver, Taken,
};
use crate::types::{Ty, Types};

/// Returns the type name of an object.
pub(crate) fn object_name(types: &Types, index: usize, object: &Object) -> String {
    match object {
        Object::Data { ty, .. } => types.rust(ty),
        Object::Opaque { .. } | Object::Handle(_) => format!("O{index}"),
    }
}

/// Returns the attribute and the signature as in the library.
pub(crate) fn declaration(library: &Library, function: &Function) -> String {
    let params =
        function.params.iter().filter(|param| !matches!(param.kind, Kind::Answer | Kind::Present));
    let params: Vec<_> = params.map(|param| parameter(library, function, param)).collect();
    let name = match function.of {
        Some(_) => format!("f{}", function.index),
        None => function.symbol(),
    };
    let output = output(library, function);
    format!("{}\npub fn {name}({}){output}", attribute(function), params.join(", "))
}

fn attribute(function: &Function) -> &'static str {
    match function.on_failure {
        OnFailure::Default => "#[ffi_export]",
        OnFailure::Fixed => "#[ffi_export(fallback = fixed())]",
        OnFailure::Kind => "#[ffi_export(fallback = |error| error.kind() as i32)]",
        OnFailure::Status => "#[ffi_export(status)]",
        OnFailure::OwnStatus => "#[ffi_export(status = Verdict)]",
    }
}

fn parameter(library: &Library, function: &Function, param: &Param) -> String {
    let Param { name, kind, receiver, unchecked } = param;
    if let Some(receiver) = receiver {
        return self_parameter(library, kind, *receiver).to_owned();
    }
    let mark = match kind {
        _ if *unchecked => "#[ffi(unchecked)] ",
        Kind::CountedText { .. } => "#[ffi(len)] ",
        _ => "",
    };
    let binding = if kind.is_out() { "mut " } else { "" };
    format!("{mark}{binding}{name}: {}", of_kind(library, function, kind))
}

fn self_parameter(library: &Library, kind: &Kind, receiver: Receiver) -> &'static str {
    match (receiver, kind) {
        (Receiver::Value, _) => "self",
        (Receiver::Owner, Kind::Owner { object, .. }) if library.objects[*object].is_shared() => {
            "self: Arc<Self>"
        }
        (Receiver::Owner, _) => "self: Box<Self>",
        (_, Kind::Lent { exclusive: true, .. }) => "&mut self",
        (_, Kind::LentArc { .. }) => "self: &Arc<Self>",
        _ => "&self",
    }
}

fn of_kind(library: &Library, function: &Function, kind: &Kind) -> String {
    match kind.element() {
        Some(_) => of_array(library, function, kind),
        None => of_one(library, function, kind),
    }
}

fn of_one(library: &Library, function: &Function, kind: &Kind) -> String {
    let types = &library.types;
    match kind {
        Kind::Value(ty) => types.rust(ty),
        Kind::Reference { exclusive, optional, to } => {
            maybe(*optional, reference(*exclusive, &types.rust(to)))
        }
        Kind::CStr { optional } => maybe(*optional, "&CStr".to_owned()),
        Kind::Text { optional } | Kind::CountedText { optional } => {
            maybe(*optional, "&str".to_owned())
        }
        Kind::Slice { exclusive, of } => reference(*exclusive, &format!("[{}]", types.rust(of))),
        Kind::LentArc { optional, object } => {
            maybe(*optional, format!("&Arc<{}>", named(library, function, *object)))
        }
        Kind::Lent { exclusive, optional, object } => {
            maybe(*optional, reference(*exclusive, &named(library, function, *object)))
        }
        Kind::Owner { optional, object } => {
            maybe(*optional, owned(library, *object, &named(library, function, *object)))
        }
        Kind::Out { ty, nullable } => maybe(*nullable, format!("Out<'_, {}>", types.rust(ty))),
        Kind::OutOwner { optional, nullable, object } => {
            let owner = owned(library, *object, &named(library, function, *object));
            out(*nullable, *optional, &owner)
        }
        Kind::OutText { c_string, optional, nullable } => {
            out(*nullable, *optional, if *c_string { "CString" } else { "String" })
        }
        Kind::OutList { of, optional, nullable } => {
            out(*nullable, *optional, &format!("Vec<{}>", types.rust(of)))
        }
        Kind::Callback { optional, takes, gives } => {
            maybe(*optional, pointer(types, takes, gives.as_ref()))
        }
        Kind::Closure(closure) => super::closure::written(library, closure),
        _ => unreachable!("not written in Rust"),
    }
}

/// Returns the type of an out-parameter for something that C owns.
fn out(nullable: bool, optional: bool, owned: &str) -> String {
    maybe(nullable, format!("Out<'_, {}>", maybe(optional, owned.to_owned())))
}

fn of_array(library: &Library, function: &Function, kind: &Kind) -> String {
    match kind {
        Kind::LentList { object } => format!("&[&{}]", named(library, function, *object)),
        Kind::OwnerList { object } => format!("Vec<Box<{}>>", named(library, function, *object)),
        _ => "&[&str]".to_owned(),
    }
}

/// Returns the type of a function pointer.
fn pointer(types: &Types, takes: &[Taken], gives: Option<&Ty>) -> String {
    let takes: Vec<_> = takes
        .iter()
        .map(|taken| {
            let ty = types.rust(&taken.ty);
            if taken.by_reference { reference(false, &ty) } else { ty }
        })
        .collect();
    let gives = gives.map(|ty| format!(" -> {}", types.rust(ty))).unwrap_or_default();
    format!("extern \"C\" fn({}){gives}", takes.join(", "))
}

pub(super) fn reference(exclusive: bool, to: &str) -> String {
    if exclusive { format!("&mut {to}") } else { format!("&{to}") }
}

pub(super) fn maybe(optional: bool, ty: String) -> String {
    if optional { format!("Option<{ty}>") } else { ty }
}

/// Returns the type name, or `Self` in every other method of the type.
fn named(library: &Library, function: &Function, object: usize) -> String {
    if function.of == Some(object) && function.index.is_multiple_of(2) {
        return "Self".to_owned();
    }
    object_name(&library.types, object, &library.objects[object])
}

pub(super) fn owned(library: &Library, object: usize, name: &str) -> String {
    let owner = if library.objects[object].is_shared() { "Arc" } else { "Box" };
    format!("{owner}<{name}>")
}

fn output(library: &Library, function: &Function) -> String {
    let given = match &function.given {
        Given::Nothing => "()".to_owned(),
        Given::Value(Ty::Array(..)) => unreachable!("not returned by value"),
        Given::Value(ty) => library.types.rust(ty),
        Given::Maybe(ty) => maybe(true, library.types.rust(ty)),
        Given::Object { object, optional, bare } => {
            let name = named(library, function, *object);
            maybe(*optional, if *bare { name } else { owned(library, *object, &name) })
        }
        Given::Text { c_string, optional } => {
            maybe(*optional, if *c_string { "CString" } else { "String" }.to_owned())
        }
        Given::TextView { optional } => maybe(*optional, "&'static str".to_owned()),
        Given::CStrView { optional } => maybe(*optional, "&'static CStr".to_owned()),
        Given::Pointer { to, optional } => {
            maybe(*optional, format!("&'static {}", library.types.rust(to)))
        }
        Given::View { of, optional } => {
            maybe(*optional, format!("&'static [{}]", library.types.rust(of)))
        }
        Given::Texts { optional } => maybe(*optional, "Vec<String>".to_owned()),
        Given::Objects { object, optional } => {
            maybe(*optional, format!("Vec<Box<{}>>", named(library, function, *object)))
        }
        Given::List { of, optional } => {
            maybe(*optional, format!("Vec<{}>", library.types.rust(of)))
        }
    };
    let error = match function.failure {
        None => return if given == "()" { String::new() } else { format!(" -> {given}") },
        Some(Failure::Str) => "&'static str",
        Some(Failure::String) => "String",
        Some(Failure::Coded) => "ffi_guard::CodedError",
        Some(Failure::Own) => "Failure",
    };
    format!(" -> Result<{given}, {error}>")
}
