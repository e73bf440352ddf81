//! Types that C has as handles, in the fixture `handles`.

mod unchecked {
    crate::suite::c_tests_linked_both_ways! { "handles.c", "handles" =>
        new_and_free
        optional_self
        self_or_error
        boxed_self
        shared_receiver
        exclusive_receiver
        consumed_receiver
        owners_as_arguments
        text_of_a_handle
        destructor_that_panics
        shared_owner
    }
}
