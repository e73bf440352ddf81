//! Byte offsets to lines and columns.

/// Finds line and column of offsets that mostly grow: each step starts where the last one ended, so
/// a file is counted through once however many places are asked for.
pub(super) struct Locator<'a> {
    source: &'a str,
    offset: usize,
    line: usize,
    column: usize,
}

impl<'a> Locator<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, offset: 0, line: 1, column: 1 }
    }

    /// Line and column of a byte offset, both from 1, the column in characters.
    pub(super) fn locate(&mut self, offset: usize) -> (usize, usize) {
        if offset < self.offset {
            *self = Self::new(self.source);
        }
        for &byte in self.source.as_bytes().iter().take(offset).skip(self.offset) {
            if byte == b'\n' {
                (self.line, self.column) = (self.line + 1, 1);
            } else if byte & 0xC0 != 0x80 {
                // Every byte of a character but its first is `10xx_xxxx`.
                self.column += 1;
            }
        }
        self.offset = offset;
        (self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::Locator;

    #[test]
    fn counts_characters_and_lines_in_any_order() {
        let source = "a日\tb\r\nc";
        let mut locator = Locator::new(source);
        assert_eq!(locator.locate(source.find('b').unwrap_or(0)), (1, 4));
        assert_eq!(locator.locate(source.find('c').unwrap_or(0)), (2, 1));
        assert_eq!(locator.locate(1), (1, 2));
        assert_eq!(locator.locate(1), (1, 2));
        assert_eq!(Locator::new("").locate(9), (1, 1));
    }
}
