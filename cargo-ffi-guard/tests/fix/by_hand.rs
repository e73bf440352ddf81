//! Guards that are written by hand, and the functions that `--replace-guards` makes of them.

use crate::tree::{Tree, summary};
use cargo_ffi_guard::cli::Fix;

fn replaced(text: &str) -> (String, String) {
    let tree = Tree::library(text);
    let outcome = tree.fix_with(Fix { replace_guards: true, ..tree.options() });
    let said = summary(&outcome.unwrap_or_else(|failure| panic!("{failure}")));
    (tree.read("src/lib.rs"), said)
}

/// Compares the source after the fix; each text is one function with its body.
#[track_caller]
fn expect(before: &str, after: &str) {
    let (found, said) = replaced(before);
    assert_eq!(found, after, "\n{said}");
    assert!(said.contains("; 0 values to name; 0 left"), "{said}");
}

#[test]
fn the_value_of_a_body_is_read() {
    for guard in [
        "catch_unwind(|| BODY).unwrap_or(-1)",
        "std::panic::catch_unwind(|| BODY).unwrap_or_else(|_| -1)",
        "catch_unwind(AssertUnwindSafe(|| BODY)).unwrap_or_else(|_error| { -1 })",
        "match panic::catch_unwind(move || BODY) { Ok(value) => value, Err(_) => -1 }",
        "match catch_unwind(|| BODY) { Err(_) => -1, Ok(value) => value, }",
        "match catch_unwind(|| BODY) { Ok(value) => value, _ => return -1 }",
        "if let Ok(value) = catch_unwind(|| BODY) { value } else { -1 }",
        "return catch_unwind(|| BODY).unwrap_or(-1);",
        "let result = catch_unwind(|| BODY);\n    result.unwrap_or(-1)",
        "let result = catch_unwind(|| BODY);\n    match result { Ok(value) => value, Err(_) => -1 }",
    ] {
        for body in ["[1, 2][n]", "{ [1, 2][n] }", "unsafe { at(n) }"] {
            let function = |body: &str| {
                format!("#[no_mangle]\npub extern \"C\" fn f(n: usize) -> i32 {{\n    {body}\n}}\n")
            };
            let inside = body.strip_prefix("{ ").map_or(body, |body| body.trim_end_matches(" }"));
            expect(
                &function(&guard.replace("BODY", body)),
                &format!("#[ffi_guard::ffi_export(fallback = -1)]\n{}", function(inside)),
            );
        }
    }
}

#[test]
fn what_is_written_stays_as_it_is() {
    expect(
        "#[no_mangle]
pub extern \"C\" fn f(n: usize) -> i32 {
    catch_unwind(AssertUnwindSafe(|| {
        // The first comment.
        let text = \"two
            lines\";
        /* a block
           comment */
        if n == 0 {
            return   text.len() as i32; // odd   spaces
        }

        [1, 2][n]
        // The last comment.
    }))
    .unwrap_or(-1)
}
",
        "#[ffi_guard::ffi_export(fallback = -1)]
#[no_mangle]
pub extern \"C\" fn f(n: usize) -> i32 {
    // The first comment.
    let text = \"two
            lines\";
    /* a block
       comment */
    if n == 0 {
        return   text.len() as i32; // odd   spaces
    }

    [1, 2][n]
    // The last comment.
}
",
    );
    expect(
        "#[no_mangle]\r\nextern \"C\" fn f(n: usize) -> i32 {\r\n\tcatch_unwind(|| {\r\n\t\t// a\r\n\t\tat(n)\r\n\t})\r\n\t.unwrap_or(-1)\r\n}\r\n",
        "#[ffi_guard::ffi_export(fallback = -1)]\r\n#[no_mangle]\r\nextern \"C\" fn f(n: usize) -> i32 {\r\n\t// a\r\n\tat(n)\r\n}\r\n",
    );
}

#[test]
fn statements_in_front_of_a_guard_stay_in_front() {
    expect(
        "#[no_mangle]
extern \"C\" fn f(p: *const u8) -> i32 {
    if p.is_null() { return -2; }
    catch_unwind(|| {
        let p = at(p);
        p
    }).unwrap_or(ERROR)
}
",
        "#[ffi_guard::ffi_export(fallback = ERROR)]
#[no_mangle]
extern \"C\" fn f(p: *const u8) -> i32 {
    if p.is_null() { return -2; }
    {
        let p = at(p);
        p
    }
}
",
    );
}

#[test]
fn functions_without_a_value_are_read() {
    for (guard, argument, inside) in [
        ("let _ = catch_unwind(|| { work(n) });", "", "work(n);"),
        ("let _ = catch_unwind(|| work(n));", "", "work(n);"),
        ("catch_unwind(|| { work(n); }).ok();", "", "work(n);"),
        ("let _ = catch_unwind(|| 'a: { break 'a });", "", "'a: { break 'a };"),
        ("drop(catch_unwind(|| { work(n); }));", "", "work(n);"),
        ("if catch_unwind(|| { work(n); }).is_err() { log(n) }", "(fallback = log(n))", "work(n);"),
        (
            "if let Err(_) = catch_unwind(|| { work(n); }) { log(n); }",
            "(fallback = { log(n); })",
            "work(n);",
        ),
        ("match catch_unwind(|| { work(n) }) { Ok(()) => (), Err(_) => {} }", "", "work(n)"),
        ("catch_unwind(|| { work(n) }).unwrap_or(())", "", "work(n)"),
    ] {
        let function =
            |body: &str| format!("#[no_mangle]\nextern \"C\" fn f(n: usize) {{\n    {body}\n}}\n");
        expect(
            &function(guard),
            &format!("#[ffi_guard::ffi_export{argument}]\n{}", function(inside)),
        );
    }
}

/// The body of a function, and why it is left.
const MORE: &[(&str, &str)] = &[
    (
        "match catch_unwind(|| 1) {\n    Ok(v) => v,\n    // As the header says.\n    Err(_) => -1,\n    }",
        "a comment in its guard would be lost",
    ),
    ("catch_unwind(|| 1) /* why */ .unwrap_or(-1)", "a comment in its guard would be lost"),
    ("std::panic::catch_unwind(|| ((), 1).1).map_or(-1, |v| v)", "no known shape"),
    (
        "#[allow(unused)]\n    match catch_unwind(|| 1) { Ok(v) => v, Err(_) => -1 }",
        "its guard has an attribute of its own",
    ),
    ("std::panic::catch_unwind(|| 1).expect(\"no panic\")", "no known shape"),
    (
        "catch_unwind(|| 1).unwrap_or_else(|e| { log(e); -1 })",
        "reads the payload of the panic, `e`",
    ),
    (
        "catch_unwind(|| 1).unwrap_or_else(|e| { eprintln!(\"{e:?}\"); -1 })",
        "reads the payload of the panic, `e`",
    ),
    ("catch_unwind(|| 1).unwrap_or_else(report)", "passes the payload of the panic to `report`"),
    (
        "match catch_unwind(|| 1) { Ok(v) => v + 1, Err(_) => -1 }",
        "changes the value of the code inside",
    ),
    ("match catch_unwind(|| 1) { Ok(ZERO) => ZERO, _ => -1 }", "changes the value"),
    (
        "match catch_unwind(|| 1) { Ok(v @ 0..=9) => v, _ => -1 }",
        "changes the value of the code inside",
    ),
    (
        "if let Ok(v @ 0..=9) = catch_unwind(|| 1) { v } else { -1 }",
        "changes the value of the code inside",
    ),
    (
        "match catch_unwind(|| 1) { Ok(v) if v > 0 => v, Ok(_) => 0, Err(_) => -1 }",
        "no known shape",
    ),
    (
        "match catch_unwind(|| 1) { Ok(v) => v, Err(_) => { log(); std::process::abort() } }",
        "calls `log` before it ends the process",
    ),
    (
        "match catch_unwind(|| 1) { Ok(v) => v, Err(_) => std::process::exit(1) }",
        "left by `return`, `?`, a panic or the end of the process",
    ),
    (
        "let d = -1; catch_unwind(|| 1).unwrap_or(d)",
        "names `d`, which the function defines before its guard",
    ),
    ("catch_unwind(|| 1).unwrap_or(n.value)", "uses the parameter `n`, which may not be `Copy`"),
    (
        "let mut c = 1; let r = catch_unwind(|| 1); r.unwrap_or(c)",
        "names `c`, which the function defines before its guard",
    ),
    ("catch_unwind(|| 1).unwrap_or(next())", "evaluates `next(..)` on every call"),
    ("catch_unwind(|| 1).unwrap_or(A.swap(1, B))", "evaluates `swap(..)` on every call"),
    ("catch_unwind(|| 1).unwrap_or({ COUNT += 1; -1 })", "evaluates `COUNT+=1` on every call"),
    ("catch_unwind(|| 1).unwrap_or({ LAST = 1; -1 })", "evaluates `LAST=1` on every call"),
    ("catch_unwind(|| 1).unwrap_or(log!(-1))", "evaluates `log!` on every call"),
    ("catch_unwind(body).unwrap_or(-1)", "no known shape"),
    ("ffi_panic_boundary! { 1 }", "`ffi_panic_boundary` is not defined in this crate"),
];

#[test]
fn a_guard_that_does_more_is_left_with_the_reason() {
    for (body, why) in MORE {
        let text = format!("#[no_mangle]\nextern \"C\" fn f(n: Number) -> i32 {{ {body} }}\n");
        let (found, said) = replaced(&text);
        assert!(said.contains(why), "{body}: {said}");
        // A function that is guarded stays as it is, and an open one gets the attribute around its guard.
        let attribute = "#[ffi_guard::ffi_export]\n";
        assert!(found == text || found.replace(attribute, "") == text, "{found}");
        let is_open = found != text;
        assert_eq!(said.contains("src/lib.rs:2: `f`: it keeps its guard: "), !is_open, "{said}");
        assert!(said.contains("; 1 left") != is_open, "{said}");
    }
}

#[test]
fn a_fallback_has_the_value_that_c_passed() {
    for (guard, why) in [
        ("n += 1; catch_unwind(|| 1).unwrap_or(n)", "the parameter `n`, which is `mut`"),
        (
            "catch_unwind(|| { n += 1; n }).unwrap_or_else(|_| n)",
            "the parameter `n`, which is `mut`",
        ),
    ] {
        let text = format!("#[no_mangle]\nextern \"C\" fn f(mut n: i32) -> i32 {{ {guard} }}\n");
        let (_, said) = replaced(&text);
        assert!(said.contains(why), "{said}");
    }
}

#[test]
fn a_function_of_the_crate_is_read_as_a_guard() {
    const GUARDS: &str = "\
fn or<T>(default: T, code: impl FnOnce() -> T + std::panic::UnwindSafe) -> T {
    std::panic::catch_unwind(code).unwrap_or(default)
}
fn minus(code: impl FnOnce() -> i32) -> i32 {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    match catch_unwind(AssertUnwindSafe(|| code())) { Ok(value) => value, Err(_) => -1 }
}
";
    for (call, fallback) in [("or(-7, || BODY)", "-7"), ("crate::minus(move || BODY)", "-1")] {
        for (body, inside) in [
            ("[1, 2][n]", "[1, 2][n]"),
            ("{\n        // Why.\n        at(n)\n    }", "// Why.\n    at(n)"),
        ] {
            let function = |body: &str| {
                format!("#[no_mangle]\nextern \"C\" fn f(n: usize) -> i32 {{\n    {body}\n}}\n")
            };
            expect(
                &format!("{GUARDS}{}", function(&call.replace("BODY", body))),
                &format!(
                    "{GUARDS}#[ffi_guard::ffi_export(fallback = {fallback})]\n{}",
                    function(inside)
                ),
            );
        }
    }
}

/// Functions and macros that catch a panic.
const FUNCTIONS: &str = "\
fn minus(value: i32, code: impl FnOnce() -> i32) -> i32 { catch_unwind(code).unwrap_or(value) }
fn generic<T: Failed>(code: impl FnOnce() -> T) -> T { catch_unwind(code).unwrap_or(T::FAILED) }
fn near(code: impl FnOnce() -> i32) -> i32 { catch_unwind(code).unwrap_or(FAILED) }
macro_rules! logged { ($code:expr) => { { log(); minus(-1, || $code) } } }
macro_rules! counted { ($code:expr) => { { count(); { catch_unwind(|| $code).unwrap_or(-1) } } } }
mod other {
    fn far(code: impl FnOnce() -> i32) -> i32 { catch_unwind(code).unwrap_or(crate::FAILED) }
    fn of_module(code: impl FnOnce() -> i32) -> i32 { catch_unwind(code).unwrap_or(FAILED) }
}
";

#[test]
fn a_function_or_macro_whose_code_would_change_its_meaning_stays() {
    let text =
        |call: &str| format!("#[no_mangle]\nextern \"C\" fn f() -> i32 {{ {call} }}\n{FUNCTIONS}");
    for call in [
        "minus(next(), || 1)",
        "let d = -1; minus(d, || 1)",
        "let d = -1; { minus(d, || 1) }",
        "generic(|| 1)",
        "of_module(|| 1)",
        "self::of_module(|| 1)",
        "logged!(1)",
        "counted!(1)",
    ] {
        let (found, said) = replaced(&text(call));
        assert_eq!(found, format!("#[ffi_guard::ffi_export]\n{}", text(call)), "{said}");
    }
    for (call, fallback) in
        [("minus(-2, || 1)", "-2"), ("near(|| 1)", "FAILED"), ("far(|| 1)", "crate::FAILED")]
    {
        let (found, said) = replaced(&text(call));
        let attribute = format!("#[ffi_guard::ffi_export(fallback = {fallback})]\n");
        assert_eq!(found, format!("{attribute}{}", text("1")), "{said}");
    }
}

#[test]
fn guards_of_modules_are_read() {
    const MACROS: &str = "\
macro_rules! export { (fn $n:ident() -> $r:ty $body:block or $value:expr) => {
    #[no_mangle]
    pub extern \"C\" fn $n() -> $r { std::panic::catch_unwind(|| $body).unwrap_or($value) }
} }
macro_rules! code { ($($t:tt)*) => { std::panic::catch_unwind(|| { $($t)* }).unwrap_or($crate::FAILED) } }
const FAILED: u8 = 9;
";
    let tree = Tree::library(&format!("{MACROS}mod a;\n"));
    let module = "export!(fn f() -> u8 { g() } or 7);\nexport! { fn h() -> u8 { g() } or A + 1 }\n#[no_mangle]\nextern \"C\" fn g() -> u8 { code!(1) }\n";
    tree.write("src/a.rs", module);
    let outcome = tree.fix_with(Fix { replace_guards: true, ..tree.options() });
    let said = summary(&outcome.unwrap_or_else(|failure| panic!("{failure}")));
    let function =
        |name: &str| format!("#[no_mangle]\npub extern \"C\" fn {name}() -> u8 {{ g() }}\n");
    let expected = format!(
        "#[ffi_guard::ffi_export(fallback = 7)]\n{}#[ffi_guard::ffi_export(fallback = A + 1)]\n{}\
         #[ffi_guard::ffi_export(fallback = crate::FAILED)]\n#[no_mangle]\nextern \"C\" fn g() -> u8 {{ 1 }}\n",
        function("f"),
        function("h")
    );
    assert_eq!(tree.read("src/a.rs"), expected, "{said}");
    assert!(said.contains("src/lib.rs:1: the macro `export`"), "{said}");
    assert!(said.contains("src/lib.rs:5: the macro `code`"), "{said}");
    assert!(!said.contains("then need"), "{said}");
}

#[test]
fn conditions_and_callbacks_are_read() {
    let body = |guard: &str| format!("extern \"C\" fn f(n: usize) -> i32 {{ {guard} }}\n");
    let guard = "std::panic::catch_unwind(|| at(n)).unwrap_or(-1)";
    let front = "#[cfg_attr(a, no_mangle)]\n#[cfg_attr(not(a), export_name = \"x\")]\n";
    let after = front
        .replace("no_mangle", "ffi_guard::ffi_export(fallback = -1), no_mangle")
        .replace("export_name", "ffi_guard::ffi_export(fallback = -1), export_name");
    expect(&format!("{front}{}", body(guard)), &format!("{after}{}", body("at(n)")));
    let tree = Tree::library(&body(guard));
    let options = Fix { callbacks: true, replace_guards: true, ..tree.options() };
    tree.fix_with(options).unwrap_or_else(|failure| panic!("{failure}"));
    let attribute = "#[ffi_guard::ffi_callback(fallback = -1)]\n";
    assert_eq!(tree.read("src/lib.rs"), format!("{attribute}{}", body("at(n)")));
}

#[test]
fn many_guards_take_little_time() {
    let text =
        "#[no_mangle]\nextern \"C\" fn f() -> u8 { std::panic::catch_unwind(|| 1).unwrap_or(0) }\n";
    let (found, _) = replaced(&text.repeat(5_000));
    assert_eq!(found.matches("#[ffi_guard::ffi_export(fallback = 0)]").count(), 5_000);
}
