//! [`Export`]: a function that C is to call, understood and found to be in order.

use crate::arguments::{self, Accepted, Arguments, OnPanic};
use crate::block::{self, Block, Owner};
use crate::check;
use crate::check::types::{self, Position};
use crate::convert::{self, Answer, Conversion, Returned};
use crate::errors::Errors;
use crate::function::Function;
use crate::marks;
use crate::symbol::{self, Symbol};
use proc_macro2::{Ident, Span, TokenStream};
use syn::{Attribute, FnArg, LitStr, Pat, Path, Result, ReturnType, Type};

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
    /// As an `extern "C"` function that C gets by its address: guarded in place, without a symbol.
    Callback,
}

impl Form {
    /// The attribute that the author wrote.
    pub(crate) fn attribute(&self) -> &'static str {
        match self {
            Self::C | Self::Rust { .. } => "ffi_export",
            Self::Callback => "ffi_callback",
        }
    }
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
    /// What becomes of it on its way from C.
    pub conversion: Conversion,
}

impl Parameter {
    /// Whether the author has its type passed on without a look.
    #[must_use]
    pub fn is_passed_unchecked(&self) -> bool {
        matches!(self.conversion, Conversion::AsIs) && !convert::is_plain(&self.ty)
    }

    /// The name, if the pattern is nothing but a name.
    #[must_use]
    pub fn ident(&self) -> Option<&Ident> {
        match &self.pat {
            Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() => Some(&pat.ident),
            _ => None,
        }
    }
}

/// A function for C that passed every check.
#[derive(Clone)]
pub struct Export {
    /// The form it was written in.
    pub form: Form,
    /// The function, without the attribute that named its symbol.
    pub function: Function,
    /// Its parameters; `self` is refused.
    pub parameters: Vec<Parameter>,
    /// The symbol; of a callback the name.
    pub symbol: Symbol,
    /// Whether the symbol is the name of the function, and not one that the author wrote for C: it then begins with the
    /// library's prefix.
    pub named_after_function: bool,
    /// The type whose method it is, for a method of an exported `impl` block. `Self` has been replaced by it.
    pub owner: Option<Path>,
    /// What the function answers, and what becomes of that on its way to C.
    pub answer: Answer,
    /// What happens after a panic.
    pub on_panic: OnPanic,
    /// Whether a `pthread_cancel` is to wait until the shim returns.
    pub no_cancel: bool,
    /// The static that a panic poisons, and that is asked before each call.
    pub poison: Option<Path>,
    /// Where the runtime is, if not at `::ffi_guard`.
    pub krate: Option<Path>,
}

impl Export {
    /// Whether there is anything to convert or to ask; else the signature is C's as it stands.
    #[must_use]
    pub fn converts(&self) -> bool {
        let as_is = |parameter: &Parameter| matches!(parameter.conversion, Conversion::AsIs);
        self.poison.is_some()
            || self.answer.fallible
            || !matches!(self.answer.returned, Returned::AsIs | Returned::Never)
            || !self.parameters.iter().all(as_is)
    }

    /// Whether the value leaves through an out-parameter, beside a status.
    #[must_use]
    pub fn has_out_parameter(&self) -> bool {
        matches!(self.on_panic, OnPanic::Status { .. }) && !self.answer.is_empty()
    }

    /// Whether the shim follows pointers that C passes, so that calling it is unsafe.
    #[must_use]
    pub fn takes_pointers(&self) -> bool {
        self.has_out_parameter()
            || self.parameters.iter().any(|parameter| parameter.conversion.follows_a_pointer())
    }
}

/// What `#[ffi_export]` stands on.
pub enum Item {
    /// A function.
    Function(Box<Export>),
    /// An `impl` block.
    Block(Box<Block>),
}

impl Item {
    /// The functions that C gets.
    #[must_use]
    pub fn exports(&self) -> &[Export] {
        match self {
            Self::Function(export) => std::slice::from_ref(export),
            Self::Block(block) => &block.exports,
        }
    }
}

/// Reads `#[ffi_export(args)] item`, a function or an `impl` block.
///
/// # Errors
///
/// Everything that is wrong with the arguments and with the item, combined into one error.
pub fn parse_item(args: TokenStream, item: TokenStream) -> Result<Item> {
    if block::is_block(&item) {
        return block::parse(args, item).map(|block| Item::Block(Box::new(block)));
    }
    parse(args, item).map(|export| Item::Function(Box::new(export)))
}

/// Reads `#[ffi_export(args)] item`, where that is a function.
///
/// # Errors
///
/// Everything that is wrong with the arguments and with the function, combined into one error.
pub fn parse(args: TokenStream, item: TokenStream) -> Result<Export> {
    read(args, &arguments::OF_EXPORT, item, |arguments, function| match function.sig.abi {
        Some(_) => Form::C,
        None => Form::Rust { abi: abi(arguments) },
    })
}

/// Reads `#[ffi_callback(args)] item`.
///
/// # Errors
///
/// As [`parse`].
pub fn parse_callback(args: TokenStream, item: TokenStream) -> Result<Export> {
    read(args, &arguments::OF_CALLBACK, item, |_, _| Form::Callback)
}

fn read(
    args: TokenStream,
    accepted: &Accepted,
    item: TokenStream,
    form: impl FnOnce(&Arguments, &Function) -> Form,
) -> Result<Export> {
    let mut errors = Errors::default();
    let arguments = arguments::parse(args, accepted, &mut errors);
    let function: Option<Function> = errors.keep(syn::parse2(item));
    let export = function.and_then(|function| {
        let form = form(&arguments, &function);
        export(arguments, form, function, None, &mut errors)
    });
    errors.finish(export)
}

/// A function, or a method of the type `owner`.
pub(crate) fn export(
    arguments: Arguments,
    form: Form,
    mut function: Function,
    owner: Option<&Owner>,
    errors: &mut Errors,
) -> Option<Export> {
    let attributed = symbol::take(&mut function.attrs, &function.sig.ident, errors);
    let symbol = match &form {
        Form::C => check::form::c_symbol(&arguments, attributed, &function, errors),
        Form::Rust { .. } => {
            check::form::rust_symbol(&arguments, attributed, &function, owner, errors)
        }
        Form::Callback => check::form::callback_name(attributed, &function, errors),
    };
    check::function(&function, &form, errors);
    check::on_panic(&arguments, &form, &function.sig, errors);
    let named_after_function =
        matches!(form, Form::Rust { .. }) && owner.is_none() && arguments.name.is_none();
    let owner = owner.map(|owner| &owner.path);
    let parameters: Vec<_> = (function.sig.inputs.iter_mut())
        .filter_map(|input| parameter(input, &form, owner, errors))
        .collect();
    let answer = answer(&function.sig.output, &form, owner, errors);
    check::status(&arguments.on_panic, &form, answer.as_ref(), &function.sig, errors);
    let Arguments { on_panic, no_cancel, poison, krate, .. } = arguments;
    let on_panic = on_panic.within(&parameters, &function.sig.output);
    Some(Export {
        form,
        function,
        parameters,
        symbol: symbol?,
        named_after_function,
        owner: owner.cloned(),
        answer: answer?,
        on_panic,
        no_cancel,
        poison,
        krate,
    })
}

fn abi(arguments: &Arguments) -> LitStr {
    let default = || LitStr::new("C", Span::mixed_site());
    arguments.abi.as_ref().map_or_else(default, |(_, abi)| abi.clone())
}

/// `self` is refused by a check of its own. A type that is refused is reported, and stands as it is.
fn parameter(
    input: &mut FnArg,
    form: &Form,
    owner: Option<&Path>,
    errors: &mut Errors,
) -> Option<Parameter> {
    let FnArg::Typed(typed) = input else { return None };
    let conversion = match form {
        Form::Rust { .. } => {
            let is_unchecked = marks::take(&mut typed.attrs, errors);
            let convert =
                if is_unchecked { convert::unchecked_parameter } else { convert::parameter };
            convert(&typed.ty, owner).unwrap_or_else(|refusal| {
                types::report(&typed.ty, Some(refusal), Position::Parameter, errors);
                Conversion::AsIs
            })
        }
        Form::C | Form::Callback => {
            marks::refuse(&mut typed.attrs, errors);
            Conversion::AsIs
        }
    };
    Some(Parameter {
        pat: (*typed.pat).clone(),
        ty: (*typed.ty).clone(),
        lints: typed.attrs.clone(),
        conversion,
    })
}

/// What is not converted leaves as it stands.
pub(crate) fn answer(
    output: &ReturnType,
    form: &Form,
    owner: Option<&Path>,
    errors: &mut Errors,
) -> Option<Answer> {
    match (form, output) {
        (Form::Rust { .. }, ReturnType::Type(_, ty)) => match convert::answer(output, owner) {
            Ok(answer) => Some(answer),
            Err(refusal) => {
                types::report(ty, Some(refusal), Position::Return, errors);
                None
            }
        },
        (_, ReturnType::Type(_, ty)) => {
            let ty = (**ty).clone();
            Some(Answer { returned: Returned::AsIs, ty, fallible: false, error: None })
        }
        (_, ReturnType::Default) => convert::answer(output, owner).ok(),
    }
}
