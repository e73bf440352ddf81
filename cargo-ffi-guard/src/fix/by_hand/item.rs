//! A macro around a function that exports it with a guard: `ffi_fn! { fn name(..) -> T { .. } }`.

use super::argument::argument;
use super::body::{MAX_DEPTH, expand};
use super::expression::plain_block;
use super::layout::{line_indentation, unwrapped};
use super::rewrite::{Rewrite, RewriteEdit};
use super::shape::{self, End, Shape};
use super::sources::{MacroCall, SourceFile, Sources};
use super::tokens::{atoms, has_comment, parse, written};
use super::why::{self, Why};
use crate::fix::edit::line_end;
use crate::inventory::SourceExport;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Item, ItemFn, ReturnType};

/// Replaces the call of the macro with the function, in the text of the call.
pub(super) fn rewrite(entry: &SourceExport, sources: &Sources) -> Result<Rewrite, Why> {
    let unread = || "its file cannot be read".to_owned();
    let file = sources.file(&entry.span.file).ok_or_else(unread)?;
    let at = entry.span.bytes.start.checked_sub(file.mark).ok_or_else(unread)?;
    let call = file.call_around(at).ok_or_else(why::unknown)?;
    let function = function(&call, sources)?;
    let guard = match shape::find(&function.block.stmts)? {
        End::Guard(shape) if !shape.has_neighbours => *shape,
        _ => return Err(why::unknown()),
    };
    let outer = line_indentation(&file.text, call.bytes.start);
    let argument = argument(&guard.on_panic, &function.sig.output, &file.text, outer)?;
    let parts = Parts::of(&call, &guard, file)?;
    let (before, after) = parts.text(&call, &function, file)?;
    expect_function(&before, &after, &function, &guard)?;
    Ok(Rewrite {
        file: entry.span.file.clone(),
        edit: RewriteEdit::Item { before, after, bytes: call.bytes.clone() },
        argument,
        no_longer_calls: Some(call.name),
    })
}

/// The one function that the call expands to.
fn function(call: &MacroCall, sources: &Sources) -> Result<ItemFn, Why> {
    let (mut name, mut input) = (call.name.clone(), call.input.stream());
    for _ in 0..MAX_DEPTH {
        let file: syn::File = parse(expand(&name, input, sources)?).ok_or_else(why::unknown)?;
        let mut items = file.items.into_iter();
        match (items.next(), items.next()) {
            (Some(Item::Fn(function)), None) => return Ok(function),
            (Some(Item::Macro(next)), None) => {
                name = next
                    .mac
                    .path
                    .segments
                    .last()
                    .map(|last| last.ident.to_string())
                    .unwrap_or_default();
                input = next.mac.tokens;
            }
            _ => return Err(format!("the macro `{name}` makes more than one function")),
        }
    }
    Err(why::unknown())
}

/// The parts of the call's input: `/// Docs. pub fn name(..) -> T { .. } ..`, by their bytes.
struct Parts {
    /// The first byte behind the attributes and the comments behind them.
    words: usize,
    keyword: usize,
    end: usize,
    /// The attributes.
    attributes: Vec<Attribute>,
}

impl Parts {
    fn of(call: &MacroCall, guard: &Shape, file: &SourceFile) -> Result<Self, Why> {
        let changed = || format!("the macro `{}` changes the function", call.name);
        let trees: Vec<TokenTree> = call.input.stream().into_iter().collect();
        let is_fn = |tree: &TokenTree| matches!(tree, TokenTree::Ident(word) if word == "fn");
        let keyword = trees.iter().position(is_fn).ok_or_else(changed)?;
        let body = trees[keyword..].iter().find_map(|tree| match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group),
            _ => None,
        });
        let body = body.ok_or_else(changed)?;
        let inside = plain_block(&guard.body).ok_or_else(changed)?;
        if atoms(&body.to_token_stream()) != atoms(&inside.to_token_stream()) {
            return Err(changed());
        }
        let end = body.span_close().byte_range().end;
        if has_comment(&file.text[end..call.input.span_close().byte_range().start]) {
            return Err("a comment is behind its body in the macro call".to_owned());
        }
        let words = attributes_end(&trees[..keyword]);
        let attributes: TokenStream = trees[..words].iter().cloned().collect();
        let attributes = syn::parse::Parser::parse2(Attribute::parse_outer, attributes);
        Ok(Self {
            words: trees[words].span().byte_range().start,
            keyword: trees[keyword].span().byte_range().start,
            end,
            attributes: attributes.map_err(|_| changed())?,
        })
    }

    /// The text of the function in front of the attribute's place and behind it.
    fn text(
        &self,
        call: &MacroCall,
        function: &ItemFn,
        file: &SourceFile,
    ) -> Result<(String, String), Why> {
        let text = &file.text;
        let outer = line_indentation(text, call.bytes.start);
        let start = call.input.span_open().byte_range().end;
        let end_of_line = line_end(text, call.bytes.start);
        let newline = format!("{end_of_line}{outer}");
        let documented = unwrapped(text, start..self.words, outer);
        let before = if documented.is_empty() { documented } else { documented + &newline };
        let known: Vec<_> = self.attributes.iter().map(|it| atoms(&it.to_token_stream())).collect();
        let mut after = String::new();
        for attribute in &function.attrs {
            let tokens = attribute.to_token_stream();
            if !known.contains(&atoms(&tokens)) {
                after += &written(&tokens, text);
                after += &newline;
            }
        }
        after += &qualifiers(function, text);
        // The lines of the function are indented as its first one, which may have words of the macro's in front.
        let line = text[..self.keyword].rfind('\n').map_or(0, |at| at + 1).max(start);
        let head = unwrapped(text, line..self.end, outer);
        let skipped = text[line..self.keyword].trim_start().len();
        Ok((before, after + head.get(skipped..).unwrap_or_default()))
    }
}

/// The index behind the attributes.
fn attributes_end(trees: &[TokenTree]) -> usize {
    let mut at = 0;
    while let [TokenTree::Punct(hash), TokenTree::Group(_), ..] = &trees[at..]
        && hash.as_char() == '#'
    {
        at += 2;
    }
    at
}

/// The words in front of `fn`.
fn qualifiers(function: &ItemFn, text: &str) -> String {
    let signature = &function.sig;
    let visibility = function.vis.to_token_stream();
    let mut words = String::new();
    if !visibility.is_empty() {
        words += &(written(&visibility, text) + " ");
    }
    if matches!(signature.safety, syn::Safety::Unsafe(_)) {
        words += "unsafe ";
    }
    if let Some(abi) = &signature.abi {
        words += &format!("extern \"{}\" ", abi_name(abi));
    }
    words
}

fn abi_name(abi: &syn::Abi) -> String {
    abi.name.as_ref().map_or_else(|| "C".to_owned(), |name| name.value())
}

/// The new text must be the function that the macro makes, without its guard.
fn expect_function(before: &str, after: &str, function: &ItemFn, guard: &Shape) -> Result<(), Why> {
    let changed = || "its macro changes the signature or the attributes of the function".to_owned();
    let tokens = crate::sources::lex(&format!("{before}{after}")).map_err(|_| changed())?;
    let new: ItemFn = parse(tokens).ok_or_else(changed)?;
    let attributes = |function: &ItemFn| {
        let mut all: Vec<_> =
            function.attrs.iter().map(|it| atoms(&it.to_token_stream())).collect();
        all.sort();
        all
    };
    let body = atoms(&new.block.to_token_stream()) == atoms(&guard.body.to_token_stream());
    let same = attributes(&new) == attributes(function) && signature(&new) == signature(function);
    if body && same { Ok(()) } else { Err(changed()) }
}

/// The parts of a head that must be the same, however they are written.
fn signature(function: &ItemFn) -> Vec<Vec<String>> {
    let signature = &function.sig;
    let inputs = signature.inputs.iter().map(|input| atoms(&input.to_token_stream()));
    let output = match &signature.output {
        ReturnType::Type(_, ty) if matches!(&**ty, syn::Type::Tuple(it) if it.elems.is_empty()) => {
            Vec::new()
        }
        output => atoms(&output.to_token_stream()),
    };
    let abi = signature.abi.as_ref().map(abi_name).into_iter().collect();
    let words = atoms(&function.vis.to_token_stream());
    let safety = atoms(&signature.safety.to_token_stream());
    let name = vec![signature.ident.to_string()];
    let generics = atoms(&signature.generics.to_token_stream());
    [words, safety, abi, name, generics, output].into_iter().chain(inputs).collect()
}
