//! Blocks that end the process: a panic on the way cannot unwind to C, because the process ends then too.

use super::path::{borrowed, of_expression};
use super::{Judge, quiet};
use crate::sources::leaves;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Block, Expr, Stmt};

impl Judge<'_> {
    /// Whether the block always reaches `abort()`: its last expression, or the last one of an `unsafe` block at its end.
    pub(super) fn ends_the_process(&self, block: &Block) -> bool {
        self.ends_in_abort(block) && !may_leave(block.to_token_stream())
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
fn may_leave(tokens: TokenStream) -> bool {
    leaves(tokens).any(|tree| match tree {
        TokenTree::Ident(word) => word == "return" || word == "break" || word == "continue",
        TokenTree::Punct(punct) => punct.as_char() == '?',
        _ => false,
    })
}
