//! A shared library that a C compiler links with a version script, and what it exports.

use crate::support::{exports, has_program, is_installed, library, run};
use ffi_guard_test_support::child::Process;
use ffi_guard_test_support::skip;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const SOURCE: &str = r#"
    ffi_guard::ffi_library! { prefix = "shape" }

    #[ffi_guard::ffi_export(fallback = -1)]
    pub fn shape_area(a: i32) -> i32 { assert!(a > 0); a * a }

    #[ffi_guard::unguarded(reason = "a constant")]
    #[unsafe(no_mangle)]
    pub static SHAPE_SIDES: i32 = 4;
"#;

const PROGRAM: &str = "#include <stdint.h>\n#ifdef _WIN32\n__declspec(dllimport)\n#endif\n\
                       extern const int32_t SHAPE_SIDES;\nint32_t shape_area(int32_t);\n\
                       int main(void) { return shape_area(3) != 9 || shape_area(0) != -1 || SHAPE_SIDES != 4; }\n";

/// A library that has had three releases.
const RELEASES: &str = r#"
    ffi_guard::ffi_library! { prefix = "shape", errors = "none", strings = true }

    #[ffi_guard::ffi_export(fallback = -1)]
    pub fn shape_area(a: i32) -> i32 { assert!(a > 0); a * a }

    #[ffi_guard::ffi_export(fallback = -1, since = "1.10")]
    pub fn shape_twice(a: i32) -> i32 { 2 * a }

    #[ffi_guard::unguarded(reason = "a constant", since = "1.2")]
    #[unsafe(no_mangle)]
    pub static SHAPE_SIDES: i32 = 4;

    #[derive(ffi_guard::FfiHandle)]
    #[ffi(since = "1.2", poison)]
    pub struct Line(i32);

    #[ffi_guard::ffi_export(since = "1.2")]
    impl Line {
        pub fn new(length: i32) -> Self { Self(length) }

        #[ffi_guard::ffi_export(fallback = -1, since = "1.10")]
        pub fn length(&self) -> i32 { self.0 }
    }
"#;

const VERSIONS: &str = "\
SHAPE {
    global:
        shape_area;
        shape_string_free;
    local:
        *;
};
SHAPE_1.2 {
    global:
        SHAPE_SIDES;
        shape_line_clear_poison;
        shape_line_free;
        shape_line_is_poisoned;
        shape_line_new;
} SHAPE;
SHAPE_1.10 {
    global:
        shape_line_length;
        shape_twice;
} SHAPE_1.2;
";

/// Links a static library with a list as a shared library, and a program with that.
fn link(library: &Path, compiler: &str, output: &str, list: [&str; 2]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str| folder.path().join(name);
    fs::write(file(list[0]), list[1]).expect("the list");
    fs::write(file("main.c"), PROGRAM).expect("the program");
    let script = format!("-Wl,--version-script={}", list[0]);
    let list = if list[0].ends_with(".def") { list[0] } else { &script };
    let (archive, native) = (library.to_str().expect("a path"), native_libraries(output));
    let mut shared = vec!["-shared", "-o", output, list, "-Wl,--whole-archive", archive];
    shared.push("-Wl,--no-whole-archive");
    shared.extend(native.split_whitespace());
    let program = ["-o", "program.exe", "main.c", output, "-Wl,-rpath,."];
    for arguments in [shared.as_slice(), &program] {
        Process::new(compiler).args(arguments).dir(folder.path()).run().expect_success();
    }
    folder
}

/// The libraries that the standard library needs.
fn native_libraries(output: &str) -> String {
    let target =
        if output.ends_with(".dll") { &["--target", "x86_64-pc-windows-gnu"][..] } else { &[] };
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("empty.rs"), "").expect("a file");
    let rustc = Process::new("rustc").args(["--crate-type", "staticlib", "empty.rs"]).args(target);
    let rustc = rustc.args(["--print", "native-static-libs"]).dir(folder.path()).run();
    let line = rustc.expect_success().stderr;
    let line = line.lines().find_map(|line| line.strip_prefix("note: native-static-libs: "));
    line.expect("the libraries").to_owned()
}

/// Returns the names and versions of the symbols that an ELF library exports.
fn dynamic_symbols(file: &Path) -> BTreeSet<String> {
    let nm = Process::new("nm").args(["-D", "--defined-only", "--with-symbol-versions"]);
    let text = nm.arg(file).run().expect_success().stdout;
    // The names of versions are absolute symbols.
    let symbols = text.lines().filter(|line| !line.contains(" A "));
    symbols.filter_map(|line| line.split(' ').nth(2)).map(str::to_owned).collect()
}

#[test]
fn a_version_script_exports_the_listed_symbols_alone() {
    let library = library("exports_linked", SOURCE, None);
    let list = exports(&library, &[]);
    let folder = link(&library, "cc", "libshape.so", ["shape.map", &list]);
    let symbols = exports(&library, &["--format", "symbols"]);
    let expected = symbols.lines().map(str::to_owned).collect();
    let shared = folder.path().join("libshape.so");
    assert_eq!(dynamic_symbols(&shared), expected);
    assert!(expected.contains("shape_area") && expected.contains("shape_last_error"));
    Process::new("./program.exe").dir(folder.path()).run().expect_success();
    let audit = run(["audit".as_ref(), shared.as_os_str()]);
    assert_eq!(audit.code, Some(0), "{audit}");
}

#[test]
fn symbols_have_the_version_of_the_release_that_first_exports_them() {
    let library = library("exports_versions", RELEASES, None);
    let script = exports(&library, &[]);
    assert_eq!(script, VERSIONS);
    let folder = link(&library, "cc", "libshape.so", ["shape.map", &script]);
    let shared = folder.path().join("libshape.so");
    let (mut node, mut expected) = ("", BTreeSet::new());
    for line in VERSIONS.lines() {
        node = line.strip_suffix(" {").unwrap_or(node);
        let symbol =
            line.trim().strip_suffix(';').filter(|name| line.starts_with("    ") && *name != "*");
        expected.extend(symbol.map(|name| format!("{name}@@{node}")));
    }
    assert_eq!(dynamic_symbols(&shared), expected);
    Process::new("./program.exe").dir(folder.path()).run().expect_success();
    let program = Process::new("nm").args(["-D", "--with-symbol-versions", "program.exe"]);
    let program = program.dir(folder.path()).run().expect_success().stdout;
    assert!(program.contains("U shape_area@SHAPE\n"), "{program}");
    let audit = run(["audit".as_ref(), shared.as_os_str()]);
    assert_eq!(audit.code, Some(0), "{audit}");
    let renamed = exports(&library, &["--version-prefix", "LIBSHAPE"]);
    assert_eq!(
        renamed,
        VERSIONS
            .replace("SHAPE_1", "LIBSHAPE_1")
            .replace("SHAPE {", "LIBSHAPE {")
            .replace("} SHAPE;", "} LIBSHAPE;")
    );
    let outcome = run(["exports", library.to_str().expect("a path"), "--version-prefix", "1"]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("`1` cannot begin the name of a symbol version"), "{outcome}");
}

#[test]
fn a_release_is_written_in_one_way() {
    let source = RELEASES.replace(
        "fallback = -1, since = \"1.10\")]\n        pub",
        "fallback = -1, since = \"1.10.0\")]\n        pub",
    );
    assert_ne!(source, RELEASES);
    let library = library("exports_spelling", &source, None);
    let outcome = run(["exports".as_ref(), library.as_os_str()]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(
        outcome.stderr.contains("`SHAPE_1.10.0` and `SHAPE_1.10` are versions of the same release"),
        "{outcome}"
    );
}

#[test]
#[ignore = "for other targets: cargo xtask other-targets"]
fn a_definition_file_exports_the_listed_symbols_alone() {
    let (target, compiler) = ("x86_64-pc-windows-gnu", "x86_64-w64-mingw32-gcc");
    if !is_installed(target) || !has_program(compiler) {
        return skip::announce(
            "a DLL that mingw links",
            &format!("{target} or {compiler} is missing"),
        );
    }
    let library = library("exports_mingw", SOURCE, Some(target));
    let list = exports(&library, &[]);
    let folder = link(&library, compiler, "shape.dll", ["shape.def", &list]);
    let dll = fs::read(folder.path().join("shape.dll")).expect("the DLL");
    let file = object::File::parse(&*dll).expect("a DLL");
    let mut names = BTreeSet::new();
    for export in object::Object::exports(&file).expect("exports") {
        if let object::read::NameOrOrdinal::Name(name) = export.expect("an export").name() {
            names.insert(String::from_utf8_lossy(name).into_owned());
        }
    }
    let symbols = exports(&library, &["--format", "symbols"]);
    assert_eq!(names, symbols.lines().map(str::to_owned).collect());
}
