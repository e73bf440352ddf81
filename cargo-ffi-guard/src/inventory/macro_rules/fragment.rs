//! The kinds of fragments that a variable of a matcher may have.

use super::tokens::{LONGEST, is_punct, token_length};
use proc_macro2::{Delimiter, TokenTree};
use syn::buffer::Cursor;
use syn::parse::{Parse, ParseStream};
use syn::{Block, Expr, Item, Meta, Pat, Token, Type, TypePath, Visibility};

/// A kind of fragment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fragment {
    Block,
    Expr,
    Ident,
    Item,
    Lifetime,
    Literal,
    Meta,
    Pat,
    PatParam,
    Path,
    Stmt,
    Tt,
    Ty,
    Vis,
}

impl Fragment {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "block" => Self::Block,
            "expr" | "expr_2021" => Self::Expr,
            "ident" => Self::Ident,
            "item" => Self::Item,
            "lifetime" => Self::Lifetime,
            "literal" => Self::Literal,
            "meta" => Self::Meta,
            "pat" => Self::Pat,
            "pat_param" => Self::PatParam,
            "path" => Self::Path,
            "stmt" => Self::Stmt,
            "tt" => Self::Tt,
            "ty" => Self::Ty,
            "vis" => Self::Vis,
            _ => return None,
        })
    }

    /// Takes the fragment that the input starts with. If there is none of this kind, returns what was read.
    pub(super) fn take(self, input: ParseStream<'_>) -> Result<Vec<TokenTree>, Vec<TokenTree>> {
        let trees = match self.length(&ahead(input.cursor())) {
            Some(length) => take(input, length),
            None => self.parse(input)?,
        };
        if trees.is_empty() && self != Self::Vis { Err(trees) } else { Ok(trees) }
    }

    /// How many trees the fragment has, for the kinds that the first tokens tell. Zero if there is none of the kind.
    fn length(self, ahead: &[TokenTree]) -> Option<usize> {
        let found = |found| usize::from(found);
        Some(match (self, ahead) {
            (Self::Tt, _) => token_length(ahead),
            (Self::Ident, [TokenTree::Ident(word), ..]) => found(word != "_"),
            (Self::Lifetime, [quote, ..]) if is_punct(quote, '\'') => token_length(ahead),
            (Self::Literal, [minus, TokenTree::Literal(_), ..]) if is_punct(minus, '-') => 2,
            (Self::Literal, [TokenTree::Literal(_), ..]) => 1,
            (Self::Literal, [TokenTree::Ident(word), ..]) => {
                found(word == "true" || word == "false")
            }
            (Self::Block, [TokenTree::Group(group), ..]) => {
                found(group.delimiter() == Delimiter::Brace)
            }
            (Self::Ident | Self::Lifetime | Self::Literal | Self::Block, _) => 0,
            _ => return None,
        })
    }

    fn parse(self, input: ParseStream<'_>) -> Result<Vec<TokenTree>, Vec<TokenTree>> {
        match self {
            Self::Expr => parse(input, Expr::parse),
            Self::Item => parse(input, Item::parse),
            Self::Meta => parse(input, Meta::parse),
            Self::Pat => parse(input, Pat::parse_multi_with_leading_vert),
            Self::PatParam => parse(input, Pat::parse_single),
            Self::Path => parse(input, TypePath::parse),
            Self::Stmt => parse(input, statement),
            Self::Ty => parse(input, Type::parse),
            Self::Vis => parse(input, Visibility::parse),
            _ => Err(Vec::new()),
        }
    }
}

/// The trees at the cursor, as many as tell what the first token is.
fn ahead(cursor: Cursor<'_>) -> Vec<TokenTree> {
    let mut trees = Vec::with_capacity(LONGEST);
    let mut cursor = cursor;
    while trees.len() < LONGEST
        && let Some((tree, rest)) = cursor.token_tree()
    {
        trees.push(tree);
        cursor = rest;
    }
    trees
}

/// Takes this many trees.
pub(super) fn take(input: ParseStream<'_>, length: usize) -> Vec<TokenTree> {
    take_while(input, |taken, _| taken < length)
}

/// Takes the trees that the parser reads. The cost depends on their number, not on the rest of the input.
fn parse<T>(
    input: ParseStream<'_>,
    parser: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
) -> Result<Vec<TokenTree>, Vec<TokenTree>> {
    let fork = input.fork();
    let parsed = parser(&fork);
    let end = fork.cursor();
    let trees = take_while(input, |_, cursor| cursor != end);
    // The parser may end inside an invisible group, which has no place in the input.
    if parsed.is_ok() && input.cursor() == end { Ok(trees) } else { Err(trees) }
}

fn take_while(
    input: ParseStream<'_>,
    wanted: impl Fn(usize, Cursor<'_>) -> bool,
) -> Vec<TokenTree> {
    let taken = input.step(|cursor| {
        let mut trees = Vec::new();
        let mut cursor = *cursor;
        while wanted(trees.len(), cursor)
            && let Some((tree, rest)) = cursor.token_tree()
        {
            trees.push(tree);
            cursor = rest;
        }
        Ok((trees, cursor))
    });
    taken.unwrap_or_default()
}

/// A statement without its semicolon, or the semicolon of an empty one.
fn statement(input: ParseStream<'_>) -> syn::Result<()> {
    if input.peek(Token![let]) {
        return local(input);
    }
    if input.peek(Token![;]) {
        return input.parse::<Token![;]>().map(drop);
    }
    let fork = input.fork();
    if fork.parse::<Expr>().is_ok() {
        input.parse::<Expr>().map(drop)
    } else {
        input.parse::<Item>().map(drop)
    }
}

/// `let pattern: type = value else { .. }`
fn local(input: ParseStream<'_>) -> syn::Result<()> {
    input.parse::<Token![let]>()?;
    Pat::parse_multi_with_leading_vert(input)?;
    if input.parse::<Option<Token![:]>>()?.is_some() {
        input.parse::<Type>()?;
    }
    if input.parse::<Option<Token![=]>>()?.is_some() {
        input.parse::<Expr>()?;
    }
    if input.parse::<Option<Token![else]>>()?.is_some() {
        input.parse::<Block>()?;
    }
    Ok(())
}
