//! A process with a time limit and a clean environment.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

#[cfg(unix)]
use std::os::unix::process::ExitStatusExt;

use process_control::{ChildExt, Control};

use super::Outcome;
use crate::{cargo, target};

/// Variables that change the output of a Rust program or the behavior of a test harness.
const REMOVED: [&str; 4] = ["RUST_BACKTRACE", "RUST_LIB_BACKTRACE", "RUST_MIN_STACK", "RUST_LOG"];

/// Far longer than any test takes on a loaded machine, so that only a hang exceeds it.
const LIMIT: Duration = Duration::from_secs(300);

/// A process to be run to its end. Its standard input is empty, and `RUST_BACKTRACE` is unset.
///
/// ```
/// use ffi_guard_test_support::child::Process;
///
/// let outcome = Process::new("sh").args(["-c", "echo hello; exit 3"]).run();
/// assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(3), "hello\n"));
/// ```
#[derive(Debug)]
pub struct Process {
    command: Command,
    limit: Duration,
    expected: Option<String>,
}

impl Process {
    /// Returns a process for this program of the machine, which is searched in `PATH` unless it is a path.
    #[must_use]
    #[track_caller]
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        target::require_machine();
        Self::from(Command::new(program))
    }

    /// Returns a process for a program that was built for the target of the tests, started by the runner of the target.
    #[must_use]
    pub fn of_target(program: &Path) -> Self {
        Self::from(target::command(program))
    }

    /// Adds an argument.
    #[must_use]
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// Adds arguments.
    #[must_use]
    pub fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Sets a variable. Tests of backtraces also set `RUST_BACKTRACE` with it.
    #[must_use]
    pub fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Sets the working directory.
    #[must_use]
    pub fn dir(mut self, dir: impl AsRef<Path>) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// Sets the time after which the process counts as hung. The default is five minutes.
    #[must_use]
    pub fn limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Makes [`Process::run`] panic unless the standard output contains this text.
    #[must_use]
    pub(super) fn expect_in_stdout(mut self, text: &str) -> Self {
        self.expected = Some(text.to_owned());
        self
    }

    /// Removes the variables that cargo has set for the running test, for a process that calls cargo.
    #[must_use]
    pub fn apart_from_this_build(mut self) -> Self {
        cargo::separate(&mut self.command);
        self
    }

    /// Runs the process to its end.
    ///
    /// # Panics
    ///
    /// If the process cannot be started or does not end within the limit. It is then killed, and the message contains
    /// its output.
    #[must_use]
    #[track_caller]
    pub fn run(mut self) -> Outcome {
        let (outcome, in_time) =
            self.wait().unwrap_or_else(|e| panic!("cannot run {:?}: {e}", self.command));
        assert!(in_time, "{:?} did not end within {:?}; {outcome}", self.command, self.limit);
        if let Some(expected) = &self.expected {
            assert!(outcome.stdout.contains(expected), "no {expected:?} in the output; {outcome}");
        }
        outcome
    }

    /// Returns the outcome, and whether the process ended within the limit.
    fn wait(&mut self) -> io::Result<(Outcome, bool)> {
        // Files instead of pipes: a full pipe would block, and a surviving grandchild would keep it open.
        let (mut stdout, mut stderr) = (tempfile::tempfile()?, tempfile::tempfile()?);
        self.command.stdin(Stdio::null()).stdout(stdout.try_clone()?).stderr(stderr.try_clone()?);
        let mut child = self.command.spawn()?;
        let ended = child.controlled().time_limit(self.limit).wait()?;
        if ended.is_none() {
            child.kill()?;
        }
        let status = child.wait()?;
        let outcome = Outcome {
            code: status.code(),
            signal: signal(status),
            stdout: text_of(&mut stdout)?,
            stderr: without_emulator(&text_of(&mut stderr)?),
        };
        Ok((outcome, ended.is_some()))
    }
}

/// Removes the line of the emulator about the signal that ended the program.
fn without_emulator(stderr: &str) -> String {
    let of_program = |line: &&str| !line.starts_with("qemu: uncaught target signal");
    stderr.split_inclusive('\n').filter(of_program).collect()
}

impl From<Command> for Process {
    fn from(mut command: Command) -> Self {
        for name in env::vars_os().map(|(name, _)| name).filter(is_removed) {
            command.env_remove(name);
        }
        Self { command, limit: LIMIT, expected: None }
    }
}

fn is_removed(name: &OsString) -> bool {
    let text = name.to_string_lossy();
    REMOVED.contains(&&*text)
        || text.starts_with("RUST_TEST_")
        || (text.starts_with("FFI_GUARD_") && !target::is_kept(name))
}

fn text_of(file: &mut File) -> io::Result<String> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    // C writes text in this form on Windows.
    let text = if target::is_windows() { text.replace("\r\n", "\n") } else { text };
    if target::is_wine() {
        // Wine itself reports an exception that nobody handles.
        return Ok(text.split_inclusive('\n').filter(|line| !line.starts_with("wine: ")).collect());
    }
    Ok(text)
}

#[cfg(unix)]
fn signal(status: std::process::ExitStatus) -> Option<i32> {
    status.signal()
}

#[cfg(not(unix))]
fn signal(_: std::process::ExitStatus) -> Option<i32> {
    None
}
