//! Measures what one export costs in the built library, in bytes.

use crate::project::Project;
use object::{Object, ObjectSection};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// How many exports the difference is taken over.
pub const EXPORTS: usize = 1000;

/// A function to export; `$i` stands for the number of the export, so that no two are alike and none is
/// folded into another.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    /// What it does.
    pub what: &'static str,
    /// The part of the name of the project that is built for it.
    pub name: &'static str,
    source: &'static str,
}

/// The bodies that are measured; the first is the one that is bounded.
pub const BODIES: [Body; 3] = [
    Body {
        what: "calls a function that may panic",
        name: "calls",
        source: "if a == i32::MIN { boom() } a + b + $i",
    },
    Body {
        what: "panics itself",
        name: "panics",
        source: "if a == i32::MIN { panic!() } a + b + $i",
    },
    Body { what: "divides", name: "divides", source: "a / (b - $i)" },
];

/// How the function is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// `extern "C"` alone.
    Bare,
    /// `#[ffi_export(fallback = -1)]`.
    Guarded,
}

/// Bytes of one export.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Code.
    pub text: f64,
    /// Unwind tables.
    pub eh_frame: f64,
    /// The language-specific data area: what to do with a panic at each call.
    pub lsda: f64,
    /// The record, which is apart.
    pub record: f64,
}

impl Size {
    /// What is bounded: everything but the record.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.text + self.eh_frame + self.lsda
    }
}

/// Builds a library of [`EXPORTS`] + 1 exports and one of 1, at opt-level 3, and compares them.
///
/// # Panics
///
/// If a build fails, or the library cannot be read.
#[must_use]
pub fn measure(body: &Body, guard: Guard) -> Size {
    let (many, one) = (sections(body, guard, EXPORTS + 1), sections(body, guard, 1));
    let per_export = |i: usize| (many[i] - one[i]) as f64 / EXPORTS as f64;
    Size {
        text: per_export(0),
        eh_frame: per_export(1),
        lsda: per_export(2),
        record: per_export(3),
    }
}

fn sections(body: &Body, guard: Guard, exports: usize) -> [i64; 4] {
    let name = format!("size_{}_{guard:?}_{exports}", body.name).to_lowercase();
    let built = Project::new(&name)
        .lib(&["cdylib"])
        .profile("release")
        .file("src/lib.rs", &source(body, guard, exports))
        .build()
        .expect_success();
    read(built.artifacts.cdylib())
}

fn source(body: &Body, guard: Guard, exports: usize) -> String {
    let mut source = String::from("#[cold] #[inline(never)] pub fn boom() -> ! { panic!() }\n");
    if guard == Guard::Guarded {
        source += "ffi_guard::ffi_library! { prefix = \"size\" }\n";
    }
    for i in 0..exports {
        if guard == Guard::Guarded {
            source += "#[ffi_guard::ffi_export(fallback = -1)]\n";
        }
        let body = body.source.replace("$i", &i.to_string());
        writeln!(
            source,
            "#[unsafe(no_mangle)] extern \"C\" fn f{i:04}(a: i32, b: i32) -> i32 {{ {body} }}"
        )
        .expect("a String takes it");
    }
    source
}

fn read(library: &Path) -> [i64; 4] {
    let data = fs::read(library).expect("the library can be read");
    let file = object::File::parse(&*data).expect("the library can be parsed");
    [".text", ".eh_frame", ".gcc_except_table", ".note.ffi_guard"]
        .map(|name| file.section_by_name(name).map_or(0, |section| section.size()) as i64)
}
