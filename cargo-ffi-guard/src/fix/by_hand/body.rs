//! A guard in the body of a function.

use super::argument::argument;
use super::layout::{line_indentation, unwrapped};
use super::on_panic::OnPanic;
use super::rewrite::{Rewrite, RewriteEdit};
use super::shape::{self, End, Shape, Wrapper};
use super::sources::{MacroCall, OwnMacro, SourceFile, Sources};
use super::tokens::{atoms, bytes_of, has_comment, is_text_of, parse, words};
use super::why::{self, Why};
use super::{expression, function_guard};
use crate::fix::edit::Edit;
use crate::inventory::GuardSite;
use crate::sources::lex;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use std::ops::Range;
use std::path::Path;
use syn::{Block, Expr, ItemFn, Stmt};

/// How deep macros may call each other.
pub(super) const MAX_DEPTH: usize = 8;

/// Replaces the guard with the code inside.
pub(super) fn rewrite(site: &GuardSite, sources: &Sources) -> Result<Rewrite, Why> {
    let unread = || "its file cannot be read".to_owned();
    let file = sources.file(&site.file).ok_or_else(unread)?;
    let at = function_byte(site)?;
    let function = file.function(at).ok_or_else(why::unknown)?;
    let (guard, call) = match shape::find(&function.block.stmts)? {
        End::Guard(shape) => (*shape, None),
        End::Call { wrapper, whole, has_neighbours, bound } => {
            let module = file.is_at_top(at).then_some(&*site.file);
            let inside = find_in_wrapper(&wrapper, module, sources)?;
            inside.on_panic.expect_no_name_of(&bound)?;
            let bytes = bytes_of(&whole, &file.text).ok_or_else(moved)?;
            let call = match &wrapper {
                Wrapper::Macro(call) => file.call_around(inside_of(&bytes, call)),
                Wrapper::Function(_) => None,
            };
            (Shape { whole, has_neighbours, ..inside }, call)
        }
    };
    let bytes = bytes_of(&guard.whole, &file.text).ok_or_else(moved)?;
    if file.text[bytes.clone()].starts_with('#') {
        return Err("its guard has an attribute of its own".to_owned());
    }
    let code = code(&guard, call.as_ref(), &file.text)?;
    expect_no_comment(&guard, &bytes, &code, &file.text)?;
    expect_parameters(&guard, &function)?;
    let text = without_guard(&guard, code, &file.text, &bytes)?;
    expect_function(file, at, &function, &bytes, &text)?;
    let outer = line_indentation(&file.text, at);
    let argument = argument(&guard.on_panic, &function.sig.output, &file.text, outer)?;
    Ok(Rewrite {
        file: site.file.clone(),
        edit: RewriteEdit::Body(Edit { bytes, text }),
        argument,
        no_longer_calls: call.map(|call| call.name),
    })
}

/// A byte in the input of the call.
fn inside_of(bytes: &Range<usize>, call: &syn::Macro) -> usize {
    let first = call.tokens.clone().into_iter().next();
    first.map_or(bytes.end - 1, |first| first.span().byte_range().start)
}

fn moved() -> Why {
    "a macro makes its guard: rewrite it in the macro".to_owned()
}

/// `module` is the file of the call, if the call is in the file's outermost module.
fn find_in_wrapper(
    wrapper: &Wrapper,
    module: Option<&Path>,
    sources: &Sources,
) -> Result<Shape, Why> {
    match wrapper {
        Wrapper::Macro(call) => find_in_macro(call, module, sources),
        Wrapper::Function(call) => function_guard::find(call, module, sources),
    }
}

/// The guard that a macro of the crate expands to.
fn find_in_macro(
    call: &syn::Macro,
    module: Option<&Path>,
    sources: &Sources,
) -> Result<Shape, Why> {
    let (mut name, mut input) = (last_name(call), call.tokens.clone());
    for _ in 0..MAX_DEPTH {
        let expansion = expand(&name, input, sources)?;
        let block: Block = parse(quote!({ #expansion })).ok_or_else(why::unknown)?;
        match shape::find(&block.stmts)? {
            End::Guard(shape) if !shape.has_neighbours => return Ok(*shape),
            End::Call { wrapper, has_neighbours: false, .. } => match wrapper {
                Wrapper::Function(call) => return function_guard::find(&call, module, sources),
                Wrapper::Macro(call) => (name, input) = (last_name(&call), call.tokens),
            },
            End::Guard(_) | End::Call { .. } => {
                return Err(format!("the macro `{name}` does more than catch the panic"));
            }
        }
    }
    Err(why::unknown())
}

fn last_name(call: &syn::Macro) -> String {
    call.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default()
}

/// Returns the expansion of a call by the one definition of its macro.
pub(super) fn expand(
    name: &str,
    input: TokenStream,
    sources: &Sources,
) -> Result<TokenStream, Why> {
    let expand = |found: &OwnMacro| found.definition.expand(input.clone()).ok();
    let all = sources.macros(name);
    let mut expansions: Vec<TokenStream> = all.iter().filter_map(expand).collect();
    let first = expansions.pop();
    match first {
        Some(first) if expansions.iter().all(|other| atoms(other) == atoms(&first)) => Ok(first),
        Some(_) => Err(format!("the macro `{name}` has several definitions")),
        None if all.is_empty() => Err(format!(
            "the macro `{name}` is not defined in this crate, so its fallback cannot be read: write \
             `#[ffi_export(fallback = ..)]` by hand"
        )),
        None => Err(format!("no rule of the macro `{name}` fits this call")),
    }
}

/// The text that replaces the guard: the code inside of it.
fn without_guard(
    guard: &Shape,
    code: Range<usize>,
    text: &str,
    bytes: &Range<usize>,
) -> Result<String, Why> {
    let is_block = expression::plain_block(&guard.body).is_some();
    if is_block && !guard.is_discarded && guard.has_neighbours {
        // The names of the code inside must not meet those in front of it.
        let outer = text.get(code.start.saturating_sub(1)..=code.end);
        let braces = outer.filter(|text| text.starts_with('{') && text.ends_with('}'));
        let why = || "there are statements in front of its guard".to_owned();
        return braces.map(str::to_owned).ok_or_else(why);
    }
    let mut inside = unwrapped(text, code, line_indentation(text, bytes.start));
    if guard.is_discarded && !ends_in_semicolon(&guard.body) {
        inside.push(';');
    }
    let mut expected = atoms(&inner(&guard.body));
    if guard.is_discarded && !ends_in_semicolon(&guard.body) {
        expected.push(";".to_owned());
    }
    let is_same = lex(&inside).is_ok_and(|tokens| atoms(&tokens) == expected);
    if is_same { Ok(inside) } else { Err("a comment is behind the code in its guard".to_owned()) }
}

/// The tokens of the code, without the braces around it.
fn inner(body: &Expr) -> TokenStream {
    match expression::plain_block(body) {
        Some(block) => block.stmts.iter().map(ToTokens::to_token_stream).collect(),
        None => body.to_token_stream(),
    }
}

fn ends_in_semicolon(body: &Expr) -> bool {
    expression::plain_block(body)
        .is_some_and(|block| !matches!(block.stmts.last(), Some(Stmt::Expr(_, None))))
}

/// The bytes of the code inside of the guard. In a block, its white space and comments are part of it.
fn code(guard: &Shape, call: Option<&MacroCall>, text: &str) -> Result<Range<usize>, Why> {
    let Some(body) = expression::plain_block(&guard.body) else {
        return bytes_of(&guard.body.to_token_stream(), text).ok_or_else(moved);
    };
    let braces = body.brace_token.span;
    let inside = braces.open().byte_range().end..braces.close().byte_range().start;
    let with_braces = inside.start.saturating_sub(1)..inside.end.saturating_add(1);
    let block = body.to_token_stream();
    if text.get(with_braces).is_some_and(|text| is_text_of(text, &block)) {
        return Ok(inside);
    }
    // The macro puts its input, or a part of it, between braces of its own.
    let call = call.ok_or_else(moved)?;
    let input = call.input.span_open().byte_range().end..call.input.span_close().byte_range().start;
    let statements = inner(&guard.body);
    if is_text_of(&text[input.clone()], &statements) {
        return Ok(input);
    }
    bytes_of(&statements, text).ok_or_else(moved)
}

/// Comments in the guard, outside of the code and the fallback, would be lost.
fn expect_no_comment(
    guard: &Shape,
    bytes: &Range<usize>,
    code: &Range<usize>,
    text: &str,
) -> Result<(), Why> {
    let fallback = match &guard.on_panic {
        OnPanic::Value(value) => bytes_of(value, text),
        _ => None,
    };
    let fallback = fallback.filter(|it| it.start >= bytes.start && it.end <= bytes.end);
    let mut kept = vec![code.clone()];
    kept.extend(fallback);
    kept.sort_by_key(|range| range.start);
    let mut at = bytes.start;
    for range in kept {
        let between = text.get(at..range.start).unwrap_or_default();
        if has_comment(between) {
            return Err("a comment in its guard would be lost".to_owned());
        }
        at = range.end;
    }
    match has_comment(text.get(at..bytes.end).unwrap_or_default()) {
        true => Err("a comment in its guard would be lost".to_owned()),
        false => Ok(()),
    }
}

/// A fallback can use parameters that are `Copy`. It has the value that C passed, not one that the function assigned.
fn expect_parameters(guard: &Shape, function: &ItemFn) -> Result<(), Why> {
    let OnPanic::Value(value) = &guard.on_panic else { return Ok(()) };
    let used = words(value);
    for input in &function.sig.inputs {
        let syn::FnArg::Typed(input) = input else { continue };
        let names = words(&input.pat.to_token_stream());
        let named = names.iter().find(|name| used.contains(name));
        let Some(name) = named else { continue };
        if matches!(&*input.pat, syn::Pat::Ident(pattern) if pattern.mutability.is_some()) {
            return Err(format!("its fallback uses the parameter `{name}`, which is `mut`"));
        }
        if !is_copy(&input.ty) {
            return Err(format!(
                "its fallback uses the parameter `{name}`, which may not be `Copy`"
            ));
        }
    }
    Ok(())
}

/// Whether a type is `Copy`, as far as the source tells.
fn is_copy(ty: &syn::Type) -> bool {
    match ty {
        syn::Type::Ptr(_) | syn::Type::FnPtr(_) => true,
        syn::Type::Reference(reference) => reference.mutability.is_none(),
        syn::Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            last.arguments.is_empty() && last.ident.to_string().starts_with(char::is_lowercase)
        }),
        _ => false,
    }
}

/// The new text must be a function that differs in its body alone.
fn expect_function(
    file: &SourceFile,
    at: usize,
    function: &ItemFn,
    bytes: &Range<usize>,
    text: &str,
) -> Result<(), Why> {
    let end = function.block.brace_token.span.close().byte_range().end;
    let new = format!("{}{text}{}", &file.text[at..bytes.start], &file.text[bytes.end..end]);
    let parsed: Option<ItemFn> = lex(&new).ok().and_then(parse);
    let same = parsed.is_some_and(|new| {
        atoms(&new.sig.to_token_stream()) == atoms(&function.sig.to_token_stream())
    });
    if same { Ok(()) } else { Err(why::unknown()) }
}

/// The name of the site's function: unknown sites have none.
fn function_byte(site: &GuardSite) -> Result<usize, Why> {
    site.function.ok_or_else(|| "its text is not in one piece".to_owned())
}
