//! Reading a source file without trusting it.

use std::fs::{File, metadata};
use std::io::{Error, Read};
use std::path::Path;

/// The largest file that is read. It keeps offsets within `u32`, with room to spare.
const MAX_BYTES: u64 = 64 << 20;

/// Reads the text of a regular file of at most 64 MiB. Returns it without its byte order mark, with the length of the
/// mark.
///
/// # Errors
///
/// Says why the file cannot be read.
pub fn read(path: &Path) -> Result<(String, usize), String> {
    let failed = |error: Error| format!("the file cannot be read: {error}");
    // Opening a pipe would wait for a writer, and a device may never end.
    if !metadata(path).map_err(failed)?.is_file() {
        return Err("this is not a regular file".to_owned());
    }
    let mut bytes = Vec::new();
    let mut limited = File::open(path).map_err(failed)?.take(MAX_BYTES + 1);
    limited.read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err("the file is larger than 64 MiB".to_owned());
    }
    let mut text = String::from_utf8(bytes).map_err(|_| "the file is not UTF-8".to_owned())?;
    let mark = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    text.drain(..mark);
    Ok((text, mark))
}

#[cfg(test)]
mod tests {
    use super::super::tests::Tree;
    use super::*;

    #[test]
    fn the_byte_order_mark_is_no_text() {
        let tree = Tree::new(&[("a.rs", "\u{FEFF}fn f() {}")]);
        assert_eq!(read(&tree.path("a.rs")), Ok(("fn f() {}".to_owned(), 3)));
    }

    #[test]
    fn what_cannot_be_scanned_says_why() {
        let tree = Tree::new(&[("a.rs", "")]);
        std::fs::write(tree.path("b.rs"), b"\xFF").expect("writable");
        let message = |name: &str| read(&tree.path(name)).expect_err(name);
        assert_eq!(message("b.rs"), "the file is not UTF-8");
        assert_eq!(message(""), "this is not a regular file");
        assert!(message("none.rs").starts_with("the file cannot be read: "));
        let large = File::create(tree.path("c.rs")).expect("writable");
        large.set_len(MAX_BYTES + 1).expect("sparse file");
        assert_eq!(message("c.rs"), "the file is larger than 64 MiB");
    }
}
