//! Two guarded libraries in one process: each has its own prefix, hook, last error and callback, and can be unloaded.

use crate::suite::{Suite, c_tests};

const SUITE: Suite = Suite { unit: "two_libraries.c", link: None, arguments: &["north", "south"] };

c_tests! { SUITE =>
    each_has_its_last_error
    each_has_its_callback
    both_close_after_panics_on_main
    both_close_after_panics_on_threads
    one_is_reloaded_under_the_other
}
