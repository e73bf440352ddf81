//! Descriptions as trees of constants, and the one place where a tree becomes text.
//!
//! It is a tree because a constant of a generic type cannot be an array whose length depends on the type. The text is
//! written where all types are known, in the initializer of the record.

/// A part of a description.
#[derive(Clone, Copy)]
pub enum Piece {
    /// JSON as it is.
    Json(&'static str),
    /// The characters of a JSON string, which may need an escape.
    Characters(&'static str),
    /// A JSON number.
    Number(i128),
    /// Other parts, in order.
    Pieces(&'static [Self]),
}

/// Returns the text, or an empty one.
#[must_use]
pub const fn or_empty(text: Option<&'static str>) -> &'static str {
    match text {
        Some(text) => text,
        None => "",
    }
}

/// Returns the length of the text of a description, in bytes.
pub(super) const fn length(pieces: &[Piece]) -> usize {
    let (mut sum, mut at) = (0, 0);
    while at < pieces.len() {
        sum += match &pieces[at] {
            Piece::Json(text) => text.len(),
            Piece::Characters(text) => text.len() + escapes(text.as_bytes()),
            Piece::Number(number) => digits(*number),
            Piece::Pieces(pieces) => length(pieces),
        };
        at += 1;
    }
    sum
}

const fn escapes(text: &[u8]) -> usize {
    let (mut count, mut at) = (0, 0);
    while at < text.len() {
        count += is_escaped(text[at]) as usize;
        at += 1;
    }
    count
}

const fn is_escaped(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\')
}

/// Returns the number of characters of a number, including the sign.
const fn digits(mut number: i128) -> usize {
    let mut count = if number < 0 { 2 } else { 1 };
    while number / 10 != 0 {
        number /= 10;
        count += 1;
    }
    count
}

/// Writes the text of a description into `to` from `at` on. Returns the end.
pub(super) const fn write(to: &mut [u8], mut at: usize, pieces: &[Piece]) -> usize {
    let mut next = 0;
    while next < pieces.len() {
        at = match &pieces[next] {
            Piece::Json(text) => copy(to, at, text.as_bytes()),
            Piece::Characters(text) => escaped(to, at, text.as_bytes()),
            Piece::Number(number) => decimal(to, at, *number),
            Piece::Pieces(pieces) => write(to, at, pieces),
        };
        next += 1;
    }
    at
}

/// Copies at once: the compiler interprets a loop of constants slowly.
const fn copy(to: &mut [u8], at: usize, text: &[u8]) -> usize {
    assert!(at + text.len() <= to.len());
    // SAFETY: the source is as long as that, the destination by the assertion; a `&mut` does not overlap a `&`.
    unsafe {
        std::ptr::copy_nonoverlapping(text.as_ptr(), to.as_mut_ptr().add(at), text.len());
    }
    at + text.len()
}

const fn escaped(to: &mut [u8], mut at: usize, text: &[u8]) -> usize {
    let mut next = 0;
    while next < text.len() {
        if is_escaped(text[next]) {
            to[at] = b'\\';
            at += 1;
        }
        // JSON has no control characters in strings. No symbol of a linker has one.
        to[at] = if text[next] < b' ' { b' ' } else { text[next] };
        at += 1;
        next += 1;
    }
    at
}

const fn decimal(to: &mut [u8], at: usize, number: i128) -> usize {
    let end = at + digits(number);
    if number < 0 {
        to[at] = b'-';
    }
    let (mut left, mut place) = (number.unsigned_abs(), end);
    loop {
        place -= 1;
        to[place] = b'0' + (left % 10) as u8;
        left /= 10;
        if left == 0 {
            return end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(pieces: &[Piece]) -> String {
        let mut bytes = vec![0; length(pieces)];
        assert_eq!(write(&mut bytes, 0, pieces), bytes.len());
        String::from_utf8(bytes).expect("UTF-8")
    }

    #[test]
    fn numbers_are_decimal() {
        for number in [0, 7, 10, -1, -10, i128::from(u64::MAX), i128::MAX, i128::MIN] {
            assert_eq!(text(&[Piece::Number(number)]), number.to_string());
        }
    }

    #[test]
    fn characters_are_escaped_and_json_is_not() {
        const INNER: &[Piece] = &[Piece::Json("\"x\":"), Piece::Number(1)];
        let pieces = [Piece::Json("{\""), Piece::Characters("a\"b\\\n"), Piece::Pieces(INNER)];
        assert_eq!(text(&pieces), "{\"a\\\"b\\\\ \"x\":1");
    }
}
