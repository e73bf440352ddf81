//! The library `semver` as C sees it: one suite of C programs for each library that has its header.

/// The three programs of the suite, linked to one library.
macro_rules! the_suite {
    ($($module:ident: $library:expr, $linkage:ident;)*) => {
        $(
            mod $module {
                use crate::suite::{Library, Linkage, Suite};

                fn run(unit: &'static str) {
                    let link = Some(($library, Linkage::$linkage));
                    Suite { unit, link, arguments: &[] }.run_all();
                }

                #[test]
                fn versions() {
                    run("semver_suite_versions.c");
                }

                #[test]
                fn requirements_and_lists() {
                    run("semver_suite_lists.c");
                }

                #[test]
                fn errors_and_threads() {
                    run("semver_suite_errors.c");
                }
            }
        )*
    };
}

the_suite! {
    by_hand: Library::Fixture("semver-by-hand"), Dynamic;
    by_hand_statically_linked: Library::Fixture("semver-by-hand"), Static;
}
