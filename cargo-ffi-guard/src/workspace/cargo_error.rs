//! Errors of cargo, rustc and rustup: the first one leads, and the advice fits it.

use crate::failure::Failure;
use std::io;

/// The errors that a program of the toolchain wrote.
pub(crate) struct CargoError {
    /// The first error and everything behind it, without the word `error`.
    what: String,
}

impl CargoError {
    /// Reads the standard error output of cargo, rustc or rustup.
    pub(crate) fn read(stderr: &str) -> Self {
        let lines: Vec<&str> = stderr.trim().lines().collect();
        let first = lines.iter().position(|line| line.trim_start().starts_with("error"));
        let lines = lines.iter().skip(first.unwrap_or_default());
        let lines: Vec<&str> =
            lines.take_while(|line| **line != "Stack backtrace:").copied().collect();
        let text = lines.join("\n");
        let text = text.trim_start().strip_prefix("error").unwrap_or(&text);
        // `error: ..` and `error[E0786]: ..`.
        let what = match text.split_once(": ") {
            Some((code, what)) if code.is_empty() || code.starts_with('[') => what,
            _ => text,
        };
        Self { what: what.trim().to_owned() }
    }

    /// The failure, with what the user can do about it.
    pub(crate) fn failure(&self) -> Failure {
        let what = match self.what.is_empty() {
            true => "cargo failed without a message".to_owned(),
            false => self.what.clone(),
        };
        Failure::new(what, self.advice())
    }

    fn advice(&self) -> String {
        let has = |words: &[&str]| words.iter().any(|word| self.what.contains(word));
        if has(&["is not installed"]) && has(&["toolchain"]) {
            let name = self.what.split('\'').nth(1).unwrap_or("NAME");
            return format!(
                "install the toolchain with `rustup toolchain install {name}`, or choose another one: `cargo +NAME \
                 ffi-guard ..`"
            );
        }
        let advice = if has(&["could not find `Cargo.toml`", "manifest path `"]) {
            "name a package or a workspace with --manifest-path PATH/Cargo.toml"
        } else if has(&["lock file", "--locked", "--frozen", "Cargo.lock"]) {
            "bring Cargo.lock up to date with `cargo generate-lockfile`, then run the command again"
        } else if has(&["requires rustc", "is not supported by the package", "requires the Cargo"])
        {
            "choose a newer toolchain: `cargo +NAME ffi-guard ..`"
        } else if has(&["manifest", "Cargo.toml"]) {
            "correct the manifest: `cargo metadata --no-deps` must accept it"
        } else {
            "make `cargo metadata --no-deps` work here first"
        };
        advice.to_owned()
    }
}

/// The failure of a program of the toolchain that cannot be started.
pub(crate) fn not_started(program: &str, error: &io::Error) -> Failure {
    Failure::new(
        format!("`{program}` cannot be started: {error}"),
        format!(
            "install Rust with rustup, and put `{program}` on the PATH, or name it with {}=PATH",
            program.to_uppercase()
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The output of cargo, the beginning of the failure, and a part of the advice.
    const ERRORS: &[(&str, &str, &str)] = &[
        (
            "error: toolchain '1.70.0-x86_64-unknown-linux-gnu' is not installed\nhelp: run `rustup ..`\n\nStack backtrace:\n   0: anyhow",
            "toolchain '1.70.0-x86_64",
            "rustup toolchain install 1.70.0-x86_64-unknown-linux-gnu",
        ),
        (
            "warning: unused key\nerror: failed to parse manifest at `/a/Cargo.toml`\n\nCaused by:\n  no name",
            "failed to parse manifest at `/a/Cargo.toml`\n\nCaused by:\n  no name",
            "correct the manifest",
        ),
        (
            "error: unexpected character 'x'\n --> Cargo.toml:3:11",
            "unexpected character 'x'",
            "correct the manifest",
        ),
        (
            "error: failed to get `a` as a dependency\n\nCaused by:\n  failed to read `/a/Cargo.toml`\n\n  No such file",
            "failed to get `a`",
            "correct the manifest",
        ),
        (
            "error: could not find `Cargo.toml` in `/a` or any parent directory",
            "could not find `Cargo.toml`",
            "--manifest-path",
        ),
        (
            "error: cannot create the lock file /a/Cargo.lock because --locked was passed to prevent this",
            "cannot create the lock file",
            "cargo generate-lockfile",
        ),
        ("error[E0786]: found invalid metadata", "found invalid metadata", "cargo metadata"),
        ("", "cargo failed without a message", "cargo metadata"),
    ];

    #[test]
    fn the_first_error_leads_and_the_advice_fits() {
        for (stderr, what, advice) in ERRORS {
            let failure = CargoError::read(stderr).failure();
            assert!(failure.what().starts_with(what), "{failure}");
            assert!(failure.to_string().contains(advice), "{failure}");
        }
        let missing = io::Error::from(io::ErrorKind::NotFound);
        let failure = not_started("cargo", &missing).to_string();
        assert!(
            failure.contains("`cargo` cannot be started") && failure.contains("CARGO=PATH"),
            "{failure}"
        );
    }
}
