//! Which files belong to the crate. Where every predicate holds, rustc must read the same ones.

use super::{Case, case, check, rustc, scan};

const EXPORT: &str = "#[unsafe(no_mangle)] pub extern \"C\" fn f() {}";

/// Files that do compile, so that rustc can say which of them it reads.
const TREES: &[Case] = &[
    case(
        "beside the root",
        &[("lib.rs", "mod a; mod r#async;"), ("a.rs", ""), ("async.rs", EXPORT)],
        &["async.rs:1:10 NoMangle Function f = f"],
    ),
    case(
        "mod.rs",
        &[("lib.rs", "mod a;"), ("a/mod.rs", "mod b;"), ("a/b.rs", "mod c;"), ("a/b/c.rs", EXPORT)],
        &["a/b/c.rs:1:10 NoMangle Function f = f"],
    ),
    case(
        "a root of any name",
        &[("src/main.rs", "fn main() {} mod a { mod b; }"), ("src/a/b.rs", EXPORT)],
        &["src/a/b.rs:1:10 NoMangle Function f = f"],
    ),
    case(
        "inline modules in a file that is no mod.rs",
        &[
            ("lib.rs", "mod a;"),
            ("a.rs", "mod b { mod c; #[path = \"p.rs\"] mod d; }"),
            ("a/b/c.rs", ""),
            ("a/b/p.rs", EXPORT),
        ],
        &["a/b/p.rs:1:10 NoMangle Function f = f"],
    ),
    case(
        "path in such a file, and the modules of the file it names",
        &[
            ("lib.rs", "mod a;"),
            ("a.rs", "#[path = \"p.rs\"] mod b;"),
            ("p.rs", "mod c;"),
            ("c.rs", EXPORT),
        ],
        &["c.rs:1:10 NoMangle Function f = f"],
    ),
    case(
        "path in inline modules of a mod.rs",
        &[
            ("lib.rs", "mod a;"),
            ("a/mod.rs", "mod b { #[path = \"p.rs\"] mod c; }"),
            ("a/b/p.rs", EXPORT),
        ],
        &["a/b/p.rs:1:10 NoMangle Function f = f"],
    ),
    case(
        "path on inline modules names a directory",
        &[
            (
                "lib.rs",
                "#[path = \"x\"] mod a { mod b; } mod c { #![path = \"y\"] mod d; mod e { mod g; } }",
            ),
            ("x/b.rs", ""),
            ("y/d.rs", ""),
            ("y/e/g.rs", EXPORT),
        ],
        &["y/e/g.rs:1:10 NoMangle Function f = f"],
    ),
    case(
        "the first path decides",
        &[
            ("lib.rs", "#[path = \"a.rs\"] #[path = \"b.rs\"] mod x;"),
            ("a.rs", EXPORT),
            ("b.rs", EXPORT),
        ],
        &["a.rs:1:10 NoMangle Function f = f"],
    ),
    case(
        "modules in blocks",
        &[
            ("lib.rs", "mod a;"),
            (
                "a.rs",
                "pub fn f() { #[path = \"p.rs\"] mod b; mod c { #[path = \"q.rs\"] mod d; } }",
            ),
            ("p.rs", ""),
            ("c/q.rs", EXPORT),
            ("a/c/q.rs", EXPORT),
        ],
        &["c/q.rs:1:10 NoMangle Function f = f"],
    ),
    case(
        "include, and modules of the included file",
        &[("lib.rs", "mod a { include!(\"i/x.rs\"); }"), ("i/x.rs", "mod b;"), ("i/b.rs", EXPORT)],
        &["i/b.rs:1:10 NoMangle Function f = f"],
    ),
    case(
        "include from a file in a directory",
        &[
            ("lib.rs", "mod a;"),
            ("a/mod.rs", "mod b { core::include!{\"../y.rs\"} }"),
            ("y.rs", EXPORT),
        ],
        &["a/../y.rs:1:10 NoMangle Function f = f"],
    ),
    case(
        "include of what a build script wrote",
        &[("lib.rs", "include!(concat!(env!(\"OUT_DIR\"), \"/g.rs\"));"), ("out/g.rs", EXPORT)],
        &["out/g.rs:1:10 NoMangle Function f = f"],
    ),
    case(
        "include of an expression",
        &[
            ("lib.rs", "pub fn g() -> u8 { include!(\"e.in\") }"),
            ("e.in", "{ #[unsafe(no_mangle)] fn f() {} 1 }"),
        ],
        &["e.in:1:12 NoMangle Function f = f"],
    ),
    case(
        "cfg_attr with a path that holds",
        &[("lib.rs", "#[cfg_attr(all(), path = \"a.rs\")] mod x;"), ("a.rs", EXPORT)],
        &["a.rs:1:10 NoMangle Function f = f, if all()"],
    )
    .unseen(&["lib.rs:1:35 neither `x.rs` nor `x/mod.rs` exists, if not(all())"]),
    case(
        "macro calls",
        &[
            ("lib.rs", "macro_rules! m { ($($i:item)*) => { $($i)* } } m! { mod a; }"),
            ("a.rs", EXPORT),
        ],
        &["a.rs:1:10 NoMangle Function f = f"],
    ),
];

#[test]
fn modules_are_found() {
    check(TREES);
}

#[test]
fn rustc_reads_the_same_files() {
    let mut failures = String::new();
    for case in TREES {
        let tree = super::Tree::new(case.files);
        let root = case.files[0].0;
        let canonical = |path: &std::path::PathBuf| path.canonicalize().expect("it was read");
        let mut ours: Vec<_> = scan(&tree, root).files.iter().map(canonical).collect();
        let mut theirs: Vec<_> = rustc::files(&tree, root).iter().map(canonical).collect();
        ours.sort();
        theirs.sort();
        if ours != theirs {
            failures += &format!("\n{}\n  scan: {ours:#?}\n  rustc: {theirs:#?}\n", case.about);
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

const CONDITIONAL_PATHS: &[Case] = &[
    case(
        "each under its predicate, the usual file under none of them",
        &[
            ("lib.rs", "#[cfg_attr(a, path = \"p.rs\")] #[cfg_attr(b, path = \"q.rs\")] mod x;"),
            ("p.rs", EXPORT),
            ("q.rs", EXPORT),
            ("x.rs", EXPORT),
        ],
        &[
            "p.rs:1:10 NoMangle Function f = f, if a",
            "q.rs:1:10 NoMangle Function f = f, if not(a) & b",
            "x.rs:1:10 NoMangle Function f = f, if not(a) & not(b)",
        ],
    ),
    case(
        "but not the usual file where it can never be meant",
        &[
            (
                "lib.rs",
                "#[cfg_attr(a, path = \"p.rs\")] #[cfg_attr(not(a), path = \"q.rs\")] mod x;",
            ),
            ("p.rs", ""),
            ("q.rs", EXPORT),
        ],
        &["q.rs:1:10 NoMangle Function f = f, if not(a)"],
    ),
    case(
        "until one that always holds",
        &[
            ("lib.rs", "#[cfg_attr(a, path = \"p.rs\")] #[path = \"q.rs\"] mod x;"),
            ("p.rs", EXPORT),
            ("q.rs", EXPORT),
            ("x.rs", EXPORT),
        ],
        &[
            "p.rs:1:10 NoMangle Function f = f, if a",
            "q.rs:1:10 NoMangle Function f = f, if not(a)",
        ],
    ),
];

#[test]
fn conditional_paths_are_all_followed() {
    check(CONDITIONAL_PATHS);
}

#[test]
fn what_cannot_be_followed_is_said() {
    check(&[
        case("no such module", &[("lib.rs", "#[cfg(a)]\npub mod x;")], &[])
            .unseen(&["lib.rs:2:5 neither `x.rs` nor `x/mod.rs` exists, if a"]),
        case("no such path", &[("lib.rs", "#[path = \"p.rs\"] mod x;")], &[])
            .unseen(&["lib.rs:1:18 `p.rs` does not exist"]),
        case("a computed path", &[("lib.rs", "#[path = concat!(\"p\", \".rs\")] mod x;")], &[])
            .unseen(&["lib.rs:1:31 the `path` of module `x` is not one string literal: its file is not scanned"]),
        case("a conditional directory", &[("lib.rs", "#[cfg_attr(a, path = \"d\")] mod x { mod y; }"), ("x/y.rs", EXPORT)], &[
            "x/y.rs:1:10 NoMangle Function f = f",
        ])
        .unseen(&["lib.rs:1:28 the directory of module `x` depends on a `path` attribute that is conditional or computed: the modules declared in it are looked for where they lie without it"]),
        case("a module named by a macro's caller", &[("lib.rs", "macro_rules! m { ($n:ident) => { mod $n; } }")], &[])
            .unseen(&["lib.rs:1:34 the name of module `$n` is known only to the macro's caller: its file is not scanned, in definition of m"]),
        case("a computed include", &[("lib.rs", "include!(concat!(env!(\"HOME\"), \"/x.rs\"));")], &[])
            .unseen(&["lib.rs:1:1 the path of this `include!` is not known from the source: the file that it includes is not scanned"]),
        case("a directory for a file", &[("lib.rs", "mod x;"), ("x.rs/y", "")], &[])
            .unseen(&["x.rs:1:1 this is not a regular file"]),
    ]);
}
