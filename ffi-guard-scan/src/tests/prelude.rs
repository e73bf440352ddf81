//! Where the shadow of `no_mangle` does not reach.

use super::{Case, case, check};

const INHERITED: &[Case] = &[
    case(
        "the crate",
        &[
            ("lib.rs", "#![no_implicit_prelude]\nmod m;\n#[no_mangle] fn f() {}"),
            ("m.rs", "#[no_mangle] fn g() {}"),
        ],
        &[
            "lib.rs:3:3 NoMangle Function f = f, no prelude",
            "m.rs:1:3 NoMangle Function g = g, no prelude",
        ],
    ),
    case(
        "a module, outer attribute",
        &[(
            "lib.rs",
            "#[no_implicit_prelude] mod m { mod n { #[no_mangle] fn f() {} } }\n#[no_mangle] fn g() {}",
        )],
        &["lib.rs:1:42 NoMangle Function f = f, no prelude", "lib.rs:2:3 NoMangle Function g = g"],
    ),
    case(
        "a module, inner attribute",
        &[(
            "lib.rs",
            "mod m { #![no_implicit_prelude] #[no_mangle] fn f() {} } mod n { #[no_mangle] fn g() {} }",
        )],
        &["lib.rs:1:35 NoMangle Function f = f, no prelude", "lib.rs:1:68 NoMangle Function g = g"],
    ),
    case(
        "a file's module, both ways",
        &[
            ("lib.rs", "#[no_implicit_prelude] mod m; mod n; mod o;"),
            ("m.rs", "#[no_mangle] fn f() {}"),
            ("n.rs", "#![no_implicit_prelude] #[no_mangle] fn g() {}"),
            ("o.rs", "#[no_mangle] fn h() {}"),
        ],
        &[
            "m.rs:1:3 NoMangle Function f = f, no prelude",
            "n.rs:1:27 NoMangle Function g = g, no prelude",
            "o.rs:1:3 NoMangle Function h = h",
        ],
    ),
    case(
        "perhaps",
        &[("lib.rs", "#![cfg_attr(a, no_implicit_prelude)]\n#[no_mangle] fn f() {}")],
        &["lib.rs:2:3 NoMangle Function f = f, no prelude"],
    ),
    case(
        "included files",
        &[
            ("lib.rs", "mod m { #![no_implicit_prelude] include!(\"i.rs\"); }"),
            ("i.rs", "#[no_mangle] fn f() {}"),
        ],
        &["i.rs:1:3 NoMangle Function f = f, no prelude"],
    ),
    case(
        "only modules",
        &[("lib.rs", "fn f() { #![no_implicit_prelude] #[no_mangle] fn g() {} }")],
        &["lib.rs:1:36 NoMangle Function g = g"],
    ),
];

#[test]
fn no_implicit_prelude_is_inherited() {
    check(INHERITED);
}
