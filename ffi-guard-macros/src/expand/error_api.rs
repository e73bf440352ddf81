//! The functions under the library's prefix by which C learns what went wrong.

use super::symbol;
use ffi_guard_syntax::symbol::Symbol;
use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote_spanned};

/// The names of the functions, without the prefix.
pub(super) const NAMES: [&str; 5] = [
    "last_error",
    "last_error_message",
    "last_error_backtrace",
    "clear_last_error",
    "set_error_callback",
];

/// The functions, each with its record. They cannot panic, so they need no catch.
pub(super) fn expand(prefix: &str, private: &TokenStream) -> TokenStream {
    let functions = NAMES.into_iter().zip(functions(private));
    let exported = functions.map(|(name, (signature, body))| {
        let symbol = Symbol::Whole(format!("{prefix}_{name}"));
        let (export_name, record) =
            (symbol::export_name(&symbol), symbol::record(private, &symbol, true));
        let ident = format_ident!("{name}", span = Span::mixed_site());
        quote_spanned! {Span::mixed_site()=>
            #export_name
            unsafe extern "C" fn #ident #signature {
                #record
                #body
            }
        }
    });
    exported.collect()
}

/// The signature and the body of each.
fn functions(private: &TokenStream) -> [(TokenStream, TokenStream); 5] {
    let site = Span::mixed_site();
    [
        (
            quote_spanned!(site=> (__ffi_guard_out: *mut #private::RawError) -> #private::i32),
            // What `ffi_guard.h` asks of C for `out` is what the runtime asks.
            quote_spanned!(site=> unsafe { #private::last_error(__ffi_guard_out) }),
        ),
        (
            quote_spanned!(site=> () -> *const #private::c_char),
            quote_spanned!(site=> #private::last_error_message()),
        ),
        (
            quote_spanned! {site=> (
                __ffi_guard_buffer: *mut #private::c_char,
                __ffi_guard_size: #private::usize,
            ) -> #private::usize},
            // The same for the buffer.
            quote_spanned! {site=>
                unsafe { #private::last_error_backtrace(__ffi_guard_buffer, __ffi_guard_size) }
            },
        ),
        (quote_spanned!(site=> ()), quote_spanned!(site=> #private::clear_last_error())),
        (
            quote_spanned! {site=> (
                __ffi_guard_function: #private::Option<#private::ErrorCallback>,
                __ffi_guard_data: *mut #private::c_void,
            )},
            // The same for the callback.
            quote_spanned! {site=>
                unsafe { #private::set_error_callback(__ffi_guard_function, __ffi_guard_data) }
            },
        ),
    ]
}
