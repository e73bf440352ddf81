//! The start of a declaration: the type before the declarators, and the bodies in it.

use super::cursor::{is_attribute, is_const};
use super::{MAX_DEPTH, Reader, text};
use crate::abi::proof::c_types::{Body, CType, Constants, Place};
use crate::c_tokens::CTokenKind;

/// The keywords of types.
const BASIC: [&str; 12] = [
    "void",
    "char",
    "short",
    "int",
    "long",
    "float",
    "double",
    "signed",
    "unsigned",
    "_Bool",
    "__signed__",
    "__int64",
];

/// The operators whose result is the type of an expression.
const TYPEOF: [&str; 4] = ["__typeof__", "__typeof", "typeof", "typeof_unqual"];

/// The start of a declaration.
pub(super) struct Specifiers {
    pub(super) ty: CType,
    pub(super) is_const: bool,
    pub(super) is_typedef: bool,
    pub(super) is_static: bool,
}

/// Whether a word is a keyword of a type.
pub(super) fn is_keyword(word: &str) -> bool {
    BASIC.contains(&word)
        || is_const(word)
        || ["struct", "union", "enum", "_Atomic"].contains(&word)
}

impl Reader<'_, '_> {
    pub(super) fn specifiers(&mut self) -> Option<Specifiers> {
        let (mut words, mut named) = (Vec::new(), None);
        let (mut is_constant, mut is_typedef, mut is_static) = (false, false, false);
        let mut is_atomic = false;
        loop {
            self.cursor.attributes();
            let token = self.cursor.token()?;
            match token.text {
                word if is_const(word) => is_constant = true,
                "_Atomic" if self.cursor.second().is_some_and(|next| next.is('(')) => {
                    named = Some(self.atomic()?);
                    continue;
                }
                "_Atomic" => is_atomic = true,
                "typedef" => is_typedef = true,
                "static" => is_static = true,
                "_Static_assert" => return None,
                "struct" | "union" | "enum" => {
                    named = Some(self.tagged()?);
                    continue;
                }
                word if TYPEOF.contains(&word) => {
                    named = Some(self.type_of());
                    continue;
                }
                word if BASIC.contains(&word) => words.push(word),
                word if token.kind == CTokenKind::Word && named.is_none() && words.is_empty() => {
                    named = Some(CType::Name(word.to_owned()));
                }
                _ => break,
            }
            self.cursor.skip();
        }
        let basic = (!words.is_empty()).then(|| CType::Words(usual(&words)));
        let ty = named.or(basic)?;
        let ty = if is_atomic { CType::Atomic(Box::new(ty)) } else { ty };
        Some(Specifiers { ty, is_const: is_constant, is_typedef, is_static })
    }

    /// Reads `_Atomic(T)`.
    fn atomic(&mut self) -> Option<CType> {
        self.cursor.skip();
        self.cursor.skip();
        let specifiers = self.specifiers()?;
        let declarator = self.declarator(specifiers.ty, specifiers.is_const)?;
        self.cursor.eat(")").then(|| CType::Atomic(Box::new(declarator.ty)))
    }

    /// Reads `__typeof__(..)`, whose type only the compiler knows.
    fn type_of(&mut self) -> CType {
        let start = self.cursor.at();
        self.cursor.skip();
        self.cursor.skip_group();
        CType::Name(text::joined(self.cursor.since(start)))
    }

    fn tagged(&mut self) -> Option<CType> {
        let keyword = self.cursor.peek().to_owned();
        self.cursor.skip();
        self.cursor.attributes();
        let start = self.cursor.token()?.start;
        let tag = match self.cursor.word() {
            Some(word) => word.text.to_owned(),
            None => {
                self.unnamed += 1;
                self.unnamed.to_string()
            }
        };
        // C23 and cbindgen: `enum E : uint8_t`.
        if keyword == "enum" && self.cursor.eat(":") {
            self.specifiers()?;
        }
        self.cursor.attributes();
        let ty = CType::Tag { keyword, tag };
        if self.cursor.peek() == "{" {
            if self.depth >= MAX_DEPTH {
                return None;
            }
            self.cursor.skip();
            self.depth += 1;
            self.body(&ty, start);
            self.depth -= 1;
            self.cursor.attributes();
        }
        Some(ty)
    }

    /// Reads what is between the braces of a struct, union or enum.
    fn body(&mut self, ty: &CType, start: usize) {
        let CType::Tag { keyword, tag } = ty else { return };
        if keyword == "enum" {
            let names = self.constants();
            let is_own = self.lines.is_own(start);
            self.found.enums.push(Constants { tag: tag.clone(), names, is_own });
            return;
        }
        let mut body = Body { fields: Vec::new(), place: self.lines.place(start) };
        while !self.cursor.is_at_end() && !self.cursor.eat("}") {
            let start = self.cursor.at();
            if self.declaration(Some(&mut body)).is_none() {
                // A static assertion, or a type that is not understood.
                self.cursor.go_to(start);
                self.cursor.skip_statement();
            }
        }
        self.found.bodies.insert(ty.clone(), body);
    }

    fn constants(&mut self) -> Vec<(String, Place)> {
        let mut names = Vec::new();
        while !self.cursor.is_at_end() && !self.cursor.eat("}") {
            if let Some(word) = self.cursor.word() {
                names.push((word.text.to_owned(), self.lines.place(word.start)));
            }
            self.cursor.skip_up_to(&[",", "}"]);
            self.cursor.eat(",");
        }
        names
    }

    /// Whether the parenthesis here starts a declarator, and not parameters.
    pub(super) fn is_group(&self) -> bool {
        self.cursor.peek() == "("
            && self.cursor.second().is_some_and(|next| {
                let is_type = is_keyword(next.text) || self.found.typedefs.contains_key(next.text);
                let is_name = next.kind == CTokenKind::Word && !is_type;
                next.is('*') || next.is('(') || is_attribute(next.text) || is_name
            })
    }
}

/// Returns the keywords of a type in their usual order.
fn usual(words: &[&str]) -> String {
    let has = |word: &str| words.contains(&word);
    let longs = words.iter().filter(|word| **word == "long").count();
    let unsigned = if has("unsigned") { "unsigned " } else { "" };
    let signed = has("signed") || has("__signed__");
    match () {
        () if has("char") && signed => "signed char".to_owned(),
        () if has("char") => format!("{unsigned}char"),
        () if has("double") && longs > 0 => "long double".to_owned(),
        () if has("__int64") || longs > 1 => format!("{unsigned}long long"),
        () if longs > 0 => format!("{unsigned}long"),
        () if has("short") => format!("{unsigned}short"),
        () if has("int") || has("unsigned") || signed => format!("{unsigned}int"),
        () => words.join(" "),
    }
}
