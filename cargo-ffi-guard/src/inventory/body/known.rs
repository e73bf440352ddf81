//! The guards of well-known libraries, and the attributes of theirs that export a function.

/// How a guard is applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `name(.., || ..)`.
    Function,
    /// `.name(.., || ..)`.
    Method,
    /// `name! { .. }` around a body.
    Macro,
    /// `#[name(..)]` on the function.
    Attribute,
}

/// A guard, or an attribute that exports.
#[derive(Debug)]
pub(crate) struct Known {
    /// The last segments of its path.
    pub(crate) name: &'static str,
    pub(crate) form: Form,
    /// Whether the attribute exports the function under a symbol that it computes.
    pub(crate) exports: bool,
    /// Whether it keeps panics from the caller.
    pub(crate) guards: bool,
    /// The libraries that have it, and what it does.
    pub(crate) about: &'static str,
}

const fn guard(form: Form, name: &'static str, about: &'static str) -> Known {
    Known { name, form, exports: false, guards: true, about }
}

const fn exporter(name: &'static str, guards: bool, about: &'static str) -> Known {
    Known { name, form: Form::Attribute, exports: true, guards, about }
}

/// The source of each library was read: what is named catches the panic or ends the process on purpose. A generic name
/// needs a part of its path.
pub(crate) const KNOWN: &[Known] = &[
    guard(
        Form::Macro,
        "ffi_panic_boundary",
        "rustls-ffi: `catch_unwind`, then the panic value of the return type",
    ),
    guard(
        Form::Macro,
        "ffi_catch_panic",
        "pkgcraft: `catch_unwind`, then null or a negative value",
    ),
    guard(
        Form::Macro,
        "catch_panic",
        "ffi_helpers, libdatadog: `catch_unwind`, then an error value",
    ),
    guard(Form::Macro, "wrap_with_ffi_result", "libdatadog: `catch_unwind`, then an error result"),
    guard(
        Form::Macro,
        "wrap_with_void_ffi_result",
        "libdatadog: `catch_unwind`, then an error result",
    ),
    guard(
        Form::Function,
        "call_with_result",
        "ffi-support: `catch_unwind`, then an error in the out-parameter",
    ),
    guard(
        Form::Function,
        "call_with_output",
        "ffi-support: `catch_unwind`, then an error in the out-parameter",
    ),
    guard(
        Form::Function,
        "abort_on_panic::call_with_result",
        "ffi-support: ends the process on a panic",
    ),
    guard(
        Form::Function,
        "abort_on_panic::call_with_output",
        "ffi-support: ends the process on a panic",
    ),
    guard(
        Form::Function,
        "abort_on_panic::with_abort_on_panic",
        "ffi-support: ends the process on a panic",
    ),
    guard(Form::Function, "abort_on_panic", "nautilus_core: ends the process on a panic"),
    guard(Form::Function, "prevent_unwind", "cxx: ends the process on a panic"),
    guard(Form::Function, "rust_call", "uniffi: `catch_unwind`, then an error in the call status"),
    guard(
        Form::Function,
        "rust_call_with_out_status",
        "uniffi: `catch_unwind`, then an error in the call status",
    ),
    guard(
        Form::Function,
        "panic::wrap",
        "git2: `catch_unwind`, the payload kept for the outer call",
    ),
    guard(
        Form::Function,
        "panic::catch",
        "curl: `catch_unwind`, the payload kept for the outer call",
    ),
    guard(Form::Method, "with_env", "jni: `catch_unwind`, the outcome resolved by an error policy"),
    guard(
        Form::Attribute,
        "catch_panic",
        "alass-ffi-macros, catch_panic: `catch_unwind`, then the value given",
    ),
    guard(
        Form::Attribute,
        "catch_unwind",
        "relay-ffi: `catch_unwind`, then a zeroed value and the last error",
    ),
    guard(Form::Attribute, "unwind_aborts", "unwind_aborts: ends the process on a panic"),
    guard(Form::Attribute, "pg_guard", "pgrx: the panic becomes a Postgres error"),
    guard(Form::Attribute, "sabi_extern_fn", "abi_stable: ends the process on a panic"),
    exporter("pg_extern", true, "pgrx: the panic becomes a Postgres error"),
    exporter("uniffi::export", true, "uniffi: `catch_unwind` in the generated function"),
    exporter("bridge_fn", true, "libsignal: `catch_unwind` in the generated function"),
    exporter("bridge_io", true, "libsignal: `catch_unwind` in the generated function"),
    exporter("pymodule", true, "pyo3: the panic becomes a Python exception"),
    exporter("jni_fn", false, "jni_fn: adds the name and `extern \"system\"`, and no guard"),
    exporter("jni_mangle", false, "jni: adds the name and the ABI, and no guard"),
];

/// Attributes on modules and `impl` blocks whose generated exports are not listed.
pub(crate) const GENERATORS: &[(&str, &str)] = &[
    ("cxx::bridge", "cxx ends the process on a panic in the functions that it generates"),
    ("diplomat::bridge", "diplomat's generated functions have no guard"),
    ("uniffi::export", "uniffi's generated functions catch panics"),
    ("wasm_bindgen", "wasm-bindgen's generated functions have no guard"),
];

/// Macros whose input becomes data: code in it belongs to no function of this crate.
pub(crate) const QUOTING: &[&str] =
    &["quote", "quote_spanned", "parse_quote", "parse_quote_spanned"];

/// Whether the well-known macro of this name calls the path outside of its `catch_unwind`. The library's source was read
/// for that too.
pub(crate) fn part_of_guard(name: &str, path: &[&str]) -> bool {
    name == "ffi_panic_boundary" && ends_in(path, "PanicOrDefault::value")
}

/// Whether a path, as the source writes it, ends in `name`, which may be a path too.
pub(crate) fn ends_in(path: &[&str], name: &str) -> bool {
    let mut wanted = name.rsplit("::");
    let mut have = path.iter().rev();
    wanted.all(|segment| have.next() == Some(&segment))
}

#[cfg(test)]
mod tests {
    use super::ends_in;

    #[test]
    fn paths_are_compared_from_their_end() {
        assert!(ends_in(&["std", "panic", "catch_unwind"], "catch_unwind"));
        assert!(ends_in(&["crate", "panic", "wrap"], "panic::wrap"));
        assert!(!ends_in(&["wrap"], "panic::wrap"));
        assert!(!ends_in(&["x", "catch_unwind2"], "catch_unwind"));
        assert!(!ends_in(&[], "x"));
    }
}
