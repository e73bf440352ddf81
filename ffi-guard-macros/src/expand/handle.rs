//! `#[derive(FfiHandle)]`: how the objects of a type are kept, and the functions that each handle has.

use super::{private, symbol};
use ffi_guard_syntax::handle::{Handle, Owner};
use ffi_guard_syntax::symbol::Symbol;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;

pub(crate) fn expand(handle: &Handle) -> TokenStream {
    let private = private(handle.krate.as_ref());
    let traits = traits(handle, &private);
    let threads = (!handle.single_thread).then(|| any_thread(handle, &private));
    let free = free(handle, &private);
    quote_spanned! {Span::mixed_site()=>
        const _: () = {
            #traits
            #threads
            #free
        };
    }
}

fn traits(handle: &Handle, private: &TokenStream) -> TokenStream {
    let site = Span::mixed_site();
    let Handle { ident, name, single_thread, .. } = handle;
    let owner = Ident::new(if handle.owner == Owner::Box { "ByBox" } else { "ByArc" }, site);
    quote_spanned! {site=>
        #[automatically_derived]
        impl #private::Pointee for #ident {
            type Way = #private::handle::AsHandle;
        }

        #[automatically_derived]
        unsafe impl #private::FfiHandle for #ident {
            type Owner = #private::handle::#owner;
            type Scheme =
                <#private::handle::Choice<false, #single_thread> as #private::handle::Chosen>::Scheme;
            const NAME: &'static str = #name;
            const POISONED: #private::Refused = #private::Refused::new("is poisoned");
        }
    }
}

/// At the type, where rustc is to say that it is not `Send` or `Sync`.
fn any_thread(handle: &Handle, private: &TokenStream) -> TokenStream {
    let ident = &handle.ident;
    let at = Span::mixed_site().located_at(ident.span());
    quote_spanned!(at=> const _: () = #private::handle::may_be_used_by_any_thread::<#ident>();)
}

/// The function that ends an object.
fn free(handle: &Handle, private: &TokenStream) -> TokenStream {
    let Handle { ident, name, .. } = handle;
    let site = Span::mixed_site();
    let symbol = Symbol::UnderPrefix(format!("{name}_free"));
    let import = symbol::import(&symbol, ident.span());
    let (export_name, record) = (symbol::export_name(&symbol), symbol::record(private, &symbol));
    let (function, parameter) = (symbol::name(private, &symbol), super::name_of(private, name));
    let pointer = match handle.owner {
        Owner::Box => quote_spanned!(site=> *mut #ident),
        Owner::Arc => quote_spanned!(site=> *const #ident),
    };
    quote_spanned! {site=>
        #import
        #private::require_unwind! {}
        #record
        #export_name
        unsafe extern "C" fn free(handle: #pointer) {
            let caught = #private::tracked!(#function, #private::catch_unwind(
                #private::AssertUnwindSafe(move || {
                    // What `FfiHandle` asks of C is what the runtime asks.
                    unsafe { #private::handle::free::<#ident>(#function, #parameter, handle) }
                })
            ));
            if let #private::Err(payload) = caught {
                #private::panicked(#function, payload);
            }
        }
    }
}
