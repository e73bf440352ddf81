//! Files that must not be written, and malicious sources.

use crate::tree::{Tree, summary};
use std::fs;

const BARE: &str = "#[no_mangle]\nextern \"C\" fn f() {}\n";
const GUARDED: &str = "#[ffi_guard::ffi_export]\n#[no_mangle]\nextern \"C\" fn f() {}\n";

#[test]
fn a_file_that_cannot_be_read_stops_everything() {
    for (broken, what) in [
        (&b"fn f() {} // \xFF"[..], "is not UTF-8"),
        (b"/* open", "is not closed"),
        (b"(", "not closed"),
    ] {
        let tree = Tree::library(&format!("mod broken;\n{BARE}"));
        tree.write("src/broken.rs", broken);
        let failure = tree.failure();
        assert!(failure.contains(what) && failure.contains("src/broken.rs"), "{failure}");
        assert_eq!(tree.read("src/lib.rs"), format!("mod broken;\n{BARE}"));
    }
}

#[test]
fn a_huge_file_is_refused() {
    let tree = Tree::library(&format!("mod huge;\n{BARE}"));
    let huge = fs::File::create(tree.path("src/huge.rs")).expect("a writable directory");
    huge.set_len(100 << 20).expect("a sparse file");
    assert!(tree.failure().contains("larger than 64 MiB"));
}

#[test]
fn a_large_file_is_fixed() {
    let text = BARE.repeat(20_000);
    let tree = Tree::library(&text);
    tree.fix();
    assert!(tree.read("src/lib.rs") == GUARDED.repeat(20_000));
    let line = format!("{} ", BARE.replace('\n', " ")).repeat(20_000);
    let tree = Tree::library(&line);
    tree.fix();
    assert_eq!(
        tree.read("src/lib.rs").matches("#[ffi_guard::ffi_export] #[no_mangle]").count(),
        20_000
    );
}

#[cfg(unix)]
#[test]
fn a_read_only_file_keeps_all_files_as_they_are() {
    use std::os::unix::fs::PermissionsExt;
    let tree = Tree::library(&format!("mod a;\nmod z;\n{BARE}"));
    tree.write("src/a.rs", BARE);
    tree.write("src/z.rs", BARE);
    fs::set_permissions(tree.path("src/z.rs"), fs::Permissions::from_mode(0o444))
        .expect("own file");
    let failure = tree.failure();
    assert!(failure.contains("it is read-only") && failure.contains("src/z.rs"), "{failure}");
    assert_eq!(tree.read("src/a.rs"), BARE);
    let files = fs::read_dir(tree.path("src")).expect("a directory").count();
    assert_eq!(files, 3, "nothing is left behind");
}

#[cfg(unix)]
#[test]
fn permissions_are_kept() {
    use std::os::unix::fs::PermissionsExt;
    let tree = Tree::library(BARE);
    let path = tree.path("src/lib.rs");
    for mode in [0o600, 0o664, 0o755] {
        tree.write("src/lib.rs", BARE);
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("own file");
        tree.fix();
        assert_eq!(tree.read("src/lib.rs"), GUARDED);
        let found = fs::metadata(&path).expect("a file").permissions().mode() & 0o777;
        assert_eq!(found, mode, "{found:o}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_within_the_workspace_only() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().expect("a temporary directory");
    fs::write(outside.path().join("out.rs"), BARE).expect("a writable directory");
    let tree = Tree::library("mod out;\nmod linked;\n");
    symlink(outside.path().join("out.rs"), tree.path("src/out.rs")).expect("a link");
    tree.write("shared/linked.rs", BARE);
    symlink("../shared/linked.rs", tree.path("src/linked.rs")).expect("a link");
    let said = summary(&tree.fix());
    assert!(said.contains("`f`: its file lies outside of the workspace"), "{said}");
    assert_eq!(fs::read_to_string(outside.path().join("out.rs")).expect("a file"), BARE);
    assert_eq!(tree.read("shared/linked.rs"), GUARDED);
    assert!(fs::symlink_metadata(tree.path("src/linked.rs")).expect("a link").is_symlink());
    // Files above the workspace's directory are outside as well.
    let tree = Tree::library(&format!(
        "#[path = \"{}\"] mod out;\n",
        outside.path().join("out.rs").display()
    ));
    let said = summary(&tree.fix());
    assert!(said.contains("lies outside of the workspace"), "{said}");
    assert_eq!(fs::read_to_string(outside.path().join("out.rs")).expect("a file"), BARE);
}

#[test]
fn a_file_in_two_places_is_fixed_once() {
    let tree = Tree::library("#[path = \"a.rs\"] mod a;\n#[cfg(x)] #[path = \"a.rs\"] mod b;\n");
    tree.write("src/a.rs", BARE);
    tree.fix();
    assert_eq!(tree.read("src/a.rs"), GUARDED);
}

#[test]
fn a_file_of_two_packages_is_fixed_once() {
    let tree = Tree::library("mod a;\n");
    tree.write("src/a.rs", BARE);
    tree.write("Cargo.toml", tree.read("Cargo.toml") + "[workspace]\nmembers = [\"two\"]\n");
    tree.write(
        "two/Cargo.toml",
        "[package]\nname = \"two\"\nversion = \"0.0.0\"\nedition = \"2024\"\n",
    );
    tree.write("two/src/lib.rs", "#[path = \"../../src/a.rs\"] mod a;\n");
    let options = {
        let mut options = tree.options();
        options.selection.workspace = true;
        options
    };
    let said = summary(&tree.fix_with(options).unwrap_or_else(|failure| panic!("{failure}")));
    assert_eq!(tree.read("src/a.rs"), GUARDED);
    assert!(said.contains("guarded: 1 function in 1 file"), "{said}");
}

#[test]
fn nesting_costs_no_stack() {
    let depth = 1_000;
    let ty = format!("{}u8{}", "Option<".repeat(depth), ">".repeat(depth));
    let pointers = format!("{}u8", "*mut ".repeat(600));
    for ty in [ty, pointers, "(".repeat(depth) + &")".repeat(depth)] {
        let tree = Tree::library(&format!("#[no_mangle]\nextern \"C\" fn f() -> {ty} {{ x }}\n"));
        tree.fix();
    }
    let modules = format!(
        "use ffi_guard::ffi_export; {}{BARE}{}",
        "mod a {".repeat(5_000),
        "}".repeat(5_000)
    );
    Tree::library(&modules).fix();
    let imports =
        format!("use {}ffi_guard::ffi_export{};\n{BARE}", "{".repeat(5_000), "}".repeat(5_000));
    Tree::library(&imports).fix();
}

#[test]
fn attributes_that_multiply_cost_no_more_than_their_length() {
    let text = format!(
        "{}extern \"C\" fn f(a: *mut [u8; {}]) {{}}",
        "#[no_mangle] ".repeat(3_000),
        "1 + ".repeat(900) + "1"
    );
    let said = summary(&Tree::library(&text).fix());
    assert!(said.contains("; 0 left"), "{said:.500}");
}
