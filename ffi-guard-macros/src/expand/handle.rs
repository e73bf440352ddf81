//! `#[derive(FfiHandle)]`: the representation of the objects of a type, and the functions that each handle has.

use super::runtime::{name_of, private};
use super::{claim, describe, symbol};
use ffi_guard_syntax::model::{Handle, HandleOwner, Symbol};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned;

pub(crate) fn expand(handle: &Handle) -> TokenStream {
    HandleExpander { handle, private: private(handle.krate.as_ref()) }.expand()
}

struct HandleExpander<'h> {
    handle: &'h Handle,
    private: TokenStream,
}

impl HandleExpander<'_> {
    fn expand(&self) -> TokenStream {
        let Self { handle, private } = self;
        let import = symbol::import(&self.symbol("free"), handle.ident.span());
        let (traits, description) = (self.emit_traits(), describe::handle(private, handle));
        let threads = (!handle.single_thread).then(|| self.emit_thread_safety());
        let free = self.emit_free();
        let is_shared = handle.owner == HandleOwner::Arc;
        let share = is_shared.then(|| self.emit_share());
        let poison = handle.poison.then(|| self.emit_poison_functions());
        let others: &[&str] = match handle.owner {
            HandleOwner::Arc => &["share"],
            HandleOwner::Box if handle.poison => &["is_poisoned", "clear_poison"],
            HandleOwner::Box => &[],
        };
        let at = Span::mixed_site().located_at(handle.ident.span());
        let claims = ["free"].iter().chain(others);
        let claims =
            claims.map(|function| claim::under_prefix(&format!("{}_{function}", handle.name), at));
        tokens! {
            const _: () = {
                #import
                #private::require_unwind! {}
                #traits
                #description
                #threads
                #free
                #share
                #poison
                #(#claims)*
            };
        }
    }

    /// Returns the symbol of a function that each handle has.
    fn symbol(&self, function: &str) -> Symbol {
        Symbol::UnderPrefix(format!("{}_{function}", self.handle.name))
    }

    fn emit_traits(&self) -> TokenStream {
        let private = &self.private;
        let Handle { ident, name, single_thread, .. } = self.handle;
        let owner = match (self.handle.owner, self.handle.poison) {
            (HandleOwner::Box, false) => "BoxOwner",
            (HandleOwner::Box, true) => "PoisonBox",
            (HandleOwner::Arc, _) => "ArcOwner",
        };
        let owner = Ident::new(owner, Span::mixed_site());
        let checked = match self.handle.checked {
            true => tokens!(true),
            false => symbol::checked_handles(),
        };
        let clear = symbol::text(&self.symbol("clear_poison"));
        tokens! {
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
                    "is poisoned: an earlier call panicked while using it, so it may be inconsistent; call `", #clear,
                    "` to allow further use",
                ));
            }
        }
    }

    /// Emits the requirement that the type is `Send` and `Sync`, at the type, where rustc reports it; and the same for the
    /// closures in its fields, where rustc says what to write.
    fn emit_thread_safety(&self) -> TokenStream {
        let (private, ident) = (&self.private, &self.handle.ident);
        let at = Span::mixed_site().located_at(ident.span());
        let callbacks = self.handle.callbacks.iter().map(|ty| {
            let at = Span::mixed_site().located_at(ty.span());
            quote_spanned!(at=> const _: () = #private::from_c::require_any_thread::<#ty>();)
        });
        let callbacks: TokenStream = callbacks.collect();
        quote_spanned! {at=>
            const _: () = #private::handle::require_send_sync::<#ident>();
            #callbacks
        }
    }

    /// Emits the function that frees an object. Its destructor may panic.
    fn emit_free(&self) -> TokenStream {
        let (private, ident) = (&self.private, &self.handle.ident);
        let pointer = match self.handle.owner {
            HandleOwner::Box => tokens!(*mut #ident),
            HandleOwner::Arc => tokens!(*const #ident),
        };
        let signature = tokens!((__ffi_guard_handle: #pointer));
        self.emit_function("free", &signature, "", |function, call| {
            tokens! {
                let __ffi_guard_caught = #private::catch(#function, |__ffi_guard_handle| {
                    #call
                }, __ffi_guard_handle);
                if let #private::Err(__ffi_guard_payload) = __ffi_guard_caught {
                    #private::panicked(#function, __ffi_guard_payload);
                }
            }
        })
    }

    /// Emits the function that returns another reference to an object. It runs no code of the author's.
    fn emit_share(&self) -> TokenStream {
        let ident = &self.handle.ident;
        let signature = tokens!((__ffi_guard_handle: *const #ident) -> *const #ident);
        self.emit_function("share", &signature, "shared", |_, call| call)
    }

    /// Emits the functions that ask whether an object is poisoned, and that clear it. They cannot panic, so they need no
    /// catch.
    fn emit_poison_functions(&self) -> TokenStream {
        let (private, ident) = (&self.private, &self.handle.ident);
        let signature = tokens!((__ffi_guard_handle: *const #ident) -> #private::bool);
        let is_poisoned = self.emit_function("is_poisoned", &signature, "", |_, call| call);
        let signature = tokens!((__ffi_guard_handle: *mut #ident));
        let clear_poison = self.emit_function("clear_poison", &signature, "", |_, call| call);
        tokens!(#is_poisoned #clear_poison)
    }

    /// Emits a function of the handle. `returned` is the role of its result; `body` gets its name and the call of the
    /// function of the runtime.
    fn emit_function(
        &self,
        function: &str,
        signature: &TokenStream,
        returned: &str,
        body: impl FnOnce(&TokenStream, TokenStream) -> TokenStream,
    ) -> TokenStream {
        let (private, ident) = (&self.private, &self.handle.ident);
        let symbol = self.symbol(function);
        let (export_name, record) = (
            symbol::export_name(&symbol),
            symbol::record(private, &symbol, symbol::Origin::Handle),
        );
        let (name, parameter) =
            (symbol::name(private, &symbol), name_of(private, &self.handle.name));
        let description = describe::of_handle(private, &symbol, signature, returned, self.handle);
        let function = Ident::new(function, Span::mixed_site());
        // C upholds the requirements of `FfiHandle`, and the function has no others.
        let call = tokens! {
            unsafe { #private::handle::#function::<#ident>(#name, #parameter, __ffi_guard_handle) }
        };
        let body = body(&name, call);
        tokens! {
            #export_name
            unsafe extern "C" fn #function #signature {
                #record
                #description
                #body
            }
        }
    }
}
