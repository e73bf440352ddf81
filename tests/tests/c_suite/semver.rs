//! The library `semver` from C: one suite of C programs runs with each library that implements its header.

/// Defines tests that run the three programs of the suite with one library.
macro_rules! the_suite {
    ($($module:ident: $library:expr, $linkage:ident;)*) => {
        $(
            mod $module {
                use crate::suite::{Library, Linkage, Suite};

                fn suite(unit: &'static str) -> Suite {
                    Suite { unit, link: Some(($library, Linkage::$linkage)), arguments: &[] }
                }

                #[test]
                fn versions() {
                    suite("semver_suite_versions.c").run_all();
                }

                #[test]
                fn requirements_and_lists() {
                    suite("semver_suite_lists.c").run_all();
                }

                #[test]
                fn errors_and_threads() {
                    let suite = suite("semver_suite_errors.c");
                    suite.run_all();
                    suite.run_with("backtrace", "RUST_BACKTRACE", "1");
                }
            }
        )*
    };
}

the_suite! {
    example: Library::Example("semver-capi", &[]), Dynamic;
    example_statically_linked: Library::Example("semver-capi", &[]), Static;
    checked_handles: Library::Example("semver-capi", &["checked-handles"]), Dynamic;
    checked_handles_statically_linked: Library::Example("semver-capi", &["checked-handles"]), Static;
    by_hand: Library::Fixture("semver-by-hand"), Dynamic;
    by_hand_statically_linked: Library::Fixture("semver-by-hand"), Static;
}
