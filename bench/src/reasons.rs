//! Why a peer is ahead in a cell.

/// A reason, and where it holds. An empty string stands for any.
#[derive(Debug)]
struct Reason {
    section: &'static str,
    row: &'static str,
    column: &'static str,
    why: &'static str,
}

const fn reason(section: &'static str, row: &'static str, column: &'static str, why: &'static str) -> Reason {
    Reason { section, row, column, why }
}

/// The first that fits.
const REASONS: [Reason; 1] = [
    reason("instructions", "ffi-support", "`Result`", "it returns the value itself, so there is no pointer to check and to write through"),
];

/// Why the peer of this row is ahead in this column, if it has been written down.
pub(crate) fn of(section: &str, row: &str, column: &str) -> Option<&'static str> {
    let fits = |reason: &&Reason| {
        reason.section == section && row.contains(reason.row) && column.contains(reason.column)
    };
    REASONS.iter().find(fits).map(|reason| reason.why)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_reason_holds_for_its_cell_alone() {
        assert!(of("instructions", "ffi-support 0.4.4", "`Result`").is_some());
        assert!(of("instructions", "uniffi_core 0.32.0", "add").is_none());
        assert!(of("calls", "", "").is_none());
    }
}
