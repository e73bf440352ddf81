//! Libraries in the C form, with the header that an author would write by hand.

use crate::support::{Described, TARGETS};

/// A library, its header, and the files that it includes.
struct Library {
    name: &'static str,
    source: &'static str,
    header: &'static str,
    others: &'static [(&'static str, &'static str)],
}

const LIBRARIES: [Library; 5] = [
    Library {
        name: "callbacks",
        source: include_str!("by_hand/callbacks.rs"),
        header: include_str!("by_hand/callbacks.h"),
        others: &[],
    },
    Library {
        name: "layouts",
        source: include_str!("by_hand/layouts.rs"),
        header: include_str!("by_hand/layouts.h"),
        others: &[],
    },
    Library {
        name: "enums",
        source: include_str!("by_hand/enums.rs"),
        header: include_str!("by_hand/enums.h"),
        others: &[],
    },
    Library {
        name: "numbers",
        source: include_str!("by_hand/numbers.rs"),
        header: include_str!("by_hand/numbers.h"),
        others: &[],
    },
    Library {
        name: "files",
        source: include_str!("by_hand/files.rs"),
        header: include_str!("by_hand/files.h"),
        others: &[("files/types.h", include_str!("by_hand/types.h"))],
    },
];

fn expect_right(library: &Library, described: &Described) {
    let Library { name, header, others, .. } = library;
    let proof = described.prove_with(header, others).unwrap_or_else(|it| panic!("{name}: {it}"));
    assert_eq!(proof.count(true), 0, "{name}: {proof:#?}");
    assert!(proof.checks > 3, "{name}: {proof:#?}");
}

#[test]
fn headers_by_hand_pass_on_the_host() {
    for library in LIBRARIES {
        let name = format!("proof_{}", library.name);
        expect_right(&library, &Described::for_host(&name, library.source));
    }
}

#[test]
#[ignore = "for other targets: cargo xtask other-targets"]
fn headers_by_hand_pass_on_other_targets() {
    for (target, program) in TARGETS {
        for library in LIBRARIES {
            let part = program.replace('-', "_");
            let name = format!("proof_{}_{part}", library.name);
            let described = Described::for_target(&name, library.source, target, program);
            let Some(described) = described else { break };
            expect_right(&library, &described);
        }
    }
}
