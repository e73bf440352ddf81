//! Declarators: a name, with pointers before it, and arrays and parameters after it.

use super::{MAX_DEPTH, Reader, cursor, text};
use crate::abi::proof::c_types::{CType, Tail};

/// A name, and its type.
pub(super) struct Declarator {
    /// The name and its byte.
    pub(super) name: Option<(String, usize)>,
    pub(super) ty: CType,
    /// The assembler name.
    pub(super) symbol: Option<String>,
    /// Whether the object is `const`.
    pub(super) is_const: bool,
}

impl Reader<'_, '_> {
    pub(super) fn declarator(&mut self, ty: CType, is_const: bool) -> Option<Declarator> {
        if self.depth >= MAX_DEPTH {
            return None;
        }
        self.depth += 1;
        let declarator = self.bounded_declarator(ty, is_const);
        self.depth -= 1;
        declarator
    }

    fn bounded_declarator(&mut self, mut ty: CType, mut is_const: bool) -> Option<Declarator> {
        let mut symbol = self.cursor.attributes();
        let mut pointers = 0;
        while self.cursor.eat("*") {
            pointers += 1;
            if pointers > MAX_DEPTH {
                return None;
            }
            ty = CType::Pointer { to: Box::new(ty), is_const };
            is_const = self.qualifiers();
        }
        if self.is_group() {
            let inner = self.cursor.at() + 1;
            self.cursor.skip_group();
            let ty = self.suffixes(ty)?;
            symbol = self.cursor.attributes().or(symbol);
            let after = self.cursor.at();
            self.cursor.go_to(inner);
            let declarator = self.declarator(ty, is_const);
            self.cursor.go_to(after);
            let declarator = declarator?;
            return Some(Declarator {
                symbol: symbol.or_else(|| declarator.symbol.clone()),
                ..declarator
            });
        }
        let name = self.cursor.word().map(|word| (word.text.to_owned(), word.start));
        let ty = self.suffixes(ty)?;
        let symbol = self.cursor.attributes().or(symbol);
        Some(Declarator { name, ty, symbol, is_const })
    }

    /// Skips the qualifiers of a pointer. Returns whether it is `const`.
    fn qualifiers(&mut self) -> bool {
        let mut is_const = false;
        loop {
            self.cursor.attributes();
            if !cursor::is_const(self.cursor.peek()) {
                return is_const;
            }
            self.cursor.skip();
            is_const = true;
        }
    }

    fn suffixes(&mut self, ty: CType) -> Option<CType> {
        if self.depth >= MAX_DEPTH {
            return None;
        }
        self.depth += 1;
        let ty = self.bounded_suffixes(ty);
        self.depth -= 1;
        ty
    }

    fn bounded_suffixes(&mut self, ty: CType) -> Option<CType> {
        if self.cursor.eat("[") {
            let start = self.cursor.at();
            self.cursor.skip_up_to(&["]"]);
            let length = text::joined(self.cursor.since(start));
            self.cursor.eat("]");
            return Some(CType::Array { of: Box::new(self.suffixes(ty)?), length });
        }
        if self.cursor.eat("(") {
            let (parameters, tail) = self.parameters()?;
            let returns = Box::new(self.suffixes(ty)?);
            return Some(CType::Function { convention: "", parameters, tail, returns });
        }
        Some(ty)
    }

    fn parameters(&mut self) -> Option<(Vec<CType>, Tail)> {
        if self.cursor.eat(")") {
            return Some((Vec::new(), Tail::Open));
        }
        let (mut parameters, mut tail) = (Vec::new(), Tail::None);
        while !self.cursor.eat(")") {
            if self.cursor.eat(".") {
                tail = Tail::Variadic;
                continue;
            }
            let specifiers = self.specifiers()?;
            let declarator = self.declarator(specifiers.ty, specifiers.is_const)?;
            parameters.push(adjusted(declarator.ty, declarator.is_const));
            if !self.cursor.eat(",") && self.cursor.peek() != ")" {
                return None;
            }
        }
        if matches!(parameters.as_slice(), [CType::Words(words)] if words == "void") {
            parameters.clear();
        }
        Some((parameters, tail))
    }
}

/// Returns the type that C gives a parameter: arrays and functions become pointers.
fn adjusted(ty: CType, is_const: bool) -> CType {
    match ty {
        CType::Array { of, .. } => CType::Pointer { to: of, is_const },
        function @ CType::Function { .. } => {
            CType::Pointer { to: Box::new(function), is_const: false }
        }
        other => other,
    }
}
