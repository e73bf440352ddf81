//! Finds the unsafe code of a source file, including the bodies of macros.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::collections::BTreeSet;

/// The unsafe code of a file, and the names that the file defines.
#[derive(Debug, Default)]
pub(crate) struct UnsafeCode {
    /// The names of the items with unsafe blocks, functions, implementations, traits or attributes: `function`,
    /// `Type::method`, `Trait for Type`, `trait Name`, `macro!`, and `extern` for declarations of C functions.
    pub(crate) items: BTreeSet<String>,
    /// The 1-based lines on which a block or an `impl` starts.
    pub(crate) lines: Vec<usize>,
    /// The names of all functions, methods and macros.
    pub(crate) defined: BTreeSet<String>,
}

/// Parses a source file.
///
/// # Panics
///
/// If the text is not Rust.
pub(crate) fn of(source: &str) -> UnsafeCode {
    let mut found = UnsafeCode::default();
    let tokens: TokenStream = source.parse().expect("a source file consists of Rust tokens");
    found.walk(tokens, &Scope::default());
    found
}

/// The item that contains a token.
#[derive(Clone, Debug, Default)]
struct Scope {
    /// The type of the `impl` block, or the name of the trait.
    owner: Option<String>,
    /// The outermost function or macro.
    function: Option<String>,
}

impl Scope {
    fn name(&self) -> String {
        match (&self.owner, &self.function) {
            (Some(owner), Some(function)) => format!("{owner}::{function}"),
            (Some(name), None) | (None, Some(name)) => name.clone(),
            (None, None) => "outside of items".to_owned(),
        }
    }

    /// Returns the scope of a function's body.
    fn inside(&self, function: &str) -> Self {
        let mut scope = self.clone();
        scope.function.get_or_insert_with(|| function.to_owned());
        scope
    }
}

impl UnsafeCode {
    fn walk(&mut self, tokens: TokenStream, scope: &Scope) {
        let tokens: Vec<_> = tokens.into_iter().collect();
        let mut body = scope.clone();
        let mut at = 0;
        while at < tokens.len() {
            if is_test(&tokens[at..]) {
                at += item_length(&tokens[at..]);
                continue;
            }
            match &tokens[at] {
                TokenTree::Ident(word) => {
                    self.word(&word.to_string(), &tokens, at, scope, &mut body)
                }
                TokenTree::Group(group) => {
                    self.group(group, &body, scope);
                    if group.delimiter() == Delimiter::Brace {
                        body = scope.clone();
                    }
                }
                TokenTree::Punct(punct) if punct.as_char() == ';' => body = scope.clone(),
                _ => {}
            }
            at += 1;
        }
    }

    /// Walks a group. Braces belong to the scope of their item, other groups to the surrounding scope.
    fn group(&mut self, group: &Group, body: &Scope, around: &Scope) {
        let braces = group.delimiter() == Delimiter::Brace;
        self.walk(group.stream(), if braces { body } else { around });
    }

    fn word(
        &mut self,
        word: &str,
        tokens: &[TokenTree],
        at: usize,
        scope: &Scope,
        body: &mut Scope,
    ) {
        let next = tokens.get(at + 1);
        match (word, next) {
            ("unsafe", Some(next)) => self.unsafe_word(next, tokens, at, scope),
            // Without a name, this is a function pointer type.
            ("fn", Some(TokenTree::Ident(name))) => {
                *body = scope.inside(&name.to_string());
                self.defined.insert(body.name());
            }
            ("macro_rules", _) => {
                if let Some(TokenTree::Ident(name)) = tokens.get(at + 2) {
                    *body = scope.inside(&format!("{name}!"));
                    self.defined.insert(body.name());
                }
            }
            ("trait", Some(TokenTree::Ident(name))) if scope.function.is_none() => {
                body.owner = Some(name.to_string());
            }
            ("impl", _) if scope.function.is_none() && begins_item(tokens, at) => {
                body.owner = Some(header(&tokens[at + 1..]).1);
            }
            _ => {}
        }
    }

    fn unsafe_word(&mut self, next: &TokenTree, tokens: &[TokenTree], at: usize, scope: &Scope) {
        let line = tokens[at].span().start().line;
        let item = match next {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                self.lines.push(line);
                scope.name()
            }
            // An unsafe attribute, such as `#[unsafe(link_section = "…")]`.
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => scope.name(),
            TokenTree::Ident(word) if scope.function.is_some() && word == "impl" => {
                self.lines.push(line);
                scope.name()
            }
            TokenTree::Ident(word) if word == "impl" => {
                self.lines.push(line);
                let (of, owner) = header(&tokens[at + 2..]);
                of.map_or_else(|| owner.clone(), |of| format!("{of} for {owner}"))
            }
            TokenTree::Ident(word) if word == "trait" => format!("trait {}", tokens[at + 2]),
            TokenTree::Ident(_) => match function(&tokens[at + 1..]) {
                Some(name) => scope.inside(&name).name(),
                None => return,
            },
            _ => return,
        };
        self.items.insert(item);
    }
}

/// Returns the name of the function declared here, `extern` for a block of declarations, or `None` for a type.
fn function(tokens: &[TokenTree]) -> Option<String> {
    let at = tokens.iter().position(|token| {
        !matches!(token, TokenTree::Literal(_)) && token.to_string() != "extern"
    })?;
    match &tokens[at..] {
        [TokenTree::Group(_), ..] => Some("extern".to_owned()),
        [TokenTree::Ident(word), TokenTree::Ident(name), ..] if word == "fn" => {
            Some(name.to_string())
        }
        _ => None,
    }
}

/// Returns whether an `impl` is at the start of an item, rather than part of a type.
fn begins_item(tokens: &[TokenTree], at: usize) -> bool {
    match at.checked_sub(1).map(|before| &tokens[before]) {
        None | Some(TokenTree::Group(_)) => true,
        Some(TokenTree::Punct(punct)) => punct.as_char() == ';',
        Some(TokenTree::Ident(word)) => word == "unsafe",
        Some(TokenTree::Literal(_)) => false,
    }
}

/// Parses the header of an `impl`: the trait, if any, and the type.
fn header(tokens: &[TokenTree]) -> (Option<String>, String) {
    let is_end = |token: &TokenTree| {
        matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
            || token.to_string() == "where"
    };
    let mut depth = 0;
    let mut outside = Vec::new();
    let mut previous = ' ';
    for token in tokens.iter().take_while(|token| !is_end(token)) {
        let sign = if let TokenTree::Punct(punct) = token { punct.as_char() } else { ' ' };
        match sign {
            '<' => depth += 1,
            '>' if previous != '-' => depth -= 1,
            _ if depth == 0 => outside.push(token.to_string()),
            _ => {}
        }
        previous = sign;
    }
    match outside.iter().position(|token| token == "for") {
        Some(at) => (outside[..at].last().cloned(), written(&outside[at + 1..])),
        None => (None, written(&outside)),
    }
}

/// Returns a type in its usual notation: `*const T`, `[T; N]`.
fn written(tokens: &[String]) -> String {
    let is_word = |token: &String| token.starts_with(char::is_alphabetic);
    let mut text = String::new();
    for (at, token) in tokens.iter().enumerate() {
        if at > 0 && is_word(token) && is_word(&tokens[at - 1]) {
            text.push(' ');
        }
        text.push_str(token);
    }
    text.replace(" ;", ";")
}

/// Returns whether an item that is only compiled for tests starts here.
fn is_test(tokens: &[TokenTree]) -> bool {
    let [TokenTree::Punct(sign), TokenTree::Group(attribute), ..] = tokens else { return false };
    let text: String = attribute.stream().to_string().split_whitespace().collect();
    sign.as_char() == '#' && (text == "cfg(test)" || text.starts_with("cfg(all(test,"))
}

/// Returns the number of tokens of an item.
fn item_length(tokens: &[TokenTree]) -> usize {
    let is_last = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        _ => false,
    };
    tokens.iter().position(is_last).map_or(tokens.len(), |last| last + 1)
}

#[cfg(test)]
mod tests {
    use super::of;

    /// Returns the names of the items with unsafe code.
    fn items(source: &str) -> Vec<String> {
        of(source).items.into_iter().collect()
    }

    #[test]
    fn an_item_has_the_name_of_its_type() {
        let source =
            "impl<F: Fn() -> u8> Deep<F> { fn one(&self) { fn inner() { unsafe { f() } } } }
            unsafe impl<T> One<T> for Two<'_, T> where T: Copy { unsafe fn two() {} }
            unsafe impl<T> One for *const T {}";
        assert_eq!(items(source), ["Deep::one", "One for *const T", "One for Two", "Two::two"]);
    }

    #[test]
    fn functions_and_traits_and_declarations_are_items() {
        let source = "unsafe fn one() {} unsafe trait Two { unsafe fn three(); }
            unsafe extern \"C\" { fn four(); } unsafe extern \"C\" fn five() {}
            #[unsafe(no_mangle)] fn six() { #[unsafe(link_section = \"s\")] static S: u8 = 1; }";
        let expected =
            ["Two::three", "extern", "five", "one", "outside of items", "six", "trait Two"];
        assert_eq!(items(source), expected, "an attribute is outside of the item that follows");
    }

    #[test]
    fn macros_are_read_and_tests_are_not() {
        let source = "macro_rules! one { ($t:ty) => { unsafe impl Two for $t {} } }
            #[cfg(test)] mod tests { fn three() { unsafe { f() } } }
            #[cfg(all(test, not(miri)))] mod more { fn four() { unsafe { f() } } }";
        assert_eq!(items(source), ["one!"]);
    }

    #[test]
    fn a_type_is_no_unsafe_code() {
        let source = "type One = unsafe extern \"C\" fn(); struct Two(unsafe fn(*mut u8));
            fn three(f: impl Fn(u8)) -> impl Fn() { move || f(1) }";
        assert_eq!(items(source), [] as [&str; 0]);
    }

    #[test]
    fn lines_are_those_of_blocks_and_implementations() {
        let source =
            "fn one() {\n    unsafe {\n        f()\n    }\n}\nunsafe impl Two for Three {}\n";
        assert_eq!(of(source).lines, [2, 6]);
    }
}
