//! Handle types, in the fixture `handles`.

mod unchecked {
    crate::suite::c_tests_linked_both_ways! { "handles.c", "handles" =>
        new_and_free
        misaligned
        optional_self
        self_or_error
        boxed_self
        shared_receiver
        exclusive_receiver
        consumed_receiver
        owners_as_arguments
        owners_beside_a_refused_answer
        text_of_a_handle
        destructor_that_panics
        shared_owner
        shared_owner_twice
        another_reference
        borrowed_reference
    }
}

mod poisoned {
    crate::suite::c_tests_linked_both_ways! { "handles_poisoned.c", "handles" =>
        c_form
        rust_form
        not_by_errors
        block
        refused_call_consumes_nothing
        object
        object_that_is_read
        object_not_by_errors
    }
}

mod checked {
    crate::suite::c_tests_linked_both_ways! { "handles_checked.c", "handles" =>
        used_as_they_should
        use_after_free
        forged_handles
        another_type
        refused_call_consumes_nothing
        owners_beside_a_refused_answer
        re_entry
        another_thread
        one_thread_alone
        shares
        another_reference
        references_beside_a_refused_answer
        poisoned
    }
}

mod lists {
    crate::suite::c_tests_linked_both_ways! { "handles_lists.c", "handles" =>
        borrowed
        taken
        taken_beside_others
        tokens
        poisoned
    }
}
