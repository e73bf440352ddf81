//! Measures the size of one export in the built library, in bytes.

use crate::project::Project;
use object::{Object, ObjectSection};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The number of exports that the difference is averaged over.
pub const EXPORTS: usize = 1000;

/// A function to export. `$i` is replaced by the number of the export, so that no two functions are identical and
/// folded into one.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    /// A description of the function.
    pub what: &'static str,
    /// The part of the project's name that identifies this function.
    pub name: &'static str,
    source: &'static str,
}

/// The function bodies that are measured. The first one has a limit.
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

/// Whether the function is guarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Only `extern "C"`.
    Bare,
    /// `#[ffi_export(fallback = -1)]`.
    Guarded,
}

/// The size of one export in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Machine code.
    pub text: f64,
    /// Unwind tables.
    pub eh_frame: f64,
    /// The language-specific data area, which describes the landing pads.
    pub lsda: f64,
    /// The export record, which is in a separate section.
    pub record: f64,
}

impl Size {
    /// Returns the size that is limited: everything except the record.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.text + self.eh_frame + self.lsda
    }
}

/// Builds a library of [`EXPORTS`] + 1 exports and one with a single export, at opt-level 3, and compares them.
///
/// # Panics
///
/// If a build fails, or a library cannot be read.
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
        .expect("writing to a String cannot fail");
    }
    source
}

fn read(library: &Path) -> [i64; 4] {
    let data = fs::read(library).expect("the library can be read");
    let file = object::File::parse(&*data).expect("the library can be parsed");
    [".text", ".eh_frame", ".gcc_except_table", ".note.ffi_guard"]
        .map(|name| file.section_by_name(name).map_or(0, |section| section.size()) as i64)
}
