//! Exports of every form, signature and fallback, in the fixture `toolbox`.

crate::suite::c_tests_linked_both_ways! { "toolbox_exports.c", "toolbox" =>
    c_form
    c_form_with_another_symbol
    rust_form_with_another_symbol
    raw_identifier
    another_abi
    nothing_returned
    path_as_fallback
    small_integers
    floats
    flag
    null_pointer
    null_function
    callback
    guarded_callback
    fallback_of_a_type
    struct_in_registers
    struct_in_memory
    fallback_from_the_error
    fallback_through_an_out_parameter
    argument_that_panics_when_dropped
}
