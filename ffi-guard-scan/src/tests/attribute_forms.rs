//! The export attributes in all their forms, on all kinds of items.

use super::{Case, case, check};

const FORMS: &[Case] = &[
    case(
        "bare",
        &[("lib.rs", "#[no_mangle]\npub extern \"C\" fn f() {}")],
        &["lib.rs:1:3 NoMangle Function f = f"],
    ),
    case(
        "unsafe",
        &[("lib.rs", "#[unsafe(no_mangle)] pub extern \"C\" fn f() {}")],
        &["lib.rs:1:10 NoMangle Function f = f"],
    ),
    case(
        "raw identifier",
        &[("lib.rs", "#[unsafe(r#no_mangle)] fn f() {}")],
        &["lib.rs:1:10 NoMangle Function f = f"],
    ),
    case(
        "spread over lines",
        &[("lib.rs", "# /* c */ [\n unsafe (\n  no_mangle)]\nfn f() {}")],
        &["lib.rs:3:3 NoMangle Function f = f"],
    ),
    case(
        "export_name",
        &[("lib.rs", "#[export_name = \"a\"]\nfn f() {}")],
        &["lib.rs:1:3 ExportName Function f = a"],
    ),
    case(
        "unsafe export_name",
        &[("lib.rs", "#[unsafe(export_name = r#\"a\"#)] fn f() {}")],
        &["lib.rs:1:10 ExportName Function f = a"],
    ),
    case(
        "computed name",
        &[("lib.rs", "#[export_name = concat!(\"a\", \"b\")] fn f() {}")],
        &["lib.rs:1:3 ExportName Function f = ?"],
    ),
    case(
        "escaped name",
        &[("lib.rs", "#[export_name = \"a\\x62\"] fn f() {}")],
        &["lib.rs:1:3 ExportName Function f = ab"],
    ),
    case(
        "both",
        &[("lib.rs", "#[no_mangle] #[export_name = \"a\"] fn f() {}")],
        &["lib.rs:1:3 NoMangle Function f = f", "lib.rs:1:16 ExportName Function f = a"],
    ),
    case(
        "among others",
        &[("lib.rs", "/// d\n#[inline] #[no_mangle] #[cold] /** e */ fn f() {}")],
        &["lib.rs:2:13 NoMangle Function f = f"],
    ),
    case(
        "as inner attribute",
        &[("lib.rs", "pub extern \"C\" fn f() { #![no_mangle] }")],
        &["lib.rs:1:28 NoMangle Function f = f"],
    ),
];

#[test]
fn every_form_of_the_attributes() {
    check(FORMS);
}

const ITEMS: &[Case] = &[
    case(
        "qualified",
        &[("lib.rs", "#[no_mangle] pub(crate) unsafe extern \"system\" fn f() {}")],
        &["lib.rs:1:3 NoMangle Function f = f"],
    ),
    case(
        "raw name",
        &[("lib.rs", "#[no_mangle] fn r#match() {}")],
        &["lib.rs:1:3 NoMangle Function match = match"],
    ),
    case(
        "static",
        &[(
            "lib.rs",
            "#[no_mangle] pub static A: u8 = 0;\n#[export_name = \"b\"] static mut B: u8 = 0;",
        )],
        &["lib.rs:1:3 NoMangle Static A = A", "lib.rs:2:3 ExportName Static B = b"],
    ),
    case(
        "anything else",
        &[("lib.rs", "#[no_mangle] struct S; #[no_mangle] extern \"C\" {}")],
        &["lib.rs:1:3 NoMangle Other  = ?", "lib.rs:1:26 NoMangle Other  = ?"],
    ),
    case(
        "in impl blocks and traits",
        &[("lib.rs", "impl A { #[no_mangle] fn f() {} }\ntrait T { #[no_mangle] fn g() {} }")],
        &["lib.rs:1:12 NoMangle Function f = f", "lib.rs:2:13 NoMangle Function g = g"],
    ),
    case(
        "in bodies and constants",
        &[(
            "lib.rs",
            "fn f() { if !(a) { #[no_mangle] fn g() {} } }\nconst _: () = { #[no_mangle] fn h() {} };",
        )],
        &["lib.rs:1:22 NoMangle Function g = g", "lib.rs:2:19 NoMangle Function h = h"],
    ),
    case(
        "declarations are no exports",
        &[(
            "lib.rs",
            "unsafe extern \"C\" { #[no_mangle] fn f(); m! { #[export_name = \"a\"] fn g(); } }\nextern { #[no_mangle] fn h(); }",
        )],
        &[],
    ),
    case(
        "but a function with an ABI is",
        &[("lib.rs", "extern \"C\" fn f() { #[no_mangle] fn g() {} }")],
        &["lib.rs:1:23 NoMangle Function g = g"],
    ),
    case(
        "and code in a declaration's type",
        &[("lib.rs", "extern { fn f(a: [u8; { #[no_mangle] fn g() {} 1 }]); }")],
        &["lib.rs:1:27 NoMangle Function g = g"],
    ),
];

#[test]
fn every_kind_of_item() {
    check(ITEMS);
}

#[test]
fn attributes_that_may_be_macros_are_told_from_the_compilers() {
    check(&[
        case(
            "on the item",
            &[(
                "lib.rs",
                "#[other] #[no_mangle] fn f() {}\n#[other::inline] #[no_mangle] fn g() {}\n#[cfg_attr(a, other)] #[no_mangle] fn h() {}",
            )],
            &[
                "lib.rs:1:12 NoMangle Function f = f, altered",
                "lib.rs:2:20 NoMangle Function g = g, altered",
                "lib.rs:3:25 NoMangle Function h = h, altered",
            ],
        ),
        case(
            "around the item",
            &[(
                "lib.rs",
                "#[other] mod m { mod n { #[no_mangle] fn f() {} } }\n#[no_mangle] fn g() {}",
            )],
            &["lib.rs:1:28 NoMangle Function f = f, altered", "lib.rs:2:3 NoMangle Function g = g"],
        ),
        case(
            "the compiler's, a tool's and ours",
            &[(
                "lib.rs",
                "#[inline] #[clippy::x] #[doc(hidden)] #[cfg_attr(a, must_use)] #[no_mangle] #[ffi_export] fn f() {}",
            )],
            &["lib.rs:1:66 NoMangle Function f = f, FfiExport"],
        ),
    ]);
}
