//! Questions about the types of a signature that only the compiler can answer. A type may be an alias: of a handle, of a
//! raw pointer to a handle, of another number, or of a type with invalid bit patterns.

use crate::check::types;
use crate::convert::{self, Conversion, Number, Returned};
use crate::export::{Export, Form};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Path, ReturnType, Type, TypeFnPtr, TypePath};

/// A type of a signature, and what is asked about it.
pub struct Passed {
    /// Its tokens, with lifetimes left to rustc: for an expression.
    pub ty: TokenStream,
    /// Where the author wrote it.
    pub at: Span,
    /// Whether it says `Self`, which an item inside a function cannot.
    pub of_self: bool,
    /// The question.
    pub question: Question,
}

/// A question about a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Is it no handle? It passes without a conversion.
    Unconverted,
    /// Is it no raw pointer to a handle? It passes in the Rust form.
    RawPointer,
    /// The same in the C form, where only handles that are checked or poisoned are refused.
    RawPointerInCForm,
    /// Is every bit pattern a value? C returns it.
    Answered,
    /// Is every bit pattern a value, if C can write to it? A callback gets it by `&mut`.
    Written,
    /// The same for a cell, which a callback gets by `&`.
    WrittenInCell,
    /// Is it no pointer of Rust's under another name? `#[ffi(unchecked)]` exempts its value, and not its address.
    NoPointer,
    /// Is it the number that it is named after?
    Named(Number),
}

impl Question {
    /// Whether a trait answers it, so that rustc goes on after an error; else a constant does.
    #[must_use]
    pub fn is_of_a_trait(&self) -> bool {
        matches!(self, Self::Answered | Self::Named(_))
    }
}

/// The questions about an export, in the order of its signature.
#[must_use]
pub fn of(export: &Export) -> Vec<Passed> {
    let rust_form = matches!(export.form, Form::Rust { .. });
    let mut found =
        Found { rust_form, answers: rust_form, owner: export.owner.as_ref(), all: Vec::new() };
    for parameter in &export.parameters {
        let as_is = matches!(parameter.conversion, Conversion::AsIs);
        // The shim names a number itself by way of what it is.
        if !(as_is && Number::of(&parameter.ty).is_some()) {
            found.collect(&parameter.ty, as_is);
        }
        if found.rust_form && parameter.is_passed_unchecked() {
            found.ask(types::ungrouped(&parameter.ty), Question::NoPointer);
        }
    }
    let as_is = matches!(export.answer.returned, Returned::AsIs);
    let is_named = as_is && !export.has_out_parameter() && Number::of(&export.answer.ty).is_some();
    if !is_named {
        found.collect(&export.answer.ty, as_is);
    }
    found.all
}

/// The question about a field of a struct that C passes. `generics` are the names of the struct's type parameters,
/// which a constant beside it cannot name.
#[must_use]
pub fn of_field(ty: &Type, generics: &[String]) -> Vec<Passed> {
    if generics.iter().any(|name| says(&ty.to_token_stream(), name)) {
        return Vec::new();
    }
    // `FfiType` of a function pointer asks what it returns.
    let mut found = Found { rust_form: true, answers: false, owner: None, all: Vec::new() };
    found.collect(ty, false);
    found.all
}

struct Found<'e> {
    rust_form: bool,
    /// Whether to ask about what C returns and writes.
    answers: bool,
    /// The type whose method it is: known to be no alias of a pointer.
    owner: Option<&'e Path>,
    all: Vec<Passed>,
}

impl Found<'_> {
    /// `as_is`: without a conversion, which would know of handles.
    fn collect(&mut self, ty: &Type, as_is: bool) {
        match ty {
            Type::Group(group) => self.collect(&group.elem, as_is),
            Type::Paren(paren) => self.collect(&paren.elem, as_is),
            Type::Reference(reference) => self.collect(&reference.elem, as_is),
            Type::Array(array) => self.collect(&array.elem, as_is),
            Type::Slice(slice) => self.collect(&slice.elem, as_is),
            Type::Tuple(tuple) => tuple.elems.iter().for_each(|ty| self.collect(ty, as_is)),
            Type::Ptr(pointer) => {
                self.ask_number(&pointer.elem);
                if !is_pointee_known(&pointer.elem) {
                    self.ask_raw_pointer(ty);
                }
            }
            Type::FnPtr(function) => self.collect_function(function),
            Type::Path(path) => self.collect_path(path, as_is),
            _ => {}
        }
    }

    fn collect_path(&mut self, path: &TypePath, as_is: bool) {
        const HOLDERS: [&str; 9] =
            ["Option", "Box", "Arc", "Rc", "Pin", "Vec", "Out", "ManuallyDrop", "MaybeUninit"];
        let holder = path.path.segments.last();
        let holder = holder.filter(|last| HOLDERS.iter().any(|name| last.ident == name));
        if let Some(holder) = holder {
            return types::arguments(holder).for_each(|ty| self.collect(ty, as_is));
        }
        if is_known(path) {
            return self.ask_number(&Type::Path(path.clone()));
        }
        if as_is {
            self.ask(path, Question::Unconverted);
        }
        if !convert::is_own(path, self.owner) {
            self.ask_raw_pointer(path);
        }
        // Fields of a generic struct, which are asked about nothing at its definition.
        let last = path.path.segments.last();
        last.into_iter().flat_map(types::arguments).for_each(|ty| self.collect(ty, false));
    }

    /// Rust calls it with what it has, and C gets that; what C returns, Rust gets.
    fn collect_function(&mut self, function: &TypeFnPtr) {
        for input in &function.inputs {
            self.collect(&input.ty, true);
            if self.answers && function.unsafety.is_none() {
                self.collect_written(&input.ty);
            }
        }
        let ReturnType::Type(_, output) = &function.output else { return };
        self.collect(output, true);
        if self.answers && function.unsafety.is_none() {
            self.collect_answered(output);
        }
    }

    /// An answer that no rule of the syntax refuses, and whose bits the way it is written leaves open.
    fn collect_answered(&mut self, ty: &Type) {
        let ty = types::ungrouped(ty);
        let Type::Path(path) = ty else { return };
        if types::optional_function(path).is_none() && !is_known(path) {
            self.ask(path, Question::Answered);
        }
    }

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
            self.ask(types::ungrouped(ty), Question::Named(number));
        }
    }

    fn ask_raw_pointer(&mut self, ty: &impl ToTokens) {
        let question =
            if self.rust_form { Question::RawPointer } else { Question::RawPointerInCForm };
        self.ask(ty, question);
    }

    /// Not of what cannot be written in an expression without its lifetimes.
    fn ask(&mut self, ty: &impl ToTokens, question: Question) {
        let tokens = ty.to_token_stream();
        if says(&tokens, "for") || says(&tokens, "impl") {
            return;
        }
        let at = tokens.span();
        let of_self = says(&tokens, "Self");
        let passed = Passed { ty: without_lifetimes(tokens), at, of_self, question };
        // The numbers of a signature are few, and written often.
        let asked = |earlier: &Passed| {
            earlier.question == passed.question && types::same(&earlier.ty, &passed.ty)
        };
        let is_named = matches!(passed.question, Question::Named(_));
        if !(is_named && self.all.iter().any(asked)) {
            self.all.push(passed);
        }
    }
}

/// Whether a pointee is a number or `void`: the common case, and never a handle.
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

/// Numbers, by far the most that is passed, and what is converted by name.
fn is_known(path: &TypePath) -> bool {
    types::is_passed_as_it_is(path)
        || ["bool", "char", "str", "String", "CStr", "CString"]
            .iter()
            .any(|name| path.path.is_ident(name))
}

pub(crate) fn says(tokens: &TokenStream, word: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Group(group) => says(&group.stream(), word),
        _ => false,
    })
}

/// A lifetime of a function cannot be named in an item inside it, nor beside it.
pub(crate) fn without_lifetimes(tokens: TokenStream) -> TokenStream {
    let mut quoted = false;
    let one = |token| {
        let of_lifetime = std::mem::replace(
            &mut quoted,
            matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '\''),
        );
        match token {
            TokenTree::Ident(ident) if of_lifetime && ident != "static" => {
                Ident::new("_", ident.span()).into()
            }
            TokenTree::Group(group) => {
                let inner = without_lifetimes(group.stream());
                let mut outer = proc_macro2::Group::new(group.delimiter(), inner);
                outer.set_span(group.span());
                outer.into()
            }
            token => token,
        }
    };
    tokens.into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::{Question, of};
    use crate::export;
    use proc_macro2::TokenStream;
    use quote::quote;

    fn asked(function: TokenStream) -> Vec<(String, Question)> {
        let export = export::parse_callback(quote!(abort), function.clone());
        let export = export.or_else(|_| export::parse(quote!(abort), function)).expect("an export");
        of(&export).into_iter().map(|passed| (passed.ty.to_string(), passed.question)).collect()
    }

    fn with(function: TokenStream, wanted: &Question) -> Vec<String> {
        let all = asked(function).into_iter();
        all.filter(|(_, question)| question == wanted).map(|(ty, _)| ty).collect()
    }

    #[test]
    fn of_a_callback_all_that_is_behind_a_pointer() {
        let callback = quote! {
            extern "C" fn f<'a>(a: &'a A, b: Option<&mut m::B<'a>>, c: Box<Self>, n: i32, raw: *mut R) -> Option<Box<D>> {}
        };
        let types = ["A", "m :: B < '_ >", "Self", "D"];
        assert_eq!(with(callback.clone(), &Question::Unconverted), types);
        let types = ["A", "m :: B < '_ >", "Self", "* mut R", "D"];
        assert_eq!(with(callback, &Question::RawPointerInCForm), types);
    }

    #[test]
    fn of_a_plain_function_what_is_unchecked_and_what_pointers_take() {
        let function = quote! {
            fn f(a: &A, #[ffi(unchecked)] b: B, c: Option<extern "C" fn(&C, extern "C" fn(D) -> E) -> F>) -> extern "C" fn(&G) {}
        };
        let types = ["B", "C", "D", "E", "F", "G"];
        assert_eq!(with(function.clone(), &Question::Unconverted), types);
        assert_eq!(with(function, &Question::RawPointer), ["A", "B", "C", "D", "E", "F", "G"]);
    }

    #[test]
    fn of_what_c_returns_and_writes_whether_all_bits_are_values() {
        let function = quote! {
            fn f(
                a: extern "C" fn(&mut A, Option<&mut B>, &C, n: &mut u8) -> D,
                b: Option<extern "C" fn() -> Option<extern "C" fn() -> E>>,
                c: unsafe extern "C" fn(&mut F) -> G,
                d: extern "C" fn() -> i32,
            ) {}
        };
        assert_eq!(with(function.clone(), &Question::Answered), ["D", "E"]);
        assert_eq!(with(function.clone(), &Question::Written), ["A", "B", "u8"]);
        assert_eq!(with(function, &Question::WrittenInCell), ["A", "B", "C"]);
    }

    #[test]
    fn of_what_is_unchecked_whether_it_is_a_pointer() {
        let function = quote! {
            fn f(#[ffi(unchecked)] a: A, #[ffi(unchecked)] b: &B, #[ffi(unchecked)] c: i32, d: D) {}
        };
        assert_eq!(with(function, &Question::NoPointer), ["A"]);
    }

    #[test]
    fn of_numbers_that_the_shim_does_not_name_whether_they_are_what_they_are_named_after() {
        let function = quote! {
            fn f(a: u8, b: extern "C" fn(u16, *const u32, c_long) -> u16, c: &i8, d: &[bool]) -> u64 {}
        };
        let all = asked(function).into_iter();
        let named = all.filter(|(_, question)| matches!(question, Question::Named(_)));
        let named: Vec<_> = named.map(|(ty, _)| ty).collect();
        assert_eq!(named, ["u16", "u32", "c_long", "i8", "bool"]);
    }
}
