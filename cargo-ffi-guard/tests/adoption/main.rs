//! Libraries as their authors wrote them before this project, moved over with the documented commands.
//!
//! `libraries/NAME` is a crate with a C program, `main.c`. Its header is `include/NAME.h`, or cbindgen writes it, with the
//! `cbindgen.toml` of the crate. `steps` has the commands that move the library over. Where they leave something to its
//! author, `by-hand.patch` does it.
//!
//! The table in `table.md` is the measured result. `UPDATE_EXPECT=1 cargo test -p cargo-ffi-guard --test adoption`
//! writes it.
#![forbid(unsafe_code)]

mod library;
mod measured;

use ffi_guard_test_support::paths;
use library::Library;
use measured::Measured;
use std::fs;
use std::thread;

/// The libraries, each with its kind of exports.
const LIBRARIES: [(&str, &str); 6] = [
    ("pattern", "a macro around each function guards it"),
    ("raster", "no guards"),
    ("checks", "`export_name` by a macro"),
    ("ledger", "a status with a message, made from the panic"),
    ("clock", "the header is generated and checked in"),
    ("roster", "an attribute of the workspace exports"),
];

#[test]
fn documented_commands_move_each_library() {
    let rows = thread::scope(|scope| {
        let rows = LIBRARIES.map(|(name, _)| scope.spawn(move || moved(name)));
        rows.map(|row| row.join().unwrap_or_else(|payload| std::panic::resume_unwind(payload)))
    });
    let rows = LIBRARIES.iter().zip(rows).map(|((name, shape), row)| row.to_line(name, shape));
    let table = measured::HEAD.to_owned() + &rows.collect::<String>();
    println!("{table}");
    let file = paths::workspace().join("cargo-ffi-guard/tests/adoption/table.md");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&file, &table).expect("a writable directory");
    }
    let expected = fs::read_to_string(&file).expect("the table");
    assert_eq!(table, expected, "UPDATE_EXPECT=1 writes {}", file.display());
}

/// Moves a library over, and compares it before and after.
fn moved(name: &str) -> Measured {
    let library = Library::new(name);
    let header = library.header();
    library.build();
    let functions: Vec<String> = library.functions().into_keys().collect();
    let output = library.run_program();
    let summary = library.steps();
    let lines = library.changed_lines();
    let needs_author = !library.builds();
    let by_hand = library.by_hand();
    let headers = (!needs_author || by_hand > 0).then(|| {
        library.build();
        assert_eq!(library.run_program(), output, "{name}: the C program sees a difference");
        let states = library.functions();
        let is_open = |name: &&String| states.get(*name).is_none_or(|state| state != "attribute");
        assert_eq!(functions.iter().find(is_open), None, "{name}: not guarded: {states:?}");
        (library.own_header(), library.header() == header)
    });
    Measured { functions: functions.len(), summary, lines, by_hand, headers }
}
