//! Tests the action's script with the program built by this test run instead of the installed one.

use ffi_guard_test_support::child::{Outcome, Process};
use ffi_guard_test_support::paths;
use ffi_guard_test_support::project::Project;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const GUARDED: &str =
    "#[ffi_guard::ffi_export]\n#[unsafe(no_mangle)]\npub extern \"C\" fn guarded() {}\n";
const BARE: &str = "#[unsafe(no_mangle)]\npub extern \"C\" fn bare() {}\n";

/// A run of the script, with a directory for its output.
struct Run {
    folder: TempDir,
    outcome: Outcome,
}

impl Run {
    /// Runs the script in a project, with these inputs in addition to the defaults.
    fn new(project: &Path, inputs: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a directory");
        let defaults = [
            ("MANIFEST_PATH", "Cargo.toml"),
            ("CHECK", "true"),
            ("AUDIT", "true"),
            ("PROFILE", "dev"),
            ("ARTIFACTS", ""),
            ("ALLOW", ""),
            ("HEADER", ""),
            ("GENERATED_HEADER", ""),
            ("ABI_LOCK", ""),
            ("SARIF", ""),
        ];
        let mut process = Process::new("bash")
            .arg(paths::workspace().join("action/run.sh"))
            .dir(project)
            .apart_from_this_build()
            .env("PATH", path())
            .env("GITHUB_OUTPUT", folder.path().join("output"));
        for (name, value) in defaults.iter().chain(inputs) {
            process = process.env(format!("INPUT_{name}"), value);
        }
        Self { outcome: process.run(), folder }
    }

    fn annotations(&self, start: &str) -> Vec<&str> {
        self.outcome.stdout.lines().filter(|line| line.starts_with(start)).collect()
    }
}

/// Returns a `PATH` on which `cargo` finds this `cargo-ffi-guard` first.
fn path() -> OsString {
    let built = Path::new(env!("CARGO_BIN_EXE_cargo-ffi-guard")).parent().expect("a directory");
    let others = env::var_os("PATH").unwrap_or_default();
    env::join_paths(std::iter::once(built.to_owned()).chain(env::split_paths(&others)))
        .expect("a directory has a separator in its name")
}

fn project(name: &str, source: &str) -> Project {
    let project = Project::new(name).lib(&["cdylib"]).file("src/lib.rs", source);
    project.check().expect_success();
    project
}

#[test]
fn is_green_where_all_is_guarded() {
    let project = project("action_clean", GUARDED);
    let run = Run::new(&project.dir(), &[]);
    assert_eq!(run.outcome.code, Some(0), "{}", run.outcome);
    assert_eq!(run.annotations("::notice title=ffi-guard::1 export").len(), 2, "{}", run.outcome);
    assert!(run.annotations("::error").is_empty(), "{}", run.outcome);
}

#[test]
fn annotates_what_is_not_guarded_and_fails() {
    let project = project("action_bare", &format!("{GUARDED}{BARE}"));
    let run = Run::new(&project.dir(), &[]);
    assert_eq!(run.outcome.code, Some(1), "{}", run.outcome);
    let errors = run.annotations("::error ");
    assert_eq!(errors.len(), 2, "one error for the sources, one for the library: {}", run.outcome);
    assert!(errors[0].contains("src/lib.rs,line=5,col=19,"), "{}", run.outcome);
    assert!(errors.iter().all(|error| error.contains("`bare`")), "{}", run.outcome);
}

#[test]
fn each_command_can_be_left_out() {
    let project = project("action_parts", BARE);
    for (inputs, errors) in [
        (&[("AUDIT", "false")][..], 1),
        (&[("CHECK", "false")], 1),
        (&[("CHECK", "false"), ("AUDIT", "false")], 0),
    ] {
        let run = Run::new(&project.dir(), inputs);
        assert_eq!(run.outcome.code, Some(errors.min(1)), "{}", run.outcome);
        assert_eq!(run.annotations("::error ").len(), errors as usize, "{}", run.outcome);
    }
}

#[test]
fn lists_are_read_by_the_line() {
    let project = project("action_lists", &format!("{GUARDED}{BARE}"));
    fs::write(project.dir().join("may be.txt"), "bare  a test\n").unwrap();
    fs::write(project.dir().join("no.txt"), "# nothing\n").unwrap();
    fs::write(
        project.dir().join("all.h"),
        "void guarded(void);\nvoid bare(void);\nvoid gone(void);\n",
    )
    .unwrap();
    let lists = [("CHECK", "false"), ("ALLOW", "no.txt\n\n  may be.txt\n"), ("HEADER", "all.h")];
    let run = Run::new(&project.dir(), &lists);
    assert_eq!(run.outcome.code, Some(1), "{}", run.outcome);
    let errors = run.annotations("::error ");
    assert!(errors.len() == 1 && errors[0].contains("`gone`"), "{}", run.outcome);
    let run = Run::new(&project.dir(), &lists[..2]);
    assert_eq!(run.outcome.code, Some(0), "{}", run.outcome);
}

#[test]
fn each_abi_is_compared_with_its_lock() {
    let project = project("action_abi", GUARDED);
    let lock = project.dir().join("abi.lock");
    let _ = fs::remove_file(&lock);
    let inputs = [("CHECK", "false"), ("AUDIT", "false"), ("ABI_LOCK", "\n  abi.lock\n")];
    let run = Run::new(&project.dir(), &inputs);
    assert_eq!(run.outcome.code, Some(2), "{}", run.outcome);
    assert!(run.annotations("::error ")[0].contains("could not be compared"), "{}", run.outcome);
    let write = Process::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"));
    write
        .args(["ffi-guard", "abi", "--lock", "abi.lock"])
        .dir(project.dir())
        .run()
        .expect_success();
    let run = Run::new(&project.dir(), &inputs);
    assert_eq!(run.outcome.code, Some(0), "{}", run.outcome);
    let text = fs::read_to_string(&lock).expect("the lock");
    fs::write(&lock, text.replace("functions.guarded", "functions.gone")).expect("a stale lock");
    let run = Run::new(&project.dir(), &inputs);
    assert_eq!(run.outcome.code, Some(1), "{}", run.outcome);
    let error = "::error title=ffi-guard,file=abi.lock::the ABI in the lock differs";
    assert_eq!(run.annotations(error).len(), 1, "{}", run.outcome);
}

#[test]
fn each_generated_header_is_compared_with_the_sources() {
    let project = project("action_headers", GUARDED);
    let header = project.dir().join("include/deep/all.h");
    let write = Process::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"));
    let write = write.args(["ffi-guard", "header", "-o"]).arg(&header);
    write.dir(project.dir()).run().expect_success();
    let inputs = [
        ("CHECK", "false"),
        ("AUDIT", "false"),
        ("GENERATED_HEADER", "include/deep/all.h\n include/gone.h\n"),
    ];
    let run = Run::new(&project.dir(), &inputs);
    assert_eq!(run.outcome.code, Some(1), "{}", run.outcome);
    let error = "::error title=ffi-guard,file=include/gone.h::the header differs";
    assert_eq!(run.annotations("::error").len(), 1, "{}", run.outcome);
    assert_eq!(run.annotations(error).len(), 1, "{}", run.outcome);
    fs::write(&header, "").expect("a stale header");
    let run = Run::new(&project.dir(), &inputs);
    assert_eq!(run.annotations("::error").len(), 2, "{}", run.outcome);
}

#[test]
fn artifacts_are_not_built_anew() {
    let project = project("action_artifacts", BARE);
    let library = project.build().expect_success().artifacts.cdylib().display().to_string();
    let inputs =
        [("CHECK", "false"), ("ARTIFACTS", library.as_str()), ("MANIFEST_PATH", "gone.toml")];
    let run = Run::new(&project.dir(), &inputs);
    assert_eq!(run.outcome.code, Some(1), "{}", run.outcome);
    assert!(run.annotations("::error ")[0].contains("`bare`"), "{}", run.outcome);
}

#[test]
fn says_where_it_could_not_work_and_goes_on() {
    let project = project("action_broken", GUARDED);
    let library = project.build().expect_success().artifacts.cdylib().display().to_string();
    let manifest = project.dir().join("broken/Cargo.toml");
    fs::create_dir_all(manifest.parent().unwrap()).unwrap();
    fs::write(&manifest, "[package").unwrap();
    let run = Run::new(
        &project.dir(),
        &[("MANIFEST_PATH", "broken/Cargo.toml"), ("ARTIFACTS", &library)],
    );
    assert_eq!(run.outcome.code, Some(2), "{}", run.outcome);
    assert!(run.outcome.stderr.contains("broken/Cargo.toml"), "{}", run.outcome);
    assert_eq!(run.annotations("::error title=ffi-guard::`cargo ffi-guard check`").len(), 1);
    assert_eq!(run.annotations("::notice title=ffi-guard::1 export").len(), 1, "{}", run.outcome);
}

#[test]
fn refuses_an_input_that_is_neither_true_nor_false() {
    let run = Run::new(Path::new("/"), &[("CHECK", "yes")]);
    assert_eq!(run.outcome.code, Some(2), "{}", run.outcome);
    assert!(run.annotations("::error ")[0].contains("`check`"), "{}", run.outcome);
}

#[test]
fn inputs_are_never_run() {
    let project = project("action_injection", GUARDED);
    for text in ["$(touch run)", "; touch run", "`touch run`", "x\" && touch run"] {
        let names = ["MANIFEST_PATH", "PROFILE", "ALLOW", "HEADER", "SARIF"];
        let run = Run::new(&project.dir(), &names.map(|name| (name, text)));
        assert_eq!(run.outcome.code, Some(2), "{}", run.outcome);
        let run = Run::new(&project.dir(), &[("CHECK", text), ("ARTIFACTS", text)]);
        assert_eq!(run.outcome.code, Some(2), "{}", run.outcome);
        let run = Run::new(&project.dir(), &[("CHECK", "false"), ("ARTIFACTS", text)]);
        assert_eq!(run.outcome.code, Some(2), "{}", run.outcome);
        assert!(!project.dir().join("run").exists(), "{text}");
    }
}

#[test]
fn writes_sarif_where_it_is_wanted() {
    let project = project("action_sarif", BARE);
    let run = Run::new(&project.dir(), &[("SARIF", "re ports")]);
    assert_eq!(run.outcome.code, Some(1), "{}", run.outcome);
    let outputs = fs::read_to_string(run.folder.path().join("output")).unwrap();
    assert_eq!(outputs, "check-sarif=re ports/check.sarif\naudit-sarif=re ports/audit.sarif\n");
    for output in outputs.lines() {
        let (_, file) = output.split_once('=').unwrap();
        let text = fs::read_to_string(project.dir().join(file)).unwrap();
        let log: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 1, "{log:#}");
    }
}
