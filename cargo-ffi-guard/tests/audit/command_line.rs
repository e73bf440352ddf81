//! Exit statuses, messages, and the subcommands that only print text.

use crate::support::{audit, elf, file};
use ffi_guard_test_support::child::Process;
use ffi_guard_test_support::project::Project;

fn program() -> Process {
    Process::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"))
}

#[test]
fn says_by_its_status_how_it_went() {
    let (_folder, library) = file("libshape.o", &elf());
    let (_other, allow) = file("allow.txt", b"shape_name  returns a constant\n");
    let unguarded = audit([&library]);
    assert_eq!(unguarded.code, Some(1), "{unguarded}");
    assert!(unguarded.stdout.contains("2 exports: 1 guarded, 1 not guarded"), "{unguarded}");
    assert!(!unguarded.stdout.contains('\u{1b}'), "no color without a terminal: {unguarded}");
    let arguments = [library.as_os_str(), "--allow".as_ref(), allow.as_os_str()];
    let allowed = audit(arguments);
    assert_eq!(allowed.code, Some(0), "{allowed}");
    assert!(allowed.stdout.ends_with("2 exports: 1 guarded, 1 allowed\n"), "{allowed}");
    assert!(!allowed.stdout.contains("shape_"), "success is a summary: {allowed}");
    let all = audit(arguments.into_iter().chain(["--all".as_ref()]));
    assert!(all.stdout.contains("allowed: returns a constant"), "{all}");
    assert!(all.stdout.contains("shape_area"), "{all}");
}

#[test]
fn a_failure_lists_what_failed() {
    let (_folder, library) = file("libshape.o", &elf());
    let outcome = audit([&library]);
    assert!(outcome.stdout.contains("shape_name  function  NOT GUARDED"), "{outcome}");
    assert!(!outcome.stdout.contains("shape_area"), "{outcome}");
}

#[test]
fn colours_only_where_they_are_wanted() {
    let (_folder, library) = file("libshape.o", &elf());
    let shown = |name: &str| program().arg("audit").arg(&library).env(name, "1").run().stdout;
    assert!(shown("CLICOLOR_FORCE").contains('\u{1b}'));
    let both = program().arg("audit").arg(&library).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1");
    assert!(!shown("NO_COLOR").contains('\u{1b}'));
    assert!(!both.run().stdout.contains('\u{1b}'));
}

#[test]
fn says_what_to_do_where_it_cannot_work() {
    let (folder, text) = file("notes.txt", b"hello");
    let absent = folder.path().join("absent.so");
    let cases = [
        (text.as_path(), "neither ELF, nor Mach-O, nor PE, nor an archive"),
        (folder.path(), "no regular file"),
        (absent.as_path(), "cannot be read"),
    ];
    for (path, what) in cases {
        let outcome = audit([path]);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""), "{outcome}");
        assert!(outcome.stderr.contains(what) && outcome.stderr.contains("= help: "), "{outcome}");
        assert!(outcome.stderr.contains(&path.display().to_string()), "{outcome}");
    }
}

#[test]
fn refuses_a_wrong_call() {
    for arguments in [&["audit", "--format", "xml", "a.so"][..], &["frobnicate"], &[]] {
        let outcome = program().args(arguments).run();
        assert_eq!(outcome.code, Some(2), "{outcome}");
    }
    let outcome = audit(["a.so", "--profile", "release"]);
    assert!(outcome.stderr.contains("cannot be used with"), "{outcome}");
}

#[test]
fn helps() {
    for command in ["audit", "check"] {
        let outcome = program().args([command, "--help"]).run().expect_success();
        assert!(outcome.stdout.contains("Examples:"), "{outcome}");
    }
    let outcome = program().args(["ffi-guard", "--help"]).run().expect_success();
    assert!(outcome.stdout.contains("Exit status of check and audit:"), "{outcome}");
    assert!(outcome.stdout.contains("Usage: cargo ffi-guard"), "{outcome}");
}

#[test]
fn prints_completions_and_a_manual() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let outcome = program().args(["completions", shell]).run().expect_success();
        assert!(outcome.stdout.contains("audit"), "{shell}: {outcome}");
    }
    let outcome = program().arg("man").run().expect_success();
    assert!(
        outcome.stdout.contains(".SH AUDIT") && outcome.stdout.contains("\\-\\-allow"),
        "{outcome}"
    );
}

#[test]
fn builds_and_audits_a_workspace() {
    const SOURCE: &str =
        "#[ffi_guard::ffi_export]\n#[unsafe(no_mangle)]\npub extern \"C\" fn shape() {}\n";
    let project =
        Project::new("audit_workspace").lib(&["cdylib", "staticlib"]).file("src/lib.rs", SOURCE);
    project.check().expect_success();
    let outcome = program()
        .args(["ffi-guard", "audit", "--format", "json"])
        .dir(project.dir())
        .env("CARGO_NET_OFFLINE", "true")
        .run()
        .expect_success();
    let report: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    let exports = report["exports"].as_array().unwrap();
    let artifacts = exports.iter().map(|export| export["artifact"].as_str().unwrap());
    let mut endings: Vec<&str> = artifacts.map(|path| path.rsplit('.').next().unwrap()).collect();
    endings.sort_unstable();
    assert_eq!((exports.len(), endings), (2, vec!["a", "so"]), "{outcome}");
}

/// Creates a workspace of a guarded library, `other` without a guard, and `plain` without a library for C. Dependencies in
/// the directory of a package are members of its workspace.
fn workspace_of_three() -> Project {
    let member = |name: &str, kinds: &str| {
        format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n[lib]\ncrate-type = [{kinds}]\n")
    };
    Project::new("audit_package")
        .lib(&["cdylib"])
        .dependency("other", "{ path = \"other\" }")
        .dependency("plain", "{ path = \"plain\" }")
        .file(
            "src/lib.rs",
            "#[ffi_guard::ffi_export]\n#[unsafe(no_mangle)]\npub extern \"C\" fn shape() {}\n",
        )
        .file("other/Cargo.toml", &member("other", "\"cdylib\", \"rlib\""))
        .file("other/src/lib.rs", "#[unsafe(no_mangle)]\npub extern \"C\" fn other() {}\n")
        .file("plain/Cargo.toml", &member("plain", "\"rlib\""))
        .file("plain/src/lib.rs", "")
}

#[test]
fn builds_and_audits_a_package() {
    let project = workspace_of_three();
    project.check().expect_success();
    let audit = |arguments: &[&str]| {
        let process = program().args(["ffi-guard", "audit"]).args(arguments).dir(project.dir());
        process.env("CARGO_NET_OFFLINE", "true").run()
    };
    let all = audit(&[]);
    assert!(all.stdout.contains("2 exports: 1 guarded, 1 not guarded"), "{all}");
    let one = audit(&["--package", "audit_package"]).expect_success();
    assert!(one.stdout.contains("1 export: 1 guarded"), "{one}");
    for (name, what) in
        [("plain", "`plain` has no library for C"), ("absent", "no package `absent`")]
    {
        let refused = audit(&["-p", name]);
        assert_eq!(refused.code, Some(2), "{refused}");
        assert!(refused.stderr.contains(what), "{refused}");
    }
}

#[test]
fn says_that_a_workspace_has_no_library() {
    let project = Project::new("audit_no_library").without_runtime().file("src/lib.rs", "");
    project.check().expect_success();
    let outcome = program().args(["ffi-guard", "audit"]).dir(project.dir()).run();
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("no library for C"), "{outcome}");
}
