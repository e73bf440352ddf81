//! A panic below a frame of C or C++: how the process ends, and which destructors run.
//!
//! The table in the book is compared with programs that run in both profiles, which must agree.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

use expect_test::expect_file;
use ffi_guard_test_support::c::{Compiler, Executable, Language, Program};
use ffi_guard_test_support::child::{Outcome, Process};
use ffi_guard_test_support::{fixture, paths, skip};
use std::fs;
use std::path::PathBuf;

const CHAPTER: &str = "docs/hazards.md";
const BEGINS: &str = "<!-- frames: begins -->\n";
const ENDS: &str = "<!-- frames: ends -->";

const PANIC: &str = "the callback panicked";

/// The language of the outermost frames.
#[derive(Clone, Copy)]
enum Outermost {
    Rust,
    C,
    Cpp,
}

/// A program: its outermost frames, its arguments, and the first two cells of its row.
struct Case {
    outermost: Outermost,
    arguments: &'static [&'static str],
    above: &'static str,
    callback: &'static str,
}

const fn rust(
    arguments: &'static [&'static str],
    above: &'static str,
    callback: &'static str,
) -> Case {
    Case { outermost: Outermost::Rust, arguments, above, callback }
}

const fn c(arguments: &'static [&'static str], callback: &'static str) -> Case {
    Case { outermost: Outermost::C, arguments, above: "C alone", callback }
}

const fn cpp(arguments: &'static [&'static str], callback: &'static str) -> Case {
    Case { outermost: Outermost::Cpp, arguments, above: "C++, in `catch (...)`", callback }
}

const CAUGHT: &str = "Rust, in `catch_unwind`";
const BARE: &str = "`extern \"C\"`";
const GUARDED: &str = "`#[ffi_export]`";
const UNWINDING: &str = "`extern \"C-unwind\"`";
const CARRIED: &str = "`#[ffi_callback]` below `across_c`";

const CASES: [Case; 12] = [
    rust(&["frames", "bare"], "Rust", BARE),
    rust(&["frames", "guarded"], "Rust", GUARDED),
    rust(&["frames", "bare", "caught"], CAUGHT, BARE),
    rust(&["frames", "guarded", "caught"], CAUGHT, GUARDED),
    rust(&["frames", "carried", "caught"], CAUGHT, CARRIED),
    rust(&["frames", "unwinding", "caught"], CAUGHT, UNWINDING),
    c(&["bare"], BARE),
    c(&["guarded"], GUARDED),
    c(&["unwinding"], UNWINDING),
    cpp(&["bare"], BARE),
    cpp(&["guarded"], GUARDED),
    cpp(&["unwinding"], UNWINDING),
];

const HEAD: &str = "\
| above C | callback | the process ends with | messages after the panic's | destructors, in order | C gets | \
Rust above C gets | caught by |
|---|---|---|---|---|---|---|---|
";

/// The programs of one profile.
struct Programs {
    rust: PathBuf,
    c: Executable,
    cpp: Executable,
}

impl Programs {
    fn build(profile: &str) -> Self {
        let built = fixture::build_with_profile("nested", profile);
        let with_frame = |frame| {
            Program::new(frame).unit("outermost.c").unit(frame).link(built.cdylib()).build()
        };
        Self {
            rust: built.executable("nested").to_owned(),
            c: with_frame("frame_call.c"),
            cpp: with_frame("frame_catch.cpp"),
        }
    }

    /// Runs the case, with the messages of its panics, and returns the other cells of its row.
    fn run(&self, case: &Case) -> String {
        let process = match case.outermost {
            Outermost::Rust => Process::of_target(&self.rust),
            Outermost::C => self.c.process(),
            Outermost::Cpp => self.cpp.process(),
        };
        let outcome = process.args(case.arguments).env("FFI_GUARD_QUIET", "0").run();
        cells(&outcome).join(" | ")
    }
}

fn cells(outcome: &Outcome) -> [String; 6] {
    [
        ends(outcome),
        messages(outcome),
        values(outcome, "dropped", "none"),
        values(outcome, "C", "nothing"),
        values(outcome, "Rust", "nothing"),
        values(outcome, "caught", "nobody"),
    ]
}

fn ends(outcome: &Outcome) -> String {
    if outcome.aborted() {
        return "SIGABRT".to_owned();
    }
    let code = outcome.code.unwrap_or_else(|| panic!("ended by another signal\n{outcome}"));
    format!("status {code}")
}

/// The values of the lines `key: value` on the standard output.
fn values(outcome: &Outcome, key: &str, none: &str) -> String {
    let value = |line: &'_ str| Some(line.strip_prefix(key)?.strip_prefix(": ")?.to_owned());
    join(outcome.stdout.lines().filter_map(value).collect(), none)
}

/// The messages on the standard error, without the first one, which must be the message of the panic.
fn messages(outcome: &Outcome) -> String {
    let mut lines = outcome.stderr.lines().filter(|line| is_message(line));
    assert_eq!(lines.next(), Some(PANIC), "{outcome}");
    join(lines.map(|line| format!("`{line}`")).collect(), "none")
}

fn join(texts: Vec<String>, none: &str) -> String {
    if texts.is_empty() { none.to_owned() } else { texts.join(", ") }
}

/// Returns false for places, hints and backtraces, which differ between builds.
fn is_message(line: &str) -> bool {
    let place = line.starts_with("thread '") && line.contains(" panicked at ");
    let backtrace = line.starts_with(' ') || line == "stack backtrace:";
    !(line.is_empty() || place || backtrace || line.starts_with("note: "))
}

fn rows() -> String {
    let [debug, release] = ["dev", "release"].map(Programs::build);
    let row = |case: &Case| {
        let [debug, release] = [&debug, &release].map(|programs| programs.run(case));
        assert_eq!(debug, release, "{:?}", case.arguments);
        format!("| {} | {} | {debug} |\n", case.above, case.callback)
    };
    CASES.iter().map(row).collect()
}

/// `UPDATE_EXPECT=1 cargo test -p ffi-guard-tests --test hazards frames` updates the chapter.
#[test]
fn the_frames_in_the_book_are_those_of_the_programs() {
    if Compiler::system(Language::Cpp17).is_none() {
        return skip::announce("panics below C and C++", "there is no C++ compiler");
    }
    let chapter = fs::read_to_string(paths::workspace().join(CHAPTER)).expect("the chapter");
    let (before, rest) = chapter.split_once(BEGINS).expect("the beginning of the table");
    let (_, after) = rest.split_once(ENDS).expect("the end of the table");
    let expected = format!("{before}{BEGINS}{HEAD}{}{ENDS}{after}", rows());
    expect_file![paths::workspace().join(CHAPTER)].assert_eq(&expected);
}

#[test]
fn reads_the_lines_of_a_program_in_order() {
    let stdout = "dropped: b\nC: -1\ndropped: a\n".to_owned();
    let stderr = "\nthread 'main' (7) panicked at src/a.rs:1:2:\nthe callback panicked\nnote: run with\n\
                  stack backtrace:\n   0: 0x1 - f\n             at a.rs:1\nthread caused. aborting.\n"
        .to_owned();
    let outcome = Outcome { code: None, signal: Some(6), stdout, stderr };
    let expected = ["SIGABRT", "`thread caused. aborting.`", "b, a", "-1", "nothing", "nobody"];
    assert_eq!(cells(&outcome), expected.map(str::to_owned));
}
