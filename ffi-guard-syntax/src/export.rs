//! [`Export`]: a function that is to be exported, understood and found to be in order.

use crate::arguments::{self, Arguments, OnPanic};
use crate::check;
use crate::errors::Errors;
use crate::function::Function;
use crate::symbol;
use proc_macro2::{Ident, Span, TokenStream};
use syn::{Attribute, FnArg, LitStr, Pat, Path, Result, Type};

/// How the author wrote the function.
#[derive(Clone)]
pub enum Form {
    /// As an `extern "C"` function with a symbol attribute: its body is guarded in place.
    C,
    /// As a plain `fn`: it stays, and a shim with this ABI is put beside it.
    Rust {
        /// `"C"` unless the author says otherwise.
        abi: LitStr,
    },
}

/// One parameter.
#[derive(Clone)]
pub struct Parameter {
    /// The author's pattern.
    pub pat: Pat,
    /// The type.
    pub ty: Type,
    /// Lint levels, which belong to the binding of the pattern.
    pub lints: Vec<Attribute>,
}

impl Parameter {
    /// The name, if the pattern is nothing but a name.
    #[must_use]
    pub fn ident(&self) -> Option<&Ident> {
        match &self.pat {
            Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() => Some(&pat.ident),
            _ => None,
        }
    }
}

/// An exported function that passed every check.
#[derive(Clone)]
pub struct Export {
    /// The form it was written in.
    pub form: Form,
    /// The function, without the attribute that named its symbol.
    pub function: Function,
    /// Its parameters; `self` is refused.
    pub parameters: Vec<Parameter>,
    /// The symbol: not empty, without a NUL.
    pub symbol: String,
    /// What happens after a panic.
    pub on_panic: OnPanic,
    /// Whether a `pthread_cancel` is to wait until the shim returns.
    pub no_cancel: bool,
    /// Where the runtime is, if not at `::ffi_guard`.
    pub krate: Option<Path>,
}

/// Reads `#[ffi_export(args)] item`.
///
/// # Errors
///
/// Everything that is wrong with the arguments and with the function, combined into one error.
pub fn parse(args: TokenStream, item: TokenStream) -> Result<Export> {
    let mut errors = Errors::default();
    let arguments = arguments::parse(args, &mut errors);
    let function = errors.keep(syn::parse2(item));
    let export = function.and_then(|function| export(arguments, function, &mut errors));
    errors.finish(export)
}

fn export(arguments: Arguments, mut function: Function, errors: &mut Errors) -> Option<Export> {
    let attributed = symbol::take(&mut function.attrs, &function.sig.ident, errors);
    let form = match function.sig.abi {
        Some(_) => Form::C,
        None => Form::Rust { abi: abi(&arguments) },
    };
    let symbol = match &form {
        Form::C => check::form::c_symbol(&arguments, attributed, &function, errors),
        Form::Rust { .. } => check::form::rust_symbol(&arguments, attributed, &function, errors),
    };
    check::function(&function, &form, errors);
    check::on_panic(&arguments.on_panic, &function.sig, errors);
    let parameters: Vec<_> = function.sig.inputs.iter().filter_map(parameter).collect();
    let Arguments { on_panic, no_cancel, krate, .. } = arguments;
    let on_panic = on_panic.within(&parameters, &function.sig.output);
    Some(Export { form, function, parameters, symbol: symbol?, on_panic, no_cancel, krate })
}

fn abi(arguments: &Arguments) -> LitStr {
    let default = || LitStr::new("C", Span::mixed_site());
    arguments.abi.as_ref().map_or_else(default, |(_, abi)| abi.clone())
}

/// `self` is refused by a check of its own.
fn parameter(input: &FnArg) -> Option<Parameter> {
    match input {
        FnArg::Receiver(_) => None,
        FnArg::Typed(typed) => Some(Parameter {
            pat: (*typed.pat).clone(),
            ty: (*typed.ty).clone(),
            lints: typed.attrs.clone(),
        }),
    }
}
