//! The panic hook. It is installed once, while the artifact is loaded.
//!
//! Replacing the hook around each call would lose panics and the host's own hook if calls of several threads overlap.
//! So it is set before any other code of this artifact runs, and calls the previous hook.

use crate::panic::{location, pin};
use std::ffi::c_void;
use std::fmt::{self, Write};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::{panic, ptr};

/// Whether panic messages are printed: if a library does not ask for `quiet`, or the environment asks for messages.
static PRINTS_MESSAGES: AtomicBool = AtomicBool::new(false);
static INSTALL: Once = Once::new();

/// If set to `0`, `quiet` libraries print panic messages too.
const QUIET_VARIABLE: &str = "FFI_GUARD_QUIET";

/// Installs the hook; called by the constructor of each `ffi_library!` in the artifact.
///
/// `quiet` suppresses the panic messages of this copy of std, if every library of the artifact asks for it.
///
/// `backtrace` enables backtraces for all libraries of the artifact.
pub fn install(quiet: bool, backtrace: bool) {
    let overridden = std::env::var_os(QUIET_VARIABLE).is_some_and(|value| value == "0");
    if !quiet || overridden {
        PRINTS_MESSAGES.store(true, Relaxed);
    }
    crate::error::request_backtraces(backtrace);
    #[cfg(feature = "track-frames")]
    crate::track::prepare();
    // A hook cannot be set while the thread panics. If a destructor loads the library during unwinding, it runs without
    // locations.
    if !std::thread::panicking() {
        INSTALL.call_once(chain);
    }
}

fn chain() {
    // If other libraries use the same std, it and its hook outlive `dlclose` of this artifact.
    pin::keep_mapped(chain as fn() as *const c_void, address_in_std());
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        location::remember(info);
        if PRINTS_MESSAGES.load(Relaxed) {
            previous(info);
        }
    }));
}

/// Returns the address of a constant in the image of std: the text that one of its errors displays.
///
/// The address of a function would not do: on Windows it may belong to an import stub in this artifact. A non-generic
/// function of std writes the text and is not inlined, so the text is in the image of std.
fn address_in_std() -> *const c_void {
    struct Text(*const u8);

    impl Write for Text {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0 = text.as_ptr();
            Ok(())
        }
    }

    let mut text = Text(ptr::null());
    // `write_str` above returns no error.
    let _ = write!(text, "{}", fmt::Error);
    text.0.cast()
}

/// Runs [`install`] while the artifact is loaded.
///
/// Written by hand, because the attribute is expanded in the author's crate: the crate `ctor` 1.0 emits
/// `#[allow(unsafe_code)]`, which a crate with `#![forbid(unsafe_code)]` rejects (E0453). The sections are the ones in
/// which the loaders of the platforms look for constructors: `.init_array` (ELF gABI, WebAssembly tool conventions),
/// `__mod_init_func` (Mach-O), `.CRT$XCU` (the C runtime of Windows).
#[doc(hidden)]
#[macro_export]
macro_rules! __ffi_guard_at_load {
    (quiet: $quiet:expr, backtrace: $backtrace:expr) => {
        const _: () = {
            extern "C" fn at_load() {
                $crate::__private::v0_1::install($quiet, $backtrace);
            }

            #[used]
            #[cfg_attr(
                target_vendor = "apple",
                unsafe(link_section = "__DATA,__mod_init_func,mod_init_funcs")
            )]
            #[cfg_attr(windows, unsafe(link_section = ".CRT$XCU"))]
            #[cfg_attr(
                not(any(target_vendor = "apple", windows)),
                unsafe(link_section = ".init_array")
            )]
            static AT_LOAD: extern "C" fn() = at_load;
        };
    };
}
