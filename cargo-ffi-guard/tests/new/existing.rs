//! `init` in packages that exist: it adds what is missing, and keeps the rest.

use crate::support::Folder;

const MANIFEST: &str = "\
# The manifest of a library.
[package]
name = \"NAME\" # its name
version = \"1.2.3\"
edition = \"2021\"

[lib]
crate-type = [ \"rlib\" ]

[features]
default = [ ]
";

fn package(name: &str, root: &str) -> Folder {
    let folder = Folder::new();
    folder.write("Cargo.toml", &MANIFEST.replace("NAME", name));
    folder.write("src/lib.rs", root);
    folder
}

#[test]
fn a_library_without_exports() {
    let folder =
        package("init_pure", "//! Sums.\n\npub fn add(a: u32, b: u32) -> u32 {\n    a + b\n}\n");
    let outcome = folder.tool("init --runtime-path $RUNTIME").expect_success();
    for line in [
        "add  Cargo.toml: lib: crate-type = [ \"rlib\" , \"cdylib\", \"staticlib\"]",
        "add  Cargo.toml: features.capi",
        "add  Cargo.toml: package.metadata",
        "add  ./src/lib.rs: ffi_library!",
        "add  include/init_pure.h",
        "add  tests/main.c",
    ] {
        assert!(outcome.stdout.lines().any(|it| it == line), "no {line:?}: {outcome}");
    }
    let manifest = folder.text("Cargo.toml");
    assert!(
        manifest.starts_with(
            "# The manifest of a library.\n[package]\nname = \"init_pure\" # its name\n"
        )
    );
    assert!(manifest.contains("default = [ ]\n"), "{manifest}");
    assert!(!manifest.contains("profile"), "{manifest}");
    assert!(!folder.path("README.md").exists());
    let script = r#"
        cp "$LOCK" Cargo.lock
        cargo test --quiet
        cargo ffi-guard header --prove --check -o include/init_pure.h
    "#;
    folder.shell("", script).expect_success();
}

#[test]
fn a_second_run_adds_nothing() {
    let folder = package("init_twice", "");
    folder.tool("init --runtime-path $RUNTIME").expect_success();
    let (files, manifest) = (folder.files(""), folder.text("Cargo.toml"));
    let outcome = folder.tool("init --runtime-path $RUNTIME").expect_success();
    assert!(!outcome.stdout.contains("add "), "{outcome}");
    assert!(outcome.stdout.contains("keep include/init_twice.h\n"), "{outcome}");
    assert_eq!((folder.files(""), folder.text("Cargo.toml")), (files, manifest));
}

#[test]
fn another_prefix_than_that_in_the_sources_is_refused() {
    let folder = package("init_prefix", "ffi_guard::ffi_library! { prefix = \"own\" }\n");
    let before = folder.files("");
    let outcome = folder.tool("init --prefix other --runtime-path $RUNTIME");
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("names the prefix `own`, and --prefix `other`"), "{outcome}");
    assert_eq!(folder.files(""), before);
    folder.tool("init --prefix own --runtime-path $RUNTIME").expect_success();
    assert!(folder.path("include/own.h").exists());
}

#[test]
fn the_programs_link_a_shared_library() {
    for (name, kind, has_programs) in
        [("init_shared", "cdylib", true), ("init_static", "staticlib", false)]
    {
        let folder = package(name, "");
        let manifest = folder.text("Cargo.toml").replace("\"rlib\"", &format!("{kind:?}"));
        folder.write("Cargo.toml", &manifest);
        folder.tool("init --no-ci --runtime-path $RUNTIME").expect_success();
        assert_eq!(folder.path("tests/programs.rs").exists(), has_programs, "{kind}");
        folder.shell("", r#"cp "$LOCK" Cargo.lock; cargo test --quiet"#).expect_success();
    }
}

#[test]
fn a_dry_run_lists_the_same_and_adds_nothing() {
    let folder = package("init_dry", "");
    let before = (folder.files(""), folder.text("Cargo.toml"), folder.text("src/lib.rs"));
    let dry = folder.tool("init --dry-run --runtime-path $RUNTIME").expect_success();
    assert_eq!((folder.files(""), folder.text("Cargo.toml"), folder.text("src/lib.rs")), before);
    let real = folder.tool("init --runtime-path $RUNTIME").expect_success();
    assert!(real.stdout.starts_with(&dry.stdout), "{dry}{real}");
}

#[test]
fn files_that_exist_stay_as_they_are() {
    let folder = package("init_kept", "");
    let mine = ["include/init_kept.h", "tests/main.c", ".gitignore", "cbindgen.toml"];
    for file in mine {
        folder.write(file, "# mine\n");
    }
    let outcome = folder.tool("init --runtime-path $RUNTIME").expect_success();
    for file in mine {
        assert_eq!(folder.text(file), "# mine\n");
        assert!(outcome.stdout.contains(&format!("keep {file}\n")), "{outcome}");
    }
}

#[test]
fn a_library_with_exports_gets_its_guards_first() {
    let export = "#[no_mangle]\npub extern \"C\" fn init_old_reset() {}\n";
    let folder = package("init_old", export);
    let outcome = folder.tool("init --no-ci --runtime-path $RUNTIME").expect_success();
    assert!(
        outcome.stdout.contains("cargo ffi-guard fix --library init_old --dry-run\n"),
        "{outcome}"
    );
    assert_eq!(folder.text("src/lib.rs"), export);
    assert_eq!(folder.files(""), [".gitignore", "Cargo.toml", "cbindgen.toml", "src/lib.rs"]);
    let script = r#"
        cp "$LOCK" Cargo.lock
        cargo ffi-guard fix --library init_old --allow-no-vcs
        cargo ffi-guard init --no-ci
        cargo test --quiet
        cargo ffi-guard audit
    "#;
    folder.shell("", script).expect_success();
    assert!(folder.text("include/init_old.h").contains("init_old_last_error("));
}

#[test]
fn a_program_gets_a_library() {
    let folder = Folder::new();
    folder.write("Cargo.toml", "[package]\nname = \"init-program\"\nedition = \"2024\"\n");
    folder.write("src/main.rs", "fn main() {}\n");
    folder.tool("init --prefix prog --no-ci --runtime-path $RUNTIME").expect_success();
    assert!(folder.text("include/prog.h").contains("prog_counter_add("));
    let script = r#"cp "$LOCK" Cargo.lock; cargo test --quiet; cargo ffi-guard audit"#;
    folder.shell("", script).expect_success();
}
