//! How fast `check` reads sources: generates a crate of a million lines and lists its exports.
//!
//! ```sh
//! cargo run --release -p cargo-ffi-guard --example throughput            # 1,000,000 lines
//! cargo run --release -p cargo-ffi-guard --example throughput -- 50000   # fewer
//! ```
#![forbid(unsafe_code)]

use cargo_ffi_guard::inventory::{Inventory, InventoryOptions, take_inventory};
use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

/// One file: code as libraries have it, one function in five exported, some by a macro.
const FILE: &str = r##"// A module of the generated crate.

use crate::shape::{Point, Shape};
use std::ffi::{CStr, c_char};
use std::collections::HashMap;

/// The requests of a caller.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// The area, in square metres.
    Area { scale: f64 },
    /// The name, as the author wrote it: "a { brace" opens nothing.
    Name(String),
}

impl Request {
    /// Reads a request from text such as `area 1.5`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut words = text.split_whitespace();
        match (words.next(), words.next()) {
            (Some("area"), Some(scale)) => {
                let scale = scale.parse().map_err(|error| format!("{scale:?}: {error}"))?;
                Ok(Self::Area { scale })
            }
            (Some("name"), Some(name)) => Ok(Self::Name(name.to_owned())),
            other => Err(format!("unknown request {other:?} in \"{text}\"")),
        }
    }
}

fn index<'a>(shapes: &'a [Shape], by: &dyn Fn(&Shape) -> u64) -> HashMap<u64, Vec<&'a Shape>> {
    let mut index: HashMap<u64, Vec<&'a Shape>> = HashMap::new();
    for shape in shapes {
        // Shapes without a name come first.
        index.entry(by(shape)).or_default().push(shape);
    }
    assert!(index.len() <= shapes.len(), "more keys than shapes: {}", index.len());
    index
}

/// The area of a shape.
///
/// # Safety
///
/// `shape` is null or points to a shape.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shape_area_@(shape: *const Shape) -> f64 {
    std::panic::catch_unwind(|| {
        let shape = unsafe { shape.as_ref() }.expect("a shape");
        shape.points.windows(2).map(|pair| pair[0].x * pair[1].y - pair[1].x * pair[0].y).sum()
    })
    .unwrap_or(f64::NAN)
}

/// How many points it has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shape_points_@(shape: *const Shape) -> usize {
    let shape = unsafe { &*shape };
    shape.points.len()
}

ffi_fn! {
    /// Whether two shapes are the same.
    fn shape_equal_@(a: *const Shape, b: *const Shape) -> bool {
        match (unsafe { a.as_ref() }, unsafe { b.as_ref() }) {
            (Some(a), Some(b)) => a == b,
            (None, None) => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_read() {
        assert_eq!(Request::parse("area 2"), Ok(Request::Area { scale: 2.0 }));
        assert_eq!(Request::parse("name x"), Ok(Request::Name("x".to_owned())));
        assert!(Request::parse("other").unwrap_err().contains("unknown"));
    }
}
"##;

const ROOT: &str = r#"macro_rules! ffi_fn {
    ($(#[$doc:meta])* fn $name:ident($($arg:ident: $ty:ty),* $(,)?) -> $ret:ty $body:block) => {
        $(#[$doc])*
        #[unsafe(no_mangle)]
        pub extern "C" fn $name($($arg: $ty),*) -> $ret {
            std::panic::catch_unwind(move || $body).unwrap_or_default()
        }
    };
}
"#;

/// The number of copies of the text in one file.
const COPIES: usize = 10;

fn main() -> io::Result<()> {
    let lines = std::env::args().nth(1).and_then(|lines| lines.parse().ok()).unwrap_or(1_000_000);
    let folder = tempfile::tempdir()?;
    let (lines, bytes) = generate(folder.path(), lines)?;
    let (inventory, time) = fastest_of_three(&folder.path().join("lib.rs"));
    let seconds = time.as_secs_f64();
    println!("{lines} lines, {bytes} bytes in {} files", inventory.files.len());
    let (exports, notes) = (inventory.exports.len(), inventory.notes.len());
    println!("{exports} exports, {notes} notes, {} files not read", inventory.unread.len());
    println!("{seconds:.3} s: {:.0} lines a second", lines as f64 / seconds);
    Ok(())
}

/// Writes the crate; gives its lines and bytes.
fn generate(folder: &Path, wanted: usize) -> io::Result<(usize, usize)> {
    let mut root = ROOT.to_owned();
    let (mut lines, mut bytes, mut file) = (0, 0, 0);
    while lines + root.lines().count() < wanted {
        let copies = (0..COPIES).map(|copy| FILE.replace('@', &format!("{file}_{copy}")));
        let text: String = copies.collect();
        lines += text.lines().count();
        bytes += text.len();
        fs::write(folder.join(format!("m{file}.rs")), text)?;
        root += &format!("mod m{file};\n");
        file += 1;
    }
    fs::write(folder.join("lib.rs"), &root)?;
    Ok((lines + root.lines().count(), bytes + root.len()))
}

fn fastest_of_three(root: &Path) -> (Inventory, Duration) {
    let run = || {
        let start = Instant::now();
        let options = InventoryOptions { callbacks: true, ..InventoryOptions::default() };
        let inventory = take_inventory(root, &options).expect("threads");
        (inventory, start.elapsed())
    };
    let mut best = run();
    for _ in 0..2 {
        let (inventory, time) = run();
        if time < best.1 {
            best = (inventory, time);
        }
    }
    best
}
