//! The functions of the library that report errors to C.

use super::describe;
use super::symbol::{self, Origin};
use ffi_guard_syntax::model::{ERROR_FUNCTIONS, Symbol};
use proc_macro2::{Span, TokenStream};
use quote::format_ident;

/// Emits the functions, each with its record. They cannot panic, so they need no catch.
pub(super) fn expand(symbols: &[String; 5], private: &TokenStream) -> TokenStream {
    let functions = ERROR_FUNCTIONS.into_iter().zip(symbols).zip(functions(private));
    let exported = functions.map(|((name, symbol), (signature, body))| {
        let symbol = Symbol::Whole(symbol.clone());
        let (export_name, record) =
            (symbol::export_name(&symbol), symbol::record(private, &symbol, Origin::Library));
        let description = describe::generated(private, &symbol, Origin::Library, &signature);
        let ident = format_ident!("{name}", span = Span::mixed_site());
        tokens! {
            #export_name
            unsafe extern "C" fn #ident #signature {
                #record
                #description
                #body
            }
        }
    });
    exported.collect()
}

/// Returns the signature and the body of each. C upholds the requirements on the pointers, which
/// `ffi_guard.h` and the functions of the runtime state alike.
fn functions(private: &TokenStream) -> [(TokenStream, TokenStream); 5] {
    [
        (
            tokens!((__ffi_guard_out: *mut #private::RawError) -> #private::i32),
            tokens!(unsafe { #private::last_error(__ffi_guard_out) }),
        ),
        (tokens!(() -> *const #private::c_char), tokens!(#private::last_error_message())),
        (
            tokens! { (
                __ffi_guard_buffer: *mut #private::c_char,
                __ffi_guard_size: #private::usize,
            ) -> #private::usize},
            tokens! {
                unsafe { #private::last_error_backtrace(__ffi_guard_buffer, __ffi_guard_size) }
            },
        ),
        (tokens!(()), tokens!(#private::clear_last_error())),
        (
            tokens! { (
                __ffi_guard_function: #private::Option<#private::ErrorCallback>,
                __ffi_guard_data: *mut #private::c_void,
            )},
            tokens! {
                unsafe { #private::set_error_callback(__ffi_guard_function, __ffi_guard_data) }
            },
        ),
    ]
}
