//! Blocks that end the process: what they do on the way cannot unwind to C.

use super::super::quiet;
use super::Judge;
use super::path::read_path;

impl Judge<'_, '_> {
    /// Whether a block goes straight to `abort()`, as its last expression or in an `unsafe` block
    /// there: a panic on the way, while it says why, would end the process as well.
    pub(super) fn ends_the_process(&self, open: usize) -> bool {
        let Some(call) = self.final_abort(open) else { return false };
        !(open..call).any(|at| {
            matches!(self.tokens.keyword(at), Some("return" | "break" | "continue"))
                || self.tokens.is(at, b'?')
        })
    }

    /// The `abort` with whose call the block ends.
    fn final_abort(&self, open: usize) -> Option<usize> {
        let (mut open, mut close) = (open, self.tokens.partner(open));
        loop {
            let semicolon = self.tokens.is(close.saturating_sub(1), b';');
            let last = close.checked_sub(1 + usize::from(semicolon))?;
            let inner = self.tokens.partner(last);
            if inner <= open || inner >= last {
                return None;
            }
            if self.tokens.opens(inner, b'{') && self.tokens.keyword(inner - 1) == Some("unsafe") {
                (open, close) = (inner, last);
                continue;
            }
            let call = self.path_start(inner - 1);
            let method = self.tokens.is(call.wrapping_sub(1), b'.');
            let aborts = self.tokens.word(inner - 1) == Some("abort")
                && !method
                && call > open
                && self.is_abort(&read_path(self.tokens, call).0);
            return (aborts && self.tokens.opens(inner, b'(') && inner + 1 == last).then_some(call);
        }
    }

    fn is_abort(&self, path: &[&str]) -> bool {
        let own = self.guards.functions.contains_key("abort");
        quiet::is_function(path) && (quiet::is_std(path) || !own)
    }

    /// Where the path begins whose last segment stands at `at`.
    fn path_start(&self, mut at: usize) -> usize {
        while at >= 3
            && self.tokens.is(at - 1, b':')
            && self.tokens.is(at - 2, b':')
            && self.tokens.word(at - 3).is_some()
        {
            at -= 3;
        }
        at
    }
}
