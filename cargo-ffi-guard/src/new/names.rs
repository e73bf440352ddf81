//! The prefix of a new library: which ones are refused, and what is proposed instead.
//!
//! The prefix is the name of the crate in Rust, the beginning of each name in C, the name of the header, and the name that
//! the linker finds the library under.

use crate::failure::Failure;
use ffi_guard_syntax::lower::is_reserved;

/// Headers of C and POSIX without `.h`: `#include <signal.h>` would find the header of the library.
const HEADERS: &[&str] = &[
    "aio",
    "assert",
    "complex",
    "cpio",
    "ctype",
    "dirent",
    "dlfcn",
    "endian",
    "errno",
    "fcntl",
    "fenv",
    "float",
    "fmtmsg",
    "fnmatch",
    "ftw",
    "glob",
    "grp",
    "iconv",
    "inttypes",
    "iso646",
    "langinfo",
    "libgen",
    "libintl",
    "limits",
    "locale",
    "malloc",
    "math",
    "memory",
    "monetary",
    "mqueue",
    "ndbm",
    "netdb",
    "nl_types",
    "poll",
    "pthread",
    "pwd",
    "regex",
    "sched",
    "search",
    "semaphore",
    "setjmp",
    "signal",
    "spawn",
    "stdalign",
    "stdarg",
    "stdatomic",
    "stdbit",
    "stdbool",
    "stdckdint",
    "stddef",
    "stdint",
    "stdio",
    "stdlib",
    "stdnoreturn",
    "string",
    "strings",
    "stropts",
    "syslog",
    "tar",
    "termios",
    "tgmath",
    "threads",
    "time",
    "uchar",
    "ulimit",
    "unistd",
    "utime",
    "utmpx",
    "wchar",
    "wctype",
    "windows",
    "winsock2",
    "wordexp",
];

/// Libraries of C compilers and systems: `-lm` would find this one.
const LIBRARIES: &[&str] = &[
    "atomic", "c", "crypt", "dl", "gcc", "gcc_s", "gomp", "kernel32", "m", "msvcrt", "ntdll",
    "pthread", "quadmath", "resolv", "rt", "supc", "system", "ucrt", "unwind", "user32", "util",
    "ws2_32",
];

/// Crates of the Rust toolchain.
const CRATES: &[&str] = &["alloc", "core", "proc_macro", "std", "test"];

/// Returns the prefix for a package of this name.
pub(super) fn prefix_of(package: &str) -> Result<String, Failure> {
    let prefix = package.replace('-', "_").to_lowercase();
    match reason(&prefix) {
        None => Ok(prefix),
        Some(reason) => {
            let what = format!("the name `{package}` does not make a prefix for C: {reason}");
            let next = format!("choose one, for example --prefix {}", proposal(&prefix));
            Err(Failure::new(what, next))
        }
    }
}

/// Checks a prefix that the user chose.
pub(super) fn check(prefix: &str) -> Result<(), Failure> {
    match reason(prefix) {
        None => Ok(()),
        Some(reason) => {
            let what = format!("`{prefix}` is no prefix for C: {reason}");
            Err(Failure::new(
                what,
                format!("choose another one, for example `{}`", proposal(prefix)),
            ))
        }
    }
}

/// Returns the reason to refuse a prefix.
fn reason(prefix: &str) -> Option<String> {
    let is_letter = |c: char| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit();
    if let Some(other) = prefix.chars().find(|&c| !is_letter(c)) {
        return Some(format!(
            "it contains {other:?}; lower-case letters, digits and `_` are allowed"
        ));
    }
    let reason = match prefix {
        "" => "it is empty",
        _ if !prefix.starts_with(|c: char| c.is_ascii_lowercase()) => {
            "it does not begin with a letter"
        }
        _ if prefix.ends_with('_') || prefix.contains("__") => {
            "C++ reserves names with two underscores"
        }
        "ffi_guard" => "the names of the runtime begin with it",
        _ if is_reserved(prefix) => "it is a reserved word of C or C++",
        _ if syn::parse_str::<syn::Ident>(prefix).is_err() => "it is a reserved word of Rust",
        _ if CRATES.contains(&prefix) => "a crate of the Rust toolchain has this name",
        _ if HEADERS.contains(&prefix) => {
            return Some(format!("`{prefix}.h` is a header of C or of the system"));
        }
        _ if LIBRARIES.contains(&prefix) => {
            return Some(format!("`-l{prefix}` is a library of the system"));
        }
        _ => return None,
    };
    Some(reason.to_owned())
}

/// Returns a prefix that resembles the refused one.
fn proposal(refused: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
    let words: String = refused.chars().map(letter).collect();
    let word = words.split_whitespace().collect::<Vec<_>>().join("_");
    let word = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_').to_owned();
    let candidates = [word.clone(), format!("{word}_ffi"), "mylib".to_owned()];
    let found = candidates.into_iter().find(|name| reason(name).is_none());
    found.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_names_its_prefix() {
        for (package, prefix) in
            [("shop", "shop"), ("shop-ffi", "shop_ffi"), ("Shop", "shop"), ("x2", "x2")]
        {
            assert_eq!(prefix_of(package).unwrap(), prefix);
        }
    }

    #[test]
    fn a_refused_prefix_has_a_reason_and_a_proposal_that_is_accepted() {
        for (prefix, why, proposed) in [
            ("2d", "begin with a letter", "d"),
            ("9", "begin with a letter", "mylib"),
            ("", "empty", "mylib"),
            ("shop.io", "contains '.'", "shop_io"),
            ("größe", "contains 'ö'", "gr_e"),
            ("a__b", "two underscores", "a_b"),
            ("shop_", "two underscores", "shop"),
            ("Shop", "contains 'S'", "shop"),
            ("int", "reserved word of C", "int_ffi"),
            ("class", "reserved word of C", "class_ffi"),
            ("impl", "reserved word of Rust", "impl_ffi"),
            ("core", "crate of the Rust toolchain", "core_ffi"),
            ("signal", "`signal.h` is a header", "signal_ffi"),
            ("m", "`-lm` is a library", "m_ffi"),
            ("ffi_guard", "names of the runtime", "ffi_guard_ffi"),
        ] {
            let failure = check(prefix).unwrap_err().to_string();
            assert!(failure.contains(why), "{failure}");
            assert!(failure.contains(&format!("`{proposed}`")), "{failure}");
            check(proposed).unwrap();
        }
    }
}
