//! Which exports are guarded, and by what.

use super::{Case, case, check};

const ON_THE_ITEM: &[Case] = &[
    case(
        "before and behind",
        &[(
            "lib.rs",
            "#[ffi_export] #[no_mangle] fn f() {}\n#[no_mangle] #[ffi_export(abort)] fn g() {}",
        )],
        &[
            "lib.rs:1:17 NoMangle Function f = f, FfiExport",
            "lib.rs:2:3 NoMangle Function g = g, FfiExport",
        ],
    ),
    case(
        "by a path",
        &[(
            "lib.rs",
            "#[ffi_guard::ffi_export] #[no_mangle] fn f() {}\n#[::g::unguarded(reason = \"r\")] #[export_name = \"a\"] static S: u8 = 0;",
        )],
        &[
            "lib.rs:1:28 NoMangle Function f = f, FfiExport",
            "lib.rs:2:35 ExportName Static S = a, Unguarded",
        ],
    ),
    case(
        "not on the neighbour",
        &[(
            "lib.rs",
            "#[ffi_export] #[no_mangle] fn f() {}\n#[no_mangle] fn g() {}\n#[unguarded(reason = \"\")] mod m { #[no_mangle] fn h() {} }",
        )],
        &[
            "lib.rs:1:17 NoMangle Function f = f, FfiExport",
            "lib.rs:2:3 NoMangle Function g = g",
            "lib.rs:3:37 NoMangle Function h = h",
        ],
    ),
    case(
        "for an inner attribute",
        &[("lib.rs", "#[ffi_export] fn f() { #![no_mangle] fn g() {} }")],
        &[
            "lib.rs:1:3 FfiExport Function f = f, FfiExport",
            "lib.rs:1:27 NoMangle Function f = f, FfiExport",
        ],
    ),
    case(
        "in a macro definition",
        &[(
            "lib.rs",
            "macro_rules! m { ($n:ident) => { #[$crate::ffi_export] #[no_mangle] fn $n() {} } }",
        )],
        &["lib.rs:1:58 NoMangle Function $n = ?, FfiExport, in definition of m"],
    ),
];

#[test]
fn guards_are_found_on_the_item() {
    check(ON_THE_ITEM);
}

#[test]
fn the_rust_form_exports_by_itself() {
    check(&[
        case(
            "under its own name or another",
            &[(
                "lib.rs",
                "#[ffi_export]\nfn f() {}\n#[ffi_guard::ffi_export(fallback = 1, name = \"a\")]\nfn g() {}",
            )],
            &[
                "lib.rs:1:3 FfiExport Function f = f, FfiExport",
                "lib.rs:3:14 FfiExport Function g = a, FfiExport",
            ],
        ),
        case(
            "unguarded alone exports nothing",
            &[("lib.rs", "#[unguarded(reason = \"r\")] fn f() {}")],
            &[],
        ),
    ]);
}

const CONDITIONAL: &[Case] = &[
    case(
        "together under one predicate",
        &[("lib.rs", "#[cfg_attr(a, ffi_export, unsafe(no_mangle))] fn f() {}")],
        &["lib.rs:1:34 NoMangle Function f = f, FfiExport, if a"],
    ),
    case(
        "under the item's own cfg",
        &[("lib.rs", "#[cfg(a)] #[cfg_attr(a, ffi_export)] #[no_mangle] fn f() {}")],
        &["lib.rs:1:40 NoMangle Function f = f, FfiExport, if a"],
    ),
    case(
        "a guard that may be absent",
        &[("lib.rs", "#[cfg_attr(a, ffi_export)] #[no_mangle] fn f() {}")],
        &[
            "lib.rs:1:30 NoMangle Function f = f, FfiExport, if a",
            "lib.rs:1:30 NoMangle Function f = f, if not(a)",
        ],
    ),
    case(
        "one guard or another",
        &[(
            "lib.rs",
            "#[cfg_attr(a, ffi_export)] #[cfg_attr(not(a), unguarded(reason = \"r\"))] #[cfg_attr(b, no_mangle)] fn f() {}",
        )],
        &[
            "lib.rs:1:87 NoMangle Function f = f, FfiExport, if b & a",
            "lib.rs:1:87 NoMangle Function f = f, Unguarded, if b & not(a)",
        ],
    ),
    case(
        "a certain guard behind a conditional one",
        &[(
            "lib.rs",
            "#[cfg_attr(a, ffi_export)] #[unguarded(reason = \"r\")] #[no_mangle] fn f() {}",
        )],
        &[
            "lib.rs:1:57 NoMangle Function f = f, FfiExport, if a",
            "lib.rs:1:57 NoMangle Function f = f, Unguarded, if not(a)",
        ],
    ),
];

#[test]
fn conditional_guards_split_the_export() {
    check(CONDITIONAL);
}

#[test]
fn aliases_count_in_the_whole_crate() {
    check(&[
        case(
            "in the same file, behind its use",
            &[("lib.rs", "#[x] #[no_mangle] fn f() {}\nuse ffi_guard::{ffi_export as x};")],
            &["lib.rs:1:8 NoMangle Function f = f, FfiExport"],
        ),
        case(
            "in another file, and of an alias",
            &[
                (
                    "lib.rs",
                    "mod a; mod b; #[crate::a::y(reason = \"r\")] #[export_name = \"s\"] fn f() {}",
                ),
                ("a.rs", "pub use ffi_guard::unguarded as x;"),
                ("b.rs", "pub use crate::a::x as y; use crate::a::x as _;"),
            ],
            &["lib.rs:1:46 ExportName Function f = s, Unguarded"],
        ),
        case(
            "in a file that says nothing else of interest",
            &[
                ("lib.rs", "mod a; use ffi_guard::ffi_export as x;"),
                ("a.rs", "#[crate::x] fn f() {}"),
            ],
            &["a.rs:1:10 FfiExport Function f = f, FfiExport"],
        ),
    ]);
}
