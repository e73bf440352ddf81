//! Source that is broken or made to do harm: the scan ends, does not panic, and says what it saw.

use super::{Case, Tree, case, check, line, scan, scan_text};

const MANY: usize = 200_000;

const BROKEN: &[Case] = &[
    case("empty", &[("lib.rs", "")], &[]),
    case(
        "a string",
        &[("lib.rs", "#[no_mangle] fn f() {}\n const A: &str = \"")],
        &["lib.rs:1:3 NoMangle Function f = f"],
    )
    .unseen(&["lib.rs:2:18 a string is not closed: what follows may be misread"]),
    case("a raw string", &[("lib.rs", "mod x { r#\"\"")], &[])
        .unseen(&["lib.rs:1:7 a bracket is not closed: what follows may be misread"]),
    case("a comment", &[("lib.rs", "mod x {} /* /* */")], &[])
        .unseen(&["lib.rs:1:10 a block comment is not closed: what follows may be misread"]),
    case(
        "opened",
        &[("lib.rs", "mod x { ( [ #[no_mangle] fn f() {}")],
        &["lib.rs:1:15 NoMangle Function f = f"],
    )
    .unseen(&["lib.rs:1:7 a bracket is not closed: what follows may be misread"]),
    case(
        "closed",
        &[("lib.rs", "} ) #[no_mangle] fn f() {}")],
        &["lib.rs:1:7 NoMangle Function f = f"],
    )
    .unseen(&["lib.rs:1:1 a bracket is closed that was never opened: what follows may be misread"]),
    case(
        "crossed",
        &[("lib.rs", "( ] #[no_mangle] fn f() {}")],
        &["lib.rs:1:7 NoMangle Function f = f"],
    )
    .unseen(&[
        "lib.rs:1:1 a bracket is closed by one of another kind: what follows may be misread",
    ]),
    case(
        "cut off in an attribute",
        &[("lib.rs", "#[unsafe(export_name = ")],
        &["lib.rs:1:10 ExportName Other  = ?"],
    )
    .unseen(&["lib.rs:1:2 a bracket is not closed: what follows may be misread"]),
];

#[test]
fn broken_text_is_reported_and_scanned_as_far_as_it_goes() {
    check(BROKEN);
}

#[test]
fn every_prefix_of_a_difficult_file_is_survived() {
    let text = "#![cfg(a)] mod x { include!(concat!(\"é\")); } cfg_if! { if #[cfg(b)] { } else { } }\n\
                macro_rules! m { ($(#[$m:meta])*) => { $(#[$m])* #[no_mangle] fn $n() { '\\u{1}' b'' } } }\n\
                #[cfg_attr(a, ffi_export, unsafe(export_name = r#\"a\"#))] extern \"C\" fn f<T>() { 'a' }";
    assert!(text.len() > 200);
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        let _ = scan_text(&text[..end]);
        let _ = scan_text(&text[end..]);
    }
}

#[test]
fn nesting_costs_no_stack() {
    for (open, close, depth) in [
        ("(", ")", MANY),
        ("{", "}", MANY / 8),
        ("[", "]", MANY / 8),
        ("mod m {", "}", MANY / 8),
        ("m!{", "}", MANY / 8),
        ("#[cfg(a)] {", "}", MANY / 8),
    ] {
        let text = format!("{}#[no_mangle] fn f() {{}}{}", open.repeat(depth), close.repeat(depth));
        let report = scan_text(&text);
        assert_eq!((report.exports.len(), report.unseen.len()), (1, 0), "{open}");
    }
    let unbalanced = scan_text(&format!("#[no_mangle] fn f() {{}} {}", "(".repeat(MANY)));
    assert_eq!((unbalanced.exports.len(), unbalanced.unseen.len()), (1, 1));
}

#[test]
fn repetition_costs_no_more_than_its_length() {
    for piece in [
        "#[cfg(a)] x ",
        "#[cfg(a)] fn < ",
        "fn ",
        "use ",
        "mod ",
        "#[cfg_attr(a, path = \"p\")] ",
        "cfg_if! { if #[cfg(a)] {} } ",
        "'",
        "\"\\",
        "r#",
        "/*",
        "#![x] ",
    ] {
        let _ = scan_text(&format!("{}#[no_mangle] fn f() {{}}", piece.repeat(MANY / 8)));
    }
    let arms = "else if #[cfg(a)] {} ".repeat(MANY / 8);
    let report =
        scan_text(&format!("cfg_if! {{ {arms} }} {}", "#[no_mangle] fn f() {} ".repeat(MANY / 8)));
    assert_eq!(report.exports.len(), MANY / 8);
}

#[test]
fn predicates_are_limited() {
    let nested: String = (0..1000).map(|i| format!("#[cfg(a{i})] mod m {{")).collect();
    let report = scan_text(&format!("{nested} #[no_mangle] fn f() {{}} {}", "}".repeat(1000)));
    assert_eq!(report.exports[0].cfg.len(), 64);
    assert_eq!(report.exports[0].cfg[63], "a63");
}

#[test]
fn files_that_contain_themselves_are_read_once() {
    check(&[
        case(
            "path",
            &[("lib.rs", "#[no_mangle] fn f() {}\n#[cfg(a)] #[path = \"lib.rs\"] mod x;")],
            &["lib.rs:1:3 NoMangle Function f = f"],
        ),
        case(
            "include",
            &[
                ("lib.rs", "mod a { include!(\"./x/../lib.rs\"); }\n#[no_mangle] fn f() {}"),
                ("x/y", ""),
            ],
            &["lib.rs:2:3 NoMangle Function f = f"],
        ),
        case(
            "in a circle",
            &[
                ("lib.rs", "#[path = \"a.rs\"] mod a;"),
                ("a.rs", "#[cfg(b)] #[path = \"b.rs\"] mod b;"),
                ("b.rs", "#[cfg(a)] #[path = \"a.rs\"] mod a;\n#[no_mangle] fn f() {}"),
            ],
            &["b.rs:2:3 NoMangle Function f = f, if b"],
        ),
    ]);
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_in_circles() {
    let tree = Tree::new(&[("lib.rs", "mod a;"), ("a/mod.rs", "mod a; #[no_mangle] fn f() {}")]);
    std::os::unix::fs::symlink(tree.path("a"), tree.path("a/a")).expect("a link");
    let report = scan(&tree, "lib.rs");
    let exports: Vec<_> = report.exports.iter().map(|export| line(&tree, export)).collect();
    assert_eq!(exports, ["a/mod.rs:1:10 NoMangle Function f = f"]);
    assert_eq!(report.files.len(), 2);
}

/// Each file names the next one twice under different conditions: 2^40 ways without a limit.
#[test]
fn files_do_not_multiply() {
    let tree = Tree::new(&[]);
    for i in 0..40 {
        let next = i + 1;
        let text = format!(
            "#[cfg(a{i})] #[path = \"f{next}.rs\"] mod a; #[cfg(b{i})] #[path = \"f{next}.rs\"] mod b;"
        );
        tree.write(&format!("f{i}.rs"), text.as_bytes());
    }
    tree.write("f40.rs", b"#[no_mangle] fn f() {}");
    let report = scan(&tree, "f0.rs");
    assert_eq!(report.exports.len(), 64);
    assert_eq!(report.files.len(), 41);
    assert!(report.unseen.iter().any(|unseen| unseen.what.contains("in more than 64 ways")));
}

#[test]
fn files_do_not_nest_without_end() {
    let tree = Tree::new(&[]);
    for i in 0..300 {
        tree.write(&format!("f{i}.rs"), format!("#[path = \"f{}.rs\"] mod a;", i + 1).as_bytes());
    }
    tree.write("f300.rs", b"");
    let report = scan(&tree, "f0.rs");
    assert_eq!(report.files.len(), 257);
    assert_eq!(report.unseen.len(), 1);
    assert!(report.unseen[0].what.contains("more than 256 deep"), "{:?}", report.unseen);
}

#[test]
fn text_that_is_not_utf_8_is_unseen() {
    let tree = Tree::new(&[("lib.rs", "mod a;\n#[no_mangle] fn f() {}")]);
    tree.write("a.rs", b"#[no_mangle] fn g() {} // \xFF");
    let report = scan(&tree, "lib.rs");
    assert_eq!(report.exports.len(), 1);
    assert_eq!(super::unseen_line(&tree, &report.unseen[0]), "a.rs:1:1 the file is not UTF-8");
    assert_eq!(report.files, [tree.path("lib.rs")]);
}

#[test]
fn a_root_that_is_not_there_is_unseen() {
    let tree = Tree::new(&[]);
    let report = scan(&tree, "lib.rs");
    let [unseen] = &*report.unseen else { panic!("{:?}", report.unseen) };
    assert!(unseen.what.starts_with("the file cannot be read: "), "{unseen:?}");
    assert!(report.files.is_empty());
}

#[test]
fn arguments_and_definitions_without_end_are_survived() {
    let values = format!("println!(\"a\" {});", ", no_mangle".repeat(MANY / 10));
    assert!(scan_text(&values).exports.is_empty());
    let deep = format!("m!{} no_mangle", "(a".repeat(MANY));
    assert_eq!(scan_text(&deep).exports.len(), 1);
    let many = format!("m!({}) {}", "{".repeat(MANY / 8), "no_mangle;".repeat(MANY / 8));
    let _ = scan_text(&many);
    let nested = "macro_rules! a { () => { ".repeat(MANY / 100);
    let _ = scan_text(&format!("{nested} b!(no_mangle)"));
}
