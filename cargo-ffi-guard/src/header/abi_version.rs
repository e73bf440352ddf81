//! The version of the ABI that a header declares. Programs compare it with the version of the library that they load.

use super::settings::{Settings, macro_name};
use ffi_guard_syntax::AbiVersion;

/// The ends of the macros' names.
pub(super) const MACROS: [&str; 3] = ["ABI_EPOCH", "ABI_REVISION", "ABI_ACCEPTS"];

/// Defines the macros. `function` is the symbol of the function that returns the version.
pub(super) fn define(settings: &mut Settings, prefix: &str, function: &str, version: AbiVersion) {
    let AbiVersion { epoch, revision } = version;
    let comments = settings.comment_style();
    let comment = |lines: &[&str]| {
        comments.of_item(&lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>())
    };
    let [epoch_name, revision_name, accepts] =
        MACROS.map(|end| format!("{}_{end}", macro_name(prefix)));
    let of_version = comment(&[
        "The version of the ABI that this header declares. A break of the ABI raises the epoch, an addition the revision.",
    ]);
    let of_test = comment(&[
        &format!(
            "Whether a library has the ABI that this header declares: `{accepts}({function}())`."
        ),
        "It has the same epoch, and the same revision or a later one.",
    ]);
    // Evaluates the argument once, and compares nothing with 0, as compilers warn of that.
    settings.append(&format!(
        "{of_version}#define {epoch_name} {epoch}\n#define {revision_name} {revision}\n{of_test}\
         #define {accepts}(abi) \\\n    \
         ((abi) - ({epoch_name} * UINT64_C(0x100000000) + {revision_name}) <= UINT32_MAX - {revision_name})\n"
    ));
}
