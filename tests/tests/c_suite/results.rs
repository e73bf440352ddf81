//! The kinds of results in the fixture `results`: borrowed texts and lists, optional values, and lists that C owns.

mod views {
    crate::suite::c_tests_linked_both_ways! { "results_views.c", "results" =>
        text
        text_or_none
        text_or_error
        list
        value
        c_string
        failures
        of_either
        of_token
        of_brittle
        of_shared
        of_arguments
        of_library
    }
}

mod options {
    crate::suite::c_tests_linked_both_ways! { "results_options.c", "results" =>
        number
        flag
        character
        data
        out_is_rejected
        with_status
        method
    }
}

mod lists {
    crate::suite::c_tests_linked_both_ways! { "results_lists.c", "results" =>
        strings
        empty_list
        all_or_none
        strings_or_error
        handles
        handles_or_error
        tokens
        poisonable
        destructors_that_panic
    }
}
