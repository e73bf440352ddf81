//! One small library as every kind of artifact that this machine can make: the verdicts are the same.
//!
//! A target that is not installed is skipped, and where its linker is missing, the static library is audited alone. The
//! shared libraries for Apple and MSVC are linked by the LLD of the toolchain without the libraries of those systems.
//!
//! `cargo xtask other-targets` builds those that are not for the host.

use crate::support::{audit, report, verdicts};
use crate::targets::{self, host, is_installed, sysroot};
use ffi_guard_test_support::cargo::Output;
use ffi_guard_test_support::child::Process;
use ffi_guard_test_support::project::Project;
use ffi_guard_test_support::{paths, skip};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const SOURCE: &str = r#"
ffi_guard::ffi_library! { prefix = "kd", strings = true, abi = "abi.lock" }

#[ffi_guard::ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn kd_open(n: i32) -> i32 {
    assert!(n > 0);
    n
}

#[derive(ffi_guard::FfiHandle)]
pub struct Thing(i32);

#[ffi_guard::ffi_export]
pub fn kd_thing_new(n: i32) -> Option<Box<Thing>> {
    Some(Box::new(Thing(100 / n)))
}

#[ffi_guard::unguarded(reason = "a constant")]
#[unsafe(no_mangle)]
pub extern "C" fn kd_version() -> i32 {
    3
}

#[ffi_guard::unguarded(reason = "a constant")]
#[unsafe(no_mangle)]
pub static KD_LIMIT: i32 = 3;

pub use kd_dependency::kd_bare;
"#;

const DEPENDENCY: &str =
    "#[unsafe(no_mangle)]\npub extern \"C\" fn kd_bare(n: i32) -> i32 { 100 / n }\n";

const PROFILES: &str = "[profile.fat-strip]\ninherits = \"release\"\nlto = \"fat\"\nstrip = true\n";

/// The verdict on each function of the library.
const EXPECTED: [(&str, &str); 12] = [
    ("kd_abi", "attribute"),
    ("kd_bare", "unguarded"),
    ("kd_clear_last_error", "attribute"),
    ("kd_last_error", "attribute"),
    ("kd_last_error_backtrace", "attribute"),
    ("kd_last_error_message", "attribute"),
    ("kd_open", "attribute"),
    ("kd_set_error_callback", "attribute"),
    ("kd_string_free", "attribute"),
    ("kd_thing_free", "attribute"),
    ("kd_thing_new", "attribute"),
    ("kd_version", "allowed"),
];

/// How the shared library of a target is linked.
#[derive(Clone, Copy)]
enum Linker {
    /// By the compiler driver of the system.
    Host,
    /// By this program.
    Program(&'static str),
    /// By the LLD of the toolchain, with empty libraries and these flags.
    Lld(&'static [&'static str], &'static [&'static str]),
    /// Not at all.
    None,
}

const HOST: &str = "";
const MSVC: Linker = Linker::Lld(
    &["/FORCE:UNRESOLVED", "/NOENTRY"],
    &["kernel32.lib", "ntdll.lib", "userenv.lib", "ws2_32.lib", "dbghelp.lib", "msvcrt.lib"],
);
const APPLE: Linker = Linker::Lld(
    &["-undefined", "dynamic_lookup"],
    &["libSystem.tbd", "libc.tbd", "libm.tbd", "libiconv.tbd"],
);
/// A library that a linker of Apple accepts and that has no symbols.
const STUB: &str = "--- !tapi-tbd\ntbd-version: 4\ntargets: [ arm64-macos, x86_64-macos ]\n\
                    install-name: '/usr/lib/libSystem.B.dylib'\ncurrent-version: 1\n...\n";

const PROFILE_NAMES: &[&str] = &["dev", "release", "fat-strip"];

/// The targets, the profiles that each is built in, and the linker.
const TARGETS: [(&str, &[&str], Linker); 9] = [
    ("x86_64-pc-windows-gnu", PROFILE_NAMES, Linker::Program("x86_64-w64-mingw32-gcc")),
    // Without the libraries of the system, LLD only links what fat LTO leaves.
    ("x86_64-pc-windows-msvc", &["dev", "release"], Linker::None),
    ("x86_64-pc-windows-msvc", &["fat-strip"], MSVC),
    ("aarch64-apple-darwin", PROFILE_NAMES, APPLE),
    ("x86_64-apple-darwin", PROFILE_NAMES, APPLE),
    ("aarch64-unknown-linux-gnu", PROFILE_NAMES, Linker::Program("aarch64-linux-gnu-gcc")),
    ("i686-unknown-linux-gnu", PROFILE_NAMES, Linker::Program("i686-linux-gnu-gcc")),
    ("s390x-unknown-linux-gnu", PROFILE_NAMES, Linker::Program("s390x-linux-gnu-gcc")),
    ("x86_64-unknown-linux-musl", PROFILE_NAMES, Linker::None),
];

/// Builds the library for a target.
fn build(target: &str, profile: &str, linker: Linker) -> (Project, Output, bool) {
    let name = format!("kinds_{}_{}", target.replace('-', "_"), profile.replace('-', "_"));
    let program = linker.program();
    let shared = program.is_some() || matches!(linker, Linker::Host);
    let mut project = Project::new(name.trim_end_matches('_'))
        .lib(if shared { &["cdylib", "staticlib"] } else { &["staticlib"] })
        .file("src/lib.rs", SOURCE)
        .file("abi.lock", "epoch = 1\nrevision = 0\n")
        .file("dependency/Cargo.toml", "[package]\nname = \"kd_dependency\"\nedition = \"2024\"\n")
        .file("dependency/src/lib.rs", DEPENDENCY)
        .dependency("kd_dependency", r#"{ path = "dependency" }"#)
        .manifest(PROFILES)
        .profile(profile);
    if target != HOST {
        project = project.cargo_args(&["--target", target]);
    }
    if let Some(program) = program {
        let variable = |what| targets::variable(target, what);
        let stubs = paths::target().join("tests/empty-libraries");
        project = project
            .env(variable("LINKER"), program)
            .env(variable("RUSTFLAGS"), linker.flags(&stubs))
            .env("SDKROOT", &stubs);
        linker.write_stubs(&stubs);
    }
    let output = project.build().expect_success();
    (project, output, shared)
}

impl Linker {
    /// The program, if it is installed.
    fn program(self) -> Option<PathBuf> {
        let program = match self {
            Self::Host | Self::None => return None,
            Self::Program(name) => PathBuf::from(name),
            Self::Lld(..) => sysroot().join(format!("lib/rustlib/{}/bin/rust-lld", host())),
        };
        targets::has_program(&program, "a shared library for another system").then_some(program)
    }

    fn flags(self, stubs: &Path) -> String {
        let Self::Lld(flags, libraries) = self else { return String::new() };
        let apple = libraries.iter().any(|name| name.ends_with(".tbd"));
        let (flavor, search) = if apple {
            ("-Clinker-flavor=ld64.lld", "-L")
        } else {
            ("-Clinker-flavor=lld-link", "/LIBPATH:")
        };
        let flags = flags.iter().map(|flag| format!(" -Clink-arg={flag}"));
        format!("{flavor} -Clink-arg={search}{}{}", stubs.display(), flags.collect::<String>())
    }

    fn write_stubs(self, folder: &Path) {
        let Self::Lld(_, libraries) = self else { return };
        fs::create_dir_all(folder).expect("a directory");
        for name in libraries {
            let text = if name.ends_with(".tbd") { STUB } else { "!<arch>\n" };
            fs::write(folder.join(name), text).expect("a file");
        }
    }
}

/// Audits an artifact and returns its line of the table.
fn row(target: &str, kind: &str, profile: &str, artifact: &Path) -> String {
    let report = report(artifact, &[]);
    let expected: BTreeMap<String, String> =
        EXPECTED.map(|(symbol, state)| (symbol.to_owned(), state.to_owned())).into();
    assert_eq!(verdicts(&report), expected, "{}", artifact.display());
    let notes = report["notes"].to_string();
    let variable = "1 exported variable, which cannot panic: KD_LIMIT";
    assert!(notes.contains(variable), "{}: {notes}", artifact.display());
    let generated = "7 by `ffi_library!`, 1 by `#[derive(FfiHandle)]`";
    assert!(notes.contains(generated), "{}: {notes}", artifact.display());
    let count = |what: &str| report["summary"][what].to_string();
    format!(
        "| {target} | {kind} | {profile} | {} | {} | {} | 1 |",
        count("guarded"),
        count("allowed"),
        count("unguarded")
    )
}

fn rows(target: &str, profiles: &[&str], linker: Linker) -> Vec<String> {
    let mut rows = Vec::new();
    let shown = if target == HOST { host() } else { target.to_owned() };
    for profile in profiles {
        let (_, output, shared) = build(target, profile, linker);
        if shared {
            rows.push(row(&shown, "shared", profile, output.artifacts.cdylib()));
        }
        rows.push(row(&shown, "static", profile, output.artifacts.staticlib()));
    }
    rows
}

/// Prints the table; `--nocapture` shows it.
fn print(rows: &[String]) {
    println!("| target | library | profile | guarded | allowed | not guarded | variables |");
    println!("|---|---|---|---|---|---|---|");
    println!("{}", rows.join("\n"));
}

#[test]
fn every_profile_has_the_same_verdicts() {
    print(&rows(HOST, PROFILE_NAMES, Linker::Host));
}

#[test]
#[ignore = "for other targets: cargo xtask other-targets"]
fn every_kind_of_artifact_has_the_same_verdicts() {
    let mut table = Vec::new();
    for (target, profiles, linker) in TARGETS {
        if is_installed(target) {
            table.extend(rows(target, profiles, linker));
        } else {
            skip::announce(&format!("artifacts for {target}"), "the target is not installed");
        }
    }
    print(&table);
}

/// The import library beside a DLL is neither built for the audit nor read by it.
#[test]
#[ignore = "for other targets: cargo xtask other-targets"]
fn the_import_library_of_a_dll_is_not_taken_for_the_library() {
    const TARGET: &str = "x86_64-pc-windows-gnu";
    let linker = Linker::Program("x86_64-w64-mingw32-gcc");
    let Some(program) = linker.program().filter(|_| is_installed(TARGET)) else {
        return skip::announce(
            "the import library of a DLL",
            "the target or its linker is missing",
        );
    };
    let project = Project::new("kinds_import")
        .lib(&["cdylib", "staticlib"])
        .file("src/lib.rs", SOURCE_OF_ONE);
    project.check().expect_success();
    let outcome = Process::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"))
        .args(["ffi-guard", "audit", "--all"])
        .dir(project.dir())
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_BUILD_TARGET", TARGET)
        .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER", &program)
        .run()
        .expect_success();
    assert!(outcome.stdout.contains("2 exports: 2 guarded"), "{outcome}");
    let file =
        |end: &str| outcome.stdout.lines().find(|line| line.ends_with(end)).map(PathBuf::from);
    let library = file("kinds_import.dll").expect("the DLL is audited");
    assert!(file(".dll.a").is_none(), "{outcome}");

    let import = library.with_file_name("libkinds_import.dll.a");
    let outcome = audit([&import]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("it only says which DLL has the functions"), "{outcome}");
}

/// The linkers of some targets put constants beside the code; here that is asked for.
#[test]
fn a_recorded_constant_in_executable_memory_is_a_variable() {
    const FLAG: &str =
        "fn main() { println!(\"cargo:rustc-cdylib-link-arg=-Wl,-z,noseparate-code\"); }\n";
    const LIMIT: &str = "#[ffi_guard::unguarded(reason = \"a constant\")]\n#[unsafe(no_mangle)]\n\
                         pub static KD_LIMIT: i32 = 3;\n";
    let project = Project::new("kinds_constant")
        .lib(&["cdylib"])
        .file("build.rs", FLAG)
        .file("src/lib.rs", &format!("{LIMIT}{SOURCE_OF_ONE}"))
        .manifest(PROFILES)
        .profile("fat-strip");
    let output = project.build().expect_success();
    let report = report(output.artifacts.cdylib(), &[]);
    assert_eq!(report["summary"]["exports"], 1, "{report}");
    assert!(report["notes"].to_string().contains("cannot panic: KD_LIMIT"), "{report}");
}

const SOURCE_OF_ONE: &str =
    "#[ffi_guard::ffi_export]\n#[unsafe(no_mangle)]\npub extern \"C\" fn kd_one() {}\n";
