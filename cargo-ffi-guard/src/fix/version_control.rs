//! Whether the change could be undone: no file is written over work that is not committed.

use crate::cli;
use crate::failure::Failure;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// How many files a message names.
const MAX_NAMED: usize = 10;

/// How many files one call of git gets.
const MAX_ARGUMENTS: usize = 200;

/// Asks git about the files that are to be changed, as far as the options do not make that needless. Changes of other
/// files do not matter.
pub(super) fn refuse_changes(
    root: &Path,
    files: &[PathBuf],
    options: &cli::Fix,
) -> Result<(), Failure> {
    if options.allow_no_vcs || options.allow_dirty && options.allow_staged && is_managed(root)? {
        return Ok(());
    }
    if !is_managed(root)? {
        return Err(unmanaged());
    }
    let mut refused: Vec<String> = Vec::new();
    for files in files.chunks(MAX_ARGUMENTS) {
        let found = changes(root, files)?;
        if !options.allow_dirty {
            refused.extend(found.dirty.iter().map(|file| format!("{file} (dirty)")));
        }
        if !options.allow_dirty && !options.allow_staged {
            refused.extend(found.staged.iter().map(|file| format!("{file} (staged)")));
        }
    }
    if refused.is_empty() { Ok(()) } else { Err(uncommitted(&refused)) }
}

/// The files of these that have changes, or that git does not know or ignores.
fn changes(root: &Path, files: &[PathBuf]) -> Result<Changes, Failure> {
    let mut command = git(root, &["--literal-pathspecs", "status", "--porcelain", "-z"]);
    command.args(["--untracked-files=all", "--ignored=matching", "--"]).args(files);
    let status = run(command)?;
    if status.status.success() {
        Ok(read(&String::from_utf8_lossy(&status.stdout)))
    } else {
        Err(failed(&status))
    }
}

/// Whether the folder is part of a git repository, and not ignored by it.
fn is_managed(root: &Path) -> Result<bool, Failure> {
    let inside = run(git(root, &["rev-parse", "--is-inside-work-tree"]))?;
    if !inside.status.success() {
        let stderr = String::from_utf8_lossy(&inside.stderr);
        return if stderr.contains("not a git repository") {
            Ok(false)
        } else {
            Err(failed(&inside))
        };
    }
    let ignored = run(git(root, &["check-ignore", "--quiet", "."]))?;
    Ok(inside.stdout.starts_with(b"true") && !ignored.status.success())
}

fn git(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    // The words of a message decide, so they must be those that are known.
    command.arg("--no-optional-locks").args(arguments).current_dir(root).env("LC_ALL", "C");
    command
}

fn run(mut command: Command) -> Result<Output, Failure> {
    command.output().map_err(|error| not_started(&error))
}

/// What `git status` lists.
#[derive(Debug, Default, PartialEq, Eq)]
struct Changes {
    /// Changed and staged.
    staged: Vec<String>,
    /// Changed and not staged, or not known to git.
    dirty: Vec<String>,
}

/// Reads `--porcelain -z`: two letters, a space and a name; the old name of what was renamed
/// follows as a record of its own.
fn read(status: &str) -> Changes {
    let mut changes = Changes::default();
    let mut records = status.split_terminator('\0');
    while let Some(record) = records.next() {
        let mut letters = record.chars();
        let (index, tree) = (letters.next().unwrap_or(' '), letters.next().unwrap_or(' '));
        let name = record.get(3..).unwrap_or_default().to_owned();
        if matches!(index, 'R' | 'C') {
            records.next();
        }
        if tree != ' ' {
            changes.dirty.push(name);
        } else {
            changes.staged.push(name);
        }
    }
    changes
}

fn uncommitted(files: &[String]) -> Failure {
    let mut list: String = files
        .iter()
        .take(MAX_NAMED)
        .map(|file| format!("\n  {}", crate::report::printable(file)))
        .collect();
    if let Some(more) = files.len().checked_sub(MAX_NAMED).filter(|more| *more > 0) {
        list += &format!("\n  and {more} more");
    }
    Failure::new(
        format!("files that would be changed have changes that are not committed:{list}"),
        "commit them, so that the new change can be told from them and undone; or use \
         --allow-dirty, for staged changes alone --allow-staged; --dry-run only shows the change",
    )
}

fn unmanaged() -> Failure {
    Failure::new(
        "no version control takes care of the sources, so a change could not be undone",
        "look at the change with --dry-run, then make it with --allow-no-vcs",
    )
}

fn failed(output: &Output) -> Failure {
    let stderr = String::from_utf8_lossy(&output.stderr);
    let what = stderr.trim().trim_start_matches("fatal: ");
    Failure::new(
        format!("git cannot tell whether the working tree has changes: {what}"),
        "see whether `git status` works here, or say --allow-no-vcs",
    )
}

fn not_started(error: &io::Error) -> Failure {
    Failure::new(
        format!(
            "git, which is asked about changes that are not committed, cannot be started: {error}"
        ),
        "install git, or say --allow-no-vcs after a look at --dry-run",
    )
}

#[cfg(test)]
mod tests {
    use super::{Changes, read};

    #[test]
    fn the_index_is_told_from_the_tree() {
        let status = "M  staged\0 M dirty\0MM both\0?? new\0R  to\0from\0A  a b\0";
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let expected = Changes {
            staged: names(&["staged", "to", "a b"]),
            dirty: names(&["dirty", "both", "new"]),
        };
        assert_eq!(read(status), expected);
        assert_eq!(read(""), Changes::default());
    }
}
