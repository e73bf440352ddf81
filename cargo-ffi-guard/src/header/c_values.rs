//! The names in C of the variants and constants that documentation refers to, read from the header itself.

use super::settings::Settings;
use crate::c_tokens::{CTokenKind, Token, tokens};
use ffi_guard_syntax::lower::PATH_MARKS;
use std::collections::HashMap;

/// Replaces each marked path of Rust by its name in C. A path that the header does not have is named as a path of Rust.
pub(super) fn name_in_c(header: &str, settings: &Settings) -> String {
    let [begin, end] = PATH_MARKS;
    if !header.contains(begin) {
        return header.to_owned();
    }
    let enums = enums(header);
    let mut text = String::with_capacity(header.len());
    let mut rest = header;
    while let Some((before, after)) = rest.split_once(begin) {
        let (path, behind) = after.split_once(end).unwrap_or((after, ""));
        text.push_str(before);
        let name = variant(path, &enums, settings).or_else(|| constant(path, header, settings));
        text.push_str(&name.unwrap_or_else(|| format!("the value of `{path}` in Rust")));
        rest = behind;
    }
    text + rest
}

/// An enum of the header.
struct Enum<'h> {
    /// Whether its variants are named after it: `enum class`.
    is_scoped: bool,
    variants: Vec<&'h str>,
}

fn variant(path: &str, enums: &HashMap<&str, Enum<'_>>, settings: &Settings) -> Option<String> {
    let (ty, name) = path.rsplit_once("::")?;
    let ty = settings.name_of(ty.rsplit("::").next()?);
    let found = enums.get(ty.as_str())?;
    let wanted = squeezed(name);
    let fitting = found.variants.iter().filter(|variant| squeezed(variant).ends_with(&wanted));
    let variant = fitting.min_by_key(|variant| variant.len())?;
    Some(if found.is_scoped { format!("{ty}::{variant}") } else { (*variant).to_owned() })
}

/// Returns the name without what the rules for names add or change.
fn squeezed(name: &str) -> String {
    name.chars().filter(|it| *it != '_').flat_map(char::to_lowercase).collect()
}

fn constant(path: &str, header: &str, settings: &Settings) -> Option<String> {
    let mut names = path.rsplit("::");
    let name = names.next()?;
    let of_type = names.next().map(|ty| format!("{}_{name}", settings.name_of(ty)));
    let candidates = of_type.into_iter().chain([settings.name_of(name)]);
    let is_defined = |name: &String| {
        header.contains(&format!("#define {name} ")) || header.contains(&format!(" {name} = "))
    };
    candidates.into_iter().find(is_defined)
}

fn enums(header: &str) -> HashMap<&str, Enum<'_>> {
    let tokens = tokens(header);
    let starts = tokens.iter().enumerate().filter(|(_, token)| token.text == "enum");
    starts.filter_map(|(at, _)| of_tokens(&tokens[at + 1..])).flatten().collect()
}

/// Returns the enum that begins here, under each of its names. `None` for a use of an enum.
fn of_tokens<'h>(tokens: &[Token<'h>]) -> Option<Vec<(&'h str, Enum<'h>)>> {
    let open = tokens.iter().position(|token| token.is('{') || token.is(';') || token.is(')'))?;
    let body = tokens[open].is('{').then(|| &tokens[open + 1..])?;
    let close = body.iter().position(|token| token.is('}'))?;
    let is_scoped = tokens[..open].iter().any(|token| token.text == "class");
    let before = tokens[..open].iter().take_while(|token| !token.is(':'));
    let before = before.filter(|token| token.kind == CTokenKind::Word && token.text != "class");
    let behind = body.get(close + 1).filter(|token| token.kind == CTokenKind::Word);
    let variants = body[..close].split(|token| token.is(','));
    let variants: Vec<_> =
        variants.filter_map(|variant| variant.first()).map(|token| token.text).collect();
    let named = |token: &Token<'h>| (token.text, Enum { is_scoped, variants: variants.clone() });
    Some(before.chain(behind).map(named).collect())
}
