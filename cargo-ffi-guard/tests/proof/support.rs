//! Shared by these tests: the described library for a target, and the proof of a changed header.

use cargo_ffi_guard::abi;
use cargo_ffi_guard::abi::model::Abi;
use cargo_ffi_guard::abi::proof::{Compiler, Proof, prove};
use cargo_ffi_guard::audit::{Detail, images};
use ffi_guard_test_support::project::Project;
use ffi_guard_test_support::{child::Process, skip};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The library with what headers get wrong.
pub(crate) const SOURCE: &str = include_str!("library/lib.rs");
/// Its right header.
pub(crate) const RIGHT: &str = include_str!("library/sample.h");

/// The targets and C compilers besides the default of the host.
pub(crate) const TARGETS: [(&str, &str); 4] = [
    ("i686-unknown-linux-gnu", "i686-linux-gnu-gcc"),
    ("aarch64-unknown-linux-gnu", "aarch64-linux-gnu-gcc"),
    ("x86_64-pc-windows-gnu", "x86_64-w64-mingw32-gcc"),
    ("x86_64-unknown-linux-gnu", "clang"),
];

/// A library that describes itself, and the C compiler for its target.
pub(crate) struct Described {
    abi: Abi,
    exported: BTreeSet<String>,
    compiler: Compiler,
}

impl Described {
    /// Builds a library for the host. The name must be unique among these tests.
    pub(crate) fn for_host(name: &str, source: &str) -> Self {
        let compiler = Compiler::find(None).expect("the C compiler of the host");
        Self::build(name, source, &[], compiler)
    }

    /// Builds a library for another target, unless it or its C compiler is not installed.
    pub(crate) fn for_target(
        name: &str,
        source: &str,
        target: &str,
        program: &str,
    ) -> Option<Self> {
        if !is_available(target, program) {
            return None;
        }
        let compiler = Compiler::named(Path::new(program), target).expect("GCC");
        Some(Self::build(name, source, &["--target", target], compiler))
    }

    fn build(name: &str, source: &str, arguments: &[&str], compiler: Compiler) -> Self {
        let project = Project::new(name)
            .lib(&["staticlib"])
            .runtime_features(&["describe"])
            .file("src/lib.rs", source);
        let output = project.cargo_args(arguments).build().expect_success();
        let data = fs::read(output.artifacts.staticlib()).expect("the library");
        let abi = abi::read(&data).expect("a library").expect("descriptions");
        let images = images(&data, Detail::Verdicts).expect("a library");
        let exported = images.iter().flat_map(|image| image.functions.keys().cloned()).collect();
        Self { abi, exported, compiler }
    }

    /// Proves a header with this text. An error is the message of a header that does not compile.
    pub(crate) fn prove(&self, text: &str) -> Result<Proof, String> {
        self.prove_with(text, &[])
    }

    /// Proves a header that includes other files.
    pub(crate) fn prove_with(&self, text: &str, others: &[(&str, &str)]) -> Result<Proof, String> {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in others {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
            fs::write(path, text).expect("the file");
        }
        let file = folder.path().join("sample.h");
        fs::write(&file, text).expect("the header");
        prove(&self.abi, &[file], &self.exported, &self.compiler).map_err(|it| it.to_string())
    }
}

/// Returns the right header with one replacement, and the first line of the replacement.
#[track_caller]
pub(crate) fn replaced(from: &str, to: &str) -> (String, usize) {
    assert_eq!(RIGHT.matches(from).count(), 1, "`{from}` is not in the header once");
    let before = RIGHT.split(from).next().expect("the text before");
    (RIGHT.replace(from, to), before.matches('\n').count() + 1)
}

/// Whether a target and its C compiler are installed. If not, reports what the test leaves out.
pub(crate) fn is_available(target: &str, program: &str) -> bool {
    let what = format!("headers for {target}");
    if !is_installed(target) {
        skip::announce(&what, "the target is not installed");
        return false;
    }
    let has_compiler = std::process::Command::new(program).arg("--version").output().is_ok();
    if !has_compiler {
        skip::announce(&what, &format!("{program} is not installed"));
    }
    has_compiler
}

fn is_installed(target: &str) -> bool {
    let sysroot = Process::new("rustc").args(["--print", "sysroot"]).run().expect_success().stdout;
    Path::new(sysroot.trim_end()).join("lib/rustlib").join(target).join("lib").is_dir()
}
