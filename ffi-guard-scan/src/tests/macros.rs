//! Exports in the definitions and calls of macros.

use super::{Case, case, check};

const DEFINITIONS: &[Case] = &[
    case(
        "a rule",
        &[(
            "lib.rs",
            "macro_rules! m { ($n:ident, $s:literal) => {\n #[export_name = $s] pub extern \"C\" fn $n() {} }; }\n#[no_mangle] fn f() {}",
        )],
        &[
            "lib.rs:2:4 ExportName Function $n = ?, in definition of m",
            "lib.rs:3:3 NoMangle Function f = f",
        ],
    ),
    case(
        "a matcher is no code",
        &[(
            "lib.rs",
            "macro_rules! m { (#[no_mangle] fn $n:ident) => { #[no_mangle] fn a() {} } }",
        )],
        &["lib.rs:1:52 NoMangle Function a = a, in definition of m"],
    ),
    case(
        "with passed attributes",
        &[(
            "lib.rs",
            "macro_rules! m { ($($t:tt)*) => { $(#[$m])* #[cfg(a)] $(#[doc = $d])? #[no_mangle] $vis unsafe extern $abi fn $n() {} } }",
        )],
        &["lib.rs:1:73 NoMangle Function $n = ?, if a, in definition of m"],
    ),
    case(
        "repeated items",
        &[("lib.rs", "macro_rules! m { ($($n:ident)*) => { $( #[no_mangle] fn $n() {} )* } }")],
        &["lib.rs:1:43 NoMangle Function $n = ?, in definition of m"],
    ),
    case(
        "in parentheses, with attributes",
        &[(
            "lib.rs",
            "#[cfg(a)] #[macro_export] macro_rules! m ( () => ( #[no_mangle] fn f() {} ) ); #[no_mangle] fn g() {}",
        )],
        &[
            "lib.rs:1:54 NoMangle Function f = f, if a, in definition of m",
            "lib.rs:1:82 NoMangle Function g = g",
        ],
    ),
    case(
        "of the second kind",
        &[(
            "lib.rs",
            "macro m($n:ident) { #[no_mangle] fn $n() {} } macro n { () => { #[no_mangle] fn f() {} } }",
        )],
        &[
            "lib.rs:1:23 NoMangle Function $n = ?, in definition of m",
            "lib.rs:1:67 NoMangle Function f = f, in definition of n",
        ],
    ),
    case(
        "a call in a definition",
        &[(
            "lib.rs",
            "macro_rules! m { () => { n! { #[no_mangle] fn f() {} } macro_rules! o { () => { #[no_mangle] fn g() {} } } } }",
        )],
        &[
            "lib.rs:1:33 NoMangle Function f = f, in definition of m",
            "lib.rs:1:83 NoMangle Function g = g, in definition of m",
        ],
    ),
];

#[test]
fn definitions_are_told_from_code() {
    check(DEFINITIONS);
}

#[test]
fn calls_are_told_from_code() {
    check(&[
        case(
            "of any path and bracket",
            &[(
                "lib.rs",
                "a::m! { #[no_mangle] fn f() {} } r#n!(#[no_mangle] fn g() {}); o![ m! { #[no_mangle] fn h() {} } ];",
            )],
            &[
                "lib.rs:1:11 NoMangle Function f = f, in call of m",
                "lib.rs:1:41 NoMangle Function g = g, in call of n",
                "lib.rs:1:75 NoMangle Function h = h, in call of m",
            ],
        ),
        case(
            "negation is no call",
            &[("lib.rs", "fn f() { return !{ #[no_mangle] fn g() {} true } }")],
            &["lib.rs:1:22 NoMangle Function g = g"],
        ),
        case(
            "under conditions",
            &[(
                "lib.rs",
                "#[cfg(a)] m! { #[cfg(b)] #[no_mangle] fn f() {} } m! { #[no_mangle] fn g() {} }",
            )],
            &[
                "lib.rs:1:28 NoMangle Function f = f, if a & b, in call of m",
                "lib.rs:1:58 NoMangle Function g = g, in call of m",
            ],
        ),
    ]);
}

const SELECTING: &[Case] = &[
    case(
        "cfg_if",
        &[
            (
                "lib.rs",
                "cfg_if::cfg_if! {\n if #[cfg(a)] { mod x; }\n else if #[cfg(b)] { #[no_mangle] fn f() {} }\n else { #[no_mangle] fn g() {} } }\n#[no_mangle] fn h() {}",
            ),
            ("x.rs", "#[no_mangle] fn i() {}"),
        ],
        &[
            "lib.rs:3:24 NoMangle Function f = f, if b & not(a), in call of cfg_if",
            "lib.rs:4:11 NoMangle Function g = g, if not(a) & not(b), in call of cfg_if",
            "lib.rs:5:3 NoMangle Function h = h",
            "x.rs:1:3 NoMangle Function i = i, if a",
        ],
    ),
    case(
        "cfg_select",
        &[(
            "lib.rs",
            "cfg_select! { any(a, b) => { #[no_mangle] fn f() {} } _ => { #[no_mangle] fn g() {} } }",
        )],
        &[
            "lib.rs:1:32 NoMangle Function f = f, if any(a, b), in call of cfg_select",
            "lib.rs:1:64 NoMangle Function g = g, if not(any(a, b)), in call of cfg_select",
        ],
    ),
    case(
        "no other",
        &[(
            "lib.rs",
            "m! { if #[cfg(a)] { #[no_mangle] fn f() {} } else { #[no_mangle] fn g() {} } }",
        )],
        &[
            "lib.rs:1:23 NoMangle Function f = f, if a, in call of m",
            "lib.rs:1:55 NoMangle Function g = g, in call of m",
        ],
    ),
];

#[test]
fn selecting_macros_give_each_arm_its_predicate() {
    check(SELECTING);
}
