//! Packages that `new` creates: they build, their tests pass, and the other commands find nothing.

use crate::support::Folder;

/// The commands of an author and of a reviewer.
const EACH_COMMAND: &str = r#"
cp "$LOCK" Cargo.lock
cargo test --quiet
cargo clippy --quiet --all-targets -- -D warnings
cargo fmt --check
cargo ffi-guard check --strict
cargo ffi-guard audit
cargo ffi-guard header --prove -o include/*.h
"#;

#[test]
fn a_library_with_everything() {
    let folder = Folder::new();
    let outcome = folder.tool("new created_full --runtime-path $RUNTIME").expect_success();
    assert!(outcome.stdout.contains("cd created_full\n  cargo test\n"), "{outcome}");
    assert_eq!(
        folder.files("created_full"),
        [
            ".github/workflows/ffi.yml",
            ".gitignore",
            "Cargo.toml",
            "README.md",
            "cbindgen.toml",
            "include/created_full.h",
            "src/counter.rs",
            "src/error.rs",
            "src/lib.rs",
            "tests/main.c",
            "tests/main.cpp",
            "tests/programs.rs",
        ]
    );
    let outcome = folder.shell("created_full", EACH_COMMAND).expect_success();
    for line in [
        "the sum would be above the limit of 5",
        "argument `counter` is null",
        "attempt to divide by zero",
    ] {
        assert!(outcome.stdout.contains(line), "{outcome}");
    }
}

#[test]
fn a_minimal_library_with_another_prefix() {
    let folder = Folder::new();
    let options = "new created-minimal --prefix tiny --minimal --runtime-path $RUNTIME";
    folder.tool(options).expect_success();
    assert_eq!(
        folder.files("created-minimal"),
        [".gitignore", "Cargo.toml", "include/tiny.h", "src/lib.rs"]
    );
    assert!(folder.text("created-minimal/include/tiny.h").contains("int32_t tiny_divide("));
    folder.shell("created-minimal", EACH_COMMAND).expect_success();
}

#[test]
fn a_member_of_a_workspace_leaves_the_profile_and_the_workflow_to_the_root() {
    let folder = Folder::new();
    folder.write("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = []\n");
    let options =
        "new crates/member --name created-member --prefix member --no-ci --runtime-path $RUNTIME";
    folder.tool(options).expect_success();
    assert!(folder.text("Cargo.toml").contains(r#"members = ["crates/member"]"#));
    assert!(!folder.text("crates/member/Cargo.toml").contains("profile"));
    assert!(!folder.path("crates/member/.github").exists());
    let script = r#"cp "$LOCK" Cargo.lock; cargo test --quiet; cargo ffi-guard audit"#;
    folder.shell("", script).expect_success();
}

#[test]
fn without_a_runtime_path_the_dependency_is_the_released_one() {
    let folder = Folder::new();
    folder.tool("new created_released --minimal").expect_success();
    let version = format!("ffi-guard-runtime = {:?}\n", env!("CARGO_PKG_VERSION"));
    assert!(folder.text("created_released/Cargo.toml").contains(&version));
}
