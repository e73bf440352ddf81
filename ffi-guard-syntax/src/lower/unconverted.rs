//! Questions about the types of a signature that only the compiler can answer. A type may be an alias: of a handle, of a
//! raw pointer to a handle, of another number, or of a type with invalid bit patterns.

use crate::callback_type::FunctionTrait;
use crate::model::{Conversion, Export, Form, Returned};
use crate::tokens::{mentions, without_lifetimes};
pub use crate::types::Number;
use crate::types::{self, Output};
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Path, ReturnType, Type, TypeFnPtr, TypePath};

/// A question about a type of a signature.
pub struct TypeQuestion {
    /// The tokens of the type, with inferred lifetimes, as an expression can name it.
    pub ty: TokenStream,
    /// The location of the type in the source.
    pub at: Span,
    /// Whether it contains `Self`, which an item inside a function cannot name.
    pub of_self: bool,
    /// The question.
    pub question: Question,
}

/// A question about a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Is it not a handle? It passes without a conversion.
    NotHandle,
    /// Is it not a handle? `#[ffi(unchecked)]` disables the conversion of the reference or slice that it is behind.
    NotUncheckedHandle,
    /// Is it not a handle that is checked or poisoned? A field with `#[ffi(unchecked)]` holds it.
    NotCheckedHandle,
    /// Is it not a handle that is checked or poisoned? It is an argument of a generic type that passes without a
    /// conversion, and whose fields may hold it.
    NotCheckedArgument,
    /// Is it not a raw pointer to a handle? It passes in the Rust form.
    NotHandlePointer,
    /// Is it not a raw pointer to a handle that is checked or poisoned? It passes in the C form.
    NotCheckedHandlePointer,
    /// Is every bit pattern valid? C returns it from a function pointer.
    Returned,
    /// Is every bit pattern valid, if C can write to it? A function pointer gets it by `&mut`.
    Written,
    /// Is every bit pattern valid, if it is a cell? A function pointer gets it by `&`.
    WrittenInCell,
    /// Is it not an alias of a pointer? `#[ffi(unchecked)]` exempts its value, and not its address.
    NotPointer,
    /// Is it not an alias of a type whose `None` is null or 0? Its `Option` is returned as a flag and a value.
    NotNullable,
    /// Is it the number that it is named after?
    Number(Number),
}

impl Question {
    /// Returns whether a trait answers it, so that rustc continues after an error; else a constant does.
    #[must_use]
    pub fn is_of_a_trait(&self) -> bool {
        matches!(self, Self::Returned | Self::Number(_))
    }
}

/// Returns the questions about an export, in the order of its signature.
#[must_use]
pub fn of(export: &Export) -> Vec<TypeQuestion> {
    let rust_form = matches!(export.form, Form::Rust { .. });
    let mut found = Collector {
        rust_form,
        calls_back: rust_form,
        owner: export.owner.as_ref(),
        is_owned: false,
        all: Vec::new(),
    };
    for parameter in &export.parameters {
        let unconverted = matches!(parameter.conversion, Conversion::Unconverted);
        // The shim names such a number in a way that asks the question.
        if !(unconverted && Number::of(&parameter.ty).is_some()) {
            found.collect(&parameter.ty, question_about_handles(&parameter.conversion));
        }
        if found.rust_form && parameter.is_unchecked() {
            found.ask(types::ungrouped(&parameter.ty), Question::NotPointer);
        }
    }
    let unconverted = matches!(export.result.returned, Returned::Unconverted);
    let is_named =
        unconverted && !export.has_out_parameter() && Number::of(&export.result.ty).is_some();
    if !is_named {
        found.collect(&export.result.ty, unconverted.then_some(&Question::NotHandle));
    }
    if let Returned::Optional { target: Type::Path(target) } = &export.result.returned {
        if !is_known(target) {
            found.ask(target, Question::NotNullable);
        }
    }
    found.all
}

/// Returns the question about a handle in a parameter. `None` if the parameter is converted.
fn question_about_handles(conversion: &Conversion) -> Option<&'static Question> {
    match conversion {
        Conversion::Unconverted => Some(&Question::NotHandle),
        Conversion::Reference { checked: false, .. } | Conversion::Slice { checked: false, .. } => {
            Some(&Question::NotUncheckedHandle)
        }
        _ => None,
    }
}

/// Returns the questions about a field of a struct that C passes. `generics` are the struct's type and constant parameters,
/// which a constant beside it cannot name, as it cannot name `Self`. `checked` is false with `#[ffi(unchecked)]`.
#[must_use]
pub fn of_field(ty: &Type, generics: &[String], checked: bool) -> Vec<TypeQuestion> {
    // `FfiType` of a function pointer asks about its result.
    let mut found = Collector {
        rust_form: true,
        calls_back: false,
        owner: None,
        is_owned: false,
        all: Vec::new(),
    };
    found.collect(ty, (!checked).then_some(&Question::NotCheckedHandle));
    let is_nameable = |ty: &TokenStream| !generics.iter().any(|name| mentions(ty, name));
    found.all.retain(|asked| !asked.of_self && is_nameable(&asked.ty));
    found.all
}

struct Collector<'e> {
    rust_form: bool,
    /// Whether to ask about the values that C returns from function pointers, or writes in them.
    calls_back: bool,
    /// The type whose method it is. It is not an alias of a pointer.
    owner: Option<&'e Path>,
    /// Whether the type is inside of an owner of Rust's, whose memory C does not fill.
    is_owned: bool,
    all: Vec<TypeQuestion>,
}

impl Collector<'_> {
    /// Collects the questions about a type. `about_handles` is the one about a type that may be a handle, or `None` where
    /// handles are converted.
    fn collect(&mut self, ty: &Type, about_handles: Option<&Question>) {
        match ty {
            Type::Group(group) => self.collect(&group.elem, about_handles),
            Type::Paren(paren) => self.collect(&paren.elem, about_handles),
            Type::Reference(reference) => self.collect(&reference.elem, about_handles),
            Type::Array(array) => self.collect(&array.elem, about_handles),
            Type::Slice(slice) => self.collect(&slice.elem, about_handles),
            Type::Tuple(tuple) => tuple.elems.iter().for_each(|ty| self.collect(ty, about_handles)),
            Type::Ptr(pointer) => {
                self.ask_number(&pointer.elem);
                if !is_pointee_known(&pointer.elem) {
                    self.ask_raw_pointer(ty);
                }
            }
            Type::FnPtr(function) => self.collect_function(function),
            Type::TraitObject(object) => {
                object
                    .bounds
                    .iter()
                    .filter_map(FunctionTrait::of)
                    .for_each(|it| self.collect_callback(&it));
            }
            Type::Path(path) => self.collect_path(path, about_handles),
            _ => {}
        }
    }

    fn collect_path(&mut self, path: &TypePath, about_handles: Option<&Question>) {
        const HOLDERS: [&str; 9] =
            ["Option", "Box", "Arc", "Rc", "Pin", "Vec", "Out", "ManuallyDrop", "MaybeUninit"];
        let holder = path.path.segments.last();
        let holder = holder.filter(|last| HOLDERS.iter().any(|name| last.ident == name));
        if let Some(holder) = holder {
            let is_owner = ["Box", "Arc", "Rc"].iter().any(|name| holder.ident == name);
            let around = self.is_owned;
            self.is_owned |= is_owner;
            types::arguments(holder).for_each(|ty| self.collect(ty, about_handles));
            self.is_owned = around;
            return;
        }
        if is_known(path) {
            return self.ask_number(&Type::Path(path.clone()));
        }
        if let Some(question) = about_handles {
            self.ask(path, question.clone());
        }
        if !types::is_own(path, self.owner) {
            self.ask_raw_pointer(path);
        }
        // Fields of a generic struct, whose definition asks no questions about them.
        let Some(last) = path.path.segments.last() else { return };
        let may_hold = about_handles.is_some() && !self.is_owned && last.ident != "PhantomData";
        let question = may_hold.then_some(&Question::NotCheckedArgument);
        types::arguments(last).for_each(|ty| self.collect(ty, question));
    }

    /// Collects the questions about a function pointer: C gets its arguments, and Rust its result.
    fn collect_function(&mut self, function: &TypeFnPtr) {
        for input in &function.inputs {
            self.collect(&input.ty, Some(&Question::NotHandle));
            if self.calls_back && function.unsafety.is_none() {
                self.collect_written(&input.ty);
            }
        }
        let ReturnType::Type(_, output) = &function.output else { return };
        self.collect(output, Some(&Question::NotHandle));
        if self.calls_back && function.unsafety.is_none() {
            self.collect_returned(output);
        }
    }

    /// Collects the questions about a callback that C provides, whose arguments and result are converted.
    fn collect_callback(&mut self, function: &FunctionTrait<'_>) {
        let signature = function.signature;
        signature.inputs.iter().for_each(|input| self.collect(&input.ty, None));
        if let Some(value) = Output::of(&signature.output).value {
            self.collect(value, None);
        }
    }

    /// Asks about a result that the spelling does not decide.
    fn collect_returned(&mut self, ty: &Type) {
        let ty = types::ungrouped(ty);
        let Type::Path(path) = ty else { return };
        if types::optional_function(path).is_none() && !is_known(path) {
            self.ask(path, Question::Returned);
        }
    }

    /// Asks about a value that C can write to.
    fn collect_written(&mut self, ty: &Type) {
        match types::ungrouped(ty) {
            Type::Reference(reference) => {
                let target = types::ungrouped(&reference.elem);
                let is_written = reference.mutability.is_some();
                match target {
                    Type::Path(path) if is_written => self.ask(path, Question::Written),
                    Type::Array(array) if is_written => self.ask(&array.elem, Question::Written),
                    _ => {}
                }
                if matches!(target, Type::Path(path) if !is_known(path)) {
                    self.ask(target, Question::WrittenInCell);
                }
            }
            Type::Path(path) => {
                let option = types::std_name(path).filter(|segment| segment.ident == "Option");
                if option.is_none() && !is_known(path) {
                    // It may be an alias of a `&mut`.
                    self.ask(path, Question::WrittenInCell);
                }
                option
                    .into_iter()
                    .flat_map(types::arguments)
                    .for_each(|ty| self.collect_written(ty));
            }
            _ => {}
        }
    }

    fn ask_number(&mut self, ty: &Type) {
        if let Some(number) = Number::of(ty).filter(|_| self.rust_form) {
            self.ask(types::ungrouped(ty), Question::Number(number));
        }
    }

    fn ask_raw_pointer(&mut self, ty: &impl ToTokens) {
        let question = if self.rust_form {
            Question::NotHandlePointer
        } else {
            Question::NotCheckedHandlePointer
        };
        self.ask(ty, question);
    }

    /// Adds a question, unless an expression cannot name the type without its lifetimes.
    fn ask(&mut self, ty: &impl ToTokens, question: Question) {
        let tokens = ty.to_token_stream();
        if mentions(&tokens, "for") || mentions(&tokens, "impl") {
            return;
        }
        let at = tokens.span();
        let of_self = mentions(&tokens, "Self");
        let asked = TypeQuestion { ty: without_lifetimes(tokens), at, of_self, question };
        // A signature repeats few numbers often.
        let same = |earlier: &TypeQuestion| {
            earlier.question == asked.question && types::same(&earlier.ty, &asked.ty)
        };
        let is_named = matches!(asked.question, Question::Number(_));
        if !(is_named && self.all.iter().any(same)) {
            self.all.push(asked);
        }
    }
}

/// Returns whether a pointee is a number or `void`, which is never a handle.
fn is_pointee_known(ty: &Type) -> bool {
    match types::ungrouped(ty) {
        Type::Ptr(pointer) => is_pointee_known(&pointer.elem),
        Type::Path(path) => {
            let is_void = path.path.segments.last().is_some_and(|last| last.ident == "c_void");
            is_void || is_known(path)
        }
        _ => false,
    }
}

/// Returns whether the name of a type decides: a number, or a type that is converted by its name.
fn is_known(path: &TypePath) -> bool {
    types::is_number(path)
        || ["bool", "char", "str", "String", "CStr", "CString"]
            .iter()
            .any(|name| path.path.is_ident(name))
}

#[cfg(test)]
mod tests;
