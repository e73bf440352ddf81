//! Questions that the data of the model answers.

use crate::model::{
    ABI_FUNCTION, BlockType, CallbackHolder, CallbackResult, CallbackValue, Conversion, Export,
    FailureArgs, Form, FunctionKind, Library, ListElement, OnFailure, Parameter, ProvidedCallback,
    ResultType, Returned, STRING_FUNCTION, Shim, SourceSymbol, Symbol,
};
use crate::types;
use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{LitStr, Pat, Safety, Type};

impl crate::model::Function {
    /// Returns whether it is an `unsafe fn`.
    #[must_use]
    pub fn is_unsafe(&self) -> bool {
        matches!(self.sig.safety, Safety::Unsafe(_))
    }

    /// Returns tokens in the braces of the body, whose spans rustc reports for errors at the end of the body.
    #[must_use]
    pub fn block(&self, inner: &TokenStream) -> TokenStream {
        let mut block = TokenStream::new();
        self.braces.surround(&mut block, |tokens| tokens.extend(inner.clone()));
        block
    }
}

impl crate::model::Item {
    /// Returns the exported functions.
    #[must_use]
    pub fn exports(&self) -> &[Export] {
        match self {
            Self::Function(export) => std::slice::from_ref(export),
            Self::Block(block) => &block.exports,
        }
    }
}

impl Library {
    /// Returns the symbols of all functions that `ffi_library!` exports.
    #[must_use]
    pub fn symbols(&self) -> Vec<String> {
        let errors = self.error_functions.iter().flatten().cloned();
        let vecs = self.vecs.iter().map(|element| self.vec_free(element));
        errors.chain(vecs).chain(self.string_free()).chain(self.abi_function()).collect()
    }

    /// Returns the symbol of the function that frees lists of these elements.
    #[must_use]
    pub fn vec_free(&self, element: &ListElement) -> String {
        format!("{}_vec_{}_free", self.prefix, element.name)
    }

    /// Returns the symbol of the function that frees strings, if the library exports it.
    #[must_use]
    pub fn string_free(&self) -> Option<String> {
        self.strings.then(|| format!("{}_{STRING_FUNCTION}", self.prefix))
    }

    /// Returns the symbol of the function that returns the version of the ABI, if the library exports it.
    #[must_use]
    pub fn abi_function(&self) -> Option<String> {
        self.abi.as_ref().map(|_| format!("{}_{ABI_FUNCTION}", self.prefix))
    }
}

impl Export {
    /// Returns the author's status type, `Some(None)` for `i32`, or `None` if C gets a fallback.
    #[must_use]
    pub fn status(&self) -> Option<Option<&syn::Path>> {
        match &self.form {
            Form::Rust { shim: Shim::Converted { on_failure: OnFailure::Status(ty) }, .. } => {
                Some(ty.as_ref())
            }
            _ => None,
        }
    }

    /// Returns whether the value is written to an out-parameter, because the shim returns a status or a flag.
    #[must_use]
    pub fn has_out_parameter(&self) -> bool {
        self.result.is_optional() || self.status().is_some() && !self.result.is_empty()
    }

    /// Returns whether a second out-parameter tells if there is a value, because the shim returns a status.
    #[must_use]
    pub fn has_present_parameter(&self) -> bool {
        self.result.is_optional() && self.status().is_some()
    }

    /// Returns the types of all `Out` parameters.
    pub fn out_targets(&self) -> impl Iterator<Item = &Type> {
        self.parameters.iter().filter_map(|parameter| match &parameter.conversion {
            Conversion::Out { target, .. } => Some(target),
            _ => None,
        })
    }

    /// Returns whether the shim follows pointers that C passes, so that calling it is unsafe.
    #[must_use]
    pub fn takes_pointers(&self) -> bool {
        self.has_out_parameter()
            || self.parameters.iter().any(|parameter| {
                let conversion = &parameter.conversion;
                conversion.follows_a_pointer() || matches!(conversion, Conversion::Callback(_))
            })
    }
}

impl Parameter {
    /// Returns the callback that C provides. `None` for other parameters.
    #[must_use]
    pub fn callback(&self) -> Option<&ProvidedCallback> {
        match &self.conversion {
            Conversion::Callback(callback) => Some(callback),
            _ => None,
        }
    }

    /// Returns whether `#[ffi(unchecked)]` exempts its value from all checks.
    #[must_use]
    pub fn is_unchecked(&self) -> bool {
        matches!(self.conversion, Conversion::Unconverted) && !types::is_plain(&self.ty)
    }

    /// Returns the name, if the pattern is a name alone.
    #[must_use]
    pub fn ident(&self) -> Option<&Ident> {
        match &self.pat {
            Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() => Some(&pat.ident),
            _ => None,
        }
    }
}

impl Conversion {
    /// Returns whether the check reads memory that C has passed, or requires that it may be written.
    #[must_use]
    pub fn is_checked_in_memory(&self) -> bool {
        !matches!(
            self,
            Self::Unconverted | Self::Character | Self::Function { .. } | Self::Callback(_)
        )
    }

    /// Returns whether C passes a pointer that the shim follows.
    #[must_use]
    pub fn follows_a_pointer(&self) -> bool {
        self.is_checked_in_memory() && !matches!(self, Self::Value)
    }

    /// Returns whether the function may write to the memory behind the pointer, or free it.
    #[must_use]
    pub fn may_be_written(&self) -> bool {
        match self {
            Self::Reference { exclusive, .. } | Self::Slice { exclusive, .. } => *exclusive,
            Self::Out { .. } => true,
            other => other.transfers_ownership(),
        }
    }

    /// Returns whether the call takes ownership of an object from C.
    #[must_use]
    pub fn transfers_ownership(&self) -> bool {
        matches!(
            self,
            Self::Boxed { .. } | Self::Shared { .. } | Self::Taken { .. } | Self::BoxedList { .. }
        )
    }

    /// Returns whether C passes an array of pointers.
    #[must_use]
    pub fn is_list(&self) -> bool {
        matches!(self, Self::Texts | Self::References { .. } | Self::BoxedList { .. })
    }

    /// Returns whether C passes a length after the pointer.
    #[must_use]
    pub fn has_length(&self) -> bool {
        matches!(self, Self::Slice { .. } | Self::Text { counted: true, .. }) || self.is_list()
    }

    /// Returns whether C may pass null for `None`.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        match self {
            Self::Function { optional, .. }
            | Self::Reference { optional, .. }
            | Self::SharedReference { optional, .. }
            | Self::CStr { optional }
            | Self::Text { optional, .. }
            | Self::Out { optional, .. }
            | Self::Boxed { optional, .. } => *optional,
            Self::Callback(callback) => callback.optional,
            _ => false,
        }
    }
}

impl ProvidedCallback {
    /// Returns whether Rust owns the closure, so that C passes a function that destroys its data.
    #[must_use]
    pub fn is_owned(&self) -> bool {
        matches!(self.holder, CallbackHolder::Box | CallbackHolder::Arc)
    }

    /// Returns whether several threads may call the function at the same time.
    #[must_use]
    pub fn is_concurrent(&self) -> bool {
        self.is_sync && self.kind == FunctionKind::Fn
    }

    /// Returns whether other threads than the one of the call may call the function. A reference to a `Sync` closure is
    /// `Send`.
    #[must_use]
    pub fn is_called_on_any_thread(&self) -> bool {
        self.is_send || self.is_concurrent()
    }
}

impl CallbackResult {
    /// Returns whether C writes the value to an out-parameter.
    #[must_use]
    pub fn has_out_parameter(&self) -> bool {
        self.is_fallible && !matches!(self.value, CallbackValue::Unit)
    }
}

impl ResultType {
    /// Returns whether the value is `()`.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        types::is_unit(&self.ty)
    }

    /// Returns whether C gets a flag that tells if there is a value.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        matches!(self.returned, Returned::Optional { .. })
    }

    /// Returns whether C gets null for `None`, and not only after a failure.
    #[must_use]
    pub fn is_null_for_none(&self) -> bool {
        let is_option = matches!(types::ungrouped(&self.ty), Type::Path(path) if types::optional(path).is_some());
        is_option && self.returned.is_pointer()
    }
}

impl Returned {
    /// Returns whether C gets a pointer. Null can then report a failure.
    #[must_use]
    pub fn is_pointer(&self) -> bool {
        matches!(
            self,
            Self::Boxed { .. }
                | Self::Shared { .. }
                | Self::Handle { .. }
                | Self::Text
                | Self::List { .. }
                | Self::Texts
                | Self::Handles { .. }
        ) || self.is_view()
    }

    /// Returns whether C reads the value in place, in memory that it does not own.
    #[must_use]
    pub fn is_view(&self) -> bool {
        matches!(self, Self::Str | Self::Slice { .. } | Self::CStr | Self::Reference { .. })
    }

    /// Returns whether the value is an `Option` of a `char`, which C gets as its number.
    #[must_use]
    pub fn is_optional_character(&self) -> bool {
        matches!(self, Self::Optional { target } if types::is_std(target, "char"))
    }
}

impl Symbol {
    /// Returns the symbol in a library of this prefix. A macro is returned as its call.
    #[must_use]
    pub fn under(&self, prefix: &str) -> String {
        match self {
            Self::Whole(symbol) => symbol.clone(),
            Self::UnderPrefix(name) => format!("{prefix}_{name}"),
            Self::Macro(call) => call.to_token_stream().to_string().replace(' ', ""),
        }
    }
}

impl SourceSymbol {
    /// Returns the literal, if it is not a macro.
    pub(crate) fn literal(&self) -> Option<&LitStr> {
        match self {
            Self::Literal(literal) => Some(literal),
            Self::Macro(_) => None,
        }
    }
}

impl BlockType {
    /// Returns whether a type is spelled like this one.
    pub(crate) fn is(&self, ty: &Type) -> bool {
        matches!(ty, Type::Path(path) if types::is_own(path, Some(&self.path)))
    }
}

impl FailureArgs {
    /// Returns whether the author left it to the default.
    pub(crate) fn is_empty(&self) -> bool {
        self.fallback.is_none() && self.abort.is_none() && self.status.is_none()
    }
}
