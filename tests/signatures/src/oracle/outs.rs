//! Models out-parameters for texts and lists.

use super::body::Run;
use crate::call::Mode;
use crate::digest::Digest;
use crate::model::Kind;

impl Run<'_> {
    /// Writes to an out-parameter. The value is made even if the caller has no memory for it.
    pub(super) fn write_owned(&mut self, index: usize, kind: &Kind) {
        let mut digest = Digest::default();
        digest.word(1);
        let mut has_nul = false;
        match kind {
            Kind::OutText { c_string, .. } => {
                digest.bytes(self.text(*c_string).as_bytes());
                has_nul = !c_string && self.call.mode == Mode::ReturnNul;
            }
            Kind::OutList { of, .. } => {
                let values = self.values(of);
                digest.word(values.len() as u64);
                values.iter().for_each(|value| self.library.types.fold(of, value, &mut digest));
            }
            _ => return,
        }
        if let Some((storage, _)) = self.call.place(index) {
            self.written[storage] = Some(digest);
            self.has_nul |= has_nul;
        }
    }

    /// Returns the digest of a variable for a text or a list after the call.
    pub(super) fn slot(&self, storage: usize, passed: bool) -> u64 {
        let mut digest = Digest::default();
        match self.written[storage] {
            Some(written) if passed => digest = written,
            // Null since the body began, or unchanged.
            _ => digest.word(if self.cleared { 0 } else { 2 }),
        }
        digest.0
    }
}
