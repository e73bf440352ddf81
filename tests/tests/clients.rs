//! The semver library from other languages: every client of `examples/clients`, built and run as in its README.
#![forbid(unsafe_code)]
// The commands use shared library names of Linux and package paths of Debian.
#![cfg(target_os = "linux")]

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use ffi_guard_test_support::child::Process;
use ffi_guard_test_support::{chapter, fixture, paths, skip};

/// The package that the clients call; any library that implements the header would do.
const LIBRARY: &str = "examples/semver-capi";

const HEADER: &str = "examples/semver-capi/include";

/// The checks that every client makes and prints.
const CHECKS: [&str; 11] = [
    "ok versions",
    "ok requirements",
    "ok sort",
    "ok failing comparator",
    "ok retain",
    "ok error",
    "ok panic",
    "ok null",
    "ok invalid UTF-8",
    "ok 10,000 panics",
    "ok threads",
];

/// A client, as described by a block of the README.
struct Client {
    /// The name for messages.
    name: &'static str,
    /// The info string of the block with its commands.
    block: &'static str,
    /// Commands that succeed if the tools of the client, other than a C compiler, are installed.
    needs: &'static [&'static str],
}

impl Client {
    /// Runs the client, or announces which tool is missing.
    #[track_caller]
    fn run(&self) {
        let folder = self.folder();
        if let Some(missing) = self.needs.iter().find(|need| !self.succeeds(need)) {
            let what = format!("the client in {}", self.name);
            return skip::announce(&what, &format!("`{missing}` fails in {}", folder.display()));
        }
        let out = tempfile::tempdir().expect("a temporary directory");
        let library = fixture::build_member(LIBRARY, "dev", &[]);
        let outcome = Process::new("bash")
            .args(["-euc", &self.commands()])
            .dir(&folder)
            .env("SEMVER_LIBRARY", library.cdylib())
            .env("SEMVER_INCLUDE", paths::workspace().join(HEADER))
            .env("FFI_GUARD_INCLUDE", paths::include())
            .env("OUT", out.path())
            .env("PATH", path())
            .env("GOCACHE", paths::target().join("clients/go-cache"))
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .run()
            .expect_success();
        assert_eq!(outcome.stdout.lines().collect::<Vec<_>>(), CHECKS, "{outcome}");
    }

    /// Returns the working directory of the commands. For Node.js it is in the target directory, where koffi is
    /// installed.
    fn folder(&self) -> PathBuf {
        let language = self.block.split(' ').find_map(|word| word.strip_prefix("in="));
        let sources =
            paths::workspace().join("examples/clients").join(language.expect("a directory"));
        if language != Some("node") {
            return sources;
        }
        let folder = paths::target().join("clients/node");
        fs::create_dir_all(&folder).expect("a folder in the target directory");
        for file in fs::read_dir(sources).expect("the client") {
            let file = file.expect("its name").path();
            let name = file.file_name().expect("its name");
            if file.is_file() {
                fs::copy(&file, folder.join(name)).expect("a copy");
            }
        }
        folder
    }

    fn succeeds(&self, command: &str) -> bool {
        let mut shell = Command::new("sh");
        shell.args(["-c", command]).current_dir(self.folder()).env("PATH", path());
        shell.output().is_ok_and(|output| output.status.success())
    }

    #[track_caller]
    fn commands(&self) -> String {
        let block = chapter::blocks(&readme()).into_iter().find(|(info, _)| info == self.block);
        block.unwrap_or_else(|| panic!("the README has no block ```{}", self.block)).1
    }
}

fn readme() -> String {
    let readme = paths::workspace().join("examples/clients/README.md");
    fs::read_to_string(readme).expect("the README can be read")
}

/// Returns the `PATH` for the commands, with `/usr/bin` first if cffi is installed for the Python there.
fn path() -> OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    let has_cffi = Command::new("python3").args(["-c", "import cffi"]).output();
    if has_cffi.is_ok_and(|output| output.status.success()) {
        return path;
    }
    let folders = [PathBuf::from("/usr/bin")].into_iter().chain(env::split_paths(&path));
    env::join_paths(folders).expect("no directory has a separator in its name")
}

#[test]
fn c() {
    Client { name: "C", block: "sh in=c", needs: &[] }.run();
}

#[test]
fn cpp() {
    Client { name: "C++", block: "sh in=cpp", needs: &["c++ --version"] }.run();
}

#[test]
fn python_by_ctypes() {
    let needs = &["python3 --version"];
    Client { name: "Python by ctypes", block: "sh in=python with=ctypes", needs }.run();
}

#[test]
fn python_by_cffi() {
    let needs = &["python3 --version", "python3 -c 'import cffi'"];
    Client { name: "Python by cffi", block: "sh in=python with=cffi", needs }.run();
}

#[test]
fn go() {
    Client { name: "Go", block: "sh in=go", needs: &["go version"] }.run();
}

#[test]
fn java() {
    let needs = &["javac -version", "java -version", "test -r /usr/share/java/jna.jar"];
    Client { name: "Java", block: "sh in=java", needs }.run();
}

#[test]
fn node() {
    let needs = &["node --version", "test -d node_modules/koffi"];
    Client { name: "JavaScript", block: "sh in=node", needs }.run();
}

#[test]
fn csharp() {
    let needs = &["mcs --version", "mono --version"];
    Client { name: "C#", block: "sh in=csharp", needs }.run();
}

#[test]
fn the_readme_builds_the_same_library() {
    let (_, package) = LIBRARY.rsplit_once('/').expect("a folder and a package");
    let built = format!("cargo build -p {package}\n");
    let loaded = format!("lib{}.so\n", package.replace('-', "_"));
    assert!(readme().contains(&built) && readme().contains(&loaded), "{built}{loaded}");
}

#[test]
fn no_client_is_left_out() {
    let folder = paths::workspace().join("examples/clients");
    let entries = fs::read_dir(folder).expect("the clients").map(|entry| entry.expect("its name"));
    let folders = entries.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name());
    let source = include_str!("clients.rs");
    for folder in folders {
        let block = format!("block: \"sh in={}", folder.to_string_lossy());
        assert!(source.contains(&block), "no test runs examples/clients/{}", folder.display());
    }
}
