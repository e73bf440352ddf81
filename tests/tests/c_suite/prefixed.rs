//! Symbols that a macro names, and error functions under their own names: the fixture `forwarding`, whose root only
//! exports the functions of `prefixed` again.

crate::suite::c_tests_linked_both_ways! { "prefixed.c", "forwarding" =>
    each_symbol_is_the_expanded_name
    errors_name_the_expanded_symbol
    error_functions_have_their_own_names
}
