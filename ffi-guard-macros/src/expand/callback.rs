//! A callback that C provides: the function pointer and the data that C passes, and the closure that the function
//! receives.

use super::Expander;
use super::argument::Argument;
use super::callback_argument::CallbackInput;
use super::runtime::{at_type, located};
use super::smart_pointer::SmartPointer;
use ffi_guard_syntax::model::{CallbackHolder, CallbackValue, ProvidedCallback};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::spanned::Spanned;

/// Returns the name of the data of the parameter with this index.
fn data_name(index: usize) -> Ident {
    format_ident!("__ffi_guard_data{index}", span = Span::mixed_site())
}

impl Expander<'_> {
    /// Emits the drop of all data that the call owns, before a failure is recorded: it calls functions of C, which may
    /// fail themselves.
    pub(super) fn emit_drop_data(&self) -> TokenStream {
        let private = &self.private;
        let all = self.export.parameters.iter().enumerate();
        let owned = all.filter(|(_, it)| it.callback().is_some_and(ProvidedCallback::is_owned));
        let names: Vec<_> = owned.map(|(index, _)| data_name(index)).collect();
        tokens!(#(#private::drop(#names);)*)
    }
}

impl Argument<'_> {
    fn destroy_name(&self) -> Ident {
        format_ident!("__ffi_guard_destroy{}", self.index, span = Span::mixed_site())
    }

    fn closure_name(&self) -> Ident {
        // At the type, where rustc reports that the closure does not live long enough.
        let at = Span::mixed_site().located_at(self.parameter.ty.span());
        format_ident!("__ffi_guard_closure{}", self.index, span = at)
    }

    fn callback_inputs<'c>(
        &'c self,
        callback: &'c ProvidedCallback,
    ) -> impl Iterator<Item = CallbackInput<'c>> {
        let expander = self.expander;
        let all = callback.arguments.iter().enumerate();
        all.map(move |(index, argument)| CallbackInput { expander, index, argument })
    }

    /// Returns the parameters in C: the function, its data, and the function that destroys the data.
    pub(super) fn callback_types(&self, callback: &ProvidedCallback) -> Vec<(Ident, TokenStream)> {
        let private = &self.expander.private;
        let function = self.function_type(callback);
        let mut types = vec![
            (self.name.clone(), tokens!(#private::Option<#function>)),
            (data_name(self.index), tokens!(*mut #private::c_void)),
        ];
        if callback.is_owned() {
            types.push((self.destroy_name(), tokens!(#private::Option<#private::Destroy>)));
        }
        types
    }

    fn function_type(&self, callback: &ProvidedCallback) -> TokenStream {
        let private = &self.expander.private;
        let arguments = self.callback_inputs(callback).flat_map(|input| input.types());
        let out = callback.result.has_out_parameter().then(|| {
            let value = self.written_type(callback);
            tokens!(*mut #value,)
        });
        let result = &callback.result;
        let returned = match (result.is_fallible, &result.value) {
            (true, _) => tokens!(#private::i32),
            (false, CallbackValue::Unit) => tokens!(()),
            (false, CallbackValue::Checked) => {
                let ty = &result.ty;
                tokens!(#private::MaybeUninit<#ty>)
            }
            (false, _) => self.written_type(callback),
        };
        tokens!(unsafe extern "C" fn(#(#arguments,)* #out *mut #private::c_void) -> #returned)
    }

    /// Returns the type of the value that C returns, or writes to the out-parameter of the callback.
    fn written_type(&self, callback: &ProvidedCallback) -> TokenStream {
        let private = &self.expander.private;
        match &callback.result.value {
            CallbackValue::Character => tokens!(#private::u32),
            CallbackValue::Boxed { target, .. } => tokens!(*mut #target),
            CallbackValue::Shared { target } => tokens!(*const #target),
            _ => callback.result.ty.to_token_stream(),
        }
    }

    /// Emits the statement before all checks that takes ownership of the data.
    pub(super) fn emit_adopt(&self) -> Option<TokenStream> {
        let private = &self.expander.private;
        let (data, destroy) = (data_name(self.index), self.destroy_name());
        self.parameter.callback().filter(|callback| callback.is_owned())?;
        Some(tokens! {
            let #data = unsafe { #private::from_c::CallbackData::adopt(#data, #destroy) };
        })
    }

    /// Emits the closure, after all checks.
    pub(super) fn emit_closure(&self) -> Option<TokenStream> {
        let callback = self.parameter.callback()?;
        let (private, name, checked) =
            (&self.expander.private, self.closure_name(), self.checked());
        let (ty, data) = (&self.parameter.ty, data_name(self.index));
        let closure = self.closure(callback);
        let closure = match callback.holder {
            CallbackHolder::Mut | CallbackHolder::Ref => closure,
            CallbackHolder::Box => tokens!(#private::Box::new(#closure)),
            CallbackHolder::Arc => tokens!(#private::Arc::new(#closure)),
        };
        let drop_data = callback.is_owned().then(|| tokens!(#private::drop(#data);));
        let value = match callback.optional {
            true => tokens! {
                match #checked {
                    #private::Option::Some(__ffi_guard_function) => #private::Option::Some(#closure),
                    #private::Option::None => {
                        #drop_data
                        #private::Option::None
                    }
                }
            },
            false => tokens! {{
                let __ffi_guard_function = #checked;
                #closure
            }},
        };
        Some(match callback.holder {
            CallbackHolder::Mut => tokens!(let mut #name = #value;),
            CallbackHolder::Ref => tokens!(let #name = #value;),
            // Named, because an `Option` of a closure is not converted to an `Option` of a trait object.
            // Clippy would report the author's type here too.
            CallbackHolder::Box | CallbackHolder::Arc => tokens! {
                #[allow(clippy::type_complexity)]
                let #name: #ty = #value;
            },
        })
    }

    /// Returns the closure around `__ffi_guard_function`.
    fn closure(&self, callback: &ProvidedCallback) -> TokenStream {
        let (private, data) = (&self.expander.private, data_name(self.index));
        let ProvidedCallback { is_send, is_sync, result, .. } = callback;
        let inputs: Vec<_> = self.callback_inputs(callback).collect();
        let parameters = inputs.iter().map(CallbackInput::parameter);
        let prepare = inputs.iter().map(CallbackInput::emit_prepare);
        let give = inputs.iter().map(CallbackInput::emit_give);
        let passed = inputs.iter().flat_map(CallbackInput::passed);
        let out = result
            .has_out_parameter()
            .then(|| tokens!(#private::MaybeUninit::as_mut_ptr(&mut __ffi_guard_out),));
        let call = tokens! {
            unsafe { __ffi_guard_function(#(#passed,)* #out __ffi_guard_data) }
        };
        let (output, result) = (&result.output, self.callback_result(callback, &call));
        let label = self.label();
        let finish: Vec<_> = inputs.iter().filter_map(|input| input.emit_finish(&label)).collect();
        let result = match finish.is_empty() {
            true => result,
            false => tokens! {
                let __ffi_guard_result = { #result };
                #(#finish)*
                __ffi_guard_result
            },
        };
        tokens! {{
            let __ffi_guard_function = unsafe {
                #private::from_c::CFunction::<_, _, #is_send, #is_sync>::new(__ffi_guard_function, #data)
            };
            move |#(#parameters),*| -> #output {
                let (__ffi_guard_function, __ffi_guard_data) =
                    #private::from_c::CFunction::parts(&__ffi_guard_function);
                #(#prepare)*
                #(#give)*
                #result
            }
        }}
    }

    /// Returns the result of the closure.
    fn callback_result(&self, callback: &ProvidedCallback, call: &TokenStream) -> TokenStream {
        let (private, name, result) = (&self.expander.private, self.label(), &callback.result);
        if result.is_fallible {
            return self.fallible_result(callback, call);
        }
        match &result.value {
            CallbackValue::Unit | CallbackValue::Unconverted => call.clone(),
            CallbackValue::Boxed { .. } | CallbackValue::Shared { .. } => {
                let invalid = tokens!(#private::from_c::unwind(#name, __ffi_guard_invalid));
                self.taken_result(callback, call, &invalid)
            }
            CallbackValue::Character => tokens!(#private::from_c::character(#name, #call)),
            CallbackValue::Checked => {
                let returned = tokens!(__ffi_guard_returned);
                let value = self.checked_result("checked", callback, &returned);
                tokens! {
                    let #returned = #call;
                    #value
                }
            }
        }
    }

    /// Returns the check of a value from C at its type, where rustc reports a trait that it does not implement.
    fn checked_result(
        &self,
        check: &str,
        callback: &ProvidedCallback,
        value: &TokenStream,
    ) -> TokenStream {
        let ty = &callback.result.ty;
        let at = at_type(ty);
        let (private, check) = (located(&self.expander.private, at), Ident::new(check, at));
        let (name, value) = (located(&self.label(), at), located(value, at));
        quote_spanned!(at=> unsafe { #private::from_c::#check::<#ty>(#name, #value) })
    }

    /// Returns an owner that C gives, or `invalid` with the reason in `__ffi_guard_invalid`.
    fn taken_result(
        &self,
        callback: &ProvidedCallback,
        value: &TokenStream,
        invalid: &TokenStream,
    ) -> TokenStream {
        let (pointer, check, take) = match &callback.result.value {
            CallbackValue::Shared { target } => {
                (SmartPointer::Arc(target), "ffi_guard_check", "take_arc")
            }
            CallbackValue::Boxed { optional: true, target } => {
                (SmartPointer::Box(target), "ffi_guard_check_optional", "take_optional_box")
            }
            CallbackValue::Boxed { target, .. } => {
                (SmartPointer::Box(target), "ffi_guard_check", "take_box")
            }
            _ => return value.clone(),
        };
        let at = at_type(pointer.target());
        let (check, take) = (Ident::new(check, at), Ident::new(take, at));
        let returned = located(&tokens!(__ffi_guard_returned), at);
        let checked = self.expander.specialized(pointer, &quote_spanned!(at=> #check(#returned)));
        let private = located(&self.expander.private, at);
        let held = located(&tokens!(__ffi_guard_held), at);
        let taken = quote_spanned!(at=> unsafe { #private::handle::#take(#held) });
        let taken = match callback.result.is_fallible {
            true => tokens!(#private::Ok(#taken)),
            false => taken,
        };
        tokens! {{
            let #returned = #value;
            match unsafe { #checked } {
                #private::Ok(#held) => #taken,
                #private::Err(__ffi_guard_invalid) => #invalid,
            }
        }}
    }

    /// Returns the result of a closure whose signature has a `Result`.
    fn fallible_result(&self, callback: &ProvidedCallback, call: &TokenStream) -> TokenStream {
        let (private, name, result) = (&self.expander.private, self.label(), &callback.result);
        let at = at_type(&result.ty);
        let (located_private, located_name, call) =
            (located(private, at), located(&name, at), located(call, at));
        let status = quote_spanned!(at=> #located_private::from_c::status(#located_name, #call));
        let out = tokens!(__ffi_guard_out);
        let written = match &result.value {
            CallbackValue::Unit => return status,
            CallbackValue::Boxed { .. } | CallbackValue::Shared { .. } => {
                let invalid =
                    tokens!(#private::Err(#private::from_c::invalid(#name, __ffi_guard_invalid)));
                let value = tokens!(unsafe { #out.assume_init() });
                self.taken_result(callback, &value, &invalid)
            }
            CallbackValue::Character => {
                tokens!(#private::from_c::fallible_character(#name, unsafe { #out.assume_init() }))
            }
            CallbackValue::Unconverted | CallbackValue::Checked => {
                self.checked_result("fallible", callback, &out)
            }
        };
        let ty = self.written_type(callback);
        tokens! {
            // Zeroed, because C may return 0 and write nothing.
            let mut #out = #private::MaybeUninit::<#ty>::zeroed();
            match #status {
                #private::Ok(()) => #written,
                #private::Err(__ffi_guard_error) => #private::Err(__ffi_guard_error),
            }
        }
    }

    /// Returns the argument of the author's function.
    pub(super) fn closure_handed_over(&self, callback: &ProvidedCallback) -> TokenStream {
        let (private, name) = (&self.expander.private, self.closure_name());
        let at = Span::mixed_site().located_at(self.parameter.ty.span());
        let name = located(&name.to_token_stream(), at);
        let borrowed = match callback.holder {
            CallbackHolder::Mut => quote_spanned!(at=> &mut #name),
            CallbackHolder::Ref => quote_spanned!(at=> &#name),
            CallbackHolder::Box | CallbackHolder::Arc => return name,
        };
        match callback.optional {
            true => tokens! {
                match #borrowed {
                    #private::Option::Some(__ffi_guard_closure) => #private::Option::Some(__ffi_guard_closure),
                    #private::Option::None => #private::Option::None,
                }
            },
            false => borrowed,
        }
    }
}
