//! Text that resembles an export, and text that must not hide one.

use super::{Case, case, check};

#[test]
fn text_in_literals_and_comments_is_no_export() {
    check(&[
        case(
            "comments",
            &[(
                "lib.rs",
                "// #[no_mangle] fn a() {}\n/* #[no_mangle] /* */ fn b() {} */\n/// #[no_mangle]\nfn f() {}",
            )],
            &[],
        ),
        case(
            "strings",
            &[(
                "lib.rs",
                r###"const A: &str = "#[no_mangle] fn a() {}"; const B: &str = r##""# #[no_mangle] fn b() {}"##;"###,
            )],
            &[],
        ),
        case(
            "byte and C strings",
            &[(
                "lib.rs",
                r###"f(b"#[no_mangle] fn a() {}", c"\"#[no_mangle] fn b() {}", br#"" #[no_mangle]"#, cr"#[no_mangle]");"###,
            )],
            &[],
        ),
        case("a doc attribute", &[("lib.rs", "#[doc = \"#[no_mangle]\"] fn f() {}")], &[]),
        case(
            "other attributes",
            &[(
                "lib.rs",
                "#[a::no_mangle] #[b(no_mangle)] #[deprecated(note = \"no_mangle\")] fn f() {}",
            )],
            &[],
        ),
        case("an array", &[("lib.rs", "const A: [u8; 1] = [no_mangle];")], &[]),
    ]);
}

const LITERALS: &[Case] = &[
    case(
        "quotes in characters",
        &[("lib.rs", r#"const A: [char; 4] = ['"', '\'', '\\', '{']; #[no_mangle] fn f() {}"#)],
        &["lib.rs:1:48 NoMangle Function f = f"],
    ),
    case(
        "bytes",
        &[("lib.rs", r#"const A: [u8; 3] = [b'"', b'\'', b'{']; #[no_mangle] fn f() {}"#)],
        &["lib.rs:1:43 NoMangle Function f = f"],
    ),
    case(
        "lifetimes",
        &[(
            "lib.rs",
            "fn a<'a>(x: &'a str) -> &'a str { 'l: loop { break 'l x } } #[no_mangle] fn f() {}",
        )],
        &["lib.rs:1:63 NoMangle Function f = f"],
    ),
    case(
        "numbers",
        &[(
            "lib.rs",
            "const A: u8 = 1..2; const B: f32 = 1.e3(\"{\"); const C: u8 = 0x1e+3; #[no_mangle] fn f() {}",
        )],
        &["lib.rs:1:71 NoMangle Function f = f"],
    ),
    case(
        "raw strings",
        &[(
            "lib.rs",
            "const A: &str = r\"\\\"; const B: &str = r##\"\"#\"##; #[no_mangle] fn f() {}",
        )],
        &["lib.rs:1:52 NoMangle Function f = f"],
    ),
    case(
        "comment ends",
        &[("lib.rs", "/* /* */ \" */ #[no_mangle] fn f() {} // */ \"\n#[no_mangle] fn g() {}")],
        &["lib.rs:1:17 NoMangle Function f = f", "lib.rs:2:3 NoMangle Function g = g"],
    ),
    case(
        "comparisons and shifts",
        &[("lib.rs", "fn a() { let _ = 1 < 2 && 8 >> 1 > 0; } #[cfg(b)] #[no_mangle] fn f() {}")],
        &["lib.rs:1:53 NoMangle Function f = f, if b"],
    ),
];

#[test]
fn literals_do_not_hide_what_follows() {
    check(LITERALS);
}

#[test]
fn places_are_counted_in_characters() {
    check(&[
        case(
            "wide characters and tabs",
            &[("lib.rs", "/* 日本 */\t#[no_mangle] fn f() {}")],
            &["lib.rs:1:12 NoMangle Function f = f"],
        ),
        case(
            "byte order mark",
            &[("lib.rs", "\u{FEFF}#[no_mangle] fn f() {}")],
            &["lib.rs:1:3 NoMangle Function f = f"],
        ),
        case(
            "carriage returns",
            &[("lib.rs", "// a\r\n\r\n  #[no_mangle]\r\nfn f() {}\r\n")],
            &["lib.rs:3:5 NoMangle Function f = f"],
        ),
        case(
            "shebang",
            &[("lib.rs", "#!/usr/bin/env \"run {\n#[no_mangle] fn f() {}")],
            &["lib.rs:2:3 NoMangle Function f = f"],
        ),
        case(
            "no shebang",
            &[("lib.rs", "#! [allow(x)] #[no_mangle] fn f() {}")],
            &["lib.rs:1:17 NoMangle Function f = f"],
        ),
        case(
            "names beyond ASCII",
            &[("lib.rs", "#[no_mangle] fn größe() {}")],
            &["lib.rs:1:3 NoMangle Function größe = größe"],
        ),
    ]);
}
