//! Attributes that macros put together from their arguments.

use super::{Context, Guard, scan_text};

/// The arguments that the scan reports: symbol, and the guard if there is one.
fn arguments(text: &str) -> Vec<String> {
    let exports = scan_text(text).exports.into_iter();
    let arguments =
        exports.filter(|export| matches!(export.context, Context::MacroArgument { .. }));
    arguments
        .map(|export| {
            let symbol = export.symbol.unwrap_or_else(|| "?".to_owned());
            if export.guard == Guard::None {
                symbol
            } else {
                format!("{symbol} {:?}", export.guard)
            }
        })
        .collect()
}

/// Macros that place an argument in an attribute, and one that does not.
const MACROS: &str = "
    macro_rules! by_name {
        ($attribute:ident, $name:literal) => { #[unsafe($attribute = $name)] pub extern \"C\" fn f() {} };
    }
    macro_rules! by_tokens { ($($attribute:tt)*) => { #[unsafe($($attribute)*)] pub extern \"C\" fn g() {} } }
    macro_rules! by_meta { ($meta:meta) => { #[$meta] pub extern \"C\" fn h() {} } }
    macro_rules! by_bracket { ($attribute:tt $name:ident) => { #$attribute pub extern \"C\" fn $name() {} } }
    macro_rules! by_condition { ($meta:meta) => { #[cfg_attr(all(), unsafe($meta))] pub extern \"C\" fn i() {} } }
    macro_rules! by_list { ($($meta:meta),*) => { #[cfg_attr(all(), $($meta),*)] pub extern \"C\" fn i() {} } }
    macro_rules! inner { ($($meta:meta)?) => { #![$($meta)?] } }
    macro_rules! hands_on { ($($all:tt)*) => { by_meta! { $($all)* } } }
    macro_rules! rules {
        (@make $meta:meta) => { #[$meta] pub extern \"C\" fn j() {} };
        ($name:literal) => { rules!(@make export_name = $name); };
    }
    macro_rules! by_callback { ($with:ident, $meta:meta) => { $with! { $meta } } }
    macro_rules! to_another { ($($all:tt)*) => { other::generate! { $($all)* } } }
    macro_rules! guarded { ($meta:meta) => { #[ffi_guard::ffi_export] #[$meta] pub extern \"C\" fn k() {} } }
    macro_rules! plain { ($name:ident, $value:expr) => { #[doc = stringify!($name)] fn $name() -> u8 { $value } } }
    macro_rules! passes { ($(#[$meta:meta])* $value:expr) => { $(#[$meta])* fn l() -> u8 { $value } } }
    macro_rules! says { ($($all:tt)*) => { println!($($all)*) } }
    macro_rules! logs { ($($all:tt)*) => { log::info!($($all)*) } }
";

fn of_own(call: &str) -> Vec<String> {
    let found = arguments(&format!("{MACROS}{call}"));
    // The macro `rules` has one of its own.
    found.into_iter().skip(1).collect()
}

#[test]
fn macros_of_the_crate_that_place_them_in_an_attribute() {
    for (call, symbol) in [
        ("by_name!(export_name, \"a\");", "a"),
        ("by_tokens!(export_name = \"a\");", "a"),
        ("by_meta!(unsafe(export_name = \"a\"));", "a"),
        ("by_meta![r#export_name = r\"a\"];", "a"),
        ("mod m { fn f() { crate::by_meta! { no_mangle } } }", "?"),
        ("by_bracket!([unsafe(no_mangle)] f);", "?"),
        ("by_condition!(export_name = \"a\");", "a"),
        ("by_list!(inline, unsafe(export_name = \"a\"));", "a"),
        ("fn f() { inner!(no_mangle); }", "?"),
        ("hands_on!(unsafe(no_mangle));", "?"),
        ("by_callback!(by_meta, unsafe(no_mangle));", "?"),
        ("to_another! { no_mangle fn f() {} }", "?"),
        ("fn f() -> u8 { println!(\"{}\", by_meta!(no_mangle)) }", "?"),
        ("macro_rules! n { () => { by_name!(export_name, \"a\"); } }", "a"),
        ("macro_rules! n { ($a:ident) => { $a!(export_name, \"a\"); } }", "?"),
    ] {
        assert_eq!(of_own(call), [symbol], "{call}");
    }
}

#[test]
fn rules_call_each_other() {
    assert_eq!(arguments(MACROS), ["?"]);
    assert_eq!(of_own("rules!(\"a\");"), [""; 0]);
}

#[test]
fn macros_of_the_crate_that_place_them_elsewhere() {
    for call in [
        "plain!(export_name, no_mangle);",
        "fn f(no_mangle: u8) { passes!(#[inline] no_mangle); }",
        "fn f() { says!(export_name); logs!(\"{} {}\", 1, export_name); }",
        "guarded!(unsafe(no_mangle));",
        "by_tokens!(a.export_name); by_tokens!($export_name); by_tokens!(f::no_mangle);",
    ] {
        assert_eq!(of_own(call), [""; 0], "{call}");
    }
}

#[test]
fn macros_of_other_crates() {
    for (call, symbol) in [
        ("other::export! { no_mangle fn f() {} }", "?"),
        ("other::export!(export_name, \"a\");", "?"),
        ("export! { unsafe(export_name = \"a\") fn f() {} }", "a"),
        ("export! { { [unsafe(no_mangle)] fn f() {} } }", "?"),
        ("fn f() { let x = export!(no_mangle); }", "?"),
    ] {
        assert_eq!(arguments(call), [symbol], "{call}");
    }
}

#[test]
fn values_for_macros_of_other_crates() {
    for call in [
        "fn f() { println!(\"{}\", export_name); std::assert_eq!(export_name, 1); vec![no_mangle]; }",
        "fn f() { serde_json::json!({ \"a\": export_name, \"b\": [f(no_mangle)] }); }",
        "fn f() { log::info!(\"{} {export_name}\", export_name); anyhow::bail!(\"{}\", no_mangle); }",
        "fn f() { tracing::info!(name = export_name, a.export_name, ?export_name, \"a\"); }",
        "tokio::select! { x = y => { let z = export_name; f(no_mangle); S { no_mangle, y: 1 } } }",
        "lazy_static! { static ref A: u8 = { let no_mangle = 1; no_mangle + 1 }; }",
        "foreign!(&export_name, *no_mangle, export_name == 1, |no_mangle| no_mangle.a, no_mangle::a, -export_name);",
        "foreign!(fn export_name() {}, let no_mangle, export_name as u8, no_mangle(), 'no_mangle: loop {});",
        "foreign!(Option<export_name>, x > no_mangle, x => export_name?);",
        "fn export_name() {} fn f() { export_name(); let no_mangle = 1; }",
    ] {
        assert_eq!(arguments(call), [""; 0], "{call}");
    }
}

#[test]
fn guards_among_the_arguments() {
    for (call, found) in [
        ("export!(ffi_guard::ffi_export(fallback = 1), unsafe(no_mangle));", vec!["? FfiExport"]),
        ("export!(export_name = \"a\", unguarded(reason = \"b\"));", vec!["a Unguarded"]),
        ("export! { #[ffi_export] [no_mangle] fn f() {} }", vec!["? FfiExport"]),
        ("export!(cfg_attr(a, ffi_export, unsafe(no_mangle)));", vec!["? FfiExport"]),
        (
            "export! { [ffi_export, no_mangle] fn f() {} [no_mangle] fn g() {} }",
            vec!["? FfiExport", "?"],
        ),
        ("export! { [no_mangle] fn f(); ffi_export fn g(); }", vec!["?"]),
        ("export! { no_mangle fn f() {} ffi_export fn g() {} }", vec!["?"]),
    ] {
        assert_eq!(arguments(call), found, "{call}");
    }
}

#[test]
fn a_guard_in_the_macro_counts_where_it_stands_beside() {
    let of = |body: &str| {
        arguments(&format!("macro_rules! m {{ ($m:meta) => {{ {body} }} }} m!(no_mangle);"))
    };
    assert_eq!(of("#[$m] #[ffi_guard::unguarded(reason = \"a\")] fn f() {}"), [""; 0]);
    assert_eq!(of("#[cfg_attr(a, ffi_export, $m)] fn f() {}"), [""; 0]);
    assert_eq!(of("#[cfg_attr(a, ffi_export)] #[$m] fn f() {}"), ["?"]);
    assert_eq!(of("#[ffi_export] #[$m] fn f() {} #[$m] fn g() {}"), ["?"]);
}

#[test]
fn a_macro_in_another_file_is_known() {
    use super::{Tree, scan};
    let tree = Tree::new(&[
        ("lib.rs", "#[macro_use] mod a; says!(export_name); by_meta!(export_name = \"a\");"),
        ("a.rs", MACROS),
    ]);
    let report = scan(&tree, "lib.rs");
    let context = |name: &str| Context::MacroArgument { name: name.to_owned(), own: true };
    let of_lib = report.exports.iter().filter(|export| export.place.file.ends_with("lib.rs"));
    assert_eq!(of_lib.map(|export| &export.context).collect::<Vec<_>>(), [&context("by_meta")]);
}
