//! The reasons why another library has a better value in a cell.

/// A reason, and the cells that it explains. An empty string matches every value.
#[derive(Debug)]
struct Reason {
    section: &'static str,
    /// A part of the title of the table.
    table: &'static str,
    row: &'static str,
    column: &'static str,
    why: &'static str,
}

const fn reason(
    section: &'static str,
    table: &'static str,
    row: &'static str,
    column: &'static str,
    why: &'static str,
) -> Reason {
    Reason { section, table, row, column, why }
}

const PLACE: &str =
    "it executes at least as many instructions; the difference is due to code placement";
const KEEPS_NOTHING: &str = "it does not record the failure";
const KEEPS_LESS: &str =
    "it records the message only; ffi-guard also records kind, function, place and count";

/// The first match applies.
const REASONS: [Reason; 17] = [
    reason(
        "instructions",
        "",
        "ffi-support",
        "`Result`",
        "it returns the value, and does not check and write an out-parameter",
    ),
    reason(
        "calls",
        "",
        "ffi-support",
        "`Result`",
        "it returns the value, and does not write an out-parameter",
    ),
    reason("calls", "", "", "", PLACE),
    reason("failures", "", "payload dropped", "", KEEPS_NOTHING),
    reason("failures", "", "alass", "", KEEPS_NOTHING),
    reason("failures", "", "", "", KEEPS_LESS),
    reason("threads", " 0 %", "", "", PLACE),
    reason("threads", "", "payload dropped", "", KEEPS_NOTHING),
    reason("threads", "", "alass", "", KEEPS_NOTHING),
    reason("threads", "", "", "", KEEPS_LESS),
    reason(
        "bytes",
        "",
        "by hand",
        "all",
        "it stores neither a record for the audit nor the name of the function",
    ),
    reason("bytes", "", "safer-ffi", "", "it does not catch: rustc's guard aborts"),
    reason("bytes", "", "abi_stable", "", "it does not catch: it aborts"),
    reason(
        "cold",
        "",
        "ffi-support",
        "",
        "it has no attribute macro, so it does not compile a parser",
    ),
    reason(
        "cold",
        "",
        "ffi_helpers",
        "",
        "its only macro derives errors; it has no attribute for functions",
    ),
    reason(
        "cold",
        "",
        "alass",
        "",
        "its only attribute takes an expression without checks; it uses syn 1 with fewer features",
    ),
    reason(
        "exports",
        "",
        "by hand",
        "",
        "it has no attribute macro; the table below has the time of an expansion",
    ),
];

/// Returns the reason for the mark in a cell.
pub(crate) fn of(section: &str, table: &str, row: &str, column: &str) -> Option<&'static str> {
    let fits = |reason: &&Reason| {
        let parts = [(table, reason.table), (row, reason.row), (column, reason.column)];
        reason.section == section && parts.iter().all(|(whole, part)| whole.contains(part))
    };
    REASONS.iter().find(fits).map(|reason| reason.why)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_reason_may_hold_in_one_table() {
        let why = |table| of("threads", table, "by hand, payload dropped", "1 thread").unwrap();
        assert_ne!(
            why("Millions of calls per second, 0 % panic"),
            why("Millions of calls per second, 50 % panic")
        );
    }

    #[test]
    fn a_reason_holds_for_its_cell_alone() {
        assert!(of("instructions", "Called by", "ffi-support 0.4.4", "`Result`").is_some());
        assert!(of("instructions", "", "uniffi_core 0.32.0", "add").is_none());
        assert!(of("bombs", "", "uniffi_core 0.32.0", "1 level").is_none());
    }
}
