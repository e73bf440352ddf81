//! The functions under the library's prefix by which C learns what went wrong.

use super::symbol;
use ffi_guard_syntax::symbol::Symbol;
use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote_spanned};

/// The functions, each with its record. They cannot panic, so they need no catch.
pub(super) fn expand(prefix: &str, private: &TokenStream) -> TokenStream {
    let functions = functions(private).into_iter();
    let exported = functions.map(|(name, signature, body)| {
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

/// The name, the signature and the body of each.
fn functions(private: &TokenStream) -> [(&'static str, TokenStream, TokenStream); 5] {
    let site = Span::mixed_site();
    [
        (
            "last_error",
            quote_spanned!(site=> (out: *mut #private::RawError) -> #private::i32),
            // What `ffi_guard.h` asks of C for `out` is what the runtime asks.
            quote_spanned!(site=> unsafe { #private::last_error(out) }),
        ),
        (
            "last_error_message",
            quote_spanned!(site=> () -> *const #private::c_char),
            quote_spanned!(site=> #private::last_error_message()),
        ),
        (
            "last_error_backtrace",
            quote_spanned! {site=>
                (buffer: *mut #private::c_char, size: #private::usize) -> #private::usize
            },
            // The same for the buffer.
            quote_spanned!(site=> unsafe { #private::last_error_backtrace(buffer, size) }),
        ),
        (
            "clear_last_error",
            quote_spanned!(site=> ()),
            quote_spanned!(site=> #private::clear_last_error()),
        ),
        (
            "set_error_callback",
            quote_spanned! {site=> (
                function: #private::Option<#private::ErrorCallback>,
                data: *mut #private::c_void,
            )},
            // The same for the callback.
            quote_spanned!(site=> unsafe { #private::set_error_callback(function, data) }),
        ),
    ]
}
