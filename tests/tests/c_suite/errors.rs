//! The error functions: what each returns, when, for how long, and on which thread.

use crate::suite::{Library, Linkage, Suite};

crate::suite::c_tests_linked_both_ways! { "toolbox_errors.c", "toolbox" =>
    nothing_before_the_first_failure
    every_member_of_a_failure
    out_may_be_null
    out_may_be_misaligned
    smaller_writes_nothing
    larger_zeroes_the_tail
    success_leaves_it
    failure_replaces_it
    clear_forgets_it
    strings_live_until_the_next_failure
    each_thread_has_its_own
    message_is_never_null
    place_is_unknown_past_the_hook
    nul_is_replaced
    long_messages_are_cut
}

/// A failure is contained even if the program uses no error function.
#[test]
fn statically_linked_without_an_error_function() {
    let suite = Suite {
        unit: "toolbox_plain.c",
        link: Some((Library::Fixture("toolbox"), Linkage::Static)),
        arguments: &[],
    };
    suite.run("fails_and_goes_on");
}
