//! Broken or malicious sources lead to a clear error, without a panic or a hang.

use crate::tree::{Tree, manifest};
use cargo_ffi_guard::cli::Check;
use cargo_ffi_guard::inventory::{InventoryOptions, take_inventory};
use std::fs::File;

const MANY: usize = 40_000;

/// Returns the error for a library with this text.
fn failure(text: &[u8]) -> String {
    let tree = Tree::package(&[]);
    tree.write("src/lib.rs", text);
    tree.failure()
}

/// Returns the number of exports found in the text.
fn exports(text: &str) -> usize {
    let tree = Tree::package(&[("src/lib.rs", text)]);
    let report = tree.check(Check { callbacks: true, ..Check::default() });
    report.map_or_else(|failure| panic!("{failure}"), |report| report.exports.len())
}

#[test]
fn broken_files_are_named_with_their_place() {
    let cases: &[(&[u8], &str, &str)] = &[
        (
            b"#[no_mangle] fn f() {}\n  /* never closed",
            "a block comment is not closed",
            "src/lib.rs:2:3",
        ),
        (b"const A: &str = \"", "a string is not closed", "src/lib.rs:1:17"),
        (b"fn f() { (\n", "a bracket is not closed", "src/lib.rs:1:8"),
        (b"fn f() }\n", "a bracket is closed that was never opened", "src/lib.rs:1:8"),
        (b"fn f() {} // \xFF", "the file is not UTF-8", "src/lib.rs:1:1"),
        (b"\x7FELF\x02\x01\x01\x00\xC0\xDE", "the file is not UTF-8", "src/lib.rs:1:1"),
        (b"mod gone;", "exist", "src/lib.rs:1:1"),
    ];
    for (text, what, place) in cases {
        let failure = failure(text);
        assert!(failure.contains(what) && failure.contains(place), "{failure}");
        assert!(failure.contains("= help: "), "{failure}");
    }
}

#[test]
fn several_broken_files_are_counted() {
    let tree = Tree::package(&[
        ("src/lib.rs", "mod a; mod b; mod c;"),
        ("src/a.rs", "{"),
        ("src/b.rs", ""),
    ]);
    tree.write("src/c.rs", b"\xFF");
    let failure = tree.failure();
    assert!(failure.contains("(and 1 more)") && failure.contains("src/a.rs:1:1"), "{failure}");
}

#[test]
fn a_huge_file_is_refused() {
    let tree = Tree::package(&[("src/lib.rs", "mod huge;")]);
    let huge = File::create(tree.path("src/huge.rs")).expect("a writable directory");
    huge.set_len(100 << 20).expect("a sparse file");
    let failure = tree.failure();
    assert!(failure.contains("larger than 64 MiB") && failure.contains("src/huge.rs"), "{failure}");
}

#[test]
fn a_large_file_is_read() {
    let text =
        "#[no_mangle] pub extern \"C\" fn f() { catch_unwind(|| work()).ok(); }\n".repeat(200);
    let padding = format!("// {}\n", "x".repeat(1000)).repeat(20_000);
    assert_eq!(exports(&format!("{padding}{text}")), 200);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end() {
    use std::os::unix::fs::symlink;
    let tree = Tree::package(&[
        ("src/lib.rs", "mod a; mod me;\n#[no_mangle] fn f() {}"),
        ("src/a/mod.rs", "mod a; #[no_mangle] fn g() {}"),
    ]);
    symlink(tree.path("src/a"), tree.path("src/a/a")).expect("a link");
    symlink(tree.path("src/lib.rs"), tree.path("src/me.rs")).expect("a link");
    let report = tree.check(Check::default()).expect("readable");
    let symbols: Vec<_> = report.exports.iter().map(|export| export.symbol.as_str()).collect();
    assert_eq!(symbols, ["f", "g"]);
    symlink(tree.path("src/loop.rs"), tree.path("src/loop.rs")).expect("a link");
    tree.write("src/lib.rs", b"#[path = \"loop.rs\"] mod l;");
    assert!(tree.failure().contains("exist"), "{}", tree.failure());
}

#[cfg(unix)]
#[test]
fn a_device_is_not_read() {
    let tree = Tree::package(&[("src/lib.rs", "#[path = \"/dev/zero\"] mod zero;")]);
    let failure = tree.failure();
    assert!(failure.contains("not a regular file"), "{failure}");
}

#[test]
fn nesting_costs_no_stack() {
    for (open, close) in [
        ("(", ")"),
        ("{", "}"),
        ("mod m {", "}"),
        ("m!{", "}"),
        ("#[cfg(a)] {", "}"),
        ("fn f() {", "}"),
    ] {
        let found = exports(&nested(open, close));
        assert!(found >= 1, "{open:.20}");
    }
}

/// The code of a function around this nesting.
fn nested(open: &str, close: &str) -> String {
    let depth = MANY / 4;
    let (open, close) = (open.repeat(depth), close.repeat(depth));
    format!("#[no_mangle] fn f() {{ {open} {close} }}")
}

/// These are not Rust, or nest deeper than is parsed.
#[test]
fn nesting_that_is_not_parsed_is_not_read() {
    for (open, close) in [
        ("|| ", ""),
        ("catch_unwind(|| ", ")"),
        ("extern \"C\" fn ", ""),
        ("A<", ">"),
        ("let x = ", ""),
        ("((((((((((", "))))))))))"),
    ] {
        let failure = failure(nested(open, close).as_bytes());
        assert!(failure.contains("not read"), "{open:.20}: {failure}");
    }
}

#[test]
fn repetition_costs_no_more_than_its_length() {
    for piece in [
        "#[no_mangle] extern \"C\" fn f() { catch_unwind(|| {}) }\n",
        "extern \"C\" fn f(",
        "extern \"C\" fn f() -> A<",
        "#[no_mangle] fn f() -> ",
        "#[no_mangle] ",
        "#[catch_panic] extern \"C\" fn f() {} ",
        "catch_unwind(|",
        "m!(a); ",
    ] {
        let text = piece.repeat(MANY / 4);
        let tree = Tree::package(&[("src/lib.rs", &text)]);
        // It does not matter whether the text is rejected.
        let _ = tree.check(Check { callbacks: true, ..Check::default() });
    }
}

#[test]
fn macros_do_not_multiply() {
    let double =
        "macro_rules! d { ($($t:tt)*) => { d! { $($t)* $($t)* } #[no_mangle] fn f() {} } }";
    let forever = "macro_rules! m { ($n:ident) => { #[no_mangle] fn $n() {} m!($n); } }";
    let deep =
        "macro_rules! t { ($a:tt $($b:tt)*) => { t!($($b)*); #[no_mangle] fn $a() {} }; () => {} }";
    let twice = "macro_rules! w { ($n:ident) => { w!(a); #[no_mangle] fn $n() {} w!(b); } }";
    let many = "a ".repeat(2_000);
    let text = format!(
        "{double}\nd! {{ x y z }}\n{forever}\nm!(g);\n{deep}\nt! {{ {many} }}\n{twice}\nw!(h);\n"
    );
    let tree = Tree::package(&[("src/lib.rs", &text)]);
    let report = tree.check(Check::default()).expect("readable");
    let stopped = report.notes.iter().filter(|note| note.what.contains("too deep or too long"));
    assert!(stopped.count() >= 2, "{:#?}", report.notes);
}

#[test]
fn what_is_not_looked_through_is_told() {
    let guard = "macro_rules! g { ($e:expr) => { std::panic::catch_unwind(|| $e) } }\n";
    let function = "#[no_mangle] extern \"C\" fn f() { g!(1).ok(); }\n";
    let notes = |functions: usize| {
        let tree =
            Tree::package(&[("src/lib.rs", &format!("{guard}{}", function.repeat(functions)))]);
        let report = tree.check(Check::default()).expect("readable");
        report.notes.iter().filter(|note| note.what.contains("looked through")).count()
    };
    assert_eq!((notes(100), notes(MANY / 4)), (0, 1));
}

#[test]
fn a_call_that_is_too_long_once_expanded_is_told_as_that() {
    let double =
        "macro_rules! d { ($($t:tt)*) => { #[no_mangle] fn f() { $($t)* $($t)* $($t)* $($t)* } } }";
    let long = "a ".repeat(1 << 18);
    let tree = Tree::package(&[(
        "src/lib.rs",
        &format!("{double}\n{}", format!("d! {{ {long} }}\n").repeat(8)),
    )]);
    let report = tree.check(Check::default()).expect("readable");
    assert!(report.notes.iter().any(|note| note.what.contains("too deep or too long")));
    assert!(!report.notes.iter().any(|note| note.what.contains("no rule")), "{:#?}", report.notes);
}

#[test]
fn every_piece_of_a_difficult_file_is_survived() {
    let text = include_str!("cases/macros.rs");
    let ends: Vec<usize> = (0..text.len()).filter(|end| text.is_char_boundary(*end)).collect();
    let tree = Tree::package(&[]);
    for pair in ends.chunks(64) {
        for piece in [&text[..pair[0]], &text[pair[0]..]] {
            tree.write("src/lib.rs", piece.as_bytes());
            let root = tree.path("src/lib.rs");
            let options = InventoryOptions { callbacks: true, ..InventoryOptions::default() };
            take_inventory(&root, &options).expect("threads");
        }
    }
}

/// The longest parameter types that are parsed.
#[test]
fn parameters_of_the_c_form_may_nest() {
    let tree = Tree::empty();
    let depends = "[dependencies]\nffi-guard-runtime = \"1\"\n";
    tree.write("Cargo.toml", manifest("sample", depends).as_bytes());
    for (open, close) in [("&", ""), ("(", ")"), ("Option<", ">"), ("extern \"C\" fn() -> ", "")] {
        let levels = 4000 / (open.len() + close.len());
        let ty = format!("{}u8{}", open.repeat(levels), close.repeat(levels));
        let source =
            format!("#[ffi_export] #[no_mangle] extern \"C\" fn f(x: {ty}, on: bool) {{}}");
        tree.write("src/lib.rs", source.as_bytes());
        let options = Check { pedantic: true, ..Check::default() };
        let report = tree.check(options).unwrap_or_else(|failure| panic!("{open}: {failure}"));
        assert!(report.notes.iter().any(|note| note.what.contains("`on: bool`")), "{open}");
    }
}

/// The pieces of random text.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "#[no_mangle]", "extern \"C\"", "fn f", "(", ")", "{", "}", "[", "]", "$", "$(", ")*", ":",
    "::", "<", ">", "macro_rules! m", "=>", "m!", "catch_unwind", "|", "||", "let", "=", ";",
    ",", "'a", "'x'", "\"s\"", "#", "!", "mod n", "static S", "where", "->", "unsafe",
    "cfg_attr", "ident", "tt", "$x:", "$x", ".map", "paste!", "[<", ">]", "concat!",
    "stringify!", "export_name", "move", "\\", "é", "\n",
];

/// Random text, generated from a fixed seed.
#[test]
fn noise_is_survived() {
    let tree = Tree::package(&[]);
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    for _ in 0..3_000 {
        let mut text = String::new();
        for _ in 0..60 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let index = usize::try_from(state >> 33).unwrap_or(0) % PIECES.len();
            text += PIECES[index];
            text.push(' ');
        }
        tree.write("src/lib.rs", text.as_bytes());
        let root = tree.path("src/lib.rs");
        let options = InventoryOptions { callbacks: true, ..InventoryOptions::default() };
        take_inventory(&root, &options).expect("threads");
    }
}
