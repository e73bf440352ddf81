//! The shim of a function whose arguments or answer are converted.
//!
//! In one catch: each argument is checked; what C gives away is taken; the function is called; its answer is made
//! into C's. What fails is recorded where it fails, and one fallback answers for all of it.

use super::answer::AnswerTo;
use super::argument::Argument;
use super::guard::Body;
use super::{
    failed_with, guard, parameters, poison, private, refusable, rust_form, signature, symbol,
};
use ffi_guard_syntax::arguments::OnPanic;
use ffi_guard_syntax::convert::Returned;
use ffi_guard_syntax::export::Export;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

/// A shim: its parameters, the type that it returns, and its body.
pub(super) struct Shim {
    pub(super) inputs: Vec<signature::Input>,
    pub(super) output: TokenStream,
    pub(super) body: TokenStream,
}

pub(super) fn shim(export: &Export) -> Shim {
    let private = private(export.krate.as_ref());
    let function = symbol::name(&private, &export.symbol);
    let arguments = arguments(export, &private, &function);
    let answer = AnswerTo::of(export);
    let (output, carried) = (answer.returned(), answer.carried());
    let converted = converted(export, &function, &arguments, &answer);
    let returned = answer.leave();
    let around = guard::around(export, &private);
    let fall_back = fall_back(export, &private, &output);
    let inputs: Vec<_> =
        arguments.iter().flat_map(Argument::received).chain(answer.received()).collect();
    let passed = signature::tuple(&inputs);
    let caught = guard::caught(
        export,
        &private,
        &Body {
            pattern: &signature::pattern(&inputs),
            ty: &quote_spanned!(Span::mixed_site()=> #private::Outcome<#carried>),
            block: &quote_spanned!(Span::mixed_site()=> { #converted }),
        },
    );
    let body = quote_spanned! {Span::mixed_site()=>
        #around
        let __ffi_guard_arguments = #passed;
        let __ffi_guard_failed = match #caught {
            #private::Ok(#private::Ok(__ffi_guard_value)) => #returned,
            #private::Ok(#private::Err(__ffi_guard_failed)) => __ffi_guard_failed,
            #private::Err(__ffi_guard_payload) => #private::panicked(#function, __ffi_guard_payload),
        };
        #fall_back
    };
    Shim { inputs, output: answer.declared(), body }
}

fn arguments<'e>(
    export: &'e Export,
    private: &'e TokenStream,
    function: &'e TokenStream,
) -> Vec<Argument<'e>> {
    let named = parameters::names(export).into_iter().zip(&export.parameters).enumerate();
    named
        .map(|(index, (name, parameter))| Argument { index, private, function, parameter, name })
        .collect()
}

/// From the arguments as C passes them to the value as C gets it, or the failure.
fn converted(
    export: &Export,
    function: &TokenStream,
    arguments: &[Argument<'_>],
    answer: &AnswerTo<'_>,
) -> TokenStream {
    let private = private(export.krate.as_ref());
    let poison = export.poison.as_ref().map(|state| {
        let ask = poison::ask(export, &private, state, &TokenStream::new());
        let state = poison::state(&private, state);
        quote_spanned!(Span::mixed_site()=> #state #ask)
    });
    let checks = arguments.iter().map(Argument::check);
    let (check_out, prepare_out) = (answer.check(function), answer.prepare());
    let apart = check_disjoint(&private, function, arguments, answer);
    let prepare = arguments.iter().map(Argument::prepare);
    let handed_over: Vec<_> = arguments.iter().map(Argument::handed_over).collect();
    let call = rust_form::call(export, &handed_over);
    let delivered = delivered(export, function, arguments, answer, &call);
    let keep = arguments.iter().map(Argument::keep);
    quote_spanned! {Span::mixed_site()=>
        #(#keep)*
        #poison
        // What C passes is borrowed for the call, and the compiler holds the function to that.
        let __ffi_guard_call = #private::checks::Call;
        #(#checks)*
        #check_out
        #apart
        #prepare_out
        #(#prepare)*
        #delivered
    }
}

/// From the call of the function on: nothing is written for C before all has succeeded.
fn delivered(
    export: &Export,
    function: &TokenStream,
    arguments: &[Argument<'_>],
    answer: &AnswerTo<'_>,
    call: &TokenStream,
) -> TokenStream {
    if matches!(export.answer.returned, Returned::Never) {
        return call.clone();
    }
    let private = private(export.krate.as_ref());
    let (arm, defuse) = bombs(export, &private, arguments);
    let slots: Vec<_> = arguments.iter().filter_map(Argument::out_slot).collect();
    let unwrap =
        export.answer.fallible.then(|| unwrap(export, &private, function, &defuse, &slots));
    let filled = slots.iter().map(
        |slot| quote_spanned!(Span::mixed_site()=> let #slot = #private::OutSlot::into_inner(#slot);),
    );
    let given_out = arguments.iter().map(|argument| argument.given(&unused(argument, &slots)));
    let all: Vec<_> = slots.iter().rev().map(Ident::to_token_stream).collect();
    let given = answer.given(function, &all);
    let deliver = arguments.iter().map(Argument::deliver);
    let answered = answer.deliver();
    quote_spanned! {Span::mixed_site()=>
        #arm
        let __ffi_guard_value = #call;
        #unwrap
        #defuse
        #(#filled)*
        #(#given_out)*
        #given
        #(#deliver)*
        #answered
    }
}

/// The values to drop if the value of an out-parameter cannot be converted for C: the function's result and the other
/// out-parameters, in the reverse order of their declarations.
fn unused(argument: &Argument<'_>, slots: &[Ident]) -> Vec<TokenStream> {
    let own = argument.out_slot();
    let mut parts = slots.split(|slot| Some(slot) == own.as_ref());
    let (before, after) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let result = quote_spanned!(Span::mixed_site()=> __ffi_guard_value);
    let latest_first = |slots: &[Ident]| slots.iter().rev().map(Ident::to_token_stream).collect();
    let (before, after): (Vec<_>, Vec<_>) = (latest_first(before), latest_first(after));
    before.into_iter().chain([result]).chain(after).collect()
}

/// What stands around the call: what poisons the arguments and the state if the function unwinds, and not if it
/// returns.
fn bombs(
    export: &Export,
    private: &TokenStream,
    arguments: &[Argument<'_>],
) -> (TokenStream, TokenStream) {
    let site = Span::mixed_site();
    let of_state = export.poison.as_ref().map(|_| poison::poison_on_unwind(private));
    let bombs = arguments.iter().filter_map(Argument::poison_on_unwind).chain(of_state);
    let bombs: Vec<_> = bombs.collect();
    if bombs.is_empty() {
        return (TokenStream::new(), TokenStream::new());
    }
    (
        quote_spanned!(site=> let __ffi_guard_bombs = (#(#bombs,)*);),
        quote_spanned!(site=> #private::forget(__ffi_guard_bombs);),
    )
}

/// Compares the memory of what may be written with that of all else; a pair of two that are written once.
fn check_disjoint(
    private: &TokenStream,
    function: &TokenStream,
    arguments: &[Argument<'_>],
    answer: &AnswerTo<'_>,
) -> TokenStream {
    let of_argument = |argument: &Argument<'_>| {
        argument.memory().map(|(memory, written)| (argument.label(), memory, written))
    };
    let of_answer = answer.memory().map(|memory| (answer.label(), memory, true));
    let memories: Vec<_> = arguments.iter().filter_map(of_argument).chain(of_answer).collect();
    let written = memories.iter().enumerate().filter(|(_, (_, _, written))| *written);
    written
        .filter_map(|(index, (label, memory, _))| {
            let others = memories.iter().enumerate();
            let others: Vec<_> = others
                .filter(|(other, (_, _, written))| *other < index || *other > index && !written)
                .map(|(_, (_, memory, _))| memory)
                .collect();
            let check = quote_spanned!(Span::mixed_site()=> #private::checks::check_disjoint(#memory, &[#(#others),*]));
            let check = refusable(private, function, label, &check);
            (!others.is_empty()).then(|| quote_spanned!(Span::mixed_site()=> #check;))
        })
        .collect()
}

/// The value of a `Result`, or its error as the failure. An error may borrow the arguments and the out-parameters, so
/// what poisons the former is defused, and the latter are dropped, once the error is dropped.
fn unwrap(
    export: &Export,
    private: &TokenStream,
    function: &TokenStream,
    defuse: &TokenStream,
    slots: &[Ident],
) -> TokenStream {
    // Inferred where the author gives its lifetime a name, which the shim's body does not fix.
    let error = export.answer.error.as_ref().filter(|error| !names_a_lifetime(error));
    let error = error.map(|error| quote_spanned!(Span::mixed_site()=> ::<#error>));
    let unused: Vec<_> = slots
        .iter()
        .rev()
        .map(|slot| quote_spanned!(Span::mixed_site()=> unsafe { #private::OutSlot::take(&#slot) }))
        .collect();
    let code = quote_spanned!(Span::mixed_site()=> __ffi_guard_code);
    let failed = failed_with(private, function, &error.unwrap_or_default(), &code, &unused);
    quote_spanned! {Span::mixed_site()=>
        let __ffi_guard_value = match __ffi_guard_value {
            #private::Ok(__ffi_guard_value) => __ffi_guard_value,
            #private::Err(__ffi_guard_error) => {
                use #private::{HasCode as _, NoCode as _};
                let __ffi_guard_code = (&#private::CodeOf(&__ffi_guard_error)).ffi_guard_code();
                let __ffi_guard_failed = #failed;
                #defuse
                return #private::Err(__ffi_guard_failed);
            }
        };
    }
}

/// Whether a lifetime stands in a type that is not `'_`.
fn names_a_lifetime(ty: &Type) -> bool {
    fn any(tokens: TokenStream) -> bool {
        let mut quoted = false;
        tokens.into_iter().any(|token| match token {
            TokenTree::Group(group) => any(group.stream()),
            TokenTree::Ident(ident) => std::mem::take(&mut quoted) && ident != "_",
            token => {
                quoted = matches!(token, TokenTree::Punct(punct) if punct.as_char() == '\'');
                false
            }
        })
    }
    any(ty.to_token_stream())
}

/// What C gets after a failure.
pub(super) fn fall_back(export: &Export, private: &TokenStream, ty: &TokenStream) -> TokenStream {
    let site = Span::mixed_site();
    match &export.on_panic {
        OnPanic::Plain(value) => quote_spanned! {site=>
            let _ = __ffi_guard_failed;
            let __ffi_guard_value: #ty = #value;
            __ffi_guard_value
        },
        OnPanic::Constant(value) => quote_spanned! {site=>
            let _ = __ffi_guard_failed;
            let __ffi_guard_value: #ty = const { #value };
            __ffi_guard_value
        },
        OnPanic::Default => {
            let at = site.located_at(guard::type_span(&export.function.sig.output));
            quote_spanned!(at=> #private::default_fallback::<#ty>(__ffi_guard_failed))
        }
        OnPanic::Expression(value) => {
            let closure = guard::closure_around(value, ty);
            quote_spanned!(site=> #private::compute_fallback::<#ty, _>(__ffi_guard_failed, #closure))
        }
        OnPanic::Closure(closure) => {
            let closure = guard::moving(closure);
            quote_spanned!(site=> #private::compute_fallback::<#ty, _>(__ffi_guard_failed, #closure))
        }
        OnPanic::Abort(_) => quote_spanned!(site=> #private::fail_abort(__ffi_guard_failed)),
        OnPanic::Status { ty: None, .. } => {
            quote_spanned!(site=> #private::status(__ffi_guard_failed))
        }
        OnPanic::Status { ty: Some(ty), .. } => {
            let at = site.located_at(ty.span());
            quote_spanned!(at=> #private::status_of::<#ty>(__ffi_guard_failed))
        }
    }
}
