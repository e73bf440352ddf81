//! The lock of a package.

use crate::support::abi;
use ffi_guard_test_support::project::Project;
use std::fs;

const SOURCE: &str = r#"
ffi_guard::ffi_library! { prefix = "locked", errors = "none" }

#[derive(ffi_guard::FfiType)]
#[repr(C)]
pub struct Point {
    pub x: u8,
    pub y: usize,
}

/// Measures.
#[ffi_guard::ffi_export(fallback = -1)]
pub fn locked_length(point: &Point, scale: Option<&f64>) -> i32 {
    let _ = (point, scale);
    0
}
"#;

#[test]
fn a_lock_has_one_line_for_each_thing_and_keeps_other_layouts() {
    let manifest = Project::new("abi_lock").lib(&["cdylib"]).file("src/lib.rs", SOURCE).write();
    let file = manifest.with_file_name("abi.lock");
    let other = "format = 1\nepoch = 3\nrevision = 2\nprefix = \"locked\"\n[structs]\nPoint.fields = [\"x: u8\", \"y: usize\"]\n\
         [layouts.ILP32]\nPoint.size = 8\nPoint.align = 4\n";
    fs::write(&file, other).expect("a lock of another data model");
    let arguments =
        ["--manifest-path".as_ref(), manifest.as_os_str(), "--lock".as_ref(), file.as_os_str()];
    let outcome = abi(arguments);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let lock = fs::read_to_string(&file).expect("the lock");
    for lines in [
        "format = 2\nepoch = 3\nrevision = 3\nversion = \"0.0.0\"\n",
        "[functions.locked_length]\nparameters = [\n    \"point: &Point (borrowed)\",\n    \"scale: *const f64 (borrowed)\",\n]\nreturns = \"i32\"\nfailure = \"value -1\"\n",
        "[structs.Point]\nfields = [\n    \"x: u8\",\n    \"y: usize\",\n]\n",
        "[layouts.ILP32.Point]\nsize = 8\nalign = 4\n",
        "Point.offsets]\nx = 0\ny = ",
    ] {
        assert!(lock.contains(lines), "{lines}\n{lock}");
    }
    let outcome = abi(arguments);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_eq!(fs::read_to_string(&file).expect("the lock"), lock);

    fs::write(&file, "format = 3\n").expect("a newer lock");
    let outcome = abi(arguments);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("the lock has format 3"), "{outcome}");
}
