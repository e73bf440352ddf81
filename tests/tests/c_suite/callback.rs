//! The error callback.

mod dynamically_linked {
    use crate::suite::{Linkage, Suite, c_tests};

    const SUITE: Suite = Suite {
        unit: "toolbox_callback.c",
        link: Some(("toolbox", Linkage::Dynamic)),
        arguments: &[],
    };

    c_tests! { SUITE =>
        told_of_each_failure
        told_every_member
        data_may_be_null
        function_and_data_stay_a_pair
        told_on_the_thread_that_failed
        may_call_guarded_functions
        may_replace_itself
    }
}

mod statically_linked {
    use crate::suite::{Linkage, Suite, c_tests};

    const SUITE: Suite = Suite {
        unit: "toolbox_callback.c",
        link: Some(("toolbox", Linkage::Static)),
        arguments: &[],
    };

    c_tests! { SUITE =>
        told_of_each_failure
        told_every_member
        data_may_be_null
        function_and_data_stay_a_pair
        told_on_the_thread_that_failed
        may_call_guarded_functions
        may_replace_itself
    }
}
