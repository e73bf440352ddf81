//! Catches the panic of a guarded function and looks up its location.
//!
//! `catch` calls the function; `name` is its name in errors. `recover` handles its panic: it takes the payload apart
//! (`payload`), looks up the place where the panic was raised (`location`, filled by the panic `hook`), records the error
//! (`crate::error`) and returns the fallback value (`fallback`). `strategy` rejects crates compiled with `panic = "abort"`, `cancel` defers
//! `pthread_cancel`, and `pin` keeps a library mapped while the panic hook may still call it.

#[cfg_attr(
    not(any(
        target_vendor = "apple",
        target_os = "linux",
        target_os = "freebsd",
        target_os = "dragonfly",
        target_os = "netbsd",
        target_os = "openbsd",
        target_os = "illumos",
    )),
    path = "cancel_absent.rs"
)]
pub(crate) mod cancel;
pub(crate) mod catch;
pub(crate) mod fallback;
pub(crate) mod hook;
pub(crate) mod location;
pub(crate) mod name;
pub(crate) mod payload;
#[cfg_attr(all(windows, not(miri)), path = "pin_windows.rs")]
#[cfg_attr(
    any(
        miri,
        not(any(
            windows,
            target_vendor = "apple",
            all(target_os = "linux", target_env = "gnu", not(target_feature = "crt-static")),
            target_os = "android",
            target_os = "freebsd",
            target_os = "dragonfly",
            target_os = "netbsd",
            target_os = "illumos",
        ))
    ),
    path = "pin_absent.rs"
)]
mod pin;
pub(crate) mod recover;
mod strategy;
