//! Calling conventions: Rust's names, and the attributes of GCC and Clang.

/// The processors on which C has several conventions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Processor {
    X86 { windows: bool },
    X86_64,
    Other,
}

impl Processor {
    /// Returns the processor of a target.
    pub(super) fn of(target: &str) -> Self {
        match target.split('-').next() {
            Some("i386" | "i586" | "i686") => Self::X86 { windows: target.contains("windows") },
            Some("x86_64") => Self::X86_64,
            _ => Self::Other,
        }
    }
}

/// Whether a convention is C's own on each target.
pub(super) fn is_c(abi: &str) -> bool {
    attribute(abi, Processor::Other) == Some("") && !abi.starts_with("system") && abi != "efiapi"
}

/// Returns the attribute of a convention, which is empty for C's own. `None` if there is none.
pub(super) fn attribute(abi: &str, processor: Processor) -> Option<&'static str> {
    let attribute = match (abi.strip_suffix("-unwind").unwrap_or(abi), processor) {
        ("system" | "stdcall", Processor::X86 { windows: true })
        | ("stdcall", Processor::X86 { windows: false }) => "__attribute__((stdcall)) ",
        ("fastcall", Processor::X86 { .. }) => "__attribute__((fastcall)) ",
        ("thiscall", Processor::X86 { .. }) => "__attribute__((thiscall)) ",
        ("win64" | "efiapi", Processor::X86_64) => "__attribute__((ms_abi)) ",
        ("sysv64", Processor::X86_64) => "__attribute__((sysv_abi)) ",
        ("C" | "cdecl" | "system" | "efiapi", _) => "",
        _ => return None,
    };
    Some(attribute)
}
