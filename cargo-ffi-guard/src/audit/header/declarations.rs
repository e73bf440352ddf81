//! The functions that a C header declares: read tolerantly, without a preprocessor and without types.

use super::declarators::{ATTRIBUTES, assembler_name, declared, split_at_commas};
use super::statements::{End, Scope, group_end, linkage, statement};
use crate::c_tokens::{CTokenKind, Token, tokens};
use ffi_guard_syntax::model::{ABI_FUNCTION, ERROR_FUNCTIONS, STRING_FUNCTION};
use std::ops::Range;

/// A statement with one of these at its start declares no function for others.
const OTHERS: [&str; 4] = ["typedef", "using", "template", "static"];
/// `FFI_GUARD_DECLARE_VEC(prefix, name, type)` declares `PREFIX_vec_NAME_free`.
const LIST_MACRO: &str = "FFI_GUARD_DECLARE_VEC";

/// A function's declaration, or a macro's call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// The symbol.
    pub name: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The bytes of the name.
    pub bytes: Range<usize>,
}

/// The functions that a header declares, and the macro calls at file scope that may declare more.
///
/// Comments, preprocessor lines, `extern "C" {`, attributes and the macros for them, function pointers, and functions
/// with a body or `static` are understood. Branches of `#if` all count, but for `#if 0`; declarations in a C++
/// `namespace` only with `extern "C"`.
///
/// ```
/// use cargo_ffi_guard::audit::declarations;
///
/// let (functions, unknown) = declarations(
///     "extern \"C\" {\n\
///      SHAPE_API int32_t shape_area(const shape *s) SHAPE_NONNULL(1);\n\
///      typedef void (*shape_visitor)(void *data);\n\
///      FFI_GUARD_DECLARE(shape);\n\
///      }",
/// );
/// assert_eq!((functions[0].name.as_str(), functions[0].line), ("shape_area", 2));
/// assert_eq!(functions[1].name, "shape_last_error");
/// assert_eq!(functions.len(), 6);
/// assert!(unknown.is_empty());
/// ```
#[must_use]
pub fn declarations(source: &str) -> (Vec<Declaration>, Vec<Declaration>) {
    let Found { functions, unknown } = read(source, &tokens(source));
    (functions, unknown)
}

/// The contents of one file.
pub(super) struct Found {
    /// The declared functions.
    pub(super) functions: Vec<Declaration>,
    /// The macro calls at file scope that may declare more.
    pub(super) unknown: Vec<Declaration>,
}

/// Reads the declarations of a file that consists of these tokens.
pub(super) fn read(source: &str, tokens: &[Token<'_>]) -> Found {
    let mut reader = Reader {
        found: Vec::new(),
        unknown: Vec::new(),
        scopes: Vec::new(),
        locator: Locator::new(source),
    };
    let mut rest = tokens;
    while !rest.is_empty() {
        let (statement, end, after) = statement(rest);
        reader.read(statement);
        match end {
            End::Declaration => {}
            End::Opens(scope) => reader.scopes.push(scope),
            End::Closes => drop(reader.scopes.pop()),
        }
        rest = after;
    }
    Found { functions: reader.found, unknown: reader.unknown }
}

struct Reader<'a> {
    found: Vec<Declaration>,
    unknown: Vec<Declaration>,
    /// Those that are open, the innermost last.
    scopes: Vec<Scope>,
    locator: Locator<'a>,
}

impl Reader<'_> {
    fn read(&mut self, statement: &[Token<'_>]) {
        if let [name, open, prefix, ..] = statement
            && let Some(functions) = declared_by(name.text)
            && open.is('(')
        {
            for function in functions {
                self.find(format!("{}_{function}", prefix.text), name);
            }
            return;
        }
        if let [name, open, prefix, _, list, ..] = statement
            && name.text == LIST_MACRO
            && open.is('(')
        {
            return self.find(format!("{}_vec_{}_free", prefix.text, list.text), name);
        }
        let start = statement.iter().take_while(|token| !token.is('('));
        if start.into_iter().any(|token| OTHERS.contains(&token.text)) {
            return;
        }
        if let [name, open, ..] = statement
            && name.kind == CTokenKind::Word
            && open.is('(')
            && group_end(statement, 1) == statement.len()
        {
            if !ATTRIBUTES.contains(&name.text) {
                self.unknown.push(self.locator.declaration(name.text.to_owned(), name));
            }
            return;
        }
        self.declarators(statement);
    }

    /// `int f(void), *g(void)`: each function of one declaration.
    fn declarators(&mut self, statement: &[Token<'_>]) {
        let for_c = self.is_for_c(statement);
        for part in split_at_commas(statement) {
            let Some(name) = declared(part) else { continue };
            let own_name = || for_c.then(|| name.text.to_owned());
            if let Some(symbol) = assembler_name(part).or_else(own_name) {
                self.find(symbol, name);
            }
        }
    }

    /// Whether a function's symbol is its name: the nearest `extern` says so, and a namespace does not.
    fn is_for_c(&self, statement: &[Token<'_>]) -> bool {
        let own = statement.windows(2).find_map(|pair| linkage(&pair[0], &pair[1]));
        let around = self.scopes.iter().rev().copied().find(|scope| *scope != Scope::Namespace);
        own.or(around).map_or(self.scopes.is_empty(), |scope| scope == Scope::C)
    }

    fn find(&mut self, name: String, at: &Token<'_>) {
        self.found.push(self.locator.declaration(name, at));
    }
}

/// The functions, without their prefix, that a macro of `ffi_guard.h` declares.
fn declared_by(macro_name: &str) -> Option<&'static [&'static str]> {
    match macro_name {
        "FFI_GUARD_DECLARE" => Some(&ERROR_FUNCTIONS),
        "FFI_GUARD_DECLARE_STRINGS" => Some(&[STRING_FUNCTION]),
        "FFI_GUARD_DECLARE_ABI" => Some(&[ABI_FUNCTION]),
        _ => None,
    }
}

/// Lines and columns of tokens that are asked for in order.
struct Locator<'a> {
    source: &'a str,
    at: usize,
    line: usize,
    line_start: usize,
}

impl<'a> Locator<'a> {
    fn new(source: &'a str) -> Self {
        Self { source, at: 0, line: 1, line_start: 0 }
    }

    fn declaration(&mut self, name: String, token: &Token<'_>) -> Declaration {
        let passed = self.source.get(self.at..token.start).unwrap_or_default();
        for (at, _) in passed.match_indices('\n') {
            self.line += 1;
            self.line_start = self.at + at + 1;
        }
        self.at = self.at.max(token.start);
        let before = self.source.get(self.line_start..token.start).unwrap_or_default();
        let column = before.chars().count() + 1;
        Declaration { name, line: self.line, column, bytes: token.bytes() }
    }
}

#[cfg(test)]
mod tests;
