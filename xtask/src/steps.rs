//! All steps, in the order of a run.

mod benchmark;
mod checkers;
mod compilers;
mod fuzzing;
mod headers;
mod install;
mod lint;
mod miri;
mod native;
mod nightly;
mod package;
mod platforms;
mod readme;
mod release;
mod signatures;
mod tool;

use crate::platform::{AARCH64, HOST, I686, MUSL, S390X};
use crate::report;
use crate::step::{Group, Step};

/// The steps of all groups.
pub(crate) const STEPS: &[Step] = &[
    Step::host("format", "rustfmt changes nothing", lint::format),
    Step::host("valgrind", "installs valgrind where it is missing", install::valgrind),
    Step::host("sqlite", "installs SQLite where it is missing", install::sqlite),
    Step::host("cmake", "installs CMake where it is missing", install::cmake),
    Step::host("clippy", "no warning, with each set of features", lint::clippy),
    Step::host("documentation", "rustdoc has no warning", lint::documentation),
    Step::host("headers", "each header compiles alone, by gcc and clang", headers::headers),
    Step::host("languages", "installs the languages of examples/clients", install::languages),
    Step::host("demo", "the demo, as the README starts it", readme::demo),
    Step::host("tests", "all tests, as the README starts them", readme::tests),
    Step::host("round-trip", "the round trip of a panic in a release build", tool::round_trip),
    Step::host("install", "installs cargo ffi-guard, in the profile dev", tool::install),
    Step::host(
        "check",
        "cargo ffi-guard check on this workspace, and the locks of the examples",
        tool::check,
    ),
    Step::host("audit", "cargo ffi-guard audit on its libraries and programs", tool::audit),
    Step::host("package", "the example packaged by cargo-c", package::package).optional(),
    Step::host("benchmark", "instruction counts beside the peers", benchmark::benchmark),
    Step::host("fuzz-targets", "the fuzz targets compile", fuzzing::check),
    Step::host("shadow", "unguarded exports are refused on nightly too", nightly::shadow),
    Step::host("memcheck", "the C tests of values under memcheck", checkers::memcheck),
    Step::host("address", "all C tests and callbacks under AddressSanitizer", checkers::address),
    Step::host("thread", "C tests and callbacks with threads, for races", checkers::thread),
    Step::host("signatures-address", "signatures, under AddressSanitizer", signatures::address),
    Step::host("miri", "the runtime's tests under Miri", miri::miri),
    Step::host("signatures-miri", "generated signatures under Miri", signatures::miri),
    Step::long("install-release", "install, check and audit as a user does", tool::release),
    Step::long(
        "other-targets",
        "audit, headers and exports for other targets",
        tool::other_targets,
    ),
    Step::long(
        "abi-changes",
        "the class of each change of an ABI, beside abidiff",
        tool::abi_changes,
    ),
    Step::long("memcheck-all", "all C tests and callbacks under memcheck", checkers::memcheck_all),
    Step::long("thread-all", "all C tests and callbacks, for races", checkers::thread_all),
    Step::long("fuzzing", "the fuzz targets for 5 minutes each, or FUZZ_SECONDS", fuzzing::fuzz),
    Step::long("minimum", "a user's crate with the minimum Rust", compilers::minimum),
    Step::long("newest", "a user's crate with nightly Rust", compilers::newest),
    Step::long("minimal-versions", "the oldest dependencies", compilers::minimal_versions),
    Step::long("signatures-many", "5000 signatures under each checker", signatures::many),
    Step::platform("platform-host", "the same suites on the machine, for the table", |ci| {
        platforms::run(ci, &HOST)
    }),
    Step::platform("platform-windows-gnu", "x86-64 Windows, under Wine", platforms::windows),
    Step::platform("platform-aarch64", "aarch64 Linux, under qemu-user", |ci| {
        platforms::run(ci, &AARCH64)
    }),
    Step::platform("platform-i686", "i686 Linux", |ci| platforms::run(ci, &I686)),
    Step::platform("platform-musl", "x86-64 Linux with musl", |ci| platforms::run(ci, &MUSL)),
    Step::platform("platform-s390x", "s390x Linux, big endian, under qemu-user", |ci| {
        platforms::run(ci, &S390X)
    }),
    Step::platform("platforms-table", "writes the table of docs/platforms.md", report::write_table),
    Step::long("native", "runtime, macros and demo, on Linux, Windows and macOS", native::native),
    Step::release("deny", "licences, duplicates and advisories of dependencies", release::deny),
    // Optional until there is a release to compare with.
    Step::release("semver", "compatible with the last release", release::semver).optional(),
    Step::release("packages", "each package is complete and builds alone", release::packages),
    Step::release("docs-rs", "the documentation of docs.rs, and its links", release::docs_rs),
    Step::release("publish", "the changelog, and a dry run of publishing", release::publish),
];

/// Returns the step of this name.
pub(crate) fn named(name: &str) -> Option<&'static Step> {
    STEPS.iter().find(|step| step.name == name)
}

/// Prints the name and purpose of each step, by group.
pub(crate) fn list() {
    let headings = [
        (Group::Host, "Before each merge, all by `bash .ci/run` (`cargo xtask --group host`):"),
        (Group::Long, "\nEach night and before a release, all by `cargo xtask --group long`:"),
        (Group::Platforms, "\nFor other targets, all by `cargo xtask --group platforms`:"),
        (Group::Release, "\nThe same for what is published, all by `cargo xtask --group release`:"),
    ];
    for (group, heading) in headings {
        println!("{heading}");
        for step in STEPS.iter().filter(|step| step.group == group) {
            let optional = if step.required { "" } else { " (optional)" };
            println!("  {:<20} {}{optional}", step.name, step.what);
        }
    }
}
