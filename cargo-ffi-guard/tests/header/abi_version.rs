//! The version of the ABI: in the header, in the library, and in a program that compares them.

use crate::tree::Tree;
use cargo_ffi_guard::header::{self, Options};
use ffi_guard_test_support::c::{Compiler, Language, Program};
use ffi_guard_test_support::child::Process;
use ffi_guard_test_support::project::Project;
use ffi_guard_test_support::{chapter, paths, skip, target};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const SOURCE: &str =
    "ffi_guard::ffi_library! { prefix = \"shape\", errors = \"none\", abi = \"abi.lock\" }\n";

fn tree(lock: &str) -> Tree {
    Tree::new(&[("src/lib.rs", SOURCE), ("abi.lock", lock)])
}

fn lock(epoch: u32, revision: u32) -> String {
    format!(
        "# The ABI of the library.\nformat = 1\nepoch = {epoch}\nrevision = {revision}\n\n[functions]\n"
    )
}

#[test]
fn the_header_declares_the_function_and_its_version() {
    let tree = tree(&lock(3, 7));
    let header = tree.header();
    assert_eq!(header.notes(), [""; 0]);
    for expected in [
        "/**\n * The version of the ABI that this header declares. A break of the ABI raises the epoch, an addition the revision.\n */\n\
         #define SHAPE_ABI_EPOCH 3\n#define SHAPE_ABI_REVISION 7\n\
         /**\n * Whether a library has the ABI that this header declares: `SHAPE_ABI_ACCEPTS(shape_abi())`.\n \
         * It has the same epoch, and the same revision or a later one.\n */\n\
         #define SHAPE_ABI_ACCEPTS(abi) \\\n    \
         ((abi) - (SHAPE_ABI_EPOCH * UINT64_C(0x100000000) + SHAPE_ABI_REVISION) <= UINT32_MAX - SHAPE_ABI_REVISION)\n",
        "/**\n * Returns the version of the ABI: the epoch in the upper 32 bits, the revision in the lower 32. A break of the ABI\n \
         * raises the epoch, an addition the revision. A library that does not export this function has no version.\n */\n\
         uint64_t shape_abi(void);\n",
    ] {
        assert!(header.text().contains(expected), "{expected}\n{}", header.text());
    }
    assert!(header.files().contains(&tree.path("abi.lock")), "{:?}", header.files());
}

#[test]
fn a_lock_file_that_the_macro_would_refuse() {
    let failure = tree("epoch = 1\n").failure();
    let problem = "`abi.lock` has no `revision` above its tables; write `revision = 0` there";
    assert!(failure.contains(problem) && failure.contains("src/lib.rs:1:68"), "{failure}");
    let missing = Tree::new(&[("src/lib.rs", SOURCE)]).failure();
    assert!(missing.contains("`Cargo.toml` has no file `abi.lock`"), "{missing}");
}

#[test]
fn constants_of_the_same_names() {
    for constant in ["SHAPE_ABI_EPOCH: u32 = 1", "SHAPE_ABI_ACCEPTS: &str = \"\""] {
        let tree = tree(&lock(3, 7));
        tree.write("src/lib.rs", &format!("{SOURCE}pub const {constant};\n"));
        let (failure, name) = (tree.failure(), constant.split(':').next().expect("a name"));
        let problem = format!("`{name}` is a constant of the crate and a macro for the version");
        assert!(failure.contains(&problem), "{failure}");
    }
}

/// Returns a program that includes the header and checks the macro with versions of libraries.
fn comparisons(accepted: &[(u32, u32)], refused: &[(u32, u32)]) -> String {
    let check = |sign: &'static str| {
        move |(epoch, revision): &(u32, u32)| {
            let version = u64::from(*epoch) << 32 | u64::from(*revision);
            format!("    if ({sign}SHAPE_ABI_ACCEPTS(UINT64_C({version}))) return __LINE__;\n")
        }
    };
    let checks: String =
        accepted.iter().map(check("!")).chain(refused.iter().map(check(""))).collect();
    format!(
        "#include \"shape.h\"\nint main(void) {{\n    uint64_t calls = 0;\n{checks}\
         \x20   if (SHAPE_ABI_ACCEPTS(++calls) || calls != 1) return __LINE__;\n    return 0;\n}}\n"
    )
}

/// With every compiler, whose warnings are errors.
#[test]
fn the_macro_compares_epoch_and_revision() {
    const MAX: u32 = u32::MAX;
    for (own, accepted, refused) in [
        (
            (3, 7),
            &[(3, 7), (3, 8), (3, MAX)][..],
            &[(3, 6), (3, 0), (2, 7), (2, MAX), (4, 7), (4, 0), (0, 0)][..],
        ),
        ((1, 0), &[(1, 0), (1, 1), (1, MAX)], &[(0, 0), (0, MAX), (2, 0), (MAX, 0)]),
        ((MAX, MAX), &[(MAX, MAX)], &[(MAX, MAX - 1), (0, 0), (MAX - 1, MAX)]),
    ] {
        let tree = tree(&lock(own.0, own.1));
        tree.write("shape.h", tree.header().text());
        let include = format!("-I{}", tree.root().display());
        let source = comparisons(accepted, refused);
        for (language, name) in [(Language::C11, "main.c"), (Language::Cpp17, "main.cpp")] {
            for compiler in Compiler::all(language) {
                let program = Program::new("comparisons").source(name, &source).flag(&include);
                program.compiler(&compiler).build().process().run().expect_success();
            }
        }
    }
}

/// The program in the chapter compiles.
#[test]
fn the_chapter_compares_the_version() {
    let chapter = fs::read_to_string(paths::workspace().join("docs/abi.md")).expect("the chapter");
    let blocks = chapter::blocks(&chapter);
    let program = blocks.iter().find(|(info, _)| info == "c").expect("the program");
    let library = SOURCE.replace("shape", "geo");
    let tree = Tree::new(&[("src/lib.rs", &library), ("abi.lock", &lock(3, 7))]);
    tree.write("geo.h", tree.header().text());
    let include = format!("-I{}", tree.root().display());
    let checked = Program::new("chapter").source("main.c", &program.1).flag(&include).check();
    checked.unwrap_or_else(|messages| panic!("{messages}"));
}

/// The same for a header written by hand, with the macros of `ffi_guard.h`.
#[test]
fn the_macro_of_the_shipped_header() {
    let source = "#include \"ffi_guard.h\"\nFFI_GUARD_DECLARE_ABI(shape);\n\
                  uint64_t shape_abi(void) { return UINT64_C(0x300000007); }\n\
                  int main(void) {\n\
                      if (!FFI_GUARD_ABI_ACCEPTS(shape_abi(), 3, 7)) return 1;\n\
                      if (!FFI_GUARD_ABI_ACCEPTS(shape_abi(), 3, 0)) return 2;\n\
                      if (FFI_GUARD_ABI_ACCEPTS(shape_abi(), 3, 8)) return 3;\n\
                      if (FFI_GUARD_ABI_ACCEPTS(shape_abi(), 2, 7)) return 4;\n\
                      return FFI_GUARD_ABI_ACCEPTS(shape_abi(), 4, 0) ? 5 : 0;\n}\n";
    for (language, name) in [(Language::C11, "main.c"), (Language::Cpp17, "main.cpp")] {
        for compiler in Compiler::all(language) {
            let program = Program::new("shipped").source(name, source).compiler(&compiler);
            program.build().process().run().expect_success();
        }
    }
}

const VERSIONED: &str =
    "ffi_guard::ffi_library! { prefix = \"versioned\", errors = \"none\", abi = \"abi.lock\" }\n";

/// Loads each library, and prints whether it has the ABI of the header.
const USER: &str = r#"
#define _POSIX_C_SOURCE 200809L
#include "../c/platform.h"
#include "versioned.h"
#include <stdio.h>

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        uint64_t (*abi)(void);
        void *library = platform_library_open(argv[i]);
        if (library == NULL) {
            return 1;
        }
        if (!platform_library_find(library, "versioned_abi", &abi)) {
            puts("no version");
        } else {
            puts(VERSIONED_ABI_ACCEPTS(abi()) ? "accepted" : "refused");
        }
    }
    return 0;
}
"#;

fn project(lock: &str) -> Project {
    let project = Project::new("versioned").lib(&["cdylib"]).file("src/lib.rs", VERSIONED);
    project.file("abi.lock", lock)
}

/// Builds the library and returns a copy, which the next build leaves as it is.
fn built(project: &Project, name: &str) -> PathBuf {
    let output = project.build().expect_success();
    assert!(output.warnings().is_empty(), "{output}");
    let library = output.artifacts.cdylib();
    let kept = library.with_file_name(format!("{name}-{}", file_name(library)));
    fs::copy(library, &kept).expect("a copy");
    kept
}

fn file_name(path: &Path) -> String {
    path.file_name().expect("a file").to_string_lossy().into_owned()
}

/// A change of the lock file rebuilds the library, and what else is in the file is not in the library.
#[test]
fn a_program_accepts_the_libraries_that_have_its_abi() {
    let start = project(&lock(3, 7));
    let (manifest, folder) = (start.write(), tempfile::tempdir().expect("a directory"));
    let header = header::generate(&Options::new(manifest.with_file_name("")))
        .unwrap_or_else(|e| panic!("{e}"));
    fs::write(folder.path().join("versioned.h"), header.text()).expect("a header");
    let builds = [(3, 7), (3, 8), (3, 6), (2, 9), (4, 0)].map(|(epoch, revision)| {
        let project = start.clone().file("abi.lock", &lock(epoch, revision));
        built(&project, &format!("{epoch}-{revision}"))
    });
    let more = format!("{}# {}\n", lock(3, 7), "more ".repeat(10_000));
    let more = built(&start.clone().file("abi.lock", &more), "more");
    assert!(fs::read(&more).expect("a library") == fs::read(&builds[0]).expect("a library"));
    let without = VERSIONED.replace(", abi = \"abi.lock\"", "");
    let without = built(&start.clone().file("src/lib.rs", &without), "without");
    let program = Program::new("abi_version")
        .source("main.c", USER)
        .flag(&format!("-I{}", paths::programs().display()))
        .flag(&format!("-I{}", folder.path().display()));
    let outcome = program.build().process().args(&builds).arg(&without).run().expect_success();
    let expected = "accepted\naccepted\nrefused\nrefused\nrefused\nno version\n";
    assert_eq!(outcome.stdout.replace('\r', ""), expected, "{outcome}");
    by_ctypes(&builds[1]);
}

/// As a program in Python compares the version.
fn by_ctypes(library: &Path) {
    if !target::is_native() || Command::new("python3").arg("--version").output().is_err() {
        return skip::announce(
            "the version of the ABI by ctypes",
            "Python cannot load the library",
        );
    }
    let script = "import ctypes, sys\n\
                  library = ctypes.CDLL(sys.argv[1])\n\
                  library.versioned_abi.restype = ctypes.c_uint64\n\
                  epoch, revision = divmod(library.versioned_abi(), 1 << 32)\n\
                  print(epoch, revision)\n";
    let outcome = Process::new("python3").args(["-c", script]).arg(library).run().expect_success();
    assert_eq!(outcome.stdout.trim(), "3 8", "{outcome}");
}
