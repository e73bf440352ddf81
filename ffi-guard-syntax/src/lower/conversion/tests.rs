//! The conversions of types by their spelling, also of a `$ty:ty` of a `macro_rules!`.

use crate::lower::OutContent;
use crate::model::{ArgumentForC, CallbackValue, Conversion, Export, ProvidedCallback, Returned};
use crate::parse_function;
use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{ToTokens, quote};
use syn::{Type, parse_quote};

/// Describes a conversion.
fn described(conversion: &Conversion) -> String {
    let (name, target) = match conversion {
        Conversion::Unconverted => ("as is", None),
        Conversion::Value => ("value", None),
        Conversion::Character => ("character", None),
        Conversion::Function { pointer, .. } => ("function", Some(pointer)),
        Conversion::Reference { target, .. } => ("reference", Some(target)),
        Conversion::CStr { .. } => ("c_str", None),
        Conversion::Text { counted: false, .. } => ("text", None),
        Conversion::Text { .. } => ("counted text", None),
        Conversion::Slice { element, .. } => ("slice", Some(element)),
        Conversion::Texts => ("texts", None),
        Conversion::References { target } => ("references", Some(target)),
        Conversion::BoxedList { target } => ("boxes", Some(target)),
        Conversion::Boxed { target, .. } => ("box", Some(target)),
        Conversion::Shared { target } => ("arc", Some(target)),
        Conversion::SharedReference { target, .. } => ("reference to an arc", Some(target)),
        Conversion::Taken { target } => ("taken", Some(target)),
        Conversion::Out { target, .. } => ("out", Some(target)),
        Conversion::Callback(callback) => return callback_described(callback),
    };
    let target = target.map(|ty| format!(" {}", ty.to_token_stream())).unwrap_or_default();
    let optional = if conversion.is_optional() { "optional " } else { "" };
    let written = if conversion.may_be_written() { ", written" } else { "" };
    format!("{optional}{name}{target}{written}")
}

fn callback_described(callback: &ProvidedCallback) -> String {
    let ProvidedCallback { holder, kind, is_send, is_sync, optional, result, .. } = callback;
    let bounds = [(*is_send, " + Send"), (*is_sync, " + Sync"), (*optional, ", optional")];
    let bounds = bounds.iter().filter(|(is, _)| *is).map(|(_, text)| *text).collect::<String>();
    let arguments = callback.arguments.iter().map(|argument| match &argument.conversion {
        ArgumentForC::Unconverted => "as is",
        ArgumentForC::Value => "value",
        ArgumentForC::Character => "character",
        ArgumentForC::CStr { .. } => "c_str",
        ArgumentForC::Text { .. } => "text",
        ArgumentForC::Slice { .. } => "slice",
        ArgumentForC::Reference { .. } => "reference",
        ArgumentForC::String { .. } => "string",
        ArgumentForC::Boxed { .. } => "box",
        ArgumentForC::Shared { .. } => "arc",
        ArgumentForC::BorrowedArc { .. } => "borrowed arc",
        ArgumentForC::References { .. } => "references",
    });
    let value = match &result.value {
        CallbackValue::Unit => "unit",
        CallbackValue::Unconverted => "as is",
        CallbackValue::Checked => "checked",
        CallbackValue::Character => "character",
        CallbackValue::Boxed { .. } => "box",
        CallbackValue::Shared { .. } => "arc",
    };
    let arguments = arguments.collect::<Vec<_>>().join(", ");
    let result = format!("{}{value}", if result.is_fallible { "fallible " } else { "" });
    format!("{holder:?} {kind:?}({arguments}) -> {result}{bounds}")
}

#[test]
fn callbacks_by_their_spelling() {
    for (ty, expected) in [
        (quote!(&mut dyn FnMut()), "Mut FnMut() -> unit"),
        (quote!(&mut (dyn FnMut() -> bool + Send)), "Mut FnMut() -> checked + Send"),
        (quote!(Option<&'a dyn Fn(i32, bool)>), "Ref Fn(as is, as is) -> unit, optional"),
        (quote!(Box<dyn FnOnce(char, &str) -> ()>), "Box FnOnce(character, text) -> unit"),
        (quote!(std::boxed::Box<dyn FnMut(&T) -> char>), "Box FnMut(reference) -> character"),
        (
            quote!(Option<Arc<dyn Send + Fn(&[u8], T) -> *mut u8 + Sync>>),
            "Arc Fn(slice, value) -> as is + Send + Sync, optional",
        ),
        (
            quote!(&dyn for<'x> Fn(Option<&'x CStr>) -> Result<(), CallbackError>),
            "Ref Fn(c_str) -> fallible unit",
        ),
        (
            quote!(Box<dyn Fn() -> std::result::Result<u8, ffi_guard::CallbackError> + 'a>),
            "Box Fn() -> fallible as is",
        ),
        (
            quote!(
                Box<dyn FnMut(String, Option<Box<T>>, Arc<T>, &Arc<T>, &[&T]) -> Option<Box<T>>>
            ),
            "Box FnMut(string, box, arc, borrowed arc, references) -> box",
        ),
        (quote!(&dyn Fn() -> Result<Arc<T>, CallbackError>), "Ref Fn() -> fallible arc"),
        (quote!(&dyn FnMut()), "refused"),
        (quote!(Rc<dyn Fn()>), "refused"),
    ] {
        assert_eq!(of(&ty), expected, "{ty}");
        let group = Group::new(Delimiter::None, ty.clone()).into_token_stream();
        assert_eq!(of(&group), expected, "in a group: {ty}");
        assert_eq!(of(&quote!((#ty))), expected, "in parentheses: {ty}");
    }
}

fn of(ty: &TokenStream) -> String {
    let export = parse_function(TokenStream::new(), quote!(fn f(a: #ty) {}));
    export.map_or_else(|_| "refused".to_owned(), |it| described(&it.parameters[0].conversion))
}

/// Expects the conversions of parameters, also in a group or in parentheses.
#[track_caller]
fn expect(conversions: &[(TokenStream, &str)]) {
    for (ty, expected) in conversions {
        assert_eq!(&of(ty), expected, "{ty}");
        let group = Group::new(Delimiter::None, ty.clone()).into_token_stream();
        assert_eq!(&of(&group), expected, "in a group: {ty}");
        assert_eq!(&of(&quote!((#ty))), expected, "in parentheses: {ty}");
    }
}

#[test]
fn an_unchecked_reference_to_an_arc_is_converted() {
    for (ty, expected) in [
        (quote!(&Arc<T>), "reference to an arc T"),
        (quote!(Option<&std::sync::Arc<T>>), "optional reference to an arc T"),
    ] {
        let function = quote!(fn f(#[ffi(unchecked)] a: #ty) {});
        let export = parse_function(TokenStream::new(), function).expect("an export");
        assert_eq!(described(&export.parameters[0].conversion), expected);
    }
}

#[test]
fn parameters_by_their_spelling() {
    expect(&[
        (quote!(i32), "as is"),
        (quote!(std::ffi::c_char), "as is"),
        (quote!(*const u8), "as is"),
        (quote!(bool), "value"),
        (quote!(Point), "value"),
        (quote!(std::ptr::NonNull<u8>), "value"),
        (quote!(char), "character"),
        (quote!(extern "C" fn()), "function extern \"C\" fn ()"),
        (quote!(Option<extern "C" fn()>), "optional function extern \"C\" fn ()"),
        (quote!(&T), "reference T"),
        (quote!(&'a mut T), "reference T, written"),
        (quote!(core::option::Option<&T>), "optional reference T"),
        (quote!(Option<&mut T>), "optional reference T, written"),
        (quote!(&std::ffi::CStr), "c_str"),
        (quote!(Option<&CStr>), "optional c_str"),
        (quote!(&str), "text"),
        (quote!(Option<&'a str>), "optional text"),
        (quote!(&[u8]), "slice u8"),
        (quote!(&mut [T]), "slice T, written"),
        (quote!(&[T; 3]), "reference [T ; 3]"),
        (quote!(mine::Out<T>), "value"),
        (quote!(mine::Box<T>), "value"),
        (quote!(mine::String), "value"),
    ]);
}

#[test]
fn owners_and_lists_by_their_spelling() {
    expect(&[
        (quote!(&[&str]), "texts"),
        (quote!(&'a [&'a T]), "references T"),
        (quote!(&[(&crate::T)]), "references crate :: T"),
        (quote!(Vec<Box<T>>), "boxes T, written"),
        (quote!(std::vec::Vec<std::boxed::Box<T>>), "boxes T, written"),
        (quote!(Box<T>), "box T, written"),
        (quote!(Option<Box<T>>), "optional box T, written"),
        (quote!(std::sync::Arc<T>), "arc T, written"),
        (quote!(&std::sync::Arc<T>), "reference to an arc T"),
        (quote!(Option<&'a Arc<T>>), "optional reference to an arc T"),
        (quote!(Out<'_, T>), "out T, written"),
        (quote!(ffi_guard::Out<'_, T>), "out T, written"),
        (quote!(Option<Out<'_, T>>), "optional out T, written"),
        (quote!(Option<ffi_guard::Out<'_, T>>), "optional out T, written"),
    ]);
}

#[test]
fn texts_with_a_length() {
    for (ty, expected) in [
        (quote!(&str), "counted text"),
        (quote!((&'a str)), "counted text"),
        (quote!(Option<&str>), "optional counted text"),
        (quote!(&CStr), "refused"),
        (quote!(&[u8]), "refused"),
        (quote!(&T), "refused"),
        (quote!(usize), "refused"),
        (quote!(String), "refused"),
    ] {
        let export = parse_function(TokenStream::new(), quote!(fn f(#[ffi(len)] a: #ty) {}));
        let found = export
            .map_or_else(|_| "refused".to_owned(), |it| described(&it.parameters[0].conversion));
        assert_eq!(found, expected, "{ty}");
    }
}

#[test]
fn parameters_that_are_refused() {
    for ty in [
        quote!(String),
        quote!(&'static str),
        quote!(&'static [u8]),
        quote!(&mut str),
        quote!(&mut CStr),
        quote!(Option<&[u8]>),
        quote!(&dyn Any),
        quote!(Option<&dyn Any>),
        quote!(Box<[u8]>),
        quote!(Option<Box<str>>),
        quote!(Arc<dyn Any>),
        quote!(&Arc<dyn Any>),
        quote!(&Arc<str>),
        quote!(&mut Arc<T>),
        quote!(&'static Arc<T>),
        quote!(&Rc<T>),
        quote!(&Path),
        quote!(fn()),
        quote!(Option<fn()>),
        quote!(Option<u8>),
        quote!(Result<T, E>),
        quote!((u8, u8)),
        quote!([u8; 2]),
        quote!(Rc<T>),
    ] {
        assert_eq!(of(&ty), "refused", "{ty}");
    }
}

#[test]
fn lists_that_are_refused() {
    for ty in [
        quote!(Vec<u8>),
        quote!(&[&'static str]),
        quote!(&[&'static T]),
        quote!(&[&CStr]),
        quote!(&[&String]),
        quote!(&[&Box<T>]),
        quote!(&[&Arc<T>]),
        quote!(&mut [&str]),
        quote!(Option<&[&str]>),
        quote!(Vec<Box<dyn Any>>),
        quote!(Vec<Box<str>>),
        quote!(Vec<Arc<T>>),
        quote!(Vec<Option<Box<T>>>),
        quote!(Vec<&T>),
        quote!(Option<Vec<Box<T>>>),
    ] {
        assert_eq!(of(&ty), "refused", "{ty}");
    }
}

/// Describes the conversion of a result.
fn returned(ty: &TokenStream) -> String {
    let parse = |args| parse_function(args, quote!(fn f() -> #ty {}));
    let Ok(Export { result, .. }) = parse(TokenStream::new()).or_else(|_| parse(quote!(abort)))
    else {
        return "refused".to_owned();
    };
    let (name, target) = match &result.returned {
        Returned::Unconverted => ("as is", None),
        Returned::Value => ("value", None),
        Returned::Character => ("character", None),
        Returned::Text => ("text", None),
        Returned::List { element } => ("list", Some(element)),
        Returned::Str => ("str", None),
        Returned::Slice { element } => ("slice", Some(element)),
        Returned::Texts => ("texts", None),
        Returned::Handles { target } => ("handles", Some(target)),
        Returned::Optional { target } => ("optional", Some(target)),
        Returned::CStr => ("C string", None),
        Returned::Reference { target } => ("reference", Some(target)),
        Returned::Never => ("never", None),
        Returned::Boxed { optional: false, target } => ("box", Some(target)),
        Returned::Boxed { optional: true, target } => ("optional box", Some(target)),
        Returned::Shared { target } => ("arc", Some(target)),
        Returned::Handle { optional: false, target } => ("handle", Some(target)),
        Returned::Handle { optional: true, target } => ("optional handle", Some(target)),
    };
    let target = target.map(|ty| format!(" {}", ty.to_token_stream())).unwrap_or_default();
    let error = result.error.map(|ty| format!(" or {}", ty.to_token_stream())).unwrap_or_default();
    let fallible = if result.fallible { ", fallible" } else { "" };
    format!("{name}{target}{fallible}{error}")
}

#[test]
fn results_by_their_spelling() {
    for (ty, expected) in [
        (quote!(()), "as is"),
        (quote!(i32), "as is"),
        (quote!(bool), "as is"),
        (quote!(*mut T), "as is"),
        (quote!(Option<extern "C" fn()>), "as is"),
        (quote!(!), "never"),
        (quote!(char), "character"),
        (quote!(Point), "value"),
        (quote!(String), "text"),
        (quote!(std::ffi::CString), "text"),
        (quote!(Option<String>), "text"),
        (quote!(Box<T>), "box T"),
        (quote!(Option<Box<T>>), "optional box T"),
        (quote!(Arc<T>), "arc T"),
        (quote!(Result<(), E>), "as is, fallible or E"),
        (quote!(std::io::Result<Box<T>>), "box T, fallible"),
        (quote!(Result<Option<String>, E>), "text, fallible or E"),
        (quote!(anyhow::Result<i32>), "as is, fallible"),
        (quote!(io::Result<Point>), "value, fallible"),
        (quote!(mine::Result), "value"),
        (quote!(Box<[u8]>), "refused"),
        (quote!(Box<dyn Any>), "refused"),
        (quote!(fn()), "refused"),
    ] {
        assert_eq!(returned(&ty), expected, "{ty}");
    }
}

#[test]
fn optional_results_by_their_spelling() {
    for (ty, expected) in [
        (quote!(Option<u8>), "optional u8"),
        (quote!(Option<char>), "optional char"),
        (quote!(std::option::Option<geometry::Point>), "optional geometry :: Point"),
        (quote!(Result<Option<bool>, E>), "optional bool, fallible or E"),
        (quote!(Option<NonZeroU8>), "as is"),
        (quote!(Option<num::NonZero<u8>>), "as is"),
        (quote!(Option<NonZeroPair>), "optional NonZeroPair"),
        (quote!(Option<()>), "refused"),
        (quote!(Option<*const u8>), "refused"),
        (quote!(Option<Option<u8>>), "refused"),
        (quote!(Option<(u8, u8)>), "refused"),
        (quote!(Option<PathBuf>), "refused"),
    ] {
        assert_eq!(returned(&ty), expected, "{ty}");
    }
}

#[test]
fn lists_by_their_spelling() {
    for (ty, expected) in [
        (quote!(Vec<u8>), "list u8"),
        (quote!(Option<std::vec::Vec<u8>>), "list u8"),
        (quote!(Result<Vec<u8>, E>), "list u8, fallible or E"),
        (quote!(Vec<String>), "texts"),
        (quote!(Option<Vec<std::string::String>>), "texts"),
        (quote!(Result<Vec<Box<geometry::Shape>>, E>), "handles geometry :: Shape, fallible or E"),
        (quote!(Option<Vec<Box<Shape>>>), "handles Shape"),
        (quote!(Vec<Box<Pair<u8>>>), "refused"),
        (quote!(Vec<Box<str>>), "refused"),
        (quote!(Vec<Arc<Shape>>), "refused"),
        (quote!(Vec<CString>), "refused"),
        (quote!(VecDeque<u8>), "refused"),
    ] {
        assert_eq!(returned(&ty), expected, "{ty}");
    }
}

#[test]
fn borrowed_results_by_their_spelling() {
    for (ty, expected) in [
        (quote!(&T), "reference T"),
        (quote!(Option<&'static Pair<u8>>), "reference Pair < u8 >"),
        (quote!(&CStr), "C string"),
        (quote!(Result<Option<&CStr>, E>), "C string, fallible or E"),
        (quote!(&mut T), "refused"),
        (quote!(&String), "refused"),
        (quote!(&Box<T>), "refused"),
        (quote!(&&T), "refused"),
        (quote!(&dyn Any), "refused"),
        (quote!(&(u8, u8)), "refused"),
        (quote!(&Path), "refused"),
        (quote!(&str), "str"),
        (quote!(Option<&'static std::primitive::str>), "str"),
        (quote!(Result<Option<&'a str>, E>), "str, fallible or E"),
        (quote!(&[geometry::Point]), "slice geometry :: Point"),
        (quote!(Option<&[u8]>), "slice u8"),
        (quote!(&mut str), "refused"),
        (quote!(&mut [u8]), "refused"),
        (quote!(&[Pair<u8>]), "refused"),
        (quote!(&[*const u8]), "refused"),
        (quote!(&[&str]), "refused"),
        (quote!(Option<Option<&str>>), "refused"),
    ] {
        assert_eq!(returned(&ty), expected, "{ty}");
    }
}

#[test]
fn contents_of_out_parameters() {
    for (ty, expected) in [
        (quote!(Box<T>), "box T"),
        (quote!(Option<Box<T>>), "box T"),
        (quote!(Arc<T>), "arc T"),
        (quote!(Option<std::sync::Arc<T>>), "arc T"),
        (quote!(String), "text"),
        (quote!(Option<CString>), "text"),
        (quote!(Vec<u8>), "list u8"),
        (quote!(Option<Vec<T>>), "list T"),
        (quote!(T), "value"),
        (quote!(Option<T>), "value"),
        (quote!(*mut T), "value"),
        (quote!(mine::String), "value"),
    ] {
        let target: Type = parse_quote!(#ty);
        let (name, owned) = match OutContent::of(&target) {
            OutContent::Value => ("value", None),
            OutContent::Boxed(owned) => ("box ", Some(owned)),
            OutContent::Shared(owned) => ("arc ", Some(owned)),
            OutContent::Text => ("text", None),
            OutContent::List(element) => ("list ", Some(element)),
        };
        let owned = owned.map(|ty| ty.to_token_stream().to_string()).unwrap_or_default();
        assert_eq!(format!("{name}{owned}"), expected, "{ty}");
    }
}
