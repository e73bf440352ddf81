//! The first commands that the README shows, as they stand there.

use anyhow::{Context, Result, bail};
use xshell::cmd;

use crate::ci::Ci;

pub(crate) fn demo(ci: &Ci) -> Result<()> {
    run(ci, "cargo run -p ffi-guard-demo")
}

pub(crate) fn tests(ci: &Ci) -> Result<()> {
    run(ci, "cargo test --workspace")?;
    // The snapshots of the expansions also hold with the feature.
    Ok(cmd!(ci.sh, "cargo test -p ffi-guard-macros --lib --features describe --quiet").run()?)
}

/// Runs a line of the README's first block of shell commands. Fails if the block has no such line.
fn run(ci: &Ci, command: &str) -> Result<()> {
    let readme = ci.sh.read_file("README.md")?;
    let block = block(&readme, "sh").context("README.md has no block of shell commands")?;
    if !block.lines().any(|line| without_comment(line) == command) {
        bail!("the first ```sh block of README.md has no line `{command}`");
    }
    Ok(cmd!(ci.sh, "bash -euo pipefail -c {command}").run()?)
}

/// Returns the first code block in this language.
pub(crate) fn block<'a>(markdown: &'a str, language: &str) -> Option<&'a str> {
    let (_, rest) = markdown.split_once(&format!("\n```{language}\n"))?;
    rest.split_once("\n```").map(|(block, _)| block)
}

fn without_comment(line: &str) -> &str {
    line.split_once(" #").map_or(line, |(command, _)| command).trim_end()
}

#[cfg(test)]
mod tests {
    use super::{block, without_comment};

    #[test]
    fn the_first_block_of_the_language() {
        let text =
            "# Title\n\n```c\nint x;\n```\n\n```sh\none  # why\ntwo\n```\n\n```sh\nthree\n```\n";
        let lines: Vec<_> = block(text, "sh").unwrap().lines().map(without_comment).collect();
        assert_eq!(lines, ["one", "two"]);
        assert_eq!(block(text, "rust"), None);
    }
}
