//! Collects the errors of one expansion, so that an author sees all of them at once.

use proc_macro2::Span;
use quote::ToTokens;
use syn::Error;

/// The errors found so far.
#[derive(Default)]
pub(crate) struct Errors(Option<Error>);

impl Errors {
    /// Adds an error that underlines `tokens`. Not generic, so that it is compiled once.
    pub(crate) fn on(&mut self, tokens: &dyn ToTokens, message: &str) {
        self.push(Error::new_spanned(tokens.to_token_stream(), message));
    }

    /// Adds an error at `span`.
    pub(crate) fn at(&mut self, span: Span, message: &str) {
        self.push(Error::new(span, message));
    }

    /// Returns whether there is an error.
    pub(crate) fn any(&self) -> bool {
        self.0.is_some()
    }

    /// Adds an error of syn's.
    pub(crate) fn push(&mut self, error: Error) {
        match &mut self.0 {
            Some(errors) => errors.combine(error),
            none => *none = Some(error),
        }
    }

    /// Adds the error of a result, or returns its value.
    pub(crate) fn keep<T>(&mut self, result: Result<T, Error>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// Returns `value`, unless there is an error.
    pub(crate) fn finish<T>(self, value: Option<T>) -> Result<T, Error> {
        match (self.0, value) {
            (Some(errors), _) => Err(errors),
            (None, Some(value)) => Ok(value),
            (None, None) => Err(Error::new(
                Span::call_site(),
                "ffi_guard rejected this without a reason, which is a bug in ffi_guard; please report it",
            )),
        }
    }
}
