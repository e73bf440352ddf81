//! The error callback of a library.

crate::suite::c_tests_linked_both_ways! { "toolbox_callback.c", "toolbox" =>
    told_of_each_failure
    told_every_member
    data_may_be_null
    function_and_data_stay_a_pair
    told_on_the_thread_that_failed
    may_call_guarded_functions
    may_replace_itself
}
