//! The exports of a crate, read from its `syn` files.

// The front end that calls these modules is under way.
#[allow(dead_code, unused_imports)]
mod body;
#[allow(dead_code, unused_imports)]
mod macro_rules;
