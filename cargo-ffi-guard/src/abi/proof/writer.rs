//! Writes types of the library in C.

use super::c_types::{CType, Declarations, Tail};
use super::conventions::{Processor, attribute};
use super::names::Names;
use super::numbers::{Number, c_word, of_c};
use crate::abi::model::{Abi, Function, Type};

/// Writes types of the library in C.
#[derive(Clone, Copy)]
pub(super) struct Writer<'a> {
    pub(super) abi: &'a Abi,
    pub(super) declared: &'a Declarations,
    pub(super) names: &'a Names<'a>,
    /// Whether `char` has no sign on the target.
    pub(super) unsigned_char: bool,
    pub(super) processor: Processor,
}

impl Writer<'_> {
    /// Returns the declaration of a type in C, as the type `theirs` in the same place spells it where C has several types
    /// for one: `long` and `long long`.
    pub(super) fn ty(&self, ty: &Type, theirs: Option<&CType>) -> CType {
        let words = |words: &str| CType::Words(words.to_owned());
        let resolved = theirs.map(|theirs| self.declared.resolve(theirs));
        if let Some(CType::Atomic(theirs)) = resolved {
            return CType::Atomic(Box::new(self.ty(ty, Some(theirs))));
        }
        match ty {
            Type::Void | Type::Never => words("void"),
            Type::Bool => words("bool"),
            Type::Float { bits: 32 } => words("float"),
            Type::Float { bits: 64 } => words("double"),
            Type::Float { .. } => words("_Float128"),
            Type::Integer { signed, bits, word, .. } => {
                words(&self.integer(*signed, *bits, word.as_deref(), resolved))
            }
            Type::Pointer { mutable, to, .. } => {
                let to = Box::new(self.ty(to, resolved.and_then(inner)));
                CType::Pointer { to, is_const: !mutable }
            }
            Type::Array { length, of } => {
                let of = Box::new(self.ty(of, resolved.and_then(inner)));
                CType::Array { of, length: length.to_string() }
            }
            Type::Function { abi, parameters, returns, .. } => {
                let theirs = resolved.and_then(inner);
                let function = self.signature(abi, parameters.iter(), returns, theirs);
                CType::Pointer { to: Box::new(function), is_const: false }
            }
            Type::Named { name } => self.named(name),
            Type::Unknown { size: None, .. } => theirs.cloned().unwrap_or_else(|| words("void")),
            Type::Unknown { text, .. } => self.named(text),
        }
    }

    /// Returns the type of a function.
    pub(super) fn function(&self, function: &Function, theirs: Option<&CType>) -> CType {
        let parameters = function.parameters.iter().map(|parameter| &parameter.ty);
        self.signature(&function.abi, parameters, &function.returns, theirs)
    }

    fn signature<'t>(
        &self,
        abi: &str,
        parameters: impl Iterator<Item = &'t Type>,
        returns: &Type,
        theirs: Option<&CType>,
    ) -> CType {
        let (theirs, result) = match theirs.map(|theirs| self.declared.resolve(theirs)) {
            Some(CType::Function { parameters, returns, .. }) => {
                (parameters.as_slice(), Some(&**returns))
            }
            _ => (&[][..], None),
        };
        let parameters = parameters.enumerate().map(|(at, ty)| self.ty(ty, theirs.get(at)));
        let parameters = parameters.collect();
        let convention = attribute(abi, self.processor).unwrap_or_default();
        CType::Function {
            convention,
            parameters,
            tail: Tail::None,
            returns: Box::new(self.ty(returns, result)),
        }
    }

    fn named(&self, name: &str) -> CType {
        self.names.of(name).cloned().unwrap_or_else(|| {
            let tag = name.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
            CType::Tag { keyword: "struct".to_owned(), tag }
        })
    }

    fn integer(
        &self,
        signed: bool,
        bits: u8,
        word: Option<&str>,
        theirs: Option<&CType>,
    ) -> String {
        let model = self.abi.data_model;
        if let Some(words) = word.and_then(|word| c_word(word, bits, model)) {
            return words.to_owned();
        }
        if let Some(CType::Words(words)) = theirs {
            let number = match of_c(words, model) {
                _ if words == "char" => Number::Integer { signed: !self.unsigned_char, bits: 8 },
                Some(number) => number,
                None => Number::Bool,
            };
            if number == (Number::Integer { signed, bits }) {
                return words.clone();
            }
        }
        match word {
            Some("usize") => "size_t".to_owned(),
            Some("isize") => "ptrdiff_t".to_owned(),
            _ => format!("{}int{bits}_t", if signed { "" } else { "u" }),
        }
    }
}

/// Returns the type behind a pointer, or of an element.
fn inner(ty: &CType) -> Option<&CType> {
    match ty {
        CType::Pointer { to: inner, .. } | CType::Array { of: inner, .. } => Some(inner),
        _ => None,
    }
}
