//! Counts the instructions that a program executes, with Valgrind's callgrind.
//!
//! Unlike a time, a count does not depend on the load of the machine, so a test can rely on it.

use crate::c::Executable;
use crate::child::Process;
use std::collections::BTreeMap;

/// The inclusive instruction count of each function of a program, by name.
pub type Counts = BTreeMap<String, u64>;

/// Runs `program` and counts instructions while it is inside `function`. Returns `None` if Valgrind is not installed.
///
/// # Panics
///
/// If the program fails, or Valgrind's report cannot be read.
#[must_use]
pub fn count_within(function: &str, program: &Executable) -> Option<Counts> {
    if !available() {
        return None;
    }
    let report = tempfile::NamedTempFile::new().expect("a temporary file");
    Process::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--toggle-collect={function}"))
        .arg(format!("--callgrind-out-file={}", report.path().display()))
        .arg(program.path())
        // Otherwise, the first call of each function would include the symbol lookup of the dynamic linker.
        .env("LD_BIND_NOW", "1")
        .run()
        .expect_success();
    let annotated = Process::new("callgrind_annotate")
        .args(["--inclusive=yes", "--threshold=100"])
        .arg(report.path())
        .run()
        .expect_success();
    Some(annotated.stdout.lines().filter_map(parse).collect())
}

fn available() -> bool {
    std::process::Command::new("valgrind").arg("--version").output().is_ok()
}

/// Parses a line such as `1,300 (0.10%)  file.c:function [/path/to/object]`.
fn parse(line: &str) -> Option<(String, u64)> {
    let (count, rest) = line.trim_start().split_once([' ', '('])?;
    let count = count.replace(',', "").parse().ok()?;
    let place = rest.split(" [").next()?.trim_end();
    let (_, function) = place.rsplit_once(':')?;
    Some((function.to_owned(), count))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn parses_a_line_of_callgrind_annotate() {
        let line = "  1,300 (0.10%)  ???:measure_divide_bare [/tmp/a b/pairs]";
        assert_eq!(parse(line), Some(("measure_divide_bare".to_owned(), 1300)));
        assert_eq!(parse("143,021 (11.2%)  pairs.c:f'2 [/x]"), Some(("f'2".to_owned(), 143_021)));
        assert_eq!(parse("Ir"), None);
        assert_eq!(parse("-- Auto-annotated source"), None);
    }
}
