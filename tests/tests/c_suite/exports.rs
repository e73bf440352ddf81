//! Exports of every form, signature and fallback, in the fixture `toolbox`.

mod dynamically_linked {
    use crate::suite::{Linkage, Suite, c_tests};

    const SUITE: Suite = Suite {
        unit: "toolbox_exports.c",
        link: Some(("toolbox", Linkage::Dynamic)),
        arguments: &[],
    };

    c_tests! { SUITE =>
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
}

mod statically_linked {
    use crate::suite::{Linkage, Suite, c_tests};

    const SUITE: Suite = Suite {
        unit: "toolbox_exports.c",
        link: Some(("toolbox", Linkage::Static)),
        arguments: &[],
    };

    c_tests! { SUITE =>
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
}
