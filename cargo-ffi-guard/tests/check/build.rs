//! Branches of a `cfg`: all of them by default, or the branches of one chosen build.

use crate::tree::{Tree, manifest};
use cargo_ffi_guard::cli::{BuildFlags, Check, Selection};
use cargo_ffi_guard::report::{self, Format, Report};

const SOURCE: &str = "\
#[cfg(windows)] mod windows_only { #[no_mangle] pub extern \"C\" fn on_windows() { work() } }
#[cfg(not(windows))] #[no_mangle] pub extern \"C\" fn elsewhere() { work() }
#[cfg(feature = \"extra\")] #[no_mangle] pub extern \"C\" fn extra() { work() }
#[cfg(feature = \"base\")] #[no_mangle] pub extern \"C\" fn base() { work() }
#[cfg(set_by_a_build_script)] #[no_mangle] pub extern \"C\" fn scripted() { work() }
";

fn check(build: BuildFlags) -> Report {
    let tree = Tree::empty();
    let features = "[features]\ndefault = [\"base\"]\nbase = []\nextra = [\"base\"]\n";
    tree.write("Cargo.toml", manifest("sample", features).as_bytes());
    tree.write("src/lib.rs", SOURCE.as_bytes());
    let selection = Selection { build, ..Selection::default() };
    tree.check(Check { selection, ..Check::default() }).expect("a report")
}

fn symbols(report: &Report) -> Vec<&str> {
    report.exports.iter().map(|export| export.symbol.as_str()).collect()
}

/// The symbols in the notes about what is left out.
fn left_out(report: &Report) -> Vec<&str> {
    let notes =
        report.notes.iter().filter(|note| note.what.contains("left out of the chosen build"));
    notes.filter_map(|note| note.what.split('`').nth(1)).collect()
}

#[test]
fn every_branch_is_read_with_its_condition() {
    let report = check(BuildFlags::default());
    assert_eq!(symbols(&report), ["on_windows", "elsewhere", "extra", "base", "scripted"]);
    assert_eq!(report.exports[0].cfg, ["windows"]);
    assert_eq!(report.exports[1].finding.as_deref(), Some("only if not(windows)"));
    assert!(left_out(&report).is_empty());
}

#[test]
fn a_target_leaves_out_the_others() {
    let target = |triple: &str| {
        check(BuildFlags { target: Some(triple.to_owned()), ..BuildFlags::default() })
    };
    let linux = target("x86_64-unknown-linux-gnu");
    assert_eq!(symbols(&linux), ["elsewhere", "extra", "base", "scripted"]);
    assert_eq!(left_out(&linux), ["on_windows"]);
    let windows = target("x86_64-pc-windows-gnu");
    assert_eq!(symbols(&windows), ["on_windows", "extra", "base", "scripted"]);
    assert_eq!(left_out(&windows), ["elsewhere"]);
}

#[test]
fn features_leave_out_the_others() {
    let features = |names: &[&str], no_default_features: bool| {
        let features = names.iter().map(|name| (*name).to_owned()).collect();
        check(BuildFlags { features, no_default_features, ..BuildFlags::default() })
    };
    assert_eq!(left_out(&features(&["extra"], true)), [""; 0]);
    assert_eq!(left_out(&features(&[], true)), ["extra", "base"]);
    assert_eq!(left_out(&features(&["base"], false)), ["extra"]);
    let all = check(BuildFlags { all_features: true, ..BuildFlags::default() });
    assert_eq!(left_out(&all), [""; 0]);
}

/// The counts of a library with this source.
fn counts(source: &str) -> String {
    counts_of(&[("src/lib.rs", source)])
}

/// The counts of a library with these files.
fn counts_of(files: &[(&str, &str)]) -> String {
    let tree = Tree::package(files);
    let report = tree.check(Check::default()).expect("a report");
    let mut text = Vec::new();
    report::write(&report, Format::Table, &mut text).expect("memory");
    let text = String::from_utf8(text).expect("text");
    text.lines().last().unwrap_or_default().to_owned()
}

#[test]
fn definitions_that_exclude_each_other_count_once() {
    let open = "#[no_mangle] pub extern \"C\" fn f() { work() }";
    let guarded = "#[no_mangle] pub extern \"C\" fn f() { catch_unwind(|| work()).ok(); }";
    let one = counts(&format!("#[cfg(unix)] {guarded}\n#[cfg(not(unix))] {open}\n"));
    assert!(one.contains("1 export: 0 guarded, 1 not guarded"), "{one}");
    let three = counts(&format!(
        "#[cfg(target_os = \"linux\")] {guarded}\n#[cfg(windows)] {guarded}\n\
         #[cfg(not(any(windows, target_os = \"linux\")))] {guarded}\n"
    ));
    assert!(three.contains("1 export: 1 guarded"), "{three}");
    let two = counts(&format!("#[cfg(unix)] {guarded}\n#[cfg(feature = \"x\")] {open}\n"));
    assert!(two.contains("2 exports: 1 guarded, 1 not guarded"), "{two}");
}

#[test]
fn exclusive_definitions_count_once_wherever_they_are() {
    let guarded = "#[no_mangle] pub extern \"C\" fn f() { catch_unwind(|| work()).ok(); }\n";
    let once = "1 export: 1 guarded";
    let modules = counts_of(&[
        ("src/lib.rs", "#[cfg(unix)] mod unix; #[cfg(windows)] mod windows;"),
        ("src/unix.rs", guarded),
        ("src/windows.rs", guarded),
    ]);
    assert!(modules.contains(once), "{modules}");
    for source in [
        "#[cfg_attr(unix, path = \"a.rs\")] #[cfg_attr(not(unix), path = \"b.rs\")] mod m;"
            .to_owned(),
        format!(
            "cfg_if! {{ if #[cfg(a)] {{ {guarded} }} else if #[cfg(b)] {{ {guarded} }} else {{ {guarded} }} }}"
        ),
        format!(
            "#[cfg(feature = \"a\")] {guarded} #[cfg(not(feature = \"a\"))] mod m {{ {guarded} }}"
        ),
    ] {
        let files = [("src/lib.rs", &*source), ("src/a.rs", guarded), ("src/b.rs", guarded)];
        let found = counts_of(&files);
        assert!(found.contains(once), "{source}: {found}");
    }
    let both =
        format!("#[cfg(feature = \"a\")] {guarded} #[cfg(feature = \"b\")] mod m {{ {guarded} }}");
    let found = counts(&both);
    assert!(found.contains("2 exports: 2 guarded"), "{found}");
}
