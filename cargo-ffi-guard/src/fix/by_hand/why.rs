//! The reasons why a guard is not replaced.

/// A reason, for the message.
pub(super) type Why = String;

/// Returns the reason for a guard of any other shape.
pub(super) fn unknown() -> Why {
    "its guard has no known shape".to_owned()
}
