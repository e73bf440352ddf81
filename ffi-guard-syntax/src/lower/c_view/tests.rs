//! The declarations of all kinds of parameters and results.

use super::{Declaration, LibraryContext, declaration};
use crate::{parse_function, parse_item};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

fn lowered(arguments: &str, function: &str) -> Declaration {
    let context = LibraryContext {
        prefix: Some("lib".to_owned()),
        handles: [
            ("Handle".to_owned(), "lib_handle_free".to_owned()),
            ("Brittle".to_owned(), "lib_brittle_free".to_owned()),
        ]
        .into(),
        poisonable: ["Brittle".to_owned()].into(),
    };
    let item: TokenStream = format!("{function} {{}}").parse().expect("tokens");
    let export = parse_function(arguments.parse().expect("tokens"), item).expect("an export");
    declaration(&export, &context).expect("the Rust form")
}

/// `name: type, .. -> type`, without spaces where Rust needs none.
fn signature(arguments: &str, function: &str) -> String {
    let Declaration { parameters, output, .. } = lowered(arguments, function);
    let parameters: Vec<_> =
        parameters.iter().map(|p| format!("{}: {}", p.name, squeezed(&p.ty))).collect();
    format!("{} -> {}", parameters.join(", "), squeezed(&output))
}

fn squeezed(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    let text = [("* const", "*const"), ("* mut", "*mut"), (" < ", "<"), (" >", ">"), ("( )", "()")]
        .iter()
        .fold(text, |text, (from, to)| text.replace(from, to));
    text.trim().to_owned()
}

#[test]
fn parameters() {
    for (ty, expected) in [
        ("i32", "a: i32"),
        ("usize", "a: size_t"),
        ("*const usize", "a: *const size_t"),
        ("*mut std::ffi::c_void", "a: *mut c_void"),
        ("bool", "a: bool"),
        ("char", "a: u32"),
        ("geometry::Point", "a: Point"),
        ("&Point", "a: *const Point"),
        ("&'a Words<'a, u8>", "a: *const Words<u8>"),
        ("&mut [u8; 4]", "a: *mut [u8 ; 4]"),
        ("Option<&mut Point>", "a: *mut Point"),
        ("&str", "a: *const c_char"),
        ("Option<&CStr>", "a: *const c_char"),
        ("&[usize]", "a: *const size_t, a_len: size_t"),
        ("&mut [Point]", "a: *mut Point, a_len: size_t"),
        ("Box<Words>", "a: *mut Words"),
        ("Option<Box<Words>>", "a: *mut Words"),
        ("Arc<Words>", "a: *const Words"),
        ("Out<'_, u32>", "a: *mut u32"),
        ("Out<'_, Option<Box<Words>>>", "a: *mut *mut Words"),
        ("extern \"C\" fn(&Point) -> usize", "a: extern \"C\" fn (*const Point) -> size_t"),
        ("Option<extern \"C\" fn()>", "a: Option<extern \"C\" fn ()>"),
    ] {
        let function = format!("fn f<'a>(a: {ty})");
        assert_eq!(signature("", &function), format!("{expected} -> ()"), "{ty}");
    }
}

#[test]
fn results() {
    for (arguments, ty, expected) in [
        ("fallback = 0", "usize", " -> size_t"),
        ("fallback = 'a'", "char", " -> u32"),
        ("", "Point", " -> Point"),
        ("", "Option<String>", " -> *mut c_char"),
        ("", "Box<Words>", " -> *mut Words"),
        ("", "Result<Arc<Words>, E>", " -> *const Words"),
        ("abort", "!", " -> !"),
        ("status", "Result<(), E>", " -> i32"),
        ("status", "Result<bool, E>", "out: *mut bool -> i32"),
        ("status", "Result<CString, E>", "out: *mut *mut c_char -> i32"),
        ("status", "Result<Option<Box<Words>>, E>", "out: *mut *mut Words -> i32"),
        ("", "Option<Vec<geometry::Point>>", " -> lib_vec_point"),
        ("status", "Result<Vec<u8>, E>", "out: *mut lib_vec_u8 -> i32"),
        ("status = crate::Status", "Result<Arc<Words>, E>", "out: *mut *const Words -> Status"),
    ] {
        assert_eq!(signature(arguments, &format!("fn f() -> {ty}")), expected, "{ty}");
    }
}

#[test]
fn no_two_parameters_have_one_name() {
    let function =
        "fn f(a: &[u8], a_len: u8, _: u8, out: u8, r#match: u8, (): ()) -> Result<u8, E>";
    let names: Vec<_> =
        lowered("status", function).parameters.iter().map(|p| p.name.to_string()).collect();
    assert_eq!(names, ["a", "a_len_", "a_len", "arg2", "out", "r#match", "arg5", "out_"]);
}

#[test]
fn a_keyword_of_c_is_no_name() {
    let declaration =
        lowered("fallback = 0", "fn f(int: u8, this: &u8, new: Box<u8>, xor: u8, NULL: u8) -> u8");
    let names: Vec<_> = declaration.parameters.iter().map(|p| p.name.to_string()).collect();
    assert_eq!(names, ["int_", "this_", "new_", "xor_", "NULL_"]);
    let docs = declaration.docs.join(" ");
    assert!(docs.contains("`this_` points"), "{docs}");
}

#[test]
fn a_method_and_its_receiver() {
    let item = quote! {
        impl VersionReq {
            pub fn matches(&self, version: &Version) -> Option<Self> {}
            pub fn finish(self) -> usize {}
        }
    };
    let block = parse_item(quote!(fallback = 0), item).expect("a block");
    let context = LibraryContext { prefix: Some("lib".to_owned()), ..LibraryContext::default() };
    let declared: Vec<_> =
        block.exports().iter().filter_map(|e| declaration(e, &context)).collect();
    let text = |at: usize| {
        let Declaration { symbol, parameters, output, .. } = &declared[at];
        let parameters = parameters.iter().map(|p| format!("{}: {}", p.name, squeezed(&p.ty)));
        format!("{symbol}({}) -> {}", parameters.collect::<Vec<_>>().join(", "), squeezed(output))
    };
    assert_eq!(
        text(0),
        "lib_version_req_matches(version_req: *const VersionReq, version: *const Version) -> *mut VersionReq"
    );
    assert_eq!(text(1), "lib_version_req_finish(version_req: *mut VersionReq) -> size_t");
    assert!(declared[1].docs.join(" ").contains("takes ownership of it"));
}

#[test]
fn the_c_form_declares_itself() {
    let item = quote!(
        #[unsafe(no_mangle)]
        extern "C" fn f() {}
    );
    let export = parse_function(TokenStream::new(), item).expect("an export");
    assert!(declaration(&export, &LibraryContext::default()).is_none());
}

#[test]
fn values_on_failure() {
    for (arguments, ty, expected) in [
        ("", "()", "nothing; the last error reports the failure."),
        ("", "String", "NULL."),
        ("", "*const u8", "NULL."),
        ("", "Option<extern \"C\" fn()>", "NULL."),
        ("", "Vec<u8>", "a list whose `ptr` is NULL."),
        ("", "Point", "the fallback of `Point`."),
        ("fallback = -1", "i32", "`-1`."),
        ("fallback = f64::NAN", "f64", "`NAN`."),
        ("fallback = std::ptr::null_mut()", "*mut u8", "NULL."),
        ("fallback = core::ptr::null::<u8>()", "*const u8", "NULL."),
        ("fallback = usize::MAX", "usize", "`SIZE_MAX`."),
        ("fallback = i32::MIN", "i32", "`INT32_MIN`."),
        ("fallback = std::u8::MAX", "u8", "`UINT8_MAX`."),
        ("fallback = Kind::MAX", "Kind", "`Kind::MAX`."),
        ("fallback = nullable()", "u8", "`nullable()`."),
        ("fallback = |error| error.code()", "i32", "a value that depends on the error."),
        ("status = Status", "Result<(), E>", "the `Status` of the failure."),
        (
            "status",
            "Result<u8, E>",
            "a positive code of the function's own, -1 for a panic, -2 for an invalid argument, \
             -3 for an error without a code; 0 is success. `*out` is then unchanged.",
        ),
    ] {
        let docs = lowered(arguments, &format!("fn f() -> {ty}")).docs.join(" ");
        let begin = format!("Returns on failure: {expected}");
        assert!(docs.starts_with(&begin), "{ty}: {docs}");
    }
    let list = lowered("status", "fn f() -> Result<Vec<u8>, E>").docs.join(" ");
    assert!(list.contains("The `ptr` of `*out` is then NULL."), "{list}");
    let of_handle = lowered("status", "fn f(a: &mut Handle) -> Result<(), E>").docs.join(" ");
    assert!(!of_handle.contains("poisoned"), "{of_handle}");
    let brittle = lowered("status", "fn f(a: &mut Brittle) -> Result<(), E>").docs.join(" ");
    assert!(
        brittle.contains("a code, -4 for a poisoned object or state; 0 is success."),
        "{brittle}"
    );
    assert_eq!(lowered("abort", "fn f()").docs, ["Aborts the process on failure."]);
}

/// Functions, and the preconditions of the pointers that they take and return.
const PRECONDITIONS: [(&str, &[&str]); 14] = [
    (
        "fn f(a: &str)",
        &[
            "`a` points to a NUL-terminated string.",
            "Nothing writes to the memory behind `a` during the call.",
        ],
    ),
    ("fn f(a: Option<&str>)", &["`a` points to a NUL-terminated string, or is NULL."]),
    (
        "fn f(a: &[u8], b: &mut [u8])",
        &[
            "`a` points to `a_len` values.",
            "`b` points to `b_len` values.",
            "Nothing writes to the memory behind `a` during the call.",
            "Nothing else uses the memory behind `b` during the call.",
        ],
    ),
    (
        "fn f(a: &Handle, b: &mut Handle)",
        &[
            "No call that may change or free `a` runs at the same time.",
            "No other call with `b` runs at the same time.",
        ],
    ),
    (
        "fn f(a: &Handle)",
        &[
            "`a` is a handle from this library that has been neither freed (`lib_handle_free`) nor passed",
        ],
    ),
    ("fn f(a: &Point)", &["`a` points to memory of its type."]),
    ("fn f(a: Box<Words>)", &["`a` is a pointer from this library"]),
    ("fn f(a: *const u8)", &["It is passed on unchecked."]),
    ("fn f(a: Option<extern \"C\" fn()>)", &["leaves it. It may be NULL."]),
    ("fn f(a: Out<'_, u8>)", &["`a` points to memory for a value of its type."]),
    ("fn f() -> String", &["frees it once, with `lib_string_free`."]),
    ("fn f() -> Vec<Point>", &["frees it once, with `lib_vec_point_free`."]),
    ("fn f() -> Box<Handle>", &["frees it once, with `lib_handle_free`."]),
    ("fn f() -> Box<Words>", &["to a function that takes ownership."]),
];

#[test]
fn preconditions() {
    for (function, expected) in PRECONDITIONS {
        let docs = lowered("", function).docs.join(" ");
        assert!(docs.contains("The caller must ensure:"), "{function}: {docs}");
        for expected in expected {
            assert!(docs.contains(expected), "{function}: {docs}");
        }
    }
    let docs = lowered("fallback = false", "fn f(a: i32, b: bool, c: Point) -> bool").docs;
    assert_eq!(docs, ["Returns on failure: `false`."]);
}

#[test]
fn the_authors_documentation_comes_first() {
    let function = "/** Adds. */ #[must_use = \"or not\"] #[inline] pub fn f() -> u8";
    let declaration = lowered("fallback = 0, name = \"lib.add\"", function);
    assert_eq!(
        declaration.to_token_stream().to_string(),
        quote! {
            #[doc = " Adds. "]
            #[must_use = "or not"]
            #[doc = ""]
            #[doc = " Returns on failure: `0`."]
            #[unsafe(export_name = "lib.add")]
            pub extern "C" fn declared() -> u8 {}
        }
        .to_string()
    );
}

#[test]
fn documentation_stays_within_its_comment() {
    let function = "#[doc = \"From /* to */.\"] pub fn f()";
    let text = lowered("", function).attrs[0].to_token_stream().to_string();
    assert_eq!(text, "# [doc = \"From / * to * /.\"]");
}
