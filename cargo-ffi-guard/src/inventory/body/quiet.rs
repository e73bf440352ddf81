//! Functions, methods and macros that run none of the author's code and do not panic, so that they need no guard.

/// Whether a path is a quiet function of the standard library or of `libc`: by its name alone, with its module, or in
/// full.
pub(super) fn is_function(path: &[&str]) -> bool {
    let Some((name, before)) = path.split_last() else { return false };
    let home = match before {
        [] => true,
        [parent] | ["std" | "core" | "alloc", parent] => is_home(parent, name),
        _ => false,
    };
    home && is_function_name(name)
}

/// Whether the module or type has the function.
fn is_home(parent: &str, name: &str) -> bool {
    match name {
        "abort" => matches!(parent, "process" | "libc" | "intrinsics"),
        "forget" | "size_of" | "align_of" => parent == "mem",
        "zeroed" => matches!(parent, "mem" | "MaybeUninit"),
        "uninit" => parent == "MaybeUninit",
        "dangling" => matches!(parent, "NonNull" | "ptr"),
        "from_ref" | "from_mut" => matches!(parent, "ptr" | "slice"),
        "black_box" => parent == "hint",
        _ => parent == "ptr",
    }
}

/// Whether a path says that it is the standard library's.
pub(super) fn is_std(path: &[&str]) -> bool {
    path.len() > 1 && matches!(path.first(), Some(&("std" | "core" | "alloc")))
}

/// Whether a name looks like a tuple struct or a variant. A name in capitals alone may be a constant that holds a
/// function pointer.
pub(super) fn is_constructor(name: &str) -> bool {
    name.starts_with(char::is_uppercase) && name.chars().any(char::is_lowercase)
}

/// Whether this is the last segment of a quiet function's path.
pub(super) fn is_function_name(name: &str) -> bool {
    matches!(
        name,
        "null"
            | "null_mut"
            | "dangling"
            | "forget"
            | "abort"
            | "zeroed"
            | "size_of"
            | "align_of"
            | "addr_of"
            | "addr_of_mut"
            | "from_ref"
            | "from_mut"
            | "uninit"
            | "black_box"
    )
}

/// Whether this is a quiet method: of `Option`, `Result`, raw pointers and the like.
pub(super) fn is_method(name: &str) -> bool {
    calls_its_argument(name)
        || matches!(
            name,
            "unwrap_or" | "unwrap_or_default" | "ok" | "err" | "is_ok" | "is_err" | "is_some"
                | "is_none" | "and" | "or" | "flatten" | "copied" | "is_null" | "cast" | "cast_mut"
                // In `jni`, the error policy that resolves the outcome of `with_env`.
                | "resolve"
                | "cast_const" | "as_ptr" | "as_mut_ptr" | "as_ref" | "as_mut" | "take"
        )
}

/// Whether a quiet method calls its argument.
pub(super) fn calls_its_argument(name: &str) -> bool {
    matches!(
        name,
        "map"
            | "map_err"
            | "map_or"
            | "map_or_else"
            | "and_then"
            | "or_else"
            | "unwrap_or_else"
            | "is_ok_and"
            | "is_some_and"
            | "is_none_or"
            | "inspect_err"
            | "inspect"
    )
}

/// Whether a macro evaluates its input and does nothing else.
pub(super) fn is_macro(name: &str) -> bool {
    matches!(name, "matches" | "addr_of" | "addr_of_mut")
}

/// Whether a macro's input never runs.
pub(super) fn is_inert_macro(name: &str) -> bool {
    matches!(
        name,
        "cfg"
            | "concat"
            | "stringify"
            | "line"
            | "column"
            | "file"
            | "module_path"
            | "env"
            | "option_env"
            | "include_str"
            | "include_bytes"
            | "compile_error"
            | "offset_of"
    )
}
