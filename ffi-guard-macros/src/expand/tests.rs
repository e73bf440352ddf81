//! Expansion snapshots: what an author's function becomes, to be read by people.
//!
//! A change shows as a failed test with the difference; `INSTA_UPDATE=always cargo test -p ffi-guard-macros`
//! accepts it.

use super::{Expander, rejected};
use ffi_guard_syntax::model::Item;
use ffi_guard_syntax::{
    AbiVersion, parse_callback, parse_error_code, parse_ffi_type, parse_function, parse_handle,
    parse_item, parse_library, parse_unguarded,
};
use proc_macro2::{Group, TokenStream, TokenTree};
use quote::quote;

fn formatted(tokens: TokenStream) -> String {
    let tokens = without_descriptions(tokens);
    let text = tokens.to_string();
    let file = syn::parse2(tokens).unwrap_or_else(|error| panic!("{error}: {text}"));
    prettyplease::unparse(&file)
}

/// Removes each call `path::describe! { .. }`. Nothing else depends on the feature, so the builds with and without it have
/// the same snapshots.
fn without_descriptions(tokens: TokenStream) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(name) if name == "describe" && tokens.peek().is_some_and(is_mark) => {
                tokens.nth(1);
                while kept.last().is_some_and(is_of_path) {
                    kept.pop();
                }
            }
            TokenTree::Group(group) => {
                let inner = without_descriptions(group.stream());
                kept.push(Group::new(group.delimiter(), inner).into());
            }
            other => kept.push(other),
        }
    }
    kept.into_iter().collect()
}

fn is_mark(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(mark) if mark.as_char() == '!')
}

/// Returns whether a token belongs to the path of the runtime, in one of the forms that these tests have.
fn is_of_path(token: &TokenTree) -> bool {
    const SEGMENTS: [&str; 6] = ["ffi_guard", "guard", "crate", "reexports", "__private", "v0_1"];
    match token {
        TokenTree::Ident(name) => SEGMENTS.iter().any(|segment| name == segment),
        TokenTree::Punct(mark) => mark.as_char() == ':',
        _ => false,
    }
}

fn exported(args: TokenStream, item: TokenStream) -> String {
    let export = parse_function(args, item).unwrap_or_else(|error| panic!("refused: {error}"));
    formatted(Expander::new(&export).expand())
}

fn callback(args: TokenStream, item: TokenStream) -> String {
    let callback = parse_callback(args, item).unwrap_or_else(|error| panic!("refused: {error}"));
    formatted(Expander::new(&callback).expand())
}

fn left_unguarded(item: TokenStream) -> String {
    let args = quote!(reason = "it cannot panic");
    let item = parse_unguarded(args, item).unwrap_or_else(|error| panic!("refused: {error}"));
    formatted(super::unguarded(item))
}

fn library_of(args: TokenStream) -> String {
    let library = parse_library(args).unwrap_or_else(|error| panic!("refused: {error}"));
    let version = library.abi.as_ref().map(|_| AbiVersion { epoch: 3, revision: 7 });
    formatted(super::library(&library, version, &TokenStream::new()))
}

/// `#[ffi_export(args)]` on a C form function of one parameter.
fn c_form(args: TokenStream) -> String {
    exported(
        args,
        quote! {
            #[unsafe(no_mangle)]
            pub extern "C" fn half(value: i32) -> i32 {
                value / 2
            }
        },
    )
}

#[test]
fn c_form_with_a_constant() {
    insta::assert_snapshot!(c_form(quote!(fallback = -1)));
}

#[test]
fn c_form_with_a_symbol_by_a_macro() {
    insta::assert_snapshot!(exported(
        quote!(fallback = -1),
        quote! {
            #[unsafe(export_name = prefix!(half))]
            pub extern "C" fn half(value: i32) -> i32 {
                value / 2
            }
        },
    ));
}

#[test]
fn rust_form_with_a_symbol_by_a_macro() {
    insta::assert_snapshot!(exported(
        quote!(fallback = -1, name = prefix!(half)),
        quote! {
            pub fn half(value: i32) -> i32 {
                value / 2
            }
        },
    ));
}

#[test]
fn c_form_with_an_expression() {
    insta::assert_snapshot!(c_form(quote!(fallback = value.wrapping_add(1))));
}

#[test]
fn c_form_with_a_closure() {
    insta::assert_snapshot!(c_form(quote!(fallback = |error| error.message().len() as i32)));
}

#[test]
fn c_form_with_the_fallback_of_its_type() {
    insta::assert_snapshot!(c_form(quote!()));
}

#[test]
fn c_form_of_a_type_that_may_have_invalid_values() {
    let function = quote! {
        #[unsafe(no_mangle)]
        pub extern "C" fn set(level: Option<&Level>, #[expect(deprecated)] _: levels::Level) {}
    };
    insta::assert_snapshot!(exported(quote!(), function));
}

#[test]
fn c_form_that_aborts() {
    insta::assert_snapshot!(c_form(quote!(abort, crate = crate::reexports::guard)));
}

#[test]
fn c_form_no_cancel() {
    insta::assert_snapshot!(c_form(quote!(fallback = -1, no_cancel)));
}

#[test]
fn c_form_with_patterns() {
    insta::assert_snapshot!(exported(
        quote!(fallback = -1),
        quote! {
            #[export_name = "mylib_patterns"]
            unsafe extern "system" fn patterns<'a>(
                Pair(a, mut b): Pair,
                mut c: i32,
                ref d: i32,
                _: Guard,
                #[expect(unused_variables)] _unused: &'a i32,
            ) -> i32
            where
                'a: 'static,
            {
                a + b + c + d
            }
        }
    ));
}

#[test]
fn c_form_keeps_its_attributes() {
    insta::assert_snapshot!(exported(
        quote!(),
        quote! {
            /// Documented.
            #[inline]
            #[deprecated]
            #[allow(improper_ctypes_definitions)]
            #[unsafe(no_mangle)]
            pub(crate) extern "C" fn attributes() {
                #![allow(unused)]
                work();
            }
        }
    ));
}

#[test]
fn callback_with_a_constant() {
    insta::assert_snapshot!(callback(
        quote!(fallback = FAILED),
        quote! {
            /// Documented.
            #[inline]
            unsafe extern "C" fn compare(a: *const c_void, b: *const c_void) -> c_int {
                compared(a, b)
            }
        }
    ));
}

#[test]
fn callbacks_that_c_provides() {
    insta::assert_snapshot!(exported(
        quote!(status),
        quote! {
            pub fn walk(
                visit: &mut dyn FnMut(&Node, &str, char) -> bool,
                done: Option<Box<dyn FnOnce(u32) -> Result<Level, CallbackError> + Send>>,
            ) -> Result<(), Error> {
                body()
            }
        }
    ));
}

#[test]
fn callback_that_is_generic() {
    insta::assert_snapshot!(callback(
        quote!(),
        quote! {
            extern "C" fn release<T: Closer>(data: *mut c_void) where T: 'static {
                T::close(data);
            }
        }
    ));
}

#[test]
fn rust_form() {
    insta::assert_snapshot!(exported(
        quote!(fallback = -1),
        quote! {
            /// Documented.
            #[must_use]
            #[inline]
            #[deprecated]
            pub fn half(value: i32, Pair(a, _): Pair, _unused: i32) -> i32 {
                value / 2
            }
        }
    ));
}

#[test]
fn rust_form_that_is_unsafe() {
    insta::assert_snapshot!(exported(
        quote!(name = "mylib_match", abi = "system"),
        quote! {
            #[target_feature(enable = "avx2")]
            #[expect(non_snake_case)]
            pub unsafe fn r#match(r#in: *const u8, Out: *mut u8) {
                work(r#in, Out);
            }
        }
    ));
}

#[test]
fn unguarded_function() {
    insta::assert_snapshot!(left_unguarded(quote! {
        #[unsafe(no_mangle)]
        pub extern "C" fn version() -> u32 {
            3
        }
    }));
}

#[test]
fn unguarded_static() {
    insta::assert_snapshot!(left_unguarded(quote! {
        #[unsafe(export_name = "mylib_version")]
        pub static VERSION: u32 = 3;
    }));
}

#[test]
fn library_with_the_shadow() {
    insta::assert_snapshot!(library_of(quote!(prefix = "mylib")));
}

#[test]
fn library_without_the_shadow() {
    insta::assert_snapshot!(library_of(quote!(
        prefix = "mylib",
        shadow_no_mangle = false,
        quiet = true,
        crate = guard
    )));
}

#[test]
fn library_with_lists() {
    insta::assert_snapshot!(library_of(quote!(
        prefix = "mylib",
        vecs = [u8, shapes::PointInSpace]
    )));
}

#[test]
fn library_with_names_of_its_own() {
    insta::assert_snapshot!(library_of(quote!(
        prefix = "mylib",
        error_names(last_error = "mylib_error", clear_last_error = "forget_error")
    )));
}

#[test]
fn library_without_error_functions() {
    insta::assert_snapshot!(library_of(quote!(prefix = "mylib", errors = "none")));
}

#[test]
fn library_with_a_version_of_its_abi() {
    let args = quote!(prefix = "mylib", errors = "none", abi = "abi.lock");
    insta::assert_snapshot!(library_of(args));
}

#[test]
fn converted_reference_to_an_arc() {
    insta::assert_snapshot!(exported(
        quote!(fallback = 0),
        quote! {
            pub fn count(shared: &Arc<Shared>, other: Option<&Arc<Shared>>) -> usize {
                Arc::strong_count(shared)
            }
        },
    ));
}

#[test]
fn converted_out_parameters_of_owners() {
    insta::assert_snapshot!(exported(
        quote!(fallback = 0),
        quote! {
            pub fn read(
                mut count: Option<Out<'_, u32>>,
                mut text: Option<Out<'_, String>>,
                mut list: Out<'_, Vec<u8>>,
                mut shared: Out<'_, Arc<Shared>>,
            ) -> usize {
                0
            }
        },
    ));
}

#[test]
fn converted_arrays_of_pointers() {
    insta::assert_snapshot!(exported(
        quote!(fallback = 0),
        quote! {
            pub fn read(
                to: &mut [u8],
                texts: &[&str],
                items: &[&Item],
                taken: Vec<Box<Item>>,
            ) -> usize {
                0
            }
        },
    ));
}

#[test]
fn converted_text_with_a_length() {
    insta::assert_snapshot!(exported(
        quote!(fallback = 0),
        quote! {
            pub fn length(#[ffi(len)] text: &str) -> usize {
                text.len()
            }
        },
    ));
}

#[test]
fn converted_list() {
    insta::assert_snapshot!(exported(
        quote!(status),
        quote! {
            pub fn primes(below: u32) -> Result<Vec<u32>, TooMany> {
                sieve(below)
            }
        }
    ));
}

#[test]
fn converted_views() {
    insta::assert_snapshot!(exported(
        quote!(),
        quote! {
            pub fn domain(address: &Address) -> Option<&str> {
                address.domain()
            }
        }
    ));
    insta::assert_snapshot!(exported(
        quote!(status),
        quote! {
            pub fn points(route: &Route) -> Result<&[geometry::Point], Broken> {
                route.points()
            }
        }
    ));
}

#[test]
fn converted_lists_of_owners() {
    insta::assert_snapshot!(exported(
        quote!(),
        quote! {
            pub fn words(text: &Text) -> Option<Vec<String>> {
                text.words()
            }
        }
    ));
    insta::assert_snapshot!(exported(
        quote!(),
        quote! {
            pub fn items(count: u32) -> Vec<Box<Item>> {
                (0..count).map(Item::boxed).collect()
            }
        }
    ));
    insta::assert_snapshot!(library_of(quote!(
        prefix = "lists", errors = "none", vecs = [String, Box<Item>]
    )));
}

#[test]
fn converted_options() {
    insta::assert_snapshot!(exported(
        quote!(),
        quote! {
            pub fn find(text: &str, letter: u8) -> Option<usize> {
                text.bytes().position(|byte| byte == letter)
            }
        }
    ));
    insta::assert_snapshot!(exported(
        quote!(status),
        quote! {
            pub fn first(text: &Text) -> Result<Option<char>, Broken> {
                text.first()
            }
        }
    ));
}

#[test]
fn refused_function() {
    let item = quote! {
        /// Documented.
        #[unsafe(no_mangle)]
        #[ffi_guard::unguarded(reason = "it cannot panic")]
        pub async extern "C" fn read(path: String) -> i32 {
            #![allow(unused)]
            0
        }
    };
    let error = parse_function(quote!(abort = 1), item.clone()).err().expect("it is refused");
    insta::assert_snapshot!(formatted(rejected::item(&error, item)));
}

#[test]
fn no_mangle_that_is_our_shadow() {
    let item = quote!(
        pub extern "C" fn unguarded() {}
    );
    insta::assert_snapshot!(formatted(rejected::no_mangle(item)));
}

#[test]
fn converted_arguments() {
    let expanded = exported(
        quote!(fallback = -1),
        quote! {
            pub fn fill(to: &mut [u8], text: Option<&str>, pen: Pen, mut out: Out<'_, Box<Pen>>) -> i32 {
                0
            }
        },
    );
    insta::assert_snapshot!(expanded);
}

#[test]
fn converted_answer() {
    let expanded = exported(
        quote!(status),
        quote! {
            pub fn parse(text: &str) -> Result<String, ParseError> {
                Ok(text.to_owned())
            }
        },
    );
    insta::assert_snapshot!(expanded);
}

/// `#[ffi_export(args)] impl ..`
fn block(args: TokenStream, item: TokenStream) -> String {
    match parse_item(args, item) {
        Ok(Item::Block(block)) => formatted(super::block(&block)),
        Ok(Item::Function(_)) => panic!("taken for a function"),
        Err(error) => panic!("refused: {error}"),
    }
}

fn handle_of(item: TokenStream) -> String {
    let handle = parse_handle(item).unwrap_or_else(|error| panic!("refused: {error}"));
    formatted(super::handle(&handle))
}

#[test]
fn impl_block() {
    insta::assert_snapshot!(block(
        quote!(fallback = Self::FAILED),
        quote! {
            #[cfg(unix)]
            impl Counter {
                #![allow(unused)]
                const FAILED: i32 = -1;

                /// Documented.
                #[cfg(target_pointer_width = "64")]
                #[must_use]
                pub fn new(value: i32) -> Self {
                    Self { value }
                }

                #[ffi_guard::ffi_export(name = "other", no_cancel)]
                pub fn add(&mut self, #[ffi(unchecked)] n: Number) -> i32 {
                    self.value += n.get();
                    self.value
                }

                #[ffi(skip)]
                pub fn hidden(&self) {}

                fn private(&self) {}
            }
        }
    ));
}

#[test]
fn refused_block() {
    let item = quote! {
        impl<T> Counter<T> {
            #[ffi_export(fallback = -1)]
            pub fn add(&mut self, #[ffi(unchecked)] n: Number) -> i32 {
                #[rustfmt::skip]
                let value = n.get();
                value
            }
            #[ffi(skip)]
            pub fn hidden(&self) {}
        }
    };
    let error = parse_item(quote!(), item.clone()).err().expect("it is refused");
    insta::assert_snapshot!(formatted(rejected::item(&error, item)));
}

#[test]
fn handle_with_an_owner() {
    insta::assert_snapshot!(handle_of(quote!(
        pub struct VersionReq {
            parts: Vec<u64>,
        }
    )));
}

#[test]
fn handle_that_is_shared() {
    insta::assert_snapshot!(handle_of(quote!(
        #[ffi(owner = arc, name = "tally", single_thread)]
        #[ffi(crate = ::guard)]
        pub struct Counter(i32);
    )));
}

#[test]
fn error_code_of_an_enum() {
    let item = quote! {
        #[repr(i32)]
        enum Fault {
            Syntax(Place) = 1,
            NotFound = 2,
        }
    };
    let ty = parse_error_code(item).unwrap_or_else(|error| panic!("refused: {error}"));
    insta::assert_snapshot!(formatted(super::error_code(&ty)));
}

#[test]
fn error_code_of_a_struct() {
    let item = quote! {
        struct Located<E> {
            line: u32,
            #[code]
            error: E,
        }
    };
    let ty = parse_error_code(item).unwrap_or_else(|error| panic!("refused: {error}"));
    insta::assert_snapshot!(formatted(super::error_code(&ty)));
}

#[test]
fn ffi_type_of_a_struct() {
    let item = quote! {
        #[repr(C)]
        #[ffi(crate = ::guard)]
        pub struct Pen<T> {
            pub width: T,
            #[ffi(unchecked)]
            pub color: Color,
        }
    };
    let ty = parse_ffi_type(item).unwrap_or_else(|error| panic!("refused: {error}"));
    insta::assert_snapshot!(formatted(super::ffi_type(ty)));
}

#[test]
fn ffi_type_of_an_enum() {
    let item = quote! {
        #[repr(u8)]
        pub enum Color {
            Red = 1,
            Green,
        }
    };
    let ty = parse_ffi_type(item).unwrap_or_else(|error| panic!("refused: {error}"));
    insta::assert_snapshot!(formatted(super::ffi_type(ty)));
}

#[cfg(not(feature = "describe"))]
#[test]
fn a_release_changes_nothing() {
    let item = quote!(
        pub fn half(value: i32) -> i32 {
            value / 2
        }
    );
    let with = exported(quote!(fallback = -1, since = "1.2"), item.clone());
    assert_eq!(with, exported(quote!(fallback = -1), item));
    let handle = |attribute: TokenStream| {
        let item = quote!(#attribute pub struct Line(i32););
        let handle = parse_handle(item).unwrap_or_else(|error| panic!("refused: {error}"));
        formatted(super::handle(&handle))
    };
    assert_eq!(handle(quote!(#[ffi(since = "1.2")])), handle(TokenStream::new()));
}
