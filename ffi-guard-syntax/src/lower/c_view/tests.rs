//! The declarations of all kinds of parameters and results.

use super::{Declaration, LibraryContext, conventions, declaration};
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
        last_error: Some("lib_last_error".to_owned()),
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
        ("", "&'static str", " -> lib_str"),
        ("", "Option<&'static [geometry::Point]>", " -> lib_slice_point"),
        ("status", "Result<&'static [u8], E>", "out: *mut lib_slice_u8 -> i32"),
        ("", "Vec<String>", " -> lib_vec_string"),
        (
            "status",
            "Result<Option<Vec<Box<geometry::Shape>>>, E>",
            "out: *mut lib_vec_shape -> i32",
        ),
        ("", "Option<u32>", "out: *mut u32 -> bool"),
        ("abort", "Option<geometry::Point>", "out: *mut Point -> bool"),
        ("status", "Result<Option<char>, E>", "out: *mut u32, present: *mut bool -> i32"),
        ("", "Result<Option<Pair<usize>>, E>", "out: *mut Pair<size_t> -> bool"),
        ("", "Option<&'static CStr>", " -> *const c_char"),
        ("status", "Result<&'static geometry::Point, E>", "out: *mut *const Point -> i32"),
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
    let docs = declaration.docs.join("\n");
    assert!(
        docs.contains("@param this_  borrowed\n@param new_   owned: passes to the library\n"),
        "{docs}"
    );
    let declaration = lowered(
        "fallback = 0",
        "fn f(this: u8, this_: u8, unix: u8, r#struct: u8, INT8_MAX: u8) -> u8",
    );
    let names: Vec<_> = declaration.parameters.iter().map(|p| p.name.to_string()).collect();
    assert_eq!(names, ["this__", "this_", "unix_", "struct_", "INT8_MAX_"]);
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
    assert_eq!(declared[1].docs[0], "@param version_req  owned: passes to the library");
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

#[track_caller]
fn expect_return(arguments: &str, ty: &str, expected: &str) {
    let docs = lowered(arguments, &format!("fn f() -> {ty}")).docs;
    assert_eq!(one_line(&docs), format!("@return {expected}"), "{ty}");
}

#[test]
fn pointers_on_failure() {
    for (arguments, ty, expected) in [
        ("", "String", "owned UTF-8 string: free with lib_string_free; NULL on failure"),
        (
            "",
            "Option<CString>",
            "owned string: free with lib_string_free; NULL if there is none, and on failure",
        ),
        ("", "*const u8", "NULL on failure"),
        ("", "Option<extern \"C\" fn()>", "NULL if there is none, and on failure"),
        ("", "Option<NonZeroU32>", "0 if there is none, and on failure"),
        ("", "Option<std::num::NonZero<u8>>", "0 if there is none, and on failure"),
        (
            "fallback = NonZeroU8::new(7)",
            "Option<NonZeroU8>",
            "0 if there is none; the value of `NonZeroU8::new(7)` in Rust on failure",
        ),
        ("abort", "Option<NonZeroU8>", "0 if there is none Aborts the process on failure."),
        ("", "Vec<u8>", "owned list: free with lib_vec_u8_free; a NULL ptr on failure"),
        (
            "",
            "Vec<String>",
            "owned list of owned elements: free with lib_vec_string_free, after setting to NULL those that are \
             kept; a NULL ptr on failure",
        ),
    ] {
        expect_return(arguments, ty, expected);
    }
}

#[test]
fn values_on_failure() {
    for (arguments, ty, expected) in [
        ("", "Point", "the value that the library defines for this on failure"),
        ("fallback = -1", "i32", "-1 on failure"),
        ("fallback = 1_000u32", "u32", "1000 on failure"),
        ("fallback = (-0.5)", "f64", "-0.5 on failure"),
        ("fallback = false", "bool", "false on failure"),
        ("fallback = f64::NAN", "f64", "NAN on failure"),
        ("fallback = std::ptr::null_mut()", "*mut u8", "NULL on failure"),
        ("fallback = core::ptr::null::<u8>()", "*const u8", "NULL on failure"),
        ("fallback = usize::MAX", "usize", "SIZE_MAX on failure"),
        ("fallback = i32::MIN", "i32", "INT32_MIN on failure"),
        ("fallback = std::u8::MAX", "u8", "UINT8_MAX on failure"),
        ("fallback = Kind::MAX", "Kind", "\u{e000}Kind::MAX\u{e001} on failure"),
        ("fallback = nullable()", "u8", "the value of `nullable()` in Rust on failure"),
        ("fallback = |error| error.code()", "i32", "on failure, a value that depends on the error"),
        ("status = Status", "Result<(), E>", "the status"),
        ("status", "Result<(), E>", "a status"),
    ] {
        expect_return(arguments, ty, expected);
    }
    assert_eq!(lowered("abort", "fn f()").docs, ["Aborts the process on failure."]);
    assert_eq!(lowered("", "fn f()").docs, [""; 0]);
    let hostile = lowered("fallback = two(1 */* , */ P)", "fn f() -> i32").to_token_stream();
    assert!(!hostile.to_string().contains("*/"), "{hostile}");
}

/// Functions, and the line for what they return.
const BORROWED_RESULTS: [(&str, &str); 13] = [
    (
        "fn f(a: &Handle) -> &str",
        "@return UTF-8 text borrowed from a, until a call that takes it as a non-const pointer, takes its \
             ownership, or frees it; a NULL ptr on failure",
    ),
    (
        "fn f(a: &Handle, b: u8) -> Option<&[u8]>",
        "@return list borrowed from a, until a call that takes it as a non-const pointer, takes its \
             ownership, or frees it; a NULL ptr if there is none, and on failure",
    ),
    (
        "fn f(a: &Handle) -> Option<&Point>",
        "@return pointer to a value borrowed from a, until a call that takes it as a non-const pointer, \
             takes its ownership, or frees it; NULL if there is none, and on failure",
    ),
    (
        "fn f(a: &Arc<Handle>) -> &str",
        "@return UTF-8 text borrowed from a, until a call that takes it as a non-const pointer, takes its \
             ownership, or frees it; a NULL ptr on failure",
    ),
    (
        "fn f(a: Option<&Arc<Words>>) -> &str",
        "@return UTF-8 text borrowed from a, until a call that takes it as a non-const pointer, takes its \
             ownership, or frees it; a NULL ptr on failure",
    ),
    (
        "fn f<'a>(a: &'a [&'a Handle]) -> &'a str",
        "@return UTF-8 text borrowed from a, until a call that takes an element of it as a non-const \
             pointer, takes its ownership, or frees it; a NULL ptr on failure",
    ),
    (
        "fn f<'a>(a: &'a Handle, b: Option<&'a Handle>) -> &'a str",
        "@return UTF-8 text borrowed from a or b, until a call that takes one of them as a non-const \
             pointer, takes its ownership, or frees it; a NULL ptr on failure",
    ),
    (
        "fn f(a: &mut Handle) -> &str",
        "@return UTF-8 text borrowed from a, until the next call that takes it, or frees it; a NULL ptr \
             on failure",
    ),
    (
        "fn f<'a>(a: &'a Handle, b: &'a mut Handle) -> &'a str",
        "@return UTF-8 text borrowed from a or b, until a call that takes a as a non-const pointer, takes \
             its ownership, or frees it; and until the next call that takes b, or frees it; a NULL ptr on \
             failure",
    ),
    (
        "fn f<'a>(a: &'a Handle, b: &'a str) -> &'a str",
        "@return UTF-8 text borrowed from a or b, until a call that takes a as a non-const pointer, takes \
             its ownership, or frees it; and as long as the memory of b is valid and unchanged; a NULL ptr on \
             failure",
    ),
    (
        "fn f(a: &[u8]) -> &[u8]",
        "@return list borrowed from a, as long as that memory is valid and unchanged; a NULL ptr on \
             failure",
    ),
    (
        "fn f() -> &'static CStr",
        "@return string that lives as long as the library is loaded; NULL on failure",
    ),
    (
        "fn f() -> &'static str",
        "@return UTF-8 text that lives as long as the library is loaded; a NULL ptr on failure",
    ),
];

/// Returns the lines, each with those that continue it.
fn unwrapped(docs: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in docs {
        match lines.last_mut().filter(|_| line.starts_with(' ')) {
            Some(last) => *last += &format!(" {}", line.trim_start()),
            None => lines.push(line.clone()),
        }
    }
    lines
}

fn one_line(docs: &[String]) -> String {
    docs.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn borrowed_results() {
    for (function, expected) in BORROWED_RESULTS {
        let docs = lowered("", function).docs.join(" ");
        let docs: Vec<_> = docs.split_whitespace().collect();
        assert!(docs.join(" ").ends_with(expected), "{function}: {docs:?}");
    }
    let docs = lowered("status", "fn f(a: &Handle) -> Result<&str, E>").docs.join(" ");
    assert!(docs.contains("@param out  receives a UTF-8 text borrowed from a, until"), "{docs}");
    assert!(
        one_line(&[docs])
            .contains("frees it; a NULL ptr on failure; unchanged if the call is rejected")
    );
}

#[test]
fn optional_results() {
    assert_eq!(
        lowered("", "fn f() -> Option<u8>").docs,
        [
            "@param out  receives the value if there is one; else unchanged",
            "@return whether there is a value; false on failure"
        ]
    );
    assert_eq!(
        lowered("status", "fn f(out: u8) -> Result<Option<u8>, E>").docs,
        [
            "@param out_     receives the value if there is one; else unchanged",
            "@param present  receives whether there is a value; unchanged on failure",
            "@return a status"
        ]
    );
}

#[test]
fn out_parameters() {
    for (ty, expected) in [
        ("u8", "the value; unchanged on failure"),
        ("Option<NonZeroU8>", "the value, 0 if there is none; unchanged on failure"),
        (
            "String",
            "an owned UTF-8 string: free with lib_string_free; NULL on failure; unchanged if the call is rejected",
        ),
        (
            "Vec<u8>",
            "an owned list: free with lib_vec_u8_free; a NULL ptr on failure; unchanged if the call is rejected",
        ),
        (
            "Box<Handle>",
            "an owned pointer: free with lib_handle_free; NULL on failure; unchanged if the call is rejected",
        ),
        (
            "Arc<Handle>",
            "an owned reference: free with lib_handle_free; NULL on failure; unchanged if the call is rejected",
        ),
    ] {
        let docs = lowered("status", &format!("fn f() -> Result<{ty}, E>")).docs;
        let expected = format!("@param out  receives {expected}");
        assert_eq!(unwrapped(&docs), [expected.as_str(), "@return a status"], "{ty}");
    }
}

/// Functions, and the lines for the pointers that they take and return.
const OWNERSHIP: [(&str, &[&str]); 25] = [
    ("fn f(a: &str)", &["@param a  borrowed UTF-8 string"]),
    ("fn f(a: Option<&CStr>)", &["@param a  borrowed string, may be NULL"]),
    (
        "fn f(#[ffi(len)] a: Option<&str>)",
        &["@param a  borrowed array of a_len bytes of UTF-8, may be NULL"],
    ),
    (
        "fn f(text: &[u8], b: &mut [u32])",
        &[
            "@param text  borrowed array of text_len bytes",
            "@param b     borrowed array of b_len elements",
        ],
    ),
    (
        "fn f(a: &Handle, b: Option<&mut Handle>)",
        &["@param a  borrowed", "@param b  borrowed, may be NULL"],
    ),
    ("fn f(a: &Point)", &["@param a  borrowed"]),
    ("fn f(a: Option<Box<Words>>)", &["@param a  owned: passes to the library, may be NULL"]),
    ("fn f(a: Arc<Words>)", &["@param a  owned reference: passes to the library"]),
    (
        "fn f(a: &Arc<Words>)",
        &["@param a  borrowed: a reference that this library returned; it may keep one of its own"],
    ),
    (
        "fn f(a: Option<&Arc<Words>>)",
        &[
            "@param a  may be NULL; borrowed: a reference that this library returned; it may keep one of its own",
        ],
    ),
    ("fn f(a: &[&str])", &["@param a  borrowed array of a_len UTF-8 strings"]),
    ("fn f(a: &[&Handle])", &["@param a  array of a_len borrowed pointers"]),
    (
        "fn f(a: Vec<Box<Handle>>)",
        &["@param a  array of a_len owned pointers, each different: they pass to the library"],
    ),
    ("fn f(a: *const u8)", &["@param a  unchecked pointer"]),
    ("fn f(a: extern \"C\" fn())", &[]),
    ("fn f(a: Option<extern \"C\" fn()>)", &["@param a  callback, may be NULL"]),
    ("fn f(a: Out<'_, u8>)", &["@param a  receives a value; unchanged on failure"]),
    (
        "fn f(a: Out<'_, Box<Handle>>)",
        &[
            "@param a  receives an owned pointer: free with lib_handle_free; NULL on failure; unchanged if the call is rejected",
        ],
    ),
    (
        "fn f(a: Option<Out<'_, Arc<Handle>>>)",
        &[
            "@param a  may be NULL; receives an owned reference: free with lib_handle_free; NULL on failure; unchanged if the call is rejected",
        ],
    ),
    (
        "fn f(a: Out<'_, String>)",
        &[
            "@param a  receives an owned UTF-8 string: free with lib_string_free; NULL on failure; unchanged if the call is rejected",
        ],
    ),
    (
        "fn f(a: Out<'_, CString>)",
        &[
            "@param a  receives an owned string: free with lib_string_free; NULL on failure; unchanged if the call is rejected",
        ],
    ),
    (
        "fn f(a: Out<'_, Vec<u8>>)",
        &[
            "@param a  receives an owned list: free with lib_vec_u8_free; a NULL ptr on failure; unchanged if the call is rejected",
        ],
    ),
    (
        "fn f() -> Box<Handle>",
        &["@return owned pointer: free with lib_handle_free; NULL on failure"],
    ),
    (
        "fn f() -> Box<Words>",
        &["@return owned pointer: pass it to a function that owns it; NULL on failure"],
    ),
    ("fn f(a: i32, b: bool, c: Point)", &[]),
];

#[test]
fn ownership() {
    for (function, expected) in OWNERSHIP {
        assert_eq!(unwrapped(&lowered("", function).docs), expected, "{function}");
    }
}

/// Returns the conventions of a header with these functions, on one line.
fn terms(functions: &[(&str, &str)]) -> String {
    let exports: Vec<_> = functions
        .iter()
        .map(|(arguments, function)| {
            let item: TokenStream = format!("{function} {{}}").parse().expect("tokens");
            parse_function(arguments.parse().expect("tokens"), item).expect("an export")
        })
        .collect();
    let last_error = Some("lib_last_error".to_owned());
    let context = LibraryContext { last_error, ..LibraryContext::default() };
    conventions(&exports.iter().collect::<Vec<_>>(), &context).join(" ")
}

const TERMS: [&str; 8] = [
    "Status: ",
    "Borrowed: ",
    "A borrowed result ",
    "Owned: ",
    "Strings ",
    "An array ",
    "Unchecked ",
    "Callbacks ",
];

#[test]
fn the_conventions_explain_what_occurs() {
    for (arguments, function, expected) in [
        ("fallback = 0", "fn f() -> i32", &[][..]),
        ("status", "fn f() -> Result<u8, E>", &["Status: "]),
        ("status = S", "fn f() -> Result<u8, E>", &[]),
        ("", "fn f(a: &Point)", &["Borrowed: "]),
        ("", "fn f(a: &[u8])", &["Borrowed: ", "An array "]),
        ("", "fn f(a: &str)", &["Borrowed: ", "Strings "]),
        ("", "fn f(#[ffi(len)] a: &str)", &["Borrowed: ", "An array "]),
        ("", "fn f(a: Box<Words>)", &["Owned: the argument "]),
        ("", "fn f() -> Box<Words>", &["Owned: a result "]),
        ("", "fn f(a: Out<'_, Box<Words>>)", &["Owned: a result "]),
        ("", "fn f(a: &[&str])", &["Borrowed: ", "Strings ", "An array "]),
        ("", "fn f(a: &[&Words])", &["Borrowed: ", "An array "]),
        ("", "fn f(a: Vec<Box<Words>>)", &["Owned: the argument ", "An array "]),
        ("", "fn f(a: Out<'_, String>)", &["Owned: a result ", "Strings "]),
        ("", "fn f() -> String", &["Owned: ", "Strings "]),
        ("", "fn f() -> &'static str", &["A borrowed result "]),
        ("", "fn f(a: &[u8]) -> &[u8]", &["Borrowed: ", "An array ", "A borrowed result "]),
        ("", "fn f(a: *const u8)", &["Unchecked "]),
        ("", "fn f(a: extern \"C\" fn())", &["Callbacks "]),
    ] {
        let text = terms(&[(arguments, function)]);
        assert!(text.contains(" Failure: ") && text.contains("lib_last_error"), "{text}");
        assert!(text.contains("Threads: "), "{text}");
        for term in TERMS {
            let wanted = expected.iter().any(|expected| expected.starts_with(term));
            assert_eq!(text.contains(term), wanted, "{term}: {function}: {text}");
        }
        assert!(expected.iter().all(|expected| text.contains(expected)), "{function}: {text}");
    }
}

#[test]
fn the_conventions_list_the_statuses_that_occur() {
    let poison = terms(&[("status, poison = STATE", "fn f() -> Result<(), E>")]);
    assert!(poison.contains("-4 an object or a state"), "{poison}");
    assert!(poison.contains(
        "rejected before the function does anything, as is one with an object or a state"
    ));
    assert!(!terms(&[("status", "fn f() -> Result<(), E>")]).contains("-4"));
    assert_eq!(terms(&[]), "");
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
            #[doc = " @return 0 on failure"]
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

#[test]
fn the_threads_of_callbacks() {
    let once = "until the function returns";
    let at_once = format!("{once}, on several threads at the same time");
    for (ty, expected) in [
        ("&mut dyn FnMut(u32)", format!("called on this thread {once}")),
        ("&mut (dyn FnMut(u32) + Send)", format!("called on any thread {once}")),
        ("&mut (dyn FnMut(u32) + Sync)", format!("called on this thread {once}")),
        ("&dyn Fn(u32)", format!("called on this thread {once}")),
        ("&(dyn Fn(u32) + Sync)", format!("called on any thread {at_once}")),
        ("&(dyn Fn(u32) + Send + Sync)", format!("called on any thread {at_once}")),
    ] {
        let docs = one_line(&lowered("", &format!("fn f(a: {ty})")).docs);
        assert_eq!(docs, format!("@param a callback, {expected}"), "{ty}");
    }
}

#[test]
fn a_callback_of_one_call() {
    let docs = one_line(&lowered("", "fn f(a: Box<dyn FnOnce(u32) + Send + Sync>)").docs);
    let text = "callback that the library keeps and calls on any thread, at most once";
    assert!(docs.starts_with(&format!("@param a {text} @param a_destroy")), "{docs}");
}

#[test]
fn an_optional_string_of_a_callback_may_be_null() {
    for (ty, expected) in [
        ("String", "@param arg0 owned string: free with lib_string_free"),
        ("Option<CString>", "@param arg0 owned string: free with lib_string_free; NULL for none"),
    ] {
        let declaration = lowered("", &format!("fn f(a: &dyn Fn({ty}))"));
        let docs = one_line(&declaration.callbacks[0].docs);
        assert!(docs.ends_with(expected), "{ty}: {docs}");
    }
}
