//! The terms of the documentation, explained once for a header.

use super::context::LibraryContext;
use super::text::wrap;
use crate::lower::OutContent;
use crate::model::{Conversion, Export, Form, Returned};
use syn::Type;

/// Returns the explanation of the terms that these exports use, as lines. Empty without exports in the Rust form.
///
/// ```
/// use ffi_guard_syntax::{lower, parse_function};
/// use quote::quote;
///
/// let export = parse_function(quote!(), quote!(pub fn words_print(word: &str) { todo!() }))?;
/// let lines = lower::conventions(&[&export], &lower::LibraryContext::default());
/// assert!(lines.iter().any(|line| line.starts_with("Borrowed: ")));
/// # Ok::<(), syn::Error>(())
/// ```
#[must_use]
pub fn conventions(exports: &[&Export], context: &LibraryContext) -> Vec<String> {
    let is_rust = |export: &&Export| matches!(export.form, Form::Rust { .. });
    let exports: Vec<&Export> = exports.iter().copied().filter(is_rust).collect();
    if exports.is_empty() && context.handles.is_empty() {
        return Vec::new();
    }
    let terms = Terms::of(&exports, context);
    let mut lines = vec!["The terms in the descriptions of functions:".to_owned()];
    for paragraph in terms.paragraphs(context) {
        lines.push(String::new());
        wrap(&paragraph, "", &mut lines);
    }
    lines
}

/// The terms that occur.
#[derive(Default)]
struct Terms {
    borrows: bool,
    views: bool,
    arrays: bool,
    takes: bool,
    gives: bool,
    references: bool,
    strings: bool,
    utf8: bool,
    unchecked: bool,
    callbacks: bool,
    /// Callbacks whose results are checked.
    provided: bool,
    status: bool,
    poison: bool,
}

impl Terms {
    fn of(exports: &[&Export], context: &LibraryContext) -> Self {
        let mut terms = Self { takes: !context.handles.is_empty(), ..Self::default() };
        for export in exports {
            terms.add_result(export);
            for parameter in &export.parameters {
                terms.add_parameter(&parameter.conversion, &parameter.ty);
            }
        }
        terms
    }

    fn add_result(&mut self, export: &Export) {
        self.status |= matches!(export.status(), Some(None));
        self.poison |= export.poison.is_some();
        match export.result.returned {
            Returned::Text => (self.gives, self.strings) = (true, true),
            Returned::Shared { .. } => (self.gives, self.references) = (true, true),
            Returned::Texts => (self.gives, self.strings) = (true, true),
            Returned::List { .. }
            | Returned::Handles { .. }
            | Returned::Boxed { .. }
            | Returned::Handle { .. } => {
                self.gives = true;
            }
            Returned::CStr => (self.views, self.strings) = (true, true),
            Returned::Str | Returned::Slice { .. } | Returned::Reference { .. } => {
                self.views = true;
            }
            _ => {}
        }
    }

    fn add_parameter(&mut self, conversion: &Conversion, ty: &Type) {
        match conversion {
            Conversion::Value | Conversion::Character => {}
            Conversion::Unconverted => self.unchecked |= matches!(ty, Type::Ptr(_)),
            Conversion::Function { .. } => self.callbacks = true,
            Conversion::Callback(_) => (self.callbacks, self.provided) = (true, true),
            Conversion::Reference { .. } => self.borrows = true,
            Conversion::SharedReference { .. } => (self.borrows, self.references) = (true, true),
            Conversion::Slice { .. } => (self.borrows, self.arrays) = (true, true),
            Conversion::CStr { .. } => (self.borrows, self.strings) = (true, true),
            Conversion::Text { counted, .. } => {
                (self.borrows, self.utf8) = (true, true);
                *(if *counted { &mut self.arrays } else { &mut self.strings }) = true;
            }
            Conversion::Texts => {
                (self.borrows, self.arrays, self.strings, self.utf8) = (true, true, true, true);
            }
            Conversion::References { .. } => (self.borrows, self.arrays) = (true, true),
            Conversion::BoxedList { .. } => (self.takes, self.arrays) = (true, true),
            Conversion::Boxed { .. } | Conversion::Taken { .. } => self.takes = true,
            Conversion::Shared { .. } => (self.takes, self.references) = (true, true),
            Conversion::Out { target, .. } => self.add_out(OutContent::of(target)),
        }
    }

    fn add_out(&mut self, content: OutContent<'_>) {
        self.gives |= content.is_owned();
        self.references |= matches!(content, OutContent::Shared(_));
        self.strings |= matches!(content, OutContent::Text);
    }

    fn paragraphs(&self, context: &LibraryContext) -> Vec<String> {
        let strings = self.strings.then_some("Strings are NUL-terminated.");
        let arrays = self.arrays.then_some("An array of length 0 may be NULL.");
        let memory: Vec<_> = [strings, arrays].into_iter().flatten().collect();
        let unchecked = "Unchecked pointers reach the function as they are.";
        let provided = match self.provided {
            true => {
                " If one returns a value that its type does not have, the function that calls it fails."
            }
            false => "",
        };
        let callbacks = "Callbacks must return: no longjmp or C++ exception may leave them.";
        [
            Some(self.failures(context)),
            self.status.then(|| self.status_codes(context)),
            self.borrowed(),
            self.owned(),
            (!memory.is_empty()).then(|| memory.join(" ")),
            self.unchecked.then(|| unchecked.to_owned()),
            self.callbacks.then(|| format!("{callbacks}{provided}")),
            Some(self.threads()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn failures(&self, context: &LibraryContext) -> String {
        let described = match &context.last_error {
            Some(last_error) => format!(" {last_error} describes the failure."),
            None => String::new(),
        };
        let poisoned = if self.has_poison(context) {
            ", as is one with an object or a state that an earlier panic left inconsistent"
        } else {
            ""
        };
        let utf8 = if self.utf8 { ", or, in a UTF-8 string, not UTF-8" } else { "" };
        format!(
            "Failure: a panic, an error or an invalid argument. The function then returns the value that its \
             description names for it, if any.{described} An argument is invalid if it is NULL where \"may be NULL\" is \
             not written, misaligned, or not a value of its type{utf8}; or if it overlaps memory that the function \
             may write to. The call is then rejected before the function does anything{poisoned}."
        )
    }

    fn has_poison(&self, context: &LibraryContext) -> bool {
        self.poison || !context.poisonable.is_empty()
    }

    fn status_codes(&self, context: &LibraryContext) -> String {
        let poisoned = if self.has_poison(context) {
            ", -4 an object or a state that an earlier panic left inconsistent"
        } else {
            ""
        };
        let provided = if self.provided { ", -6 an invalid result of a callback" } else { "" };
        format!(
            "Status: 0 is success, a positive number an error code of the function, -1 a panic, -2 an invalid argument, \
             -3 an error without a code{poisoned}{provided}."
        )
    }

    fn borrowed(&self) -> Option<String> {
        let text = "Borrowed: the caller keeps it, and it must stay valid until the function returns. Until then, other \
                    code may only read it; if the parameter is not const, other code must not use it at all.";
        let result = "A borrowed result is valid as long as its description says. The caller only reads it, and does not free it.";
        let parts = [self.borrows.then_some(text), self.views.then_some(result)];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    fn owned(&self) -> Option<String> {
        let given =
            "a result belongs to the caller, who frees it once, with the function that is named.";
        let taken = "argument belongs to the library from then on, unless the call is rejected: the caller must not use \
                     it again.";
        let reference =
            if self.references { " A reference is one of several to the same object." } else { "" };
        match (self.takes, self.gives) {
            (true, true) => Some(format!("Owned: {given} An owned {taken}{reference}")),
            (true, false) => Some(format!("Owned: the {taken}{reference}")),
            (false, true) => Some(format!("Owned: {given}{reference}")),
            (false, false) => None,
        }
    }

    fn threads(&self) -> String {
        let but = if self.borrows { ", as far as borrowed arguments allow" } else { "" };
        format!("Threads: functions may be called on any thread, also at the same time{but}.")
    }
}
