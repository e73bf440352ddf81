//! Names and directories that are refused. Nothing is created then.

use crate::support::Folder;

#[test]
fn names_with_a_reason_and_a_proposal() {
    for (arguments, what, next) in [
        ("signal", "`signal.h` is a header of C", "--prefix signal_ffi"),
        ("int", "a reserved word of C", "--prefix int_ffi"),
        ("9", "does not begin with a letter", "--prefix mylib"),
        ("shop --prefix Shop", "it contains 'S'", "`shop`"),
        ("shop --prefix ffi_guard", "the names of the runtime", "`ffi_guard_ffi`"),
        ("test --prefix shop", "`test`", "choose another name: --name NAME"),
        (
            "shop --runtime-path nowhere",
            "there is no package",
            "the directory of ffi-guard-runtime",
        ),
        ("..", "the path has no name", "--name NAME"),
    ] {
        let folder = Folder::new();
        let outcome = folder.tool(&format!("new {arguments}"));
        assert_eq!(outcome.code, Some(2), "{arguments}: {outcome}");
        assert!(outcome.stderr.contains(what) && outcome.stderr.contains(next), "{outcome}");
        assert!(folder.files("").is_empty(), "{arguments}");
    }
}

#[test]
fn a_directory_that_exists() {
    let folder = Folder::new();
    folder.write("shop/notes.txt", "mine");
    let outcome = folder.tool("new shop");
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("cargo ffi-guard init shop"), "{outcome}");
    assert_eq!(folder.files("shop"), ["notes.txt"]);
}

#[test]
fn init_outside_a_package() {
    for (manifest, what) in [
        (None, "the manifest cannot be read"),
        (Some("[workspace]\n"), "this is a workspace, not a package"),
        (Some("[package\n"), "the manifest is no TOML"),
    ] {
        let folder = Folder::new();
        folder.write("notes.txt", "mine");
        if let Some(text) = manifest {
            folder.write("Cargo.toml", text);
        }
        let before = folder.files("");
        let outcome = folder.tool("init");
        assert_eq!(outcome.code, Some(2), "{outcome}");
        assert!(outcome.stderr.contains(what), "{outcome}");
        assert_eq!(folder.files(""), before);
    }
}
