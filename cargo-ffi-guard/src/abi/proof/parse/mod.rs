//! Reads the declarations of a preprocessed C header.
//!
//! A declaration that is not understood is skipped, and its function counts as not declared. The compiler confirms what the
//! reader has understood before a difference counts as one of spelling.

mod cursor;
mod declarators;
mod lines;
mod macros;
mod specifiers;
mod text;

use super::c_types::{Body, CType, Declarations, Declared, Tail};
use crate::c_tokens::tokens_and_directives;
use cursor::Cursor;
use declarators::Declarator;
use lines::Lines;
use specifiers::Specifiers;
use std::path::Path;

/// Reads the declarations. Those in one of the directories or below are the library's own.
pub(super) fn read(preprocessed: &str, directories: &[&Path]) -> Declarations {
    let (tokens, directives) = tokens_and_directives(preprocessed);
    let lines = Lines::new(preprocessed, &directives, directories);
    let cursor = Cursor::new(&tokens);
    let mut reader =
        Reader { cursor, lines: &lines, found: Declarations::default(), unnamed: 0, depth: 0 };
    while !reader.cursor.is_at_end() {
        let start = reader.cursor.at();
        if reader.declaration(None).is_none() || reader.cursor.at() == start {
            reader.cursor.go_to(start);
            reader.cursor.skip_statement();
        }
    }
    reader.found.macros = macros::read(&directives, &lines);
    reader.found
}

struct Reader<'t, 'a> {
    cursor: Cursor<'t, 'a>,
    lines: &'t Lines<'t>,
    found: Declarations,
    /// The number of structs, unions and enums without a tag.
    unnamed: usize,
    /// The declarators and bodies around the position.
    depth: usize,
}

/// The declarators and bodies that may be in each other.
const MAX_DEPTH: usize = 100;

impl Reader<'_, '_> {
    /// Reads one declaration, or one of a body's fields.
    fn declaration(&mut self, mut body: Option<&mut Body>) -> Option<()> {
        self.cursor.attributes();
        let start = self.cursor.at();
        let specifiers = self.specifiers()?;
        if let Some(body) = body.as_deref_mut().filter(|_| self.cursor.peek() == ";") {
            self.promote(&specifiers.ty, body);
        }
        while self.cursor.peek() != ";" {
            let mut declarator = self.declarator(specifiers.ty.clone(), specifiers.is_const)?;
            let text = text::joined(self.cursor.since(start));
            if self.cursor.eat(":") {
                self.cursor.skip_up_to(&[",", ";"]);
            }
            declarator.symbol = self.cursor.attributes().or(declarator.symbol);
            if self.cursor.peek() == "{" {
                // A function that is defined in the header has no symbol of the library.
                self.cursor.skip_group();
                return Some(());
            }
            if self.cursor.eat("=") {
                self.cursor.skip_up_to(&[",", ";"]);
            }
            self.keep(text, &specifiers, declarator, body.as_deref_mut());
            if !self.cursor.eat(",") {
                break;
            }
        }
        self.cursor.eat(";").then_some(())
    }

    /// Adds the fields of a member without a name to the struct around it.
    fn promote(&self, ty: &CType, body: &mut Body) {
        let inner = self.found.bodies.get(ty).filter(|_| ty.has_no_tag());
        body.fields.extend(inner.into_iter().flat_map(|inner| inner.fields.iter().cloned()));
    }

    fn keep(
        &mut self,
        text: String,
        specifiers: &Specifiers,
        declarator: Declarator,
        body: Option<&mut Body>,
    ) {
        let Declarator { name: Some((name, at)), ty, symbol, is_const } = declarator else {
            return;
        };
        // The place of the name: the type may come from a macro of a system header, as `bool` does.
        let (place, is_own) = (self.lines.place(at), self.lines.is_own(at));
        let symbol = symbol.unwrap_or_else(|| name.clone());
        let declared = Declared { ty, place, text, name, is_const, is_own };
        let symbols = match self.found.resolve(&declared.ty) {
            _ if body.is_some() || specifiers.is_typedef => None,
            CType::Function { .. } => Some(&mut self.found.functions),
            _ => Some(&mut self.found.variables),
        };
        match (body, symbols) {
            (Some(body), _) => body.fields.push(declared),
            (None, None) => {
                let Declared { name, ty, place, .. } = declared;
                self.found.typedefs.entry(name).or_insert((ty, place));
            }
            (None, Some(_)) if specifiers.is_static => {}
            (None, Some(symbols)) => {
                let is_better = symbols.get(&symbol).is_none_or(|other| {
                    let completes = is_open(&other.ty) && !is_open(&declared.ty);
                    is_own && (!other.is_own || completes)
                });
                if is_better {
                    symbols.insert(symbol, declared);
                }
            }
        }
    }
}

/// Whether a type is a function that takes any arguments. Another declaration may name them.
const fn is_open(ty: &CType) -> bool {
    matches!(ty, CType::Function { tail: Tail::Open, .. })
}

#[cfg(test)]
mod tests;
