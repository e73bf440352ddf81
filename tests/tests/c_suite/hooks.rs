//! Callbacks that C provides, in the fixture `hooks`.

mod borrowed {
    crate::suite::c_tests_linked_both_ways! { "hooks_borrowed.c", "hooks" =>
        values
        texts
        references
        arrays
        null
        another_argument
        threads
        flags
        characters
        structs
        numbers
        pointers
        statuses
        poison
        nested
    }
}

mod owned {
    crate::suite::c_tests_linked_both_ways! { "hooks_owned.c", "hooks" =>
        stored_and_replaced
        without_destroy
        refused
        failures_of_destroy
        another_thread
        one_thread
        from_inside_its_own_call
        several_threads
        once
        poisoned_state
        end_of_a_thread
    }
}

mod objects {
    crate::suite::c_tests_linked_both_ways! { "hooks_objects.c", "hooks" =>
        item_is_lent
        item_is_given
        token_is_lent
        token_is_given
        fragile_is_lent
        fragile_is_given
        brittle_is_lent
        brittle_is_given
        token_is_misused
        token_on_another_thread
        group_is_shared
        all_are_given_or_none
    }
}
