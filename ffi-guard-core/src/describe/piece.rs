//! Descriptions as trees of constants, and the one place where a tree becomes text.
//!
//! It is a tree because a constant of a generic type cannot be an array whose length depends on the type. The text is
//! written where all types are known, in the initializer of the record.
//!
//! The compiler interprets all of it. A call costs it most, so that text is in few and long parts, the length of a type
//! is a constant of its own, and loops take slices apart by patterns.

/// A part of a description.
#[derive(Clone, Copy)]
pub enum Piece {
    /// JSON as it is.
    Json(&'static [u8]),
    /// The characters of a JSON string, which may need an escape.
    Characters(&'static str),
    /// A JSON number.
    Number(i128),
    /// Other parts, in order.
    Pieces(&'static [Self]),
    /// A type in a record.
    Type(&'static Reference),
}

/// A type that a record names.
pub struct Reference {
    ty: &'static [Piece],
    definitions: &'static [Piece],
    /// The length of both, in bytes.
    length: usize,
}

impl Reference {
    pub(super) const fn new(ty: &'static [Piece], definitions: &'static [Piece]) -> Self {
        Self { ty, definitions, length: length(ty) + length(definitions) }
    }
}

/// JSON as it is, and what follows it.
pub type Part = (&'static [u8], Piece);

/// The JSON between the parts of a record and the definitions that its types need.
const DEFINITIONS: &[u8] = b",\"definitions\":[null";
const END: &[u8] = b"]}";

/// Returns the text, or an empty one.
#[must_use]
pub const fn or_empty(text: Option<&'static str>) -> &'static str {
    match text {
        Some(text) => text,
        None => "",
    }
}

/// Returns the length of a record, in bytes.
pub(super) const fn record_length(mut parts: &[Part]) -> usize {
    let mut sum = DEFINITIONS.len() + END.len();
    while let [(json, piece), rest @ ..] = parts {
        sum += json.len() + piece_length(piece);
        parts = rest;
    }
    sum
}

/// Writes a record to the beginning of `to`.
pub(super) const fn write_record(to: &mut [u8], parts: &[Part]) {
    let (mut end, mut left) = (0, parts);
    while let [(json, piece), rest @ ..] = left {
        end = copy(to, end, json);
        end = write_piece(to, end, piece);
        left = rest;
    }
    end = copy(to, end, DEFINITIONS);
    left = parts;
    while let [(_, piece), rest @ ..] = left {
        if let Piece::Type(Reference { definitions: definitions @ [_, ..], .. }) = piece {
            end = write(to, end, definitions);
        }
        left = rest;
    }
    copy(to, end, END);
}

/// Returns the length of the text of some parts, in bytes.
#[must_use]
pub const fn length(mut pieces: &[Piece]) -> usize {
    let mut sum = 0;
    while let [piece, rest @ ..] = pieces {
        sum += piece_length(piece);
        pieces = rest;
    }
    sum
}

const fn piece_length(piece: &Piece) -> usize {
    match piece {
        Piece::Json(json) => json.len(),
        Piece::Characters(text) => text.len() + escapes(text.as_bytes()),
        Piece::Number(number) => digits(*number),
        Piece::Pieces(pieces) => length(pieces),
        Piece::Type(reference) => reference.length,
    }
}

const fn escapes(mut text: &[u8]) -> usize {
    let mut count = 0;
    while let [byte, rest @ ..] = text {
        count += matches!(byte, b'"' | b'\\') as usize;
        text = rest;
    }
    count
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

/// Returns the text of some parts; `SIZE` is its [`length`].
#[must_use]
pub const fn text<const SIZE: usize>(pieces: &[Piece]) -> [u8; SIZE] {
    let mut text = [0; SIZE];
    write(&mut text, 0, pieces);
    text
}

/// Writes the text of some parts into `to` from `at` on. Returns the end.
const fn write(to: &mut [u8], mut at: usize, mut pieces: &[Piece]) -> usize {
    while let [piece, rest @ ..] = pieces {
        at = write_piece(to, at, piece);
        pieces = rest;
    }
    at
}

const fn write_piece(to: &mut [u8], at: usize, piece: &Piece) -> usize {
    match piece {
        Piece::Json(json) => copy(to, at, json),
        Piece::Characters(text) => escaped(to, at, text.as_bytes()),
        Piece::Number(number) => decimal(to, at, *number),
        Piece::Pieces(pieces) => write(to, at, pieces),
        Piece::Type(reference) => write(to, at, reference.ty),
    }
}

const fn copy(to: &mut [u8], at: usize, text: &[u8]) -> usize {
    let end = at + text.len();
    assert!(end <= to.len());
    // SAFETY: the source is as long as that, the destination by the assertion; a `&mut` does not overlap a `&`.
    unsafe {
        std::ptr::copy_nonoverlapping(text.as_ptr(), to.as_mut_ptr().add(at), text.len());
    }
    end
}

const fn escaped(to: &mut [u8], mut at: usize, mut text: &[u8]) -> usize {
    while let [byte, rest @ ..] = text {
        if matches!(byte, b'"' | b'\\') {
            to[at] = b'\\';
            at += 1;
        }
        // JSON has no control characters in strings. No symbol of a linker has one.
        to[at] = if *byte < b' ' { b' ' } else { *byte };
        at += 1;
        text = rest;
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
        const INNER: &[Piece] = &[Piece::Json(b"\"x\":"), Piece::Number(1)];
        let pieces = [Piece::Json(b"{\""), Piece::Characters("a\"b\\\n"), Piece::Pieces(INNER)];
        assert_eq!(text(&pieces), "{\"a\\\"b\\\\ \"x\":1");
    }
}
