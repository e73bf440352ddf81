//! A description under construction.

use ffi_guard_syntax::tokens::{mentions, without_lifetimes};
use proc_macro2::{Literal, TokenStream};
use quote::ToTokens;
use syn::{
    GenericArgument, PathArguments, PointerMutability, ReturnType, Type, TypeFnPtr, TypePath,
};

/// The parts for the macro of the runtime: literals, each with what only the compiler knows after it.
#[derive(Default)]
pub(super) struct Description {
    parts: TokenStream,
    /// The JSON of the next part.
    json: String,
    /// Whether the next type is behind a pointer.
    is_behind: bool,
}

impl Description {
    /// Adds JSON as it is.
    pub(super) fn json(&mut self, json: &str) -> &mut Self {
        self.json.push_str(json);
        self
    }

    /// Adds a JSON string.
    pub(super) fn string(&mut self, text: &str) -> &mut Self {
        self.json.push('"');
        for character in text.chars() {
            if matches!(character, '"' | '\\') {
                self.json.push('\\');
            }
            self.json.push(if character < ' ' { ' ' } else { character });
        }
        self.json.push('"');
        self
    }

    /// Adds a number that the compiler knows.
    pub(super) fn number(&mut self, number: &TokenStream) {
        self.part(&tokens!((#number)));
    }

    /// Adds the characters of a string that the compiler knows.
    pub(super) fn characters(&mut self, text: &TokenStream) {
        self.part(&tokens!([#text]));
    }

    /// Adds the value of a constant of this type: a number, or `null`.
    pub(super) fn value(&mut self, ty: &Type, value: &impl ToTokens) {
        if is_unnamable(&tokens!(#ty #value)) {
            self.json("null");
            return;
        }
        let ty = without_lifetimes(ty.to_token_stream());
        self.part(&tokens!(= (#ty, #value)));
    }

    /// Adds whether a static of this type may change. Behind a pointer, the pointer still does not.
    pub(super) fn changes(&mut self, ty: &Type) {
        match ty {
            Type::Paren(paren) => self.changes(&paren.elem),
            Type::Group(group) => self.changes(&group.elem),
            Type::Array(array) => self.changes(&array.elem),
            Type::Ptr(_) | Type::Reference(_) | Type::FnPtr(_) => drop(self.json("false")),
            _ => {
                let ty = without_lifetimes(ty.to_token_stream());
                self.part(&tokens!(? { #ty }));
            }
        }
    }

    /// Adds a type as the compiler resolves it.
    pub(super) fn resolved(&mut self, ty: &impl ToTokens) {
        let ty = without_lifetimes(ty.to_token_stream());
        self.part(&if self.is_behind { tokens!(&{ #ty }) } else { tokens!({ #ty }) });
    }

    fn part(&mut self, known: &TokenStream) {
        let json = std::mem::take(&mut self.json);
        let json = Literal::byte_string(json.as_bytes());
        self.parts.extend(tokens!(#json #known));
    }

    /// Returns the parts.
    pub(super) fn finish(mut self) -> TokenStream {
        if !self.json.is_empty() {
            self.characters(&tokens!(""));
        }
        self.parts
    }

    /// Adds a type that the author wrote. Pointers, arrays and functions are taken apart here, so that only one part of
    /// the type has no description if the compiler finds none.
    pub(super) fn ty(&mut self, ty: &Type) {
        match ty {
            Type::Paren(paren) => self.ty(&paren.elem),
            Type::Group(group) => self.ty(&group.elem),
            Type::Ptr(pointer) => {
                let is_mutable = matches!(pointer.mutability, PointerMutability::Mut(_));
                self.pointer(is_mutable, true, &pointer.elem);
            }
            Type::Reference(reference) => {
                self.pointer(reference.mutability.is_some(), false, &reference.elem);
            }
            Type::Array(array) if !is_unnamable(&array.len.to_token_stream()) => {
                let length = array.len.to_token_stream();
                self.json(r#"{"kind":"array","length":"#).number(&length);
                self.json(r#","of":"#).ty(&array.elem);
                self.json("}");
            }
            Type::FnPtr(function) if function.variadic.is_none() => self.function(false, function),
            Type::Path(path) => match optional_function(path) {
                Some(function) => self.function(true, function),
                None => self.leaf(ty),
            },
            Type::Tuple(tuple) if tuple.elems.is_empty() => {
                self.json(r#"{"kind":"void"}"#);
            }
            Type::Never(_) => {
                self.json(r#"{"kind":"never"}"#);
            }
            _ => self.leaf(ty),
        }
    }

    fn pointer(&mut self, is_mutable: bool, is_nullable: bool, target: &Type) {
        self.json(&format!(
            r#"{{"kind":"pointer","mutable":{is_mutable},"nullable":{is_nullable},"to":"#
        ));
        self.behind(|description| description.ty(target));
        self.json("}");
    }

    pub(super) fn behind(&mut self, add: impl FnOnce(&mut Self)) {
        let was_behind = std::mem::replace(&mut self.is_behind, true);
        add(self);
        self.is_behind = was_behind;
    }

    fn function(&mut self, is_nullable: bool, function: &TypeFnPtr) {
        let abi = function.abi.as_ref().and_then(|abi| abi.name.as_ref());
        let abi = abi.map_or_else(|| "C".to_owned(), syn::LitStr::value);
        self.json(r#"{"kind":"function","abi":"#).string(&abi);
        self.json(&format!(r#","nullable":{is_nullable},"parameters":["#));
        self.behind(|description| {
            for (index, input) in function.inputs.iter().enumerate() {
                description.json(if index == 0 { "" } else { "," }).ty(&input.ty);
            }
            description.json(r#"],"returns":"#).output(&function.output);
        });
        self.json("}");
    }

    /// Adds a return type.
    pub(super) fn output(&mut self, output: &ReturnType) {
        match output {
            ReturnType::Default => {
                self.json(r#"{"kind":"void"}"#);
            }
            ReturnType::Type(_, ty) => self.ty(ty),
        }
    }

    /// Adds the words of the author and what the compiler makes of them: the words tell which of C's types of one width
    /// is meant.
    fn leaf(&mut self, ty: &Type) {
        self.json(r#"{"kind":"written","text":"#).string(&words_of(ty)).json(r#","is":"#);
        if is_unnamable(&ty.to_token_stream()) {
            self.json(r#"{"kind":"unknown"}}"#);
        } else {
            self.resolved(ty);
            self.json("}");
        }
    }
}

/// Returns the function pointer in `Option<fn(..)>`. A function with `...` has no description.
fn optional_function(path: &TypePath) -> Option<&TypeFnPtr> {
    let last = path.path.segments.last().filter(|last| last.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(Type::FnPtr(function)) if function.variadic.is_none() => {
            Some(function)
        }
        _ => None,
    }
}

/// Returns a type as the author wrote it; of a path into the runtime, the name alone.
fn words_of(ty: &Type) -> String {
    if let Type::Path(TypePath { path, .. }) = ty {
        let is_ours = path.segments.iter().any(|segment| segment.ident == "__private");
        if let Some(last) = path.segments.last().filter(|_| is_ours) {
            return words(last);
        }
    }
    words(ty)
}

/// Returns the source of an expression or a type, with spaces as an author writes them.
pub(super) fn words(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    let pairs =
        [(" :: ", "::"), (":: ", "::"), (" < ", "<"), (" >", ">"), (" ,", ","), ("& ", "&")];
    pairs.iter().fold(text, |text, (from, to)| text.replace(from, to))
}

/// Returns whether an item cannot name a type or an expression here: `Self` in a method, or a type with `for<'a>`.
fn is_unnamable(tokens: &TokenStream) -> bool {
    ["Self", "for"].iter().any(|word| mentions(tokens, word))
}
