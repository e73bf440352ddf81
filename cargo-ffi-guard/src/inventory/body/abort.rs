//! Blocks that end the process: a panic on the way cannot unwind to C, because the process ends then too.

use super::path::{borrowed, of_expression};
use super::{Judge, quiet};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Block, Expr, Stmt};

impl Judge<'_> {
    /// Whether the block always reaches `abort()`: its last expression, or the last one of an `unsafe` block at its end.
    pub(super) fn ends_the_process(&self, block: &Block) -> bool {
        self.ends_in_abort(block) && !leaves(block.to_token_stream())
    }

    fn ends_in_abort(&self, block: &Block) -> bool {
        let mut block = block;
        loop {
            match block.stmts.last() {
                Some(Stmt::Expr(Expr::Unsafe(inner), _)) => block = &inner.block,
                Some(Stmt::Expr(Expr::Call(call), _)) if call.args.is_empty() => {
                    let Expr::Path(path) = &*call.func else { return false };
                    return self.is_abort(&borrowed(&of_expression(path)));
                }
                _ => return false,
            }
        }
    }

    fn is_abort(&self, path: &[&str]) -> bool {
        let own = self.guards.functions.guards("abort").is_some() || self.is_bound(path);
        path.last() == Some(&"abort") && quiet::is_function(path) && (quiet::is_std(path) || !own)
    }
}

/// Whether a token may leave the block before its end.
fn leaves(tokens: TokenStream) -> bool {
    let mut waiting = vec![tokens];
    while let Some(tokens) = waiting.pop() {
        for tree in tokens {
            match tree {
                TokenTree::Group(group) => waiting.push(group.stream()),
                TokenTree::Ident(word)
                    if word == "return" || word == "break" || word == "continue" =>
                {
                    return true;
                }
                TokenTree::Punct(punct) if punct.as_char() == '?' => return true,
                _ => {}
            }
        }
    }
    false
}
