//! Under which predicates an export exists.

use super::{Case, case, check};

const AROUND: &[Case] = &[
    case(
        "the item's own",
        &[(
            "lib.rs",
            "#[cfg(all(a, b = \"c\"))] #[no_mangle] fn f() {}\n#[no_mangle] #[cfg(d)] fn g() {}",
        )],
        &[
            "lib.rs:1:27 NoMangle Function f = f, if all(a, b = \"c\")",
            "lib.rs:2:3 NoMangle Function g = g, if d",
        ],
    ),
    case(
        "modules, impl blocks and bodies",
        &[(
            "lib.rs",
            "#[cfg(a)] mod m { #[cfg(b)] impl S { #[cfg(c)] fn f() { #[no_mangle] fn g() {} } } }\n#[no_mangle] fn h() {}",
        )],
        &[
            "lib.rs:1:59 NoMangle Function g = g, if a & b & c",
            "lib.rs:2:3 NoMangle Function h = h",
        ],
    ),
    case(
        "files",
        &[
            ("lib.rs", "#![cfg(a)]\n#[cfg(b)] mod m;"),
            ("m.rs", "#![cfg(c)]\n#![cfg(a)]\n#[no_mangle] fn f() {}"),
        ],
        &["m.rs:3:3 NoMangle Function f = f, if a & b & c"],
    ),
    case(
        "inner attributes",
        &[(
            "lib.rs",
            "mod m { #![cfg(a)] #[no_mangle] fn f() {} } fn g() { #![cfg(b)] #[no_mangle] fn h() {} }",
        )],
        &["lib.rs:1:22 NoMangle Function f = f, if a", "lib.rs:1:67 NoMangle Function h = h, if b"],
    ),
    case(
        "cfg_attr, nested, with several attributes",
        &[(
            "lib.rs",
            "#[cfg_attr(a, inline, cfg_attr(b, cold, unsafe(no_mangle)), export_name = \"x\")] fn f() {}",
        )],
        &[
            "lib.rs:1:48 NoMangle Function f = f, if a & b",
            "lib.rs:1:61 ExportName Function f = x, if a",
        ],
    ),
    case(
        "cfg within cfg_attr",
        &[("lib.rs", "#[cfg_attr(a, cfg(b))] #[no_mangle] fn f() {}")],
        &["lib.rs:1:26 NoMangle Function f = f, if any(not(a), b)"],
    ),
    case(
        "statements and initialisers",
        &[(
            "lib.rs",
            "fn f() { #[cfg(a)] let x = if y { #[no_mangle] fn g() {} } else { #[no_mangle] fn h() {} }; #[no_mangle] fn i() {} }",
        )],
        &[
            "lib.rs:1:37 NoMangle Function g = g, if a",
            "lib.rs:1:69 NoMangle Function h = h, if a",
            "lib.rs:1:95 NoMangle Function i = i",
        ],
    ),
];

#[test]
fn predicates_of_everything_around_are_collected() {
    check(AROUND);
}

const FOLLOWING: &[Case] = &[
    case(
        "fields, variants and parameters",
        &[(
            "lib.rs",
            "struct S { #[cfg(a)] x: u8, y: [u8; { #[no_mangle] fn f() {} 1 }] }\nfn p(#[cfg(b)] x: u8, y: u8) { #[no_mangle] fn g() {} }",
        )],
        &["lib.rs:1:41 NoMangle Function f = f", "lib.rs:2:34 NoMangle Function g = g"],
    ),
    case(
        "match arms",
        &[(
            "lib.rs",
            "fn f() { match x { #[cfg(a)] A { .. } => { #[no_mangle] fn g() {} } B => { #[no_mangle] fn h() {} } } }",
        )],
        &["lib.rs:1:46 NoMangle Function g = g, if a", "lib.rs:1:78 NoMangle Function h = h"],
    ),
    case(
        "imports and empty items",
        &[(
            "lib.rs",
            "#[cfg(a)] use x::{y, z}; #[no_mangle] fn f() {}\n#[cfg(b)] struct S; #[no_mangle] fn g() {}\n#[cfg(c)] m!(); #[no_mangle] fn h() {}\n#[cfg(c)] m! {} #[no_mangle] fn i() {}",
        )],
        &[
            "lib.rs:1:28 NoMangle Function f = f",
            "lib.rs:2:23 NoMangle Function g = g",
            "lib.rs:3:19 NoMangle Function h = h",
            "lib.rs:4:19 NoMangle Function i = i",
        ],
    ),
    case(
        "generic parameters and constants",
        &[(
            "lib.rs",
            "impl<#[cfg(a)] T> Aaaaaaaa for B<T> { #[no_mangle] fn f() {} }\n#[cfg(b)] impl A<{ 1 }> for C { #[no_mangle] fn g() {} }",
        )],
        &["lib.rs:1:41 NoMangle Function f = f", "lib.rs:2:35 NoMangle Function g = g, if b"],
    ),
    case(
        "a file declared before",
        &[("lib.rs", "#[cfg(a)] mod m; mod n;"), ("m.rs", ""), ("n.rs", "#[no_mangle] fn f() {}")],
        &["n.rs:1:3 NoMangle Function f = f"],
    ),
];

#[test]
fn predicates_do_not_leak_to_what_follows() {
    check(FOLLOWING);
}

#[test]
fn one_file_under_two_conditions_is_two_pieces() {
    check(&[case(
        "two modules of one file",
        &[
            (
                "lib.rs",
                "#[cfg(a)] #[path = \"m.rs\"] mod x;\n#[cfg(b)] #[path = \"m.rs\"] mod y;\n#[cfg(b)] #[path = \"m.rs\"] mod z;",
            ),
            ("m.rs", "#[no_mangle] fn f() {}"),
        ],
        &["m.rs:1:3 NoMangle Function f = f, if a", "m.rs:1:3 NoMangle Function f = f, if b"],
    )]);
}
