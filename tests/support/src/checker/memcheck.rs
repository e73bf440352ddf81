//! Valgrind's memcheck and its options.

use std::process::Command;

use super::FOUND;
use crate::paths;

pub(super) fn missing() -> Option<String> {
    let version = Command::new("valgrind").arg("--version").output();
    version.is_err().then(|| "valgrind is not installed".to_owned())
}

/// Reports everything except the cases listed and explained in the suppression file. Memory that is still reachable at
/// exit is not a leak.
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
            paths::workspace().join("tests/support/src/checker/memcheck.supp").display()
        ),
    ]
}
