//! Why a peer is ahead in a cell.

/// A reason, and where it holds. An empty string stands for any.
#[derive(Debug)]
struct Reason {
    section: &'static str,
    /// Is part of the table's title.
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
    "it executes no fewer instructions: where the code of the two lies makes the difference";
const KEEPS_NOTHING: &str = "it keeps nothing of the failure";
const KEEPS_LESS: &str =
    "it keeps the message alone, where ffi-guard's record has kind, function, place and count too";

/// The first that fits.
const REASONS: [Reason; 21] = [
    reason(
        "instructions",
        "",
        "ffi-support",
        "`Result`",
        "it returns the value itself, so there is no pointer to check and to write through",
    ),
    reason(
        "calls",
        "",
        "ffi-support",
        "`Result`",
        "it returns the value itself, and writes it through no pointer",
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
        "opt-level 0",
        "by hand",
        "",
        "without optimisation every step is code, and it has fewer: no recorder that takes the function's name",
    ),
    reason(
        "bytes",
        "",
        "by hand",
        "all",
        "it has no record by which a tool tells that it is guarded, and keeps no name of the function",
    ),
    reason("bytes", "", "safer-ffi", "", "it catches nothing: rustc's own abort is all there is"),
    reason("bytes", "", "abi_stable", "", "it catches nothing: it aborts"),
    reason("bytes", "", "cxx", "", "it catches nothing: it aborts"),
    reason(
        "cold",
        "",
        "ffi-support",
        "",
        "it has no attribute, and so no parser of Rust to compile",
    ),
    reason(
        "cold",
        "",
        "ffi_helpers",
        "",
        "its one macro derives errors; it has no attribute for functions",
    ),
    reason(
        "cold",
        "",
        "alass",
        "",
        "its one attribute takes an expression and checks nothing; it uses syn 1 with fewer features",
    ),
    reason(
        "exports",
        "",
        "by hand",
        "",
        "it has no attribute: an expansion takes what the table below says, as macros run without optimisation",
    ),
    reason("cold", "", "safer-ffi", "", "it checks less of what it parses"),
    reason("cold", "", "cxx", "", "it checks less of what it parses"),
];

/// Why the peer of this row is ahead in this column, if it has been written down.
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
            why("Millions of calls a second, 0 % panic"),
            why("Millions of calls a second, 50 % panic")
        );
    }

    #[test]
    fn a_reason_holds_for_its_cell_alone() {
        assert!(of("instructions", "Called by", "ffi-support 0.4.4", "`Result`").is_some());
        assert!(of("instructions", "", "uniffi_core 0.32.0", "add").is_none());
        assert!(of("bombs", "", "uniffi_core 0.32.0", "1 level").is_none());
    }
}
