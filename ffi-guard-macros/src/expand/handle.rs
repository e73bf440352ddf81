//! `#[derive(FfiHandle)]`: how the objects of a type are kept, and the functions that each handle has.

use super::{claim, private, symbol};
use ffi_guard_syntax::handle::{Handle, Owner};
use ffi_guard_syntax::symbol::Symbol;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;

pub(crate) fn expand(handle: &Handle) -> TokenStream {
    let private = private(handle.krate.as_ref());
    let free = symbol_of(handle, "free");
    let import = symbol::import(&free, handle.ident.span());
    let traits = traits(handle, &private);
    let threads = (!handle.single_thread).then(|| any_thread(handle, &private));
    let free = self::free(handle, &private, &free);
    let poison = handle.poison.then(|| poison(handle, &private));
    let marked: &[&str] = if handle.poison { &["is_poisoned", "clear_poison"] } else { &[] };
    let claims = ["free"].iter().chain(marked);
    let at = Span::mixed_site().located_at(handle.ident.span());
    let claims =
        claims.map(|function| claim::under_prefix(&format!("{}_{function}", handle.name), at));
    quote_spanned! {Span::mixed_site()=>
        const _: () = {
            #import
            #private::require_unwind! {}
            #traits
            #threads
            #free
            #poison
            #(#claims)*
        };
    }
}

/// The symbol of a function that each handle has.
fn symbol_of(handle: &Handle, function: &str) -> Symbol {
    Symbol::UnderPrefix(format!("{}_{function}", handle.name))
}

fn traits(handle: &Handle, private: &TokenStream) -> TokenStream {
    let site = Span::mixed_site();
    let Handle { ident, name, single_thread, .. } = handle;
    let owner = match (handle.owner, handle.poison) {
        (Owner::Box, false) => "BoxOwner",
        (Owner::Box, true) => "PoisonBox",
        (Owner::Arc, _) => "ArcOwner",
    };
    let owner = Ident::new(owner, site);
    let checked =
        if handle.checked { quote_spanned!(site=> true) } else { symbol::checked_handles() };
    let clear = symbol::text(&symbol_of(handle, "clear_poison"));
    quote_spanned! {site=>
        #[automatically_derived]
        impl #private::PassByPointer for #ident {
            type Access = #private::handle::HandleAccess;
        }

        #[automatically_derived]
        unsafe impl #private::FfiHandle for #ident {
            type Owner = #private::handle::#owner;
            type Repr = <
                #private::handle::Select<{ #checked }, #single_thread> as #private::handle::SelectRepr
            >::Repr;
            const NAME: &'static str = #name;
            const POISONED: #private::InvalidArgument = #private::handle::poisoned(::core::concat!(
                "is poisoned: a call panicked that had it, and may have left it inconsistent; `", #clear,
                "` lets calls have it again",
            ));
        }
    }
}

/// At the type, where rustc is to say that it is not `Send` or `Sync`.
fn any_thread(handle: &Handle, private: &TokenStream) -> TokenStream {
    let ident = &handle.ident;
    let at = Span::mixed_site().located_at(ident.span());
    quote_spanned!(at=> const _: () = #private::handle::require_send_sync::<#ident>();)
}

/// The pointer that C has.
fn pointer(handle: &Handle) -> TokenStream {
    let ident = &handle.ident;
    match handle.owner {
        Owner::Box => quote_spanned!(Span::mixed_site()=> *mut #ident),
        Owner::Arc => quote_spanned!(Span::mixed_site()=> *const #ident),
    }
}

/// The function that ends an object.
fn free(handle: &Handle, private: &TokenStream, symbol: &Symbol) -> TokenStream {
    let Handle { ident, name, .. } = handle;
    let (export_name, record) =
        (symbol::export_name(symbol), symbol::record(private, symbol, true));
    let (function, parameter) = (symbol::name(private, symbol), super::name_of(private, name));
    let pointer = pointer(handle);
    quote_spanned! {Span::mixed_site()=>
        #export_name
        unsafe extern "C" fn free(__ffi_guard_handle: #pointer) {
            #record
            let __ffi_guard_caught = #private::catch(#function, |__ffi_guard_handle| {
                // What `FfiHandle` asks of C is what the runtime asks.
                unsafe { #private::handle::free::<#ident>(#function, #parameter, __ffi_guard_handle) }
            }, __ffi_guard_handle);
            if let #private::Err(__ffi_guard_payload) = __ffi_guard_caught {
                #private::panicked(#function, __ffi_guard_payload);
            }
        }
    }
}

/// The functions by which C asks for the mark of a panic and removes it. They cannot panic, so they need no catch.
fn poison(handle: &Handle, private: &TokenStream) -> TokenStream {
    let Handle { ident, name, .. } = handle;
    let site = Span::mixed_site();
    [
        (
            "is_poisoned",
            quote_spanned!(site=> *const #ident),
            quote_spanned!(site=> -> #private::bool),
        ),
        ("clear_poison", quote_spanned!(site=> *mut #ident), TokenStream::new()),
    ]
    .into_iter()
    .map(|(function, pointer, output)| {
        let symbol = symbol_of(handle, function);
        let (export_name, record) =
            (symbol::export_name(&symbol), symbol::record(private, &symbol, true));
        let (name_of, parameter) = (symbol::name(private, &symbol), super::name_of(private, name));
        let function = Ident::new(function, site);
        quote_spanned! {site=>
            #export_name
            unsafe extern "C" fn #function(__ffi_guard_handle: #pointer) #output {
                #record
                // As above.
                unsafe { #private::handle::#function::<#ident>(#name_of, #parameter, __ffi_guard_handle) }
            }
        }
    })
    .collect()
}
