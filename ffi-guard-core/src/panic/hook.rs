//! The panic hook, installed once, while the artifact is loaded.
//!
//! Swapping the hook around each call loses panics and the host's own hook where threads overlap. So
//! it is set when nothing of this artifact runs yet, and passes everything on to the hook it found.

use crate::panic::{location, pin};
use std::ffi::c_void;
use std::fmt::{self, Write};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::{panic, ptr};

/// Set by a library that does not ask for `quiet`, and by the environment: messages go on.
static LOUD: AtomicBool = AtomicBool::new(false);
static INSTALL: Once = Once::new();

/// Set to `0`, it makes a `quiet` library print its panics after all.
const QUIET_VARIABLE: &str = "FFI_GUARD_QUIET";

/// Called by the constructor of each `ffi_library!` in the artifact.
///
/// `quiet` silences the panic messages of this copy of std if every library of the artifact asks for
/// it: one that does not must not lose its own.
///
/// `backtrace` asks for backtraces, for all libraries of the artifact.
pub fn install(quiet: bool, backtrace: bool) {
    let lifted = std::env::var_os(QUIET_VARIABLE).is_some_and(|value| value == "0");
    if !quiet || lifted {
        LOUD.store(true, Relaxed);
    }
    crate::error::request_backtraces(backtrace);
    #[cfg(feature = "track-frames")]
    crate::track::prepare();
    // A hook cannot be set while its thread panics: a library that is loaded by a destructor during
    // unwinding does without locations.
    if !std::thread::panicking() {
        INSTALL.call_once(chain);
    }
}

fn chain() {
    // A std that others use outlives `dlclose` of this artifact, with the hook.
    pin::keep_mapped(chain as fn() as *const c_void, address_in_std());
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        location::remember(info);
        if LOUD.load(Relaxed) {
            previous(info);
        }
    }));
}

/// The address of a constant in the image of std: the text that one of its errors displays.
///
/// A function's address would not do: on Windows it may belong to an import stub in this artifact. The text is written by a
/// function of std that is neither generic nor inlined, so the text lies in std's image.
fn address_in_std() -> *const c_void {
    struct Text(*const u8);

    impl Write for Text {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0 = text.as_ptr();
            Ok(())
        }
    }

    let mut text = Text(ptr::null());
    // It fails if `write_str` does.
    let _ = write!(text, "{}", fmt::Error);
    text.0.cast()
}

/// Runs [`install`] while the artifact that holds the expansion is loaded.
///
/// Written out here, because the attribute stands in the author's crate: that of the crate `ctor` 1.0
/// comes with an `#[allow(unsafe_code)]`, which a crate under `#![forbid(unsafe_code)]` refuses (E0453).
/// The sections are those in which the platforms' loaders look for constructors: `.init_array` (ELF gABI,
/// WebAssembly tool conventions), `__mod_init_func` (Mach-O), `.CRT$XCU` (the C runtime of Windows).
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
