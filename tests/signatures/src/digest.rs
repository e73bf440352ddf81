//! Digests of arguments, and values derived from a digest. The generated libraries and their callers compute the same
//! functions (`templates/`).

/// A digest of a sequence of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Digest(pub(crate) u64);

impl Digest {
    pub(crate) fn new(start: u64) -> Self {
        Self(start)
    }

    pub(crate) fn word(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23);
    }

    /// Adds a length and the bytes.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.word(bytes.len() as u64);
        bytes.iter().for_each(|byte| self.word(u64::from(*byte)));
    }
}

/// A generator of words from a seed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source(u64);

impl Source {
    pub(crate) fn new(start: u64) -> Self {
        Self(start)
    }

    pub(crate) fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(0x1405_7b7e_f767_814f);
        self.0 ^ (self.0 >> 29)
    }
}
