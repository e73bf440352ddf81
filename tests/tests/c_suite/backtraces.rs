//! The backtrace of the last error, in the fixture `traced`, which enables backtraces.

crate::suite::c_tests_linked_both_ways! { "backtraces.c", "traced" =>
    none_without_a_failure
    names_the_function_that_panicked
    other_failures_begin_in_the_function
    a_later_failure_without_one_has_none
    clear_drops_it
    the_outer_failure_keeps_its_own
    begins_in_the_library
    an_error_callback_has_that_of_its_failure
    what_does_not_fit_is_cut
    each_thread_has_its_own
    nothing_is_left_of_a_thousand
}
