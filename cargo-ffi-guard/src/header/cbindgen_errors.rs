//! Errors and panics of cbindgen, as errors of this program with cbindgen's reason.

use crate::failure::Failure;
use cbindgen::Error;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe, Location, PanicHookInfo};
use std::path::Path;
use std::sync::Once;

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
                caught.as_mut().map(|message| *message = reason(info)).is_some()
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
        let next = "look for a wrong `cbindgen:` annotation, or keep unusual items out of the header with `[export] exclude`";
        Failure::at(manifest_dir, format!("cbindgen panicked: {message}"), next)
    })
}

/// Returns the message of a panic and its position in cbindgen.
fn reason(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let message = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let message = message.unwrap_or("no message");
    let file = |location: &Location<'_>| {
        let name = location.file().rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        format!(" ({name}:{})", location.line())
    };
    let place = info.location().map(file).unwrap_or_default();
    format!("{}{place}", message.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// An error of cbindgen, which reads declarations that this program has made of the sources.
pub(super) fn failure(manifest_dir: &Path, error: &Error) -> Failure {
    let reason = match error {
        Error::ParseSyntaxError { error, .. } => error.to_string(),
        other => other.to_string(),
    };
    let what = format!("cbindgen cannot read the declarations: {reason}");
    let next =
        "keep the item that it names out of the header, with `[export] exclude`, and report this";
    Failure::at(manifest_dir, what, next)
}
