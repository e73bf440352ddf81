//! The conversions of the Rust form, in the fixture `convert`: each kind of parameter and of return value.

mod parameters {
    crate::suite::c_tests_linked_both_ways! { "convert_parameters.c", "convert" =>
        reference
        exclusive
        optional
        optional_exclusive
        exclusive_of_what_is_checked
        c_str
        text
        optional_text
        counted_text
        optional_counted_text
        slice
        checked_slice
        exclusive_slice
        exclusive_slice_and_text
        owner
        owner_of_data
        optional_owner
        shared_owner
        owner_that_panics_when_dropped
        out
        out_of_an_owner
        out_that_holds_nothing_yet
        texts
        data_behind_pointers
        array_of_owners
        optional_out
        out_of_a_text
        out_of_a_list
        flag
        character
        function
        values
        answers_of_functions
        non_zero
        unchecked
        unchecked_reference
        unchecked_optional
    }
}

mod answers {
    crate::suite::c_tests_linked_both_ways! { "convert_answers.c", "convert" =>
        result
        status
        errors_that_misbehave
        empty_status
        status_of_the_library
        status_and_owner
        status_and_text
        owner
        optional_owner
        text
        optional_text
        c_string
        list
        empty_list
        list_or_error
        status_and_list
        list_of_owners
        values
    }
}
