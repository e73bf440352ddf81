//! valgrind's memcheck, and what is an error to it.

use std::process::Command;

use super::FOUND;
use crate::paths;

pub(super) fn missing() -> Option<String> {
    let version = Command::new("valgrind").arg("--version").output();
    version.is_err().then(|| "valgrind is not installed".to_owned())
}

/// Everything that can be reported, but for what the file of suppressions names and explains. Memory that is
/// still reachable at the end is no leak.
pub(super) fn arguments() -> Vec<String> {
    vec![
        "--quiet".to_owned(),
        format!("--error-exitcode={FOUND}"),
        "--leak-check=full".to_owned(),
        "--errors-for-leak-kinds=definite,indirect,possible".to_owned(),
        "--show-leak-kinds=definite,indirect,possible".to_owned(),
        "--num-callers=30".to_owned(),
        format!(
            "--suppressions={}",
            paths::workspace().join("tests/src/checker/memcheck.supp").display()
        ),
    ]
}
