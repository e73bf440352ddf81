//! Sources before and after the fix, compared byte by byte, and the summary of the changes.
//!
//! In each case, `«..»` marks the text that the command must insert. Without it, the text is the source before.

use crate::tree::{Tree, summary};
use cargo_ffi_guard::cli::Fix;

struct Case {
    name: &'static str,
    text: &'static str,
    /// Texts that the summary must contain.
    says: &'static [&'static str],
}

const fn case(name: &'static str, text: &'static str) -> Case {
    Case { name, text, says: &[] }
}

const fn says(name: &'static str, text: &'static str, says: &'static [&'static str]) -> Case {
    Case { name, text, says }
}

const PLACES: &[Case] = &[
    case("own line", "«#[ffi_guard::ffi_export]\n»#[no_mangle]\npub extern \"C\" fn f() {}\n"),
    case(
        "unsafe",
        "«#[ffi_guard::ffi_export]\n»#[unsafe(no_mangle)]\npub extern \"C\" fn f() {}\n",
    ),
    case(
        "a symbol that a macro names",
        "«#[ffi_guard::ffi_export]\n»#[export_name = concat!(\"a\", \"b\")]\nextern \"C\" fn f() {}\n\
         «#[ffi_guard::ffi_export]\n»#[unsafe(export_name = prefix!(g))]\nextern \"C\" fn g() {}\n\
         #[cfg_attr(x, «ffi_guard::ffi_export, »export_name = prefix!(h))]\nextern \"C\" fn h() {}\n",
    ),
    case(
        "export_name",
        "«#[ffi_guard::ffi_export]\n»#[export_name = \"g\"]\nextern \"C\" fn f() {}\n",
    ),
    case(
        "raw string",
        "«#[ffi_guard::ffi_export]\n»#[unsafe(export_name = r#\"g\"#)]\nextern \"C\" fn f() {}\n",
    ),
    case("one line", "«#[ffi_guard::ffi_export] »#[no_mangle] pub extern \"C\" fn f() {}\n"),
    case(
        "shared line",
        "#[inline] «#[ffi_guard::ffi_export] »#[no_mangle]\npub extern \"C\" fn f() {}\n",
    ),
    case(
        "shared behind",
        "«#[ffi_guard::ffi_export] »#[no_mangle] #[inline]\npub extern \"C\" fn f() {}\n",
    ),
    case(
        "comment behind",
        "«#[ffi_guard::ffi_export]\n»#[no_mangle] // why\npub extern \"C\" fn f() {}\n",
    ),
    case(
        "space behind",
        "«#[ffi_guard::ffi_export]\n»#[no_mangle]  \t\npub extern \"C\" fn f() {}\n",
    ),
    case(
        "docs before",
        "/// Docs.\n«#[ffi_guard::ffi_export]\n»#[no_mangle]\n/// More.\npub extern \"C\" fn f() {}\n",
    ),
    case(
        "between",
        "#[inline]\n«#[ffi_guard::ffi_export]\n»#[no_mangle]\n#[must_use]\npub extern \"C\" fn f() {}\n",
    ),
    case(
        "spaces",
        "mod a {\n    «#[ffi_guard::ffi_export]\n    »#[no_mangle]\n    extern \"C\" fn f() {}\n}\n",
    ),
    case(
        "tabs",
        "mod a {\n\t«#[ffi_guard::ffi_export]\n\t»#[no_mangle]\n\textern \"C\" fn f() {}\n}\n",
    ),
    case(
        "mixed",
        "mod a {\n \t «#[ffi_guard::ffi_export]\n \t »#[no_mangle]\nextern \"C\" fn f() {}\n}\n",
    ),
    case(
        "CRLF",
        "mod a {}\r\n  «#[ffi_guard::ffi_export]\r\n  »#[no_mangle]\r\n  extern \"C\" fn f() {}\r\n",
    ),
    case(
        "CRLF in the first line",
        "«#[ffi_guard::ffi_export]\r\n»#[no_mangle]\r\nextern \"C\" fn f() {}\r\n",
    ),
    case(
        "mixed line ends",
        "// a\n\r\n«#[ffi_guard::ffi_export]\r\n»#[no_mangle]\nextern \"C\" fn f() {}\r\n\n«#[ffi_guard::ffi_export]\n»#[no_mangle]\r\nextern \"C\" fn g() {}",
    ),
    case("mark", "\u{FEFF}«#[ffi_guard::ffi_export]\n»#[no_mangle]\nextern \"C\" fn f() {}\n"),
    case(
        "mark and more",
        "\u{FEFF}// é\n«#[ffi_guard::ffi_export]\n»#[no_mangle]\nextern \"C\" fn f() {}\nmod é { «#[ffi_guard::ffi_export] »#[no_mangle] extern \"C\" fn g() {} }",
    ),
    case("no end of line", "«#[ffi_guard::ffi_export]\n»#[no_mangle]\nextern \"C\" fn f() {}"),
    case("no line at all", "«#[ffi_guard::ffi_export] »#[no_mangle]extern \"C\" fn f(){}"),
    case(
        "other characters",
        "const A: &str = \"日本語 🦀\"; // naïve\n«#[ffi_guard::ffi_export]\n»#[no_mangle]\nextern \"C\" fn f() { \"ß\"; }\n",
    ),
    case(
        "several",
        "«#[ffi_guard::ffi_export]\n»#[no_mangle]\nextern \"C\" fn f() {}\n\n\n«#[ffi_guard::ffi_export]\n»#[no_mangle]\nextern fn g() {}\n",
    ),
    case(
        "lines in an attribute",
        "«#[ffi_guard::ffi_export]\n»#[export_name\n  = \"g\"]\nextern \"C\" fn f() {}\n",
    ),
    case(
        "impl",
        "struct S;\nimpl S {\n    «#[ffi_guard::ffi_export]\n    »#[no_mangle]\n    pub extern \"C\" fn f() {}\n}\n",
    ),
    case(
        "in a body",
        "fn a() {\n    «#[ffi_guard::ffi_export]\n    »#[no_mangle]\n    extern \"C\" fn f() {}\n}\n",
    ),
    case(
        "a guard that leaves something out",
        "«#[ffi_guard::ffi_export]\n»#[no_mangle]\nextern \"C\" fn f() { log(); let _ = std::panic::catch_unwind(|| ()); }\n",
    ),
    case(
        "space in the attribute",
        "«#[ffi_guard::ffi_export]\n»# [ no_mangle ]\nextern \"C\" fn f() {}\n",
    ),
];

const CONDITIONS: &[Case] = &[
    case(
        "condition",
        "#[cfg_attr(not(test), «ffi_guard::ffi_export, »no_mangle)]\nextern \"C\" fn f() {}\n",
    ),
    case(
        "unsafe",
        "#[cfg_attr(unix, «ffi_guard::ffi_export, »unsafe(no_mangle))]\nextern \"C\" fn f() {}\n",
    ),
    case(
        "name",
        "#[cfg_attr(unix, inline, «ffi_guard::ffi_export, »unsafe(export_name = \"g\"))]\nextern \"C\" fn f() {}\n",
    ),
    case(
        "nested",
        "#[cfg_attr(a, cfg_attr(b, «ffi_guard::ffi_export, »no_mangle))]\nextern \"C\" fn f() {}\n",
    ),
    case(
        "lines",
        "#[cfg_attr(\r\n    unix,\r\n    «ffi_guard::ffi_export,\r\n    »unsafe(no_mangle)\r\n)]\r\nextern \"C\" fn f() {}\r\n",
    ),
    case(
        "one of two",
        "#[cfg_attr(a, «ffi_guard::ffi_export, »export_name = \"x\")]\n#[cfg_attr(not(a), «ffi_guard::ffi_export, »export_name = \"y\")]\nextern \"C\" fn f() {}\n",
    ),
    case(
        "never returns",
        "#[cfg_attr(a, «ffi_guard::ffi_export(abort), »no_mangle)]\nextern \"C\" fn f() -> ! { loop {} }\n",
    ),
    case(
        "cfg beside it",
        "#[cfg(unix)]\n«#[ffi_guard::ffi_export]\n»#[no_mangle]\nextern \"C\" fn f() {}\n",
    ),
    says(
        "a guard under another condition",
        "#[cfg_attr(a, ffi_guard::ffi_export)]\n#[no_mangle]\nextern \"C\" fn f() {}\n",
        &["src/lib.rs:3: `f`: it is guarded under a condition of its own"],
    ),
];

const TYPES: &[Case] = &[
    case("unit", "«#[ffi_guard::ffi_export]\n»#[no_mangle]\nextern \"C\" fn f() -> () {}\n"),
    case(
        "pointers",
        "«#[ffi_guard::ffi_export] »#[no_mangle] extern \"C\" fn f() -> *const u8 { g() }\n«#[ffi_guard::ffi_export] »#[no_mangle] extern \"C\" fn g() -> (*mut u8) { f() }\n",
    ),
    case(
        "options",
        "«#[ffi_guard::ffi_export] »#[no_mangle] extern \"C\" fn f() -> Option<Box<u8>> { None }\n«#[ffi_guard::ffi_export] »#[no_mangle] extern \"C\" fn g() -> core::option::Option<extern \"C\" fn()> { None }\n",
    ),
    case(
        "never",
        "«#[ffi_guard::ffi_export(abort)]\n»#[no_mangle]\nextern \"C\" fn f() -> ! { loop {} }\n",
    ),
    says(
        "integer",
        "«#[ffi_guard::ffi_export]\n»#[no_mangle]\npub extern \"C\" fn f(\n    a: u8,\n) -> i32 {\n    0\n}\n",
        &[
            "src/lib.rs:5: `f` returns `i32`: write `#[ffi_guard::ffi_export(fallback = ..)]` with the `i32` that tells C of a failure\n",
            "guarded: 1 function in 1 file; 1 value to name; 0 left",
        ],
    ),
    says(
        "own type",
        "«#[ffi_guard::ffi_export]\n»#[export_name = \"g\"]\nextern \"C\" fn f() -> crate::Status<\n  u8> { x }\n",
        &[
            "src/lib.rs:3: `g` returns `crate::Status< u8>`",
            "or `impl ffi_guard::Fallback for crate::Status< u8>` once",
        ],
    ),
    says(
        "an option of another crate",
        "«#[ffi_guard::ffi_export]\n»#[no_mangle]\nextern \"C\" fn f() -> abi::Option<u8> { x }\n",
        &["src/lib.rs:3: `f` returns"],
    ),
    says(
        "bool and float",
        "«#[ffi_guard::ffi_export] »#[no_mangle] extern \"C\" fn f() -> bool { x }\n«#[ffi_guard::ffi_export] »#[no_mangle] extern \"C\" fn g() -> f64 { x }\n",
        &["src/lib.rs:1: `f` returns `bool`", "src/lib.rs:2: `g` returns `f64`"],
    ),
];

const REFUSED: &[Case] = &[
    says(
        "unwinds",
        "#[no_mangle]\nextern \"C-unwind\" fn f() {}\n",
        &["src/lib.rs:2: `f`: the ABI \"C-unwind\" lets panics out"],
    ),
    says(
        "ABI of Rust",
        "#[no_mangle]\npub fn f() {}\n",
        &["src/lib.rs:2: `f`: a plain `fn` keeps its Rust symbol"],
    ),
    says(
        "generic",
        "#[no_mangle]\nextern \"C\" fn f<T>(a: T) {}\n",
        &["cannot be generic over a type"],
    ),
    says(
        "lifetimes are fine",
        "«#[ffi_guard::ffi_export]\n»#[no_mangle]\nextern \"C\" fn f<'a>(a: &'a u8) {}\n",
        &["0 left"],
    ),
    says(
        "async",
        "#[no_mangle]\nasync extern \"C\" fn f() {}\n",
        &["C cannot await an `async fn`"],
    ),
    says(
        "const",
        "#[no_mangle]\npub const extern \"C\" fn f() {}\n",
        &["a `const fn` cannot catch a panic"],
    ),
    says(
        "variadic",
        "#[no_mangle]\nunsafe extern \"C\" fn f(a: u8, ...) {}\n",
        &["a variadic list cannot be moved"],
    ),
    says("self", "impl S {\n#[no_mangle]\nextern \"C\" fn f(&self) {}\n}\n", &["C has no methods"]),
    says(
        "track_caller and naked",
        "#[track_caller]\n#[no_mangle]\nextern \"C\" fn f() {}\n#[no_mangle]\n#[naked]\nextern \"C\" fn g() {}\n",
        &["remove `#[track_caller]`", "a naked function is assembly alone", "2 left"],
    ),
    says(
        "no C type",
        "#[no_mangle]\nextern \"C\" fn f(a: &str) -> Vec<u8> { x }\n",
        &["two words wide", "also: `Vec` has no C ABI"],
    ),
    says(
        "two symbols",
        "#[no_mangle]\n#[export_name = \"g\"]\nextern \"C\" fn f() {}\n",
        &["several attributes give it a symbol"],
    ),
    says(
        "a computed symbol",
        "#[export_name = NAME]\nextern \"C\" fn f() {}\n",
        &["the symbol must be known here"],
    ),
    says(
        "inside of the body",
        "extern \"C\" fn f() {\n    #![no_mangle]\n}\n",
        &["its attribute stands inside of its body"],
    ),
    says(
        "an attribute's export",
        "#[jni_fn(\"a.B\")]\npub fn f() {}\n",
        &["an attribute exports it by what it generates"],
    ),
    says(
        "one among others",
        "#[no_mangle]\nextern \"C\" fn f<T>() {}\n«#[ffi_guard::ffi_export]\n»#[no_mangle]\nextern \"C\" fn g() {}\n",
        &["src/lib.rs:2: `f`", "guarded: 1 function in 1 file; 0 values to name; 1 left"],
    ),
];

const UNTOUCHED: &[Case] = &[
    case("guarded", "#[ffi_guard::ffi_export]\n#[no_mangle]\nextern \"C\" fn f() {}\n"),
    case(
        "under another name",
        "use ffi_guard::ffi_export as g;\n#[g]\n#[no_mangle]\nextern \"C\" fn f() {}\n",
    ),
    case(
        "idiom",
        "#[no_mangle]\nextern \"C\" fn f() { let _ = std::panic::catch_unwind(|| ()); }\n",
    ),
    case(
        "allowed",
        "#[ffi_guard::unguarded(reason = \"a constant\")]\n#[no_mangle]\nextern \"C\" fn f() {}\n",
    ),
    case("statics", "#[no_mangle]\npub static A: u8 = 1;\n"),
    case(
        "text",
        "// #[no_mangle] extern \"C\" fn f() {}\nconst A: &str = \"#[no_mangle] extern fn f() {}\";\n",
    ),
    case("tests", "#[cfg(test)]\n#[no_mangle]\nextern \"C\" fn f() {}\n"),
    case("declarations", "unsafe extern \"C\" {\n    fn f();\n}\n"),
    case("nothing", ""),
];

const MACROS: &[Case] = &[
    case(
        "in a definition",
        "macro_rules! m {\n    ($n:ident) => {\n        «#[ffi_guard::ffi_export]\n        »#[no_mangle]\n        pub extern \"C\" fn $n() {}\n    };\n}\nm!(f);\nm!(g);\n",
    ),
    case(
        "in a call",
        "macro_rules! m { ($($t:tt)*) => { $($t)* } }\nm! {\n    «#[ffi_guard::ffi_export]\n    »#[no_mangle]\n    extern \"C\" fn f() {}\n}\n",
    ),
    case(
        "one that calls another",
        "macro_rules! one { ($n:ident) => { «#[ffi_guard::ffi_export] »#[no_mangle] extern \"C\" fn $n() {} } }\nmacro_rules! all { ($($n:ident)*) => { $(one!($n);)* } }\nall!(f g);\n",
    ),
    says(
        "types that callers name",
        "macro_rules! m { ($n:ident $r:ty) => { «#[ffi_guard::ffi_export] »#[no_mangle] extern \"C\" fn $n() -> $r { x } } }\nm!(f i32);\nm!(g *mut u8);\nm!(h\n    bool);\n",
        &[
            "src/lib.rs:2: `f` returns `i32`",
            "src/lib.rs:5: `h` returns `bool`",
            "guarded: 3 functions in 1 file; 2 values",
        ],
    ),
    says(
        "a type of the definition",
        "macro_rules! m {\n    ($n:ident) => {\n        «#[ffi_guard::ffi_export]\n        »#[no_mangle]\n        extern \"C\" fn $n() -> u8 { 0 }\n    };\n}\nm!(f);\nm!(g);\n",
        &["src/lib.rs:5: `f`, `g` return `u8`"],
    ),
    says(
        "never and otherwise",
        "macro_rules! m { ($n:ident $r:ty) => { #[no_mangle] extern \"C\" fn $n() -> $r { loop {} } } }\nm!(f !);\nm!(g *mut u8);\n",
        &["`f`: its macro makes functions that return and functions that never do", "2 left"],
    ),
    says(
        "put together",
        "macro_rules! m { ($n:ident $a:ident) => { #[$a] extern \"C\" fn $n() {} } }\nm!(f no_mangle);\n",
        &["`f`: the macro `m` puts its attribute together"],
    ),
    case(
        "paste",
        "macro_rules! m { ($n:ident) => { paste::paste! {\n    «#[ffi_guard::ffi_export]\n    »#[no_mangle]\n    extern \"C\" fn [<a_ $n>]() {}\n} } }\nm!(f);\n",
    ),
    case(
        "cfg_if",
        "cfg_if::cfg_if! {\n    if #[cfg(unix)] {\n        «#[ffi_guard::ffi_export]\n        »#[no_mangle]\n        extern \"C\" fn f() {}\n    }\n}\n",
    ),
    case(
        "a condition in a definition",
        "macro_rules! m { ($n:ident) => { #[cfg_attr(unix, «ffi_guard::ffi_export, »no_mangle)] extern \"C\" fn $n() {} } }\nm!(f);\n",
    ),
    case(
        "a condition on its line",
        "macro_rules! m { ($n:ident) => {\n#[cfg(unix)]«#[ffi_guard::ffi_export] »#[no_mangle]\nextern \"C\" fn $n() {}\n} }\nm!(f);\n",
    ),
    says(
        "never called",
        "macro_rules! m { ($n:ident) => { #[no_mangle] extern \"C\" fn $n() {} } }\n",
        &["not seen:\n  src/lib.rs:1: the macro `m` exports what its callers name"],
    ),
    case(
        "a definition that imports nothing",
        "use ffi_guard::ffi_export;\nmacro_rules! m { ($n:ident) => { «#[ffi_guard::ffi_export] »#[no_mangle] extern \"C\" fn $n() {} } }\nm!(f);\n«#[ffi_export]\n»#[no_mangle]\nextern \"C\" fn g() {}\n",
    ),
    case(
        "behind a mark",
        "\u{FEFF}macro_rules! m { ($n:ident) => { «#[ffi_guard::ffi_export] »#[no_mangle] extern \"C\" fn $n() {} } }\nm!(f);\n",
    ),
];

/// Returns the source before the fix: the text without the marked parts.
fn before(text: &str) -> String {
    let mut pieces = text.split('«');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + piece.split_once('»').expect("a closed mark").1)
}

fn after(text: &str) -> String {
    text.replace(['«', '»'], "")
}

fn run(case: &Case, options: impl Fn(&Tree) -> Fix) -> Result<(), String> {
    let tree = Tree::library(&before(case.text));
    let outcome = tree.fix_with(options(&tree)).map_err(|failure| failure.to_string())?;
    let said = summary(&outcome);
    let (found, expected) = (tree.read("src/lib.rs"), after(case.text));
    if found != expected {
        return Err(format!("expected {expected:?}\nfound    {found:?}\n{said}"));
    }
    if let Some(missing) = case.says.iter().find(|says| !said.contains(**says)) {
        return Err(format!("missing: {missing}\n{said}"));
    }
    let quiet = case.says.is_empty() && !outcome.is_complete();
    if quiet {
        return Err(format!("the second run reports something:\n{said}"));
    }
    tree.fix_with(options(&tree)).map_err(|failure| failure.to_string())?;
    let again = tree.read("src/lib.rs");
    if again == expected {
        Ok(())
    } else {
        Err(format!("the second run changed the source to {again:?}"))
    }
}

fn run_all(cases: &[Case], options: impl Fn(&Tree) -> Fix) {
    let failures: String = cases
        .iter()
        .filter_map(|case| Some(format!("\n{}:\n{}\n", case.name, run(case, &options).err()?)))
        .collect();
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn attributes_go_where_the_others_are() {
    run_all(PLACES, Tree::options);
}

#[test]
fn conditions_are_shared() {
    run_all(CONDITIONS, Tree::options);
}

#[test]
fn values_are_never_guessed() {
    run_all(TYPES, Tree::options);
}

#[test]
fn what_would_be_refused_is_left_and_listed() {
    run_all(REFUSED, Tree::options);
}

#[test]
fn what_needs_nothing_is_left_alone() {
    run_all(UNTOUCHED, Tree::options);
}

#[test]
fn macros_are_fixed_where_they_are_written() {
    run_all(MACROS, Tree::options);
}

#[test]
fn callbacks_are_fixed_when_asked_for() {
    const CALLBACKS: &[Case] = &[
        case("own line", "    «#[ffi_guard::ffi_callback]\n    »extern \"C\" fn f() {}\n"),
        case(
            "behind attributes",
            "/// Docs.\r\n#[inline]\r\n«#[ffi_guard::ffi_callback]\r\n»pub(crate) unsafe extern \"C\" fn f() {}\r\n",
        ),
        case("one line", "fn a() { «#[ffi_guard::ffi_callback] »extern \"C\" fn f() {} b(f) }\n"),
        case("generic", "«#[ffi_guard::ffi_callback]\n»extern \"C\" fn f<T>(a: *mut T) {}\n"),
        case(
            "beside an export",
            "«#[ffi_guard::ffi_export] »#[no_mangle] extern \"C\" fn f() {}\n«#[ffi_guard::ffi_callback]\n»extern \"C\" fn g() {}\n",
        ),
        case(
            "in a definition",
            "macro_rules! m { ($n:ident) => { «#[ffi_guard::ffi_callback] »extern \"C\" fn $n() {} } }\nm!(f);\n",
        ),
        case(
            "imported",
            "use ffi_guard::{ffi_callback};\n«#[ffi_callback]\n»extern \"C\" fn f() {}\n",
        ),
        says(
            "a value",
            "«#[ffi_guard::ffi_callback]\n»extern \"C\" fn f() -> i32 { 0 }\n",
            &["src/lib.rs:2: `f` returns `i32`: write `#[ffi_guard::ffi_callback(fallback = ..)]`"],
        ),
    ];
    run_all(CALLBACKS, |tree| Fix { callbacks: true, ..tree.options() });
    let text = "extern \"C\" fn f() {}\n";
    let tree = Tree::library(text);
    tree.fix();
    assert_eq!(tree.read("src/lib.rs"), text);
}

const VALUES: &[Case] = &[
    case(
        "by type",
        "«#[ffi_guard::ffi_export(fallback = -1)]\n»#[no_mangle]\nextern \"C\" fn f() -> i32 { 0 }\n«#[ffi_guard::ffi_export(fallback = false)]\n»#[no_mangle]\nextern \"C\" fn g() -> bool { true }\n",
    ),
    case(
        "by the last name of a path",
        "«#[ffi_guard::ffi_export(fallback = 7)]\n»#[no_mangle]\nextern \"C\" fn f() -> std::ffi::c_int { 0 }\n",
    ),
    case(
        "a null pointer",
        "«#[ffi_guard::ffi_export(fallback = ::core::ptr::null_mut())]\n»#[no_mangle]\nextern \"C\" fn f() -> *mut Foo { x() }\n«#[ffi_guard::ffi_export]\n»#[no_mangle]\nextern \"C\" fn g() -> *const Foo { x() }\n",
    ),
    case(
        "one type for all calls of a macro",
        "macro_rules! m { ($n:ident $r:ty) => { «#[ffi_guard::ffi_export(fallback = -1)] »#[no_mangle] extern \"C\" fn $n() -> $r { x } } }\nm!(f i32);\nm!(g i32);\n",
    ),
    says(
        "several types of one macro",
        "macro_rules! m { ($n:ident $r:ty) => { «#[ffi_guard::ffi_export] »#[no_mangle] extern \"C\" fn $n() -> $r { x } } }\nm!(f i32);\nm!(g bool);\n",
        &["src/lib.rs:2: `f` returns `i32`", "src/lib.rs:3: `g` returns `bool`"],
    ),
];

#[test]
fn values_are_named_by_type() {
    let values = |values: &[&str]| values.iter().map(|text| text.parse().expect(text)).collect();
    let all = ["i32=-1", "bool=false", "c_int=7", "*mut Foo=null"];
    run_all(VALUES, |tree| Fix { fallback: values(&all), ..tree.options() });
    let tree = Tree::library("#[no_mangle]\nextern \"C\" fn f() -> u8 { 0 }\n");
    let options = |texts: &[&str]| Fix { fallback: values(texts), ..tree.options() };
    let twice = tree.fix_with(options(&["u8=0", "u8=1"])).err().expect("a refusal");
    assert!(twice.to_string().contains("gives `u8` two values"), "{twice}");
    let said = summary(&tree.fix_with(options(&["u8=0", "u9=1"])).expect("a fix"));
    assert!(said.contains("--fallback: no function that gets an attribute returns `u9`"), "{said}");
    let refused = tree.program(&["--fallback", "u8=-1"]);
    assert_eq!(refused.status.code(), Some(2));
    let stderr = String::from_utf8_lossy(&refused.stderr);
    assert!(
        stderr.contains("`-1` is not a value of `u8`: write an integer from 0 to 255"),
        "{stderr}"
    );
}

#[test]
fn each_value_comes_with_the_line_of_its_attribute() {
    let text = "#[no_mangle]\nextern \"C\" fn e() -> u8 { 0 }\n\n#[cfg_attr(a, no_mangle)]\n#[cfg_attr(not(a), export_name = \"x\")]\nextern \"C\" fn f(\n    a: u8,\n) -> i32 {\n    0\n}\n";
    let tree = Tree::library(text);
    let said = summary(&tree.fix());
    let lines: Vec<String> = tree.read("src/lib.rs").lines().map(str::to_owned).collect();
    let attributes =
        said.lines().filter_map(|line| line.trim().strip_prefix("the attribute: src/lib.rs:"));
    let attributes: Vec<&str> =
        attributes.map(|line| &*lines[line.parse::<usize>().expect(line) - 1]).collect();
    assert_eq!(
        attributes,
        [
            "#[ffi_guard::ffi_export]",
            "#[cfg_attr(a, ffi_guard::ffi_export, no_mangle)]",
            "#[cfg_attr(not(a), ffi_guard::ffi_export, export_name = \"x\")]",
        ]
    );
    assert!(said.contains("src/lib.rs:9: `f`, `x` return `i32`"), "{said}");
}

#[test]
fn advice_can_be_followed() {
    let said = |text: &str| {
        let tree = Tree::package("ffi-guard-runtime = \"0.1\"\nlibc = \"0.2\"\n", text);
        summary(&tree.fix())
    };
    let function =
        |returns: &str| format!("#[no_mangle]\nextern \"C\" fn f() -> {returns} {{ x }}\n");
    let implement = "`impl ffi_guard::Fallback for";
    for foreign in [
        "use std::ffi::c_int;\n=c_int",
        "=libc::size_t",
        "=std::ffi::c_long",
        "=core::sync::atomic::AtomicU8",
        "type Status = i32;\n=Status",
        "use libc::{self, pid_t};\n=crate::pid_t",
    ] {
        let (before, returns) = foreign.rsplit_once('=').expect("two parts");
        let said = said(&format!("{before}{}", function(returns)));
        assert!(said.contains("1 value to name") && !said.contains(implement), "{said}");
    }
    for own in
        ["#[repr(C)] pub struct Status(u8);\n=Status", "mod a { pub enum Code { A } }\n=a::Code"]
    {
        let (before, returns) = own.split_once('=').expect("two parts");
        let said = said(&format!("{before}{}", function(returns)));
        assert!(said.contains(&format!("{implement} {returns}`")), "{said}");
    }
    for returns in [
        "Box<i32>",
        "&'static u8",
        "std::num::NonZeroU32",
        "std::ptr::NonNull<u8>",
        "extern \"C\" fn()",
    ] {
        let said = said(&function(returns));
        assert!(said.contains(&format!("or return `Option<{returns}>`")), "{said}");
        assert!(!said.contains(implement), "{said}");
    }
}

#[test]
fn statics_get_a_reason_that_the_author_gives() {
    const STATICS: &[Case] = &[
        case(
            "own line",
            "«#[ffi_guard::unguarded(reason = \"a \\\"constant\\\"\")]\n»#[no_mangle]\npub static A: u8 = 1;\n",
        ),
        case(
            "under a condition",
            "#[cfg_attr(unix, «ffi_guard::unguarded(reason = \"a \\\"constant\\\"\"), »unsafe(no_mangle))]\npub static A: u8 = 1;\n",
        ),
        case(
            "imported",
            "use ffi_guard::unguarded as u;\n«#[u(reason = \"a \\\"constant\\\"\")]\n»#[export_name = \"B\"]\nstatic mut A: u8 = 1;\n",
        ),
        case(
            "in a definition",
            "macro_rules! m { ($n:ident) => { «#[ffi_guard::unguarded(reason = \"a \\\"constant\\\"\")] »#[no_mangle] static $n: u8 = 1; } }\nm!(A);\nm!(B);\n",
        ),
    ];
    let reason = Some("a \"constant\"".to_owned());
    run_all(STATICS, |tree| Fix { unguarded_statics: reason.clone(), ..tree.options() });
    let tree = Tree::library(
        "ffi_guard::ffi_library! { prefix = \"s\" }\n#[no_mangle]\npub static A: u8 = 1;\n",
    );
    let outcome = tree.fix();
    let said = summary(&outcome);
    assert!(!outcome.is_complete());
    assert!(
        said.contains("src/lib.rs:3: `A`: ")
            && said.contains("write `#[ffi_guard::unguarded(reason = \"..\")]`"),
        "{said}"
    );
    assert_eq!(tree.program(&["--unguarded-statics", " "]).status.code(), Some(2));
}

#[test]
fn guards_by_hand_are_left_where_the_compiler_refuses_them() {
    let body = "#[no_mangle]\nextern \"C\" fn f() -> i32 { std::panic::catch_unwind(|| 1).unwrap_or(-1) }\n";
    let tree = Tree::library(&format!("ffi_guard::ffi_library! {{ prefix = \"s\" }}\n{body}"));
    let outcome = tree.fix();
    let said = summary(&outcome);
    assert!(!outcome.is_complete());
    assert!(said.contains("src/lib.rs:3: `f`: guarded by `catch_unwind`"), "{said}");
    assert!(said.contains("write `#[ffi_guard::ffi_export(fallback = ..)]`"), "{said}");
    assert!(said.contains("; 1 left"), "{said}");
    assert!(Tree::library(body).fix().is_complete());
}

const LINE: &str = "ffi_guard::ffi_library! { prefix = \"sample\" }";

#[test]
fn the_library_stands_behind_what_must_be_at_the_top() {
    for (top, rest) in [
        ("//! Docs.\n#![allow(dead_code)] // why\n\n«L»", "\nuse std::fmt;\n"),
        ("#!/bin/sh\r\n//! Docs.\r\n\r\n«L»\r\n", "\r\nuse std::fmt;\r\n"),
        ("\u{FEFF}#![no_std]\n\n«L»", ""),
        ("// A licence.\n\n«L»\n\n", "mod a {}\n"),
        ("/*! Docs.\n */\n\n«L»\n", "/// A\nstruct A;\n"),
        ("#![allow(a)]\n\n«L»", " fn f() {}\n"),
    ] {
        let before = match top.split_once("\n\n«L»").or_else(|| top.split_once("\r\n\r\n«L»")) {
            _ if top.starts_with("// A") => "// A licence.\n\n".to_owned(),
            Some((before, after)) => format!("{before}{after}"),
            None => unreachable!(),
        };
        let tree = Tree::library(&format!("{before}{rest}"));
        let options = Fix { library: Some("sample".to_owned()), ..tree.options() };
        tree.fix_with(options.clone()).unwrap_or_else(|failure| panic!("{failure}"));
        let expected = format!("{}{rest}", top.replace("«L»", LINE));
        assert_eq!(tree.read("src/lib.rs"), expected);
        tree.fix_with(options).unwrap_or_else(|failure| panic!("{failure}"));
        assert_eq!(tree.read("src/lib.rs"), expected, "a second run");
    }
}

#[test]
fn the_library_and_the_first_item_begin_at_the_same_byte() {
    let tree = Tree::library("#[no_mangle]\nextern \"C\" fn f() {}\n");
    let options = Fix { library: Some("sample".to_owned()), ..tree.options() };
    tree.fix_with(options).unwrap_or_else(|failure| panic!("{failure}"));
    let text = tree.read("src/lib.rs");
    assert!(
        text.starts_with(&format!("{LINE}\n\n#[ffi_guard::ffi_export]\n#[no_mangle]")),
        "{text}"
    );
    let tree = Tree::library("#[no_mangle]\npub static A: u8 = 1;\n");
    let said = summary(
        &tree
            .fix_with(Fix { library: Some("sample".to_owned()), ..tree.options() })
            .expect("a fix"),
    );
    assert!(
        said.contains("`A`: the compiler refuses an exported static") && said.contains("1 left"),
        "{said}"
    );
    assert!(tree.read("src/lib.rs").starts_with(&format!("{LINE}\n\n#[no_mangle]")));
    assert_eq!(tree.program(&["--library", "a-b"]).status.code(), Some(2));
}
