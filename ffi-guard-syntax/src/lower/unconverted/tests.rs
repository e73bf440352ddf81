use super::{Question, of, of_field};
use crate::{parse_callback, parse_function};
use proc_macro2::TokenStream;
use quote::quote;

fn asked(function: TokenStream) -> Vec<(String, Question)> {
    let export = parse_callback(quote!(abort), function.clone());
    let export = export.or_else(|_| parse_function(quote!(abort), function)).expect("an export");
    of(&export).into_iter().map(|it| (it.ty.to_string(), it.question)).collect()
}

fn with(function: TokenStream, wanted: &Question) -> Vec<String> {
    let all = asked(function).into_iter();
    all.filter(|(_, question)| question == wanted).map(|(ty, _)| ty).collect()
}

#[test]
fn of_a_callback_every_type_behind_a_pointer() {
    let callback = quote! {
        extern "C" fn f<'a>(a: &'a A, b: Option<&mut m::B<'a>>, c: Box<Self>, n: i32, raw: *mut R) -> Option<Box<D>> {}
    };
    let types = ["A", "m :: B < '_ >", "Self", "D"];
    assert_eq!(with(callback.clone(), &Question::NotHandle), types);
    let types = ["A", "m :: B < '_ >", "Self", "* mut R", "D"];
    assert_eq!(with(callback, &Question::NotCheckedHandlePointer), types);
}

#[test]
fn of_a_plain_function_unchecked_types_and_those_of_function_pointers() {
    let function = quote! {
        fn f(a: &A, #[ffi(unchecked)] b: B, c: Option<extern "C" fn(&C, extern "C" fn(D) -> E) -> F>) -> extern "C" fn(&G) {}
    };
    let types = ["B", "C", "D", "E", "F", "G"];
    assert_eq!(with(function.clone(), &Question::NotHandle), types);
    assert_eq!(with(function, &Question::NotHandlePointer), ["A", "B", "C", "D", "E", "F", "G"]);
}

#[test]
fn of_an_unchecked_reference_every_type_behind_it() {
    let function = quote! {
        fn f(
            #[ffi(unchecked)] a: &A,
            #[ffi(unchecked)] b: Option<&mut B>,
            #[ffi(unchecked)] c: &mut [C],
            #[ffi(unchecked)] d: &[&D],
            #[ffi(unchecked)] e: Box<E>,
        ) {}
    };
    assert_eq!(with(function, &Question::NotUncheckedHandle), ["A", "B", "C", "D"]);
}

#[test]
fn of_a_field_the_types_that_are_not_converted() {
    let handles = |ty: TokenStream, checked| {
        let ty = syn::parse2(ty).expect("a type");
        let all = of_field(&ty, &["N".to_owned()], checked).into_iter();
        let all = all.filter(|asked| asked.question == Question::NotCheckedHandle);
        all.map(|asked| asked.ty.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(handles(quote!(Option<&'a A>), false), ["A"]);
    assert_eq!(handles(quote!([Box<A>; N]), false), ["A"]);
    assert!(handles(quote!(&'a A), true).is_empty());
    assert!(handles(quote!(&'a A<N>), false).is_empty());
    assert!(handles(quote!(Option<&'a Self>), false).is_empty());
}

#[test]
fn whether_all_bits_are_valid_in_types_that_c_returns_and_writes() {
    let function = quote! {
        fn f(
            a: extern "C" fn(&mut A, Option<&mut B>, &C, n: &mut u8) -> D,
            b: Option<extern "C" fn() -> Option<extern "C" fn() -> E>>,
            c: unsafe extern "C" fn(&mut F) -> G,
            d: extern "C" fn() -> i32,
        ) {}
    };
    assert_eq!(with(function.clone(), &Question::Returned), ["D", "E"]);
    assert_eq!(with(function.clone(), &Question::Written), ["A", "B", "u8"]);
    assert_eq!(with(function, &Question::WrittenInCell), ["A", "B", "C"]);
}

#[test]
fn whether_an_unchecked_type_is_a_pointer() {
    let function = quote! {
        fn f(#[ffi(unchecked)] a: A, #[ffi(unchecked)] b: &B, #[ffi(unchecked)] c: i32, d: D) {}
    };
    assert_eq!(with(function, &Question::NotPointer), ["A"]);
}

#[test]
fn whether_numbers_that_the_shim_does_not_name_are_the_numbers_of_that_name() {
    let function = quote! {
        fn f(a: u8, b: extern "C" fn(u16, *const u32, c_long) -> u16, c: &i8, d: &[bool]) -> u64 {}
    };
    let all = asked(function).into_iter();
    let named = all.filter(|(_, question)| matches!(question, Question::Number(_)));
    let named: Vec<_> = named.map(|(ty, _)| ty).collect();
    assert_eq!(named, ["u16", "u32", "c_long", "i8", "bool"]);
}
