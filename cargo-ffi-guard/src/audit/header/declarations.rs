//! The functions that a C header declares: read tolerantly, without a preprocessor and without types.

use crate::c_tokens::{Kind, Token, tokens};
use std::ops::Range;

/// What stands before parentheses and is no function.
const ATTRIBUTES: [&str; 20] = [
    "__attribute__",
    "__attribute",
    "__declspec",
    "_Alignas",
    "alignas",
    "__asm__",
    "__asm",
    "asm",
    "noexcept",
    "throw",
    "_Static_assert",
    "static_assert",
    "__extension__",
    "decltype",
    "_Atomic",
    "typeof",
    "__typeof",
    "__typeof__",
    "typeof_unqual",
    "__typeof_unqual__",
];
/// A statement with one of these at its start declares no function for others.
const OTHERS: [&str; 4] = ["typedef", "using", "template", "static"];
/// The functions that `FFI_GUARD_DECLARE(prefix)` declares.
const ERROR_FUNCTIONS: [&str; 5] = [
    "last_error",
    "last_error_message",
    "last_error_backtrace",
    "clear_last_error",
    "set_error_callback",
];
/// The function that `FFI_GUARD_DECLARE_STRINGS(prefix)` declares.
const STRING_FUNCTIONS: [&str; 1] = ["string_free"];
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
    let mut reader = Reader {
        found: Vec::new(),
        unknown: Vec::new(),
        scopes: Vec::new(),
        locator: Locator::new(source),
    };
    let tokens = tokens(source);
    let mut rest = tokens.as_slice();
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
    (reader.found, reader.unknown)
}

/// What holds declarations like the file itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// `extern "C"`.
    C,
    /// `extern "C++"`.
    Cpp,
    Namespace,
}

/// What ends a statement.
enum End {
    Declaration,
    Opens(Scope),
    Closes,
}

/// Splits off the tokens up to the end of a declaration, without that end.
fn statement<'t, 'a>(rest: &'t [Token<'a>]) -> (&'t [Token<'a>], End, &'t [Token<'a>]) {
    let mut at = 0;
    let mut parentheses = false;
    while let Some(token) = rest.get(at) {
        match token.kind {
            Kind::Mark(';') => return (&rest[..at], End::Declaration, &rest[at + 1..]),
            // What closes `extern "C" {`, or is left over.
            Kind::Mark('}') => return (&rest[..at], End::Closes, &rest[at + 1..]),
            Kind::Mark('{') => {
                if let Some(scope) = opened(&rest[..at]) {
                    return (&[], End::Opens(scope), &rest[at + 1..]);
                }
                let end = group_end(rest, at);
                // A body ends a function; that of a struct does not end the declaration.
                if parentheses {
                    return (&[], End::Declaration, &rest[end..]);
                }
                at = end;
            }
            Kind::Mark('(') => {
                parentheses = true;
                at = group_end(rest, at);
            }
            _ => at += 1,
        }
    }
    (rest, End::Declaration, &[])
}

/// The scope that a bracket opens behind these tokens.
fn opened(before: &[Token<'_>]) -> Option<Scope> {
    match before {
        [.., word, language] if language.kind == Kind::Text => linkage(word, language),
        _ => before.iter().take(2).any(|word| word.text == "namespace").then_some(Scope::Namespace),
    }
}

/// `extern "C"`.
fn linkage(word: &Token<'_>, language: &Token<'_>) -> Option<Scope> {
    let is_linkage = word.text == "extern" && language.kind == Kind::Text;
    is_linkage.then(|| if language.text == "\"C++\"" { Scope::Cpp } else { Scope::C })
}

/// The index after the bracket that closes the one at `open`. Deep nesting costs no stack.
fn group_end(tokens: &[Token<'_>], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.kind {
            Kind::Mark('(' | '[' | '{') => depth += 1,
            Kind::Mark(')' | ']' | '}') => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return at + 1;
        }
    }
    tokens.len()
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
            && name.kind == Kind::Word
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
        "FFI_GUARD_DECLARE_STRINGS" => Some(&STRING_FUNCTIONS),
        _ => None,
    }
}

fn split_at_commas<'t, 'a>(statement: &'t [Token<'a>]) -> Vec<&'t [Token<'a>]> {
    let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
    while let Some(token) = statement.get(at) {
        match token.kind {
            Kind::Mark('(' | '[' | '{') => at = group_end(statement, at),
            Kind::Mark(',') => {
                parts.push(&statement[start..at]);
                at += 1;
                start = at;
            }
            _ => at += 1,
        }
    }
    parts.push(&statement[start..]);
    parts
}

/// The name of the function that a declarator declares.
fn declared<'t, 'a>(part: &'t [Token<'a>]) -> Option<&'t Token<'a>> {
    let (mut wrapped, mut shouted) = (None, None);
    for group in groups(part) {
        if group.is_declarator() {
            return group.nested();
        }
        let Some(name) = group.before.filter(|name| !ATTRIBUTES.contains(&name.text)) else {
            continue;
        };
        let in_front = group.wraps_parameters().then(|| &part[group.at - 2]);
        if !is_shouted(name.text) {
            return in_front.filter(|name| name.kind == Kind::Word).or(Some(name));
        }
        wrapped = wrapped.or(in_front.filter(|name| name.kind == Kind::Word));
        // In capitals it is a macro, unless nothing else can be the name. A name has a type before it.
        shouted = shouted.or(Some(name).filter(|_| group.at > 1));
    }
    wrapped.or(shouted)
}

/// Parentheses outside others, before an initialiser.
struct Group<'t, 'a> {
    /// The index of the opening one.
    at: usize,
    before: Option<&'t Token<'a>>,
    inner: &'t [Token<'a>],
    after: Option<&'t Token<'a>>,
}

fn groups<'t, 'a>(part: &'t [Token<'a>]) -> Vec<Group<'t, 'a>> {
    let (mut groups, mut at) = (Vec::new(), 0);
    while let Some(token) = part.get(at).filter(|token| !token.is('=')) {
        let end = match token.kind {
            Kind::Mark('(' | '[' | '{') => group_end(part, at),
            _ => at + 1,
        };
        if token.is('(') {
            let before = at.checked_sub(1).map(|before| &part[before]);
            groups.push(Group {
                at,
                before: before.filter(|token| token.kind == Kind::Word),
                inner: part.get(at + 1..end - 1).unwrap_or_default(),
                after: part.get(end),
            });
        }
        at = end;
    }
    groups
}

impl<'t, 'a> Group<'t, 'a> {
    /// `int (*f)(void)`, `int (f)(void)`, `int (*p)[3]`: a declarator and no parameters.
    fn is_declarator(&self) -> bool {
        let attribute = self.before.is_some_and(|name| ATTRIBUTES.contains(&name.text));
        let pointer = self.inner.first().is_some_and(|token| token.is('*') || token.is('^'));
        !attribute && (pointer || self.after.is_some_and(|token| token.is('(')))
    }

    /// `int f PARAMS((void))`: what stands before is a macro for the parameters. A type and a name precede it.
    fn wraps_parameters(&self) -> bool {
        let opens = self.inner.first().is_some_and(|token| token.is('('));
        self.at > 2 && opens && group_end(self.inner, 0) == self.inner.len()
    }

    /// The function inside: `*signal(int)` and `f` are ones, `*callback` is a variable.
    fn nested(&self) -> Option<&'t Token<'a>> {
        if let Some(group) = groups(self.inner).first() {
            return group.before;
        }
        let pointer = self.inner.iter().any(|token| token.is('*') || token.is('^'));
        self.inner.last().filter(|token| token.kind == Kind::Word && !pointer)
    }
}

/// `int f(void) __asm__("g")` is the symbol `g`.
fn assembler_name(part: &[Token<'_>]) -> Option<String> {
    let asm = part.iter().position(|token| ["__asm__", "__asm", "asm"].contains(&token.text))?;
    let name = part.get(asm + 2).filter(|name| name.kind == Kind::Text)?;
    Some(name.text.trim_matches('"').to_owned())
}

fn is_shouted(name: &str) -> bool {
    !name.contains(|c: char| c.is_lowercase())
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
mod tests {
    use super::*;

    fn names(source: &str) -> Vec<String> {
        declarations(source).0.into_iter().map(|declaration| declaration.name).collect()
    }

    #[test]
    fn reads_each_form() {
        let cases: [(&str, &[&str]); 34] = [
            ("int f(void);", &["f"]),
            ("extern int f(int a, char *b);", &["f"]),
            ("const char *f(void), *g(int);", &["f", "g"]),
            ("unsigned long long\nf\n(void)\n;", &["f"]),
            ("struct point f(struct point p);", &["f"]),
            ("struct point { int x; int (*get)(void); };", &[]),
            ("struct point { int x; } f(void);", &["f"]),
            ("enum e { A = sizeof(int), B };", &[]),
            ("typedef struct { int x; } point;", &[]),
            ("typedef void (*visitor)(void *data);", &[]),
            ("typedef int f(void);", &[]),
            ("extern void (*hook)(int);", &[]),
            ("void (WINAPI *hook)(int);", &[]),
            ("void (*signal(int n, void (*handler)(int)))(int);", &["signal"]),
            ("int (f)(int);", &["f"]),
            ("int (*table)[3];", &[]),
            ("int (*row(int n))[3];", &["row"]),
            ("void each(void (*visit)(int), void *data);", &["each"]),
            ("static inline int f(int a) { return g(a); } int h(void);", &["h"]),
            ("inline int f(int a) { if (a) { return 1; } return 0; }", &[]),
            ("static int f(void);", &[]),
            ("int limit = compute(3);", &[]),
            ("extern int table[sizeof(int)];", &[]),
            ("extern \"C\" int f(void);", &["f"]),
            ("extern \"C\" { int f(void); } int g(void);", &["f", "g"]),
            ("namespace n { extern \"C\" { int f(void) noexcept; } }", &["f"]),
            ("__attribute__((nonnull(1))) int f(int *a) __attribute__((pure));", &["f"]),
            ("__declspec(dllexport) int __stdcall f(void);", &["f"]),
            ("API_DEPRECATED(\"use g\") API int f(int) API_NONNULL(1) API_PURE;", &["f"]),
            ("API int F(int) ;", &["F"]),
            ("int f(void) __asm__(\"g\");", &["g"]),
            (
                "/* int a(void); */ // int b(void);\n#define C int c(void); \\\nint d(void);\nint f(void);",
                &["f"],
            ),
            ("#if X /* starts\n ends */\nint f(void);\n#endif", &["f"]),
            ("const char *s = \"int a(void); { /*\"; int f(void);", &["f"]),
        ];
        for (source, expected) in cases {
            assert_eq!(names(source), expected, "{source}");
        }
    }

    #[test]
    fn reads_old_and_new_spellings() {
        let cases: [(&str, &[&str]); 12] = [
            ("typeof(int) f(void);", &["f"]),
            (
                "__typeof__(int) f(void); __typeof(x) *g(void); typeof_unqual(x) h(void);",
                &["f", "g", "h"],
            ),
            ("int f PARAMS((void));", &["f"]),
            ("extern const char *f _ANSI_ARGS_((int a, int b)) NONNULL(1);", &["f"]),
            ("int f p_((int (*visit)(int)));", &["f"]),
            ("int f PARAMS((void)), *g PARAMS((void)) __attribute__((pure));", &["f", "g"]),
            ("API ALIGNED((8)) int f(void);", &["f"]),
            ("extern API ALIGNED((8)) int f(void);", &["f"]),
            ("__attribute__((pure)) int f(void);", &["f"]),
            ("int (f)(int);", &["f"]),
            ("FFI_GUARD_DECLARE_STRINGS(shape);", &["shape_string_free"]),
            ("FFI_GUARD_DECLARE_VEC(shape, u8, const char *);", &["shape_vec_u8_free"]),
        ];
        for (source, expected) in cases {
            assert_eq!(names(source), expected, "{source}");
        }
    }

    #[test]
    fn what_is_switched_off_declares_nothing() {
        let cases: [(&str, &[&str]); 8] = [
            ("#if 0\nint f(void);\n#endif\nint g(void);", &["g"]),
            (" # if 0 /* old */\nint f(void);\n# else // new\nint g(void);\n#endif", &["g"]),
            (
                "#if 0\n#if X\nint a(void);\n#else\nint b(void);\n#endif\nint c(void);\n#endif\nint d(void);",
                &["d"],
            ),
            (
                "#if 0\nint a(void);\n#elif X\nint b(void);\n#else\nint c(void);\n#endif",
                &["b", "c"],
            ),
            ("#if 0\n/* \n#endif */ don't\nint a(void);\n#endif\nint b(void);", &["b"]),
            ("#if X\nint a(void);\n#else\nint b(void);\n#endif", &["a", "b"]),
            ("#if 00 + X\nint a(void);\n#endif\n#ifdef 0\nint b(void);\n#endif", &["a", "b"]),
            ("#if 0\nint a(void);", &[]),
        ];
        for (source, expected) in cases {
            assert_eq!(names(source), expected, "{source}");
        }
    }

    #[test]
    fn a_namespace_declares_nothing_for_c() {
        let cases: [(&str, &[&str]); 9] = [
            ("namespace n { int f(void); } int g(void);", &["g"]),
            ("namespace n { extern \"C\" { int f(void); } int g(void); }", &["f"]),
            ("extern \"C\" { namespace n { int f(void); } }", &["f"]),
            ("namespace n { extern \"C\" int f(void); int g(void); }", &["f"]),
            ("inline namespace a::b { namespace { int f(void); } }", &[]),
            ("extern \"C\" { extern \"C++\" { int f(void); } int g(void); }", &["g"]),
            ("extern \"C++\" int f(void); int g(void);", &["g"]),
            ("namespace n { struct s { int x; }; } int f(void);", &["f"]),
            ("namespace n { ALL(x); FFI_GUARD_DECLARE_STRINGS(shape); }", &["shape_string_free"]),
        ];
        for (source, expected) in cases {
            assert_eq!(names(source), expected, "{source}");
        }
    }

    #[test]
    fn names_the_macros_that_it_does_not_know() {
        let (functions, unknown) = declarations("DECLARE_ALL(shape)\n;\n_Static_assert(1, \"\");");
        assert!(functions.is_empty());
        assert_eq!((unknown.len(), unknown[0].name.as_str()), (1, "DECLARE_ALL"));
    }

    #[test]
    fn says_where() {
        let (functions, _) = declarations("\n/* ä */ int /* é */ shape_area(void);");
        let Declaration { line, column, bytes, .. } = &functions[0];
        assert_eq!((*line, *column, bytes.clone()), (2, 21, 23..33));
    }

    #[test]
    fn ends_on_any_text() {
        let deep = "(".repeat(100_000);
        for source in [
            "", "(", ")", "}", "{", "int f(", "\"", "'", "/*", "#", "\\", "a(((", "é(ü)", "((",
            "x(", &deep,
        ] {
            let _ = declarations(source);
        }
    }
}
