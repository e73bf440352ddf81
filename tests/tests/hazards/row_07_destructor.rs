//! Row 7: a destructor panics while another panic unwinds.

use crate::row::Row;
use crate::support::this_test;
use ffi_guard::ffi_export;
use ffi_guard_test_support::child;

pub(crate) const ROW: Row = Row {
    number: 7,
    hazard: "a destructor panics while another panic unwinds",
    without: "SIGABRT by std: \"panic in a destructor during cleanup\"",
    guarded: None,
    elsewhere: &[],
};

struct PanicsOnDrop;

impl Drop for PanicsOnDrop {
    fn drop(&mut self) {
        panic!("dropped");
    }
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_07_panics_twice() -> i32 {
    let _dropped = PanicsOnDrop;
    panic!("the body")
}

#[test]
fn hazard_07_a_second_panic_during_unwinding_aborts() {
    if child::is_child() {
        hazard_07_panics_twice();
        return;
    }
    let test = this_test!(hazard_07_a_second_panic_during_unwinding_aborts);
    let outcome = test.run().expect_aborted();
    assert!(outcome.stderr.contains("panic in a destructor during cleanup"), "{outcome}");
}
