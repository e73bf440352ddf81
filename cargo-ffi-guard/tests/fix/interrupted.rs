//! Runs that are killed: no file is half written, and the next run finishes and cleans up.

use crate::tree::Tree;
use ffi_guard_test_support::skip;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const FILES: usize = 40;

fn tree() -> Tree {
    let modules: String = (0..FILES).map(|number| format!("mod m{number};\n")).collect();
    let tree = Tree::library(&modules);
    for number in 0..FILES {
        tree.write(&format!("src/m{number}.rs"), bare(number));
    }
    tree
}

fn bare(number: usize) -> String {
    format!("#[no_mangle]\nextern \"C\" fn f{number}() {{}}\n")
}

fn command(tree: &Tree) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"));
    command.args(["ffi-guard", "fix", "--allow-no-vcs"]).current_dir(tree.root());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.env_remove("CARGO_TARGET_DIR");
    command
}

fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let mut names: Vec<_> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The number of files that are fixed. Each is old or new as a whole.
fn fixed(tree: &Tree) -> usize {
    let is_fixed = |number: &usize| {
        let text = tree.read(&format!("src/m{number}.rs"));
        let new = format!("#[ffi_guard::ffi_export]\n{}", bare(*number));
        assert!(text == new || text == bare(*number), "{text}");
        text == new
    };
    (0..FILES).filter(is_fixed).count()
}

fn finish(tree: &Tree) {
    assert!(command(tree).status().expect("the program starts").success());
    assert_eq!(fixed(tree), FILES);
    assert_eq!(names(&tree.path("src")).len(), FILES + 1, "{:?}", names(&tree.path("src")));
    assert_eq!(names(&tree.path("target")), Vec::<String>::new());
}

/// Kills a run as soon as its first temporary file exists, again and again.
#[cfg(unix)]
#[test]
fn a_killed_run_leaves_nothing_in_the_sources() {
    let tree = tree();
    let sources = names(&tree.path("src"));
    for _ in 0..5 {
        let mut child = command(&tree).spawn().expect("the program starts");
        while names(&tree.path("target")).is_empty() && child.try_wait().expect("a child").is_none()
        {
            std::thread::yield_now();
        }
        child.kill().expect("a child");
        child.wait().expect("a child");
        assert_eq!(names(&tree.path("src")), sources);
        fixed(&tree);
    }
    finish(&tree);
}

/// Builds a library that ends the process by a signal when a file is synchronized. A shell may have switched SIGINT off.
#[cfg(target_os = "linux")]
fn stop(tree: &Tree) -> PathBuf {
    tree.write(
        "stop.c",
        "#include <signal.h>\nint fsync(int file) { (void)file; return raise(SIGTERM); }\n",
    );
    let library = tree.path("stop.so");
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-o"]).arg(&library).arg(tree.path("stop.c"));
    assert!(compiler.status().expect("a C compiler").success());
    library
}

/// A signal in the middle of writing, by a library that is loaded in front of the C library.
#[cfg(target_os = "linux")]
#[test]
fn a_signal_while_a_file_is_written_leaves_nothing() {
    let tree = tree();
    let library = stop(&tree);
    let sources = names(&tree.path("src"));
    let stopped = command(&tree).env("LD_PRELOAD", &library).status().expect("the program starts");
    assert!(!stopped.success());
    assert_ne!(names(&tree.path("target")), Vec::<String>::new(), "the signal came too early");
    assert_eq!(names(&tree.path("src")), sources);
    assert_eq!(fixed(&tree), 0);
    finish(&tree);
}

/// The same with a target directory on another file system, so that the temporary files are beside the sources.
#[cfg(target_os = "linux")]
#[test]
fn what_lies_beside_a_file_is_removed() {
    use std::os::unix::fs::MetadataExt;
    let tree = tree();
    let Ok(memory) = tempfile::tempdir_in("/dev/shm") else {
        return skip::announce("temporary files beside sources", "there is no /dev/shm");
    };
    let device = |path: &Path| fs::metadata(path).expect("a directory").dev();
    assert_ne!(device(memory.path()), device(tree.root()), "the test needs two file systems");
    let target = memory.path().join("target");
    let stopped =
        command(&tree).env("CARGO_TARGET_DIR", &target).env("LD_PRELOAD", stop(&tree)).status();
    assert!(!stopped.expect("the program starts").success());
    assert_eq!(names(&tree.path("src")).len(), FILES + 2, "one temporary file");
    assert_eq!(fixed(&tree), 0);
    let finished = command(&tree).env("CARGO_TARGET_DIR", &target).status();
    assert!(finished.expect("the program starts").success());
    assert_eq!(fixed(&tree), FILES);
    assert_eq!(names(&tree.path("src")).len(), FILES + 1);
    assert_eq!(names(&target), Vec::<String>::new());
}
