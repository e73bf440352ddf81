//! The libraries that are compared.

/// One way to export a function.
#[derive(Debug)]
pub(crate) struct Subject {
    /// The prefix of its exports.
    pub(crate) id: &'static str,
    pub(crate) label: &'static str,
    pub(crate) kind: Kind,
    /// The effect of a panic.
    pub(crate) panics: Panics,
    /// What C gets after a panic.
    pub(crate) report: &'static str,
    /// The parts that are not measured, or measured differently.
    pub(crate) left_out: &'static str,
}

/// The author of a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `extern "C"` alone.
    Bare,
    /// Another library, or a hand-written guard.
    Peer,
    /// This project.
    Ours,
}

/// The effect of a panic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Panics {
    Caught,
    Abort,
}

const fn peer(
    id: &'static str,
    label: &'static str,
    panics: Panics,
    report: &'static str,
    left_out: &'static str,
) -> Subject {
    Subject { id, label, kind: Kind::Peer, panics, report, left_out }
}

const fn ours(id: &'static str, label: &'static str, left_out: &'static str) -> Subject {
    let report = "the fallback; message, place, function and count through the error API";
    Subject { id, label, kind: Kind::Ours, panics: Panics::Caught, report, left_out }
}

/// The bare function: the base of the ratios.
pub(crate) const BARE: &str = "bare";
/// The simplest catch: the base of the goal for the failure path.
pub(crate) const BY_HAND: &str = "by_hand";
/// The C form. Other libraries are compared with it.
pub(crate) const GUARD: &str = "guard_c";
/// The Rust form.
pub(crate) const GUARD_RUST: &str = "guard_rust";
/// The C form with `no_cancel`.
pub(crate) const GUARD_NO_CANCEL: &str = "guard_no_cancel";

/// In the order of the tables.
pub(crate) const ALL: [Subject; 13] = [
    Subject {
        id: BARE,
        label: "bare `extern \"C\"`",
        kind: Kind::Bare,
        panics: Panics::Abort,
        report: "nothing",
        left_out: "",
    },
    peer(BY_HAND, "by hand, payload dropped", Panics::Caught, "the fallback", ""),
    peer(
        "by_hand_keeping",
        "by hand, message kept",
        Panics::Caught,
        "the fallback; the message in a thread-local",
        "a function that returns the message to C",
    ),
    peer(
        "alass",
        "alass-ffi-macros 0.3.0",
        Panics::Caught,
        "the fallback; a log line for `&str` payloads",
        "a logger",
    ),
    peer(
        "ffi_helpers",
        "ffi_helpers 0.3.0",
        Panics::Caught,
        "0; the message in a thread-local",
        "",
    ),
    peer(
        "ffi_support",
        "ffi-support 0.4.4",
        Panics::Caught,
        "0; code and message in an out-parameter, to be freed",
        "returns a `Result` as a value, without an out-parameter",
    ),
    peer(
        "uniffi",
        "uniffi_core 0.32.0",
        Panics::Caught,
        "0; code and message in an out-parameter, to be freed",
        "a hand-written string instead of its owned buffer; returns a `Result` as a value; without checksums, metadata and \
         the second export of each function that its macros generate",
    ),
    peer(
        "safer_ffi",
        "safer-ffi 0.1.13",
        Panics::Abort,
        "nothing",
        "a hand-written string instead of `char_p`",
    ),
    peer(
        "abi_stable",
        "abi_stable 0.11.3",
        Panics::Abort,
        "nothing",
        "a hand-written string instead of `RStr`",
    ),
    peer(
        "cxx",
        "cxx 1.0.205",
        Panics::Abort,
        "nothing",
        "the generated C++, because C calls the symbols; a hand-written string instead of `&str`",
    ),
    ours(GUARD, "ffi-guard, C form", ""),
    ours(GUARD_RUST, "ffi-guard, Rust form", ""),
    ours(GUARD_NO_CANCEL, "ffi-guard, `no_cancel`", ""),
];

/// The subjects of the library with frame tracking.
pub(crate) const TRACKED: [(&str, &str); 3] = [
    (GUARD, "ffi-guard, C form, tracked"),
    (GUARD_RUST, "ffi-guard, Rust form, tracked"),
    (GUARD_NO_CANCEL, "ffi-guard, `no_cancel`, tracked"),
];

/// Returns the subjects that catch panics.
pub(crate) fn catching() -> impl Iterator<Item = &'static Subject> {
    ALL.iter().filter(|subject| subject.panics == Panics::Caught)
}

#[cfg(test)]
mod tests {
    use super::{ALL, Kind, Panics, catching};

    #[test]
    fn each_subject_is_named_once() {
        for (i, subject) in ALL.iter().enumerate() {
            assert!(
                ALL[..i].iter().all(|other| other.id != subject.id && other.label != subject.label)
            );
        }
    }

    #[test]
    fn the_bare_function_catches_nothing() {
        assert_eq!((ALL[0].kind, ALL[0].panics), (Kind::Bare, Panics::Abort));
        assert!(catching().all(|subject| subject.kind != Kind::Bare));
    }
}
