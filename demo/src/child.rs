//! Runs this program as a child process, for one side of one case.

use std::env;
use std::io;
use std::process::{ExitCode, Stdio};
use std::time::Duration;

use ffi_guard_csrc::target::{self, TARGET};
use process_control::{ChildExt, Control, Output};

use crate::case::{Case, Guarded};
use crate::cases;
use crate::outcome::{Cleanup, Report, Unguarded, place};
use crate::pending;

/// The first argument of a child process. The case and the side follow.
pub(crate) const FLAG: &str = "--child";

/// The time limit of a child. Far longer than any case takes, so that only a hang is reported.
const LIMIT: Duration = Duration::from_secs(60);

/// The end of a process that survived.
const SUCCESS: &str = "status 0";

/// One of the two groups of columns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Unguarded,
    Guarded,
}

impl Side {
    fn name(self) -> &'static str {
        match self {
            Self::Unguarded => "unguarded",
            Self::Guarded => "guarded",
        }
    }
}

/// Runs one side of a case in the child process. Returns only if the process survives.
pub(crate) fn run(case: &str, side: &str) -> ExitCode {
    let Some(case) = cases::ALL.iter().find(|known| known.name == case) else {
        return ExitCode::FAILURE;
    };
    match case.guarded {
        _ if side == Side::Unguarded.name() => (case.unguarded)(),
        _ if side != Side::Guarded.name() => return ExitCode::FAILURE,
        Guarded::Here(run) => _ = run(),
        Guarded::InChild(run) => run(),
    }
    ExitCode::SUCCESS
}

/// Runs one side in a child process and returns how it ended.
pub(crate) fn observe(case: &Case, side: Side) -> Unguarded {
    match spawn(case, side) {
        Ok(Some(output)) => seen(&output),
        Ok(None) => not_seen("hung", format!("no end within {LIMIT:?}")),
        Err(error) => not_seen("not started", error.to_string()),
    }
}

/// Returns true if a child that runs the guarded side ends normally.
pub(crate) fn survives(case: &Case) -> bool {
    observe(case, Side::Guarded).ended == SUCCESS
}

/// Runs the guarded side in a child process and reads the report that it prints.
pub(crate) fn report(case: &Case) -> Report {
    let child = observe(case, Side::Guarded);
    let value = |key| value(&child.output, key).unwrap_or_default().to_owned();
    let line = value("line").parse().unwrap_or(0);
    let mut faults = Vec::new();
    if child.ended != SUCCESS {
        faults.push(format!(
            "guarded, ended by {}; it wrote:\n{}",
            child.ended,
            child.output.trim_end()
        ));
    }
    Report {
        returned: value("returned"),
        cleanup: child.cleanup,
        caught_by: value("function"),
        message: value("message"),
        place: place((line > 0).then_some((&value("file"), line))),
        faults,
        more: Vec::new(),
    }
}

fn spawn(case: &Case, side: Side) -> io::Result<Option<Output>> {
    target::command(TARGET, &env::current_exe()?)
        .args([FLAG, case.name, side.name()])
        // If a case deviates, its output is shown, with the panic messages but without backtraces.
        .env("FFI_GUARD_QUIET", "0")
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?
        .controlled_with_output()
        .time_limit(LIMIT)
        .terminate_for_timeout()
        .wait()
}

fn seen(output: &Output) -> Unguarded {
    let stdout = String::from_utf8_lossy(&output.stdout);
    let stderr = String::from_utf8_lossy(&output.stderr);
    let cleanup = if stdout.lines().any(|line| line == pending::MARK) {
        Cleanup::Done
    } else {
        Cleanup::Lost
    };
    Unguarded { ended: ended(output), cleanup, output: format!("{stdout}{stderr}") }
}

fn not_seen(ended: &str, output: String) -> Unguarded {
    Unguarded { ended: ended.to_owned(), cleanup: Cleanup::Lost, output }
}

#[cfg(unix)]
fn ended(output: &Output) -> String {
    const SIGABRT: i32 = 6;
    match (output.status.signal(), output.status.code()) {
        (Some(SIGABRT), _) => crate::outcome::ABORTED.to_owned(),
        (Some(signal), _) => format!("signal {signal}"),
        (None, Some(code)) => format!("status {code}"),
        (None, None) => "unknown".to_owned(),
    }
}

#[cfg(not(unix))]
fn ended(output: &Output) -> String {
    match output.status.code() {
        // Exceptions have a severity in the highest bits, and are known by their hexadecimal code.
        Some(code) if code > i64::from(i32::MAX) => format!("0x{code:X}"),
        Some(code) => format!("status {code}"),
        None => "unknown".to_owned(),
    }
}

/// Returns the rest of the line `key=…`.
fn value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='))
}
