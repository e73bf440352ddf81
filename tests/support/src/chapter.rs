//! Follows a chapter of the book: writes its files, runs its commands, and compares their output.
//!
//! The info string of a code block determines its kind:
//!
//! - `rust file=src/lib.rs`: a file, in any language;
//! - `sh`: commands, which must succeed; `sh fails`: commands whose last one must fail;
//! - `text`: lines that the preceding commands print, possibly as parts of longer lines.
//!
//! All other blocks are ignored.

use crate::child::{Outcome, Process};
use crate::paths;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Debug, PartialEq, Eq)]
enum Step {
    File { path: PathBuf, text: String },
    Commands { script: String, fails: bool },
    Output { text: String },
}

/// Follows the chapter at `path`, relative to the workspace, in an empty directory.
///
/// # Panics
///
/// If a step does not have the result that the chapter shows.
pub fn follow(path: &str) {
    follow_in(path, Vec::new());
}

/// Like [`follow`], with an additional directory at the front of `PATH`.
///
/// # Panics
///
/// If a step does not have the result that the chapter shows.
pub fn follow_with(path: &str, programs: &Path) {
    follow_in(path, vec![programs.to_owned()]);
}

fn follow_in(path: &str, programs: Vec<PathBuf>) {
    let text = fs::read_to_string(paths::workspace().join(path)).expect("the chapter can be read");
    let folder = tempfile::tempdir().expect("a temporary directory");
    let mut runner = Runner { folder: folder.path().to_path_buf(), programs, last: None };
    let steps = steps(&text);
    assert!(
        steps.iter().any(|step| matches!(step, Step::Commands { .. })),
        "{path} has no command"
    );
    for step in steps {
        runner.take(step);
    }
}

/// The state while following a chapter: the current directory and the last output.
struct Runner {
    folder: PathBuf,
    /// Directories that are searched before `PATH`.
    programs: Vec<PathBuf>,
    last: Option<Outcome>,
}

impl Runner {
    fn take(&mut self, step: Step) {
        match step {
            Step::File { path, text } => write(&self.folder.join(path), &text),
            Step::Commands { script, fails } => self.run(&script, fails),
            Step::Output { text } => self.compare(&text),
        }
    }

    fn run(&mut self, script: &str, fails: bool) {
        let place = tempfile::NamedTempFile::new().expect("a temporary file");
        let outcome = Process::new("bash")
            .args(["-eu", "-c", &format!("trap 'pwd > \"$PLACE\"' EXIT\n{script}")])
            .dir(&self.folder)
            .apart_from_this_build()
            // The packages of all chapters need different names: cargo gives the library of a package the same file
            // name in this directory wherever the package is.
            .env("CARGO_BUILD_BUILD_DIR", paths::target().join("tests/chapters"))
            // As readers build it: the chapters show places from the debug information.
            .env("CARGO_PROFILE_DEV_DEBUG", "true")
            .env("FFI_GUARD", paths::workspace())
            .env("PLACE", place.path())
            .env("PATH", self.path())
            .run();
        assert_eq!(outcome.succeeded(), !fails, "{script}\n{outcome}");
        let folder =
            fs::read_to_string(place.path()).expect("the shell wrote its working directory");
        self.folder = PathBuf::from(folder.trim_end());
        self.last = Some(outcome);
    }

    fn path(&self) -> OsString {
        let others = env::var_os("PATH").unwrap_or_default();
        let all = self.programs.iter().cloned().chain(env::split_paths(&others));
        env::join_paths(all).expect("no directory has a separator in its name")
    }

    fn compare(&self, text: &str) {
        let outcome = self.last.as_ref().expect("no command precedes this output");
        let printed = format!("{}\n{}", outcome.stdout, outcome.stderr);
        for line in text.lines() {
            assert!(printed.contains(line), "not printed: {line}\n{outcome}");
        }
    }
}

fn write(path: &Path, text: &str) {
    let folder = path.parent().expect("a file has a parent directory");
    fs::create_dir_all(folder).expect("the directory can be created");
    fs::write(path, text).expect("the file can be written");
}

fn steps(markdown: &str) -> Vec<Step> {
    blocks(markdown).into_iter().filter_map(|(info, text)| step(&info, text)).collect()
}

/// Returns the fenced code blocks of a text, in order: the info string and the contents of each.
#[must_use]
pub fn blocks(markdown: &str) -> Vec<(String, String)> {
    let (mut blocks, mut open) = (Vec::new(), None);
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                open = Some((info.into_string(), String::new()));
            }
            Event::Text(part) => {
                if let Some((_, text)) = &mut open {
                    text.push_str(&part);
                }
            }
            Event::End(TagEnd::CodeBlock) => blocks.extend(open.take()),
            _ => {}
        }
    }
    blocks
}

fn step(info: &str, text: String) -> Option<Step> {
    let mut words = info.split(' ');
    let (language, word) = (words.next()?, words.next());
    match (language, word) {
        ("sh", None) => Some(Step::Commands { script: text, fails: false }),
        ("sh", Some("fails")) => Some(Step::Commands { script: text, fails: true }),
        ("text", None) => Some(Step::Output { text }),
        (_, Some(word)) => {
            let path = word.strip_prefix("file=")?.into();
            Some(Step::File { path, text })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_each_kind_of_block() {
        let chapter = "```c file=a/b.c\nint x;\n```\n\n```sh fails\nfalse\n```\n\n```text\nno\n```\n\n```c\nint y;\n```\n";
        assert_eq!(
            steps(chapter),
            [
                Step::File { path: "a/b.c".into(), text: "int x;\n".into() },
                Step::Commands { script: "false\n".into(), fails: true },
                Step::Output { text: "no\n".into() },
            ]
        );
    }

    fn runner() -> (tempfile::TempDir, Runner) {
        let folder = tempfile::tempdir().unwrap();
        let (path, programs) = (folder.path().to_path_buf(), Vec::new());
        let runner = Runner { folder: path, programs, last: None };
        (folder, runner)
    }

    #[test]
    fn goes_where_the_commands_go() {
        let (folder, mut runner) = runner();
        runner.run("mkdir inner; cd inner; echo out; echo err >&2", false);
        runner.compare("out\nerr\n");
        assert_eq!(runner.folder, folder.path().canonicalize().unwrap().join("inner"));
    }

    #[cfg(unix)]
    #[test]
    fn finds_the_programs_of_a_folder_first() {
        use std::os::unix::fs::PermissionsExt;
        let (folder, mut runner) = runner();
        let program = folder.path().join("ls");
        fs::write(&program, "#!/bin/sh\necho found\n").unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        runner.programs.push(folder.path().to_owned());
        runner.run("ls", false);
        runner.compare("found\n");
    }

    #[test]
    #[should_panic(expected = "not printed: b")]
    fn misses_what_is_not_printed() {
        let (_folder, mut runner) = runner();
        runner.run("echo a", false);
        runner.compare("a\nb\n");
    }

    #[test]
    #[should_panic(expected = "false")]
    fn a_command_that_fails_fails() {
        runner().1.run("false", false);
    }

    #[test]
    #[should_panic(expected = "true")]
    fn a_command_that_should_fail_and_does_not_fails() {
        runner().1.run("true", true);
    }
}
