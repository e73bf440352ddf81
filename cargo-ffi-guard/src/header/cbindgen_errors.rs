//! Errors and panics of cbindgen, as errors of this program with cbindgen's reason.

use crate::failure::Failure;
use crate::sources::place;
use cbindgen::Error;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Once;

const READ_ALONE: &str = "see whether cbindgen itself can read the crate";

thread_local! {
    /// The message of the panic in `catch`, while it runs on this thread.
    static CAUGHT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Calls cbindgen. A panic is not printed but returned.
pub(super) fn catch<T>(manifest_dir: &Path, work: impl FnOnce() -> T) -> Result<T, Failure> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let others = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let is_ours = CAUGHT.with_borrow_mut(|caught| {
                caught.as_mut().map(|message| *message = info.to_string()).is_some()
            });
            if !is_ours {
                others(info);
            }
        }));
    });
    CAUGHT.set(Some(String::new()));
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    let message = CAUGHT.take().unwrap_or_default();
    outcome.map_err(|_| {
        let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
        let next = "look for what is unusual in the sources or in a `cbindgen:` annotation; cbindgen alone fails likewise";
        Failure::at(manifest_dir, format!("cbindgen panicked on the crate: {message}"), next)
    })
}

/// An error of cbindgen, at the place that it names.
pub(super) fn failure(manifest_dir: &Path, error: &Error) -> Failure {
    match error {
        Error::ParseSyntaxError { src_path, error, .. } if !src_path.is_empty() => {
            let start = error.span().start();
            let place = place(Path::new(src_path), start.line, start.column + 1);
            Failure::at(
                Path::new(&place),
                format!("cbindgen cannot parse this: {error}"),
                READ_ALONE,
            )
        }
        Error::CargoExpand(name, error) => {
            let reason = first_error(&error.to_string());
            let what = format!("cbindgen cannot expand the crate `{name}`: {reason}");
            let next = "`[parse.expand]` needs nightly Rust and a crate that compiles; leave it out of cbindgen.toml";
            Failure::at(manifest_dir, what, next)
        }
        Error::CargoMetadata(_, error) => {
            // Its text is in the debug output only.
            let reason = first_error(&format!("{error:?}").replace("\\n", "\n"));
            let what = format!("cbindgen cannot read the dependencies: {reason}");
            let next = "make `cargo metadata` work here, or leave `[parse] parse_deps` out of cbindgen.toml";
            Failure::at(manifest_dir, what, next)
        }
        other => {
            let what = format!("cbindgen cannot read the crate: {other}");
            Failure::at(manifest_dir, what, READ_ALONE)
        }
    }
}

/// Returns the first error in the output of cargo, or all of it.
fn first_error(output: &str) -> String {
    let first = output.lines().find_map(|line| line.split_once("error: "));
    first.map_or(output.trim(), |(_, error)| error).to_owned()
}
