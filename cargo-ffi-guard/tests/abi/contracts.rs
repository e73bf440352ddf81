//! Single changes of what the types in C do not say, each with its class: the roles inside callbacks, their calls, and the
//! origin and null of results.

use crate::support::abi;
use ffi_guard_test_support::child::Outcome;
use std::fs;

const LOCK: &str = r#"
format = 2
epoch = 1
revision = 0

[functions.box_each]
parameters = ["list: &List (borrowed)", "visit: fn(&mut Item, *mut c_void) (callback)", "visit_data: *mut c_void (unchecked)"]
returns = "()"
failure = "the default of the type"
callbacks.visit = { arguments = ["owned", "unchecked"], result = "", calls = "sequential", threads = "same", kept = false }

[functions.box_bytes]
parameters = ["visit: fn(&u8, usize, &&Item, usize, *mut c_void) (callback)", "visit_data: *mut c_void (unchecked)"]
returns = "()"
callbacks.visit = { arguments = ["array", "length", "borrowed_array", "length", "unchecked"], result = "", calls = "nested", threads = "any", kept = false }

[functions.box_later]
parameters = ["done: Option<fn(i32, *mut c_void)> (callback)", "done_data: *mut c_void (unchecked)", "done_destroy: Option<fn(*mut c_void)> (callback)"]
returns = "bool"
failure = "value 0"
callbacks.done = { arguments = ["", "unchecked"], result = "", calls = "once", threads = "any", kept = true }

[functions.box_make]
parameters = ["make: fn(&mut &mut Item, *mut c_void) -> i32 (callback)", "make_data: *mut c_void (unchecked)"]
returns = "()"
callbacks.make = { arguments = ["out_owned", "unchecked"], result = "status", calls = "nested", threads = "concurrent", kept = false }

[functions.box_name]
parameters = ["list: &List (borrowed)", "key: &c_char (utf8)"]
returns = "FfiStr (borrowed)"
borrows = ["list"]
failure = "the default of the type"

[functions.box_info]
parameters = ["from: &u32"]
returns = "&u32"
borrows = ["'static"]

[functions.box_plain]
parameters = ["order: fn(&Info, *mut c_void) -> &mut Item (callback)", "order_data: *mut c_void (unchecked)"]
returns = "*mut Item (owned)"
optional = true

[structs]
FfiStr.fields = ["ptr: *const c_char", "len: usize"]
Info.fields = ["major: u32"]

[handles]
Item = { owner = "box", free = "box_item_free" }
List = { owner = "box", free = "box_list_free" }

[layouts.LP64]
FfiStr = { size = 16, align = 8, offsets = { ptr = 0, len = 8 } }
Info = { size = 4, align = 4, offsets = { major = 0 } }
"#;

const BREAKING: &str = "breaking";
const SOURCE: &str = "source-breaking";
const COMPATIBLE: &str = "compatible";
const NONE: &str = "the ABI is the same";

/// Edits of both locks, edits of the new one, the class, and a part of the line.
type Case = (&'static [Edit], &'static [Edit], &'static str, &'static str);
type Edit = (&'static str, &'static str);

/// Roles of the argument of `box_each`, and the types that belong to them.
const OWNED: Edit = ("\"owned\"", "\"owned\"");
const SHARED: Edit = ("\"owned\"", "\"shared\"");
const LENT: Edit = ("\"owned\"", "\"borrowed\"");
const RAW: Edit = ("\"owned\"", "\"unchecked\"");
const STRING: Edit = ("\"owned\"", "\"string\"");
const OWNED_STRING: Edit = ("\"owned\"", "\"owned_string\"");
const FOR_READING: Edit =
    ("fn(&mut Item, *mut c_void) (callback)", "fn(&Item, *mut c_void) (callback)");
const OR_NULL: Edit =
    ("fn(&mut Item, *mut c_void) (callback)", "fn(*mut Item, *mut c_void) (callback)");

/// What C gets.
const ARGUMENTS: &[Case] = &[
    (
        &[SHARED, FOR_READING],
        &[LENT, FOR_READING],
        BREAKING,
        "fn box_each, parameter visit: was `fn(&Item, *mut c_void) (callback): (shared, unchecked) -> value, called one at a \
         time, on this thread, until the function returns`, is `fn(&Item, *mut c_void) (callback): (borrowed, unchecked) -> \
         value, called one at a time, on this thread, until the function returns`: C must not free it, and owned it",
    ),
    (&[OWNED], &[LENT], BREAKING, "C must not free it, and owned it"),
    (&[OWNED], &[RAW], BREAKING, "C must not free it, and owned it"),
    (&[OWNED_STRING], &[STRING], BREAKING, "C must not free it, and owned it"),
    (&[LENT], &[OWNED], BREAKING, "C must free it, and did not own it"),
    (&[RAW], &[SHARED], BREAKING, "C must free it, and did not own it"),
    (&[STRING], &[OWNED_STRING], BREAKING, "C must free it, and did not own it"),
    (&[OWNED], &[SHARED], COMPATIBLE, "the library counts references"),
    (&[SHARED], &[OWNED], BREAKING, "the ownership changed"),
    (&[LENT], &[RAW], BREAKING, "nothing is promised about the pointer any more"),
    (&[RAW], &[LENT], BREAKING, "it is valid until the callback returns only"),
    (&[LENT], &[LENT, FOR_READING], BREAKING, "C may not write to it any more"),
    (&[LENT, FOR_READING], &[LENT], SOURCE, "it may be written to"),
    (&[RAW], &[RAW, FOR_READING], SOURCE, "it may only be read"),
    (&[LENT], &[LENT, OR_NULL], BREAKING, "it may be NULL"),
    (&[LENT, OR_NULL], &[LENT], COMPATIBLE, "it may not be NULL any more"),
    (&[OWNED], &[OR_NULL], BREAKING, "it may be NULL"),
    (&[OR_NULL], &[OWNED], COMPATIBLE, "it may not be NULL any more"),
    (&[], &[("\"array\", \"length\"", "\"counted_utf8\", \"length\"")], COMPATIBLE, "always UTF-8"),
    (
        &[("\"array\", \"length\"", "\"counted_utf8\", \"length\"")],
        &[],
        BREAKING,
        "it may be text of any encoding",
    ),
    (&[], &[("\"borrowed_array\"", "\"array\"")], BREAKING, "the use changed"),
    (&[], &[("fn(&u8, usize,", "fn(*const u8, usize,")], BREAKING, "it may be NULL"),
    (&[("fn(&u8, usize,", "fn(*const u8, usize,")], &[], COMPATIBLE, "not be NULL any more"),
    (&[("fn(&u8,", "fn(&mut u8,")], &[], BREAKING, "C may not write to it any more"),
];

/// What C gives.
const RESULTS: &[Case] = &[
    (&[], &[("&mut &mut Item", "&mut *mut Item")], COMPATIBLE, "it may be NULL"),
    (&[("&mut &mut Item", "&mut *mut Item")], &[], BREAKING, "it may not be NULL any more"),
    (&[], &[("\"out_owned\"", "\"out_shared\"")], COMPATIBLE, "the library counts references"),
    (&[("\"out_owned\"", "\"out_shared\"")], &[], BREAKING, "the ownership changed"),
    (&[], &[("\"out_owned\"", "\"out\"")], BREAKING, "the ownership changed"),
    (&[], &[("\"status\"", "\"\"")], BREAKING, "a number that is not 0 is not an error any more"),
    (&[("\"status\"", "\"\"")], &[], BREAKING, "a number that is not 0 is an error"),
    (
        &[ORDER],
        &[ORDER, ("Info, *mut c_void) -> &mut", "Info, *mut c_void) -> *mut")],
        COMPATIBLE,
        "it may be NULL",
    ),
    (
        &[ORDER, ("Info, *mut c_void) -> &mut", "Info, *mut c_void) -> *mut")],
        &[ORDER],
        BREAKING,
        "not be NULL any more",
    ),
    (
        &[ORDER],
        &[ORDER, ("result = \"owned\"", "result = \"shared\"")],
        COMPATIBLE,
        "the library counts",
    ),
    (&[ORDER, ("result = \"owned\"", "result = \"shared\"")], &[ORDER], BREAKING, "the ownership"),
    (
        &[ORDER],
        &[ORDER, ("result = \"owned\"", "result = \"\"")],
        BREAKING,
        "the ownership changed",
    ),
    (
        &[ORDER, ("result = \"owned\"", "result = \"\"")],
        &[ORDER],
        BREAKING,
        "the ownership changed",
    ),
];

/// The contract of `box_plain`, which takes a plain pointer to a function otherwise.
const ORDER: Edit = (
    "optional = true\n",
    "optional = true\ncallbacks.order = { arguments = [\"borrowed\", \"unchecked\"], result = \"owned\", calls = \"nested\", threads = \"same\", kept = false }\n",
);

/// The calls of the library.
const CALLS: &[Case] = &[
    (&[], &[("\"once\"", "\"sequential\"")], BREAKING, "it may be called more often"),
    (&[], &[("\"once\"", "\"nested\"")], BREAKING, "it may be called more often"),
    (&[], &[("\"sequential\"", "\"nested\"")], BREAKING, "it may be called more often"),
    (&[], &[("\"sequential\"", "\"once\"")], COMPATIBLE, "it is called less often"),
    (&[("\"once\"", "\"nested\"")], &[], COMPATIBLE, "it is called less often"),
    (&[], &[("\"same\"", "\"any\"")], BREAKING, "more threads may call it"),
    (&[("\"same\"", "\"any\"")], &[("\"same\"", "\"concurrent\"")], BREAKING, "more threads may"),
    (
        &[],
        &[("\"any\", kept = true", "\"same\", kept = true")],
        COMPATIBLE,
        "fewer threads call it",
    ),
    (&[], &[("kept = true", "kept = false")], COMPATIBLE, "it is not called after the function"),
    (&[("kept = true", "kept = false")], &[], BREAKING, "called after the function has returned"),
    (
        &[],
        &[("\"once\", threads = \"any\"", "\"nested\", threads = \"concurrent\"")],
        BREAKING,
        "it may be called more often, more threads may call it",
    ),
    (&[], &[ORDER], BREAKING, "it is called by the rules for closures"),
    (&[ORDER], &[], BREAKING, "nothing is promised any more about its arguments"),
    (
        &[],
        &[("done", "finished")],
        COMPATIBLE,
        "fn box_later, parameter done: was `done: Option<fn(i32, *mut c_void)> (callback)`, is `finished: ",
    ),
    (&[], &[("fn(i32, *mut c_void)", "fn(i64, *mut c_void)")], BREAKING, "the size changed"),
    (&[], &[("Option<fn(i32, *mut c_void)>", "fn(i32, *mut c_void)")], BREAKING, "not be NULL"),
    (&[], &[("visit: fn(&mut", "visit: extern \\\"C-unwind\\\" fn(&mut")], COMPATIBLE, "unwinding"),
    (&[], &[("fn(i32, *mut c_void)", "fn(*mut c_void)")], BREAKING, "the number of parameters"),
];

const VIEW: Edit = ("borrows = [\"list\"]", "borrows = [\"'static\"]");
const BOTH: Edit = ("borrows = [\"list\"]", "borrows = [\"list\", \"key\"]");
const ANY: Edit = ("borrows = [\"list\"]", "borrows = []");

/// The origin of the result of a function in the C form.
const INFO: &str = "borrows = [\"'static\"]";

/// What C reads in place, and null.
const VIEWS: &[Case] = &[
    (
        &[VIEW],
        &[],
        BREAKING,
        "fn box_name, result borrowed from: was `the library`, is `list`: it is valid for a shorter time",
    ),
    (&[], &[VIEW], COMPATIBLE, "was `list`, is `the library`: it is valid for longer"),
    (&[], &[BOTH], BREAKING, "was `list`, is `list, key`: it is valid for a shorter time"),
    (&[BOTH], &[], COMPATIBLE, "it is valid for longer"),
    (&[], &[("borrows = [\"list\"]", "borrows = [\"key\"]")], BREAKING, "for a shorter time"),
    (&[], &[ANY], BREAKING, "was `list`, is `the arguments`: it is valid for a shorter time"),
    (&[ANY], &[], COMPATIBLE, "it is valid for longer"),
    (
        &[],
        &[(
            "failure = \"the default of the type\"\n\n[functions.box_i",
            "optional = true\nfailure = \"the default of the type\"\n\n[functions.box_i",
        )],
        BREAKING,
        "fn box_name, optional result: was `false`, is `true`: it may be NULL without a failure",
    ),
    (
        &[],
        &[("optional = true\n", "")],
        COMPATIBLE,
        "fn box_plain, optional result: was `true`, is `false`: it is NULL after a failure only",
    ),
    (
        &[],
        &[
            ("\"list: &List (borrowed)\", \"key", "\"shelf: &List (borrowed)\", \"key"),
            ("borrows = [\"list\"]", "borrows = [\"shelf\"]"),
        ],
        COMPATIBLE,
        "fn box_name, parameter list: was `list: &List (borrowed)`, is `shelf: &List (borrowed)`: renamed",
    ),
    (
        &[],
        &[(INFO, "borrows = [\"from\"]")],
        BREAKING,
        "was `the library`, is `from`: it is valid for",
    ),
    (&[], &[(INFO, "")], BREAKING, "nothing is promised about its memory any more"),
    (
        &[],
        &[("\"FfiStr (borrowed)\"\nborrows = [\"list\"]", "\"FfiStr\"")],
        BREAKING,
        "fn box_name, result: was `FfiStr (borrowed)`, is `FfiStr`: nothing is promised about its memory any more",
    ),
    (
        &[("\"FfiStr (borrowed)\"\nborrows = [\"list\"]", "\"FfiStr\"")],
        &[],
        BREAKING,
        "C may read it for a limited time only",
    ),
    (&[(INFO, "")], &[], COMPATIBLE, "was `not known`, is `the library`: it lives as long"),
    (
        &[(INFO, "")],
        &[(INFO, "borrows = [\"from\"]")],
        BREAKING,
        "fn box_info, result borrowed from: was `not known`, is `from`: it is valid as long as the argument only",
    ),
];

fn edited(edits: &[Edit]) -> String {
    edits.iter().fold(LOCK.to_owned(), |lock, (old, new)| {
        assert!(lock.contains(old), "the lock lacks {old}");
        lock.replace(old, new)
    })
}

fn diff(old: &str, new: &str, options: &[&str]) -> Outcome {
    let folder = tempfile::tempdir().expect("a folder");
    let (before, after) = (folder.path().join("old.lock"), folder.path().join("new.lock"));
    fs::write(&before, old).expect("the old lock");
    fs::write(&after, new).expect("the new lock");
    let files = ["diff".as_ref(), before.as_os_str(), after.as_os_str()];
    abi(files.into_iter().chain(options.iter().map(AsRef::as_ref)))
}

#[test]
fn each_change_of_a_contract_has_its_class() {
    let mut wrong = String::new();
    for (before, after, class, part) in [ARGUMENTS, RESULTS, CALLS, VIEWS].concat() {
        let outcome = diff(&edited(before), &edited(after), &[]);
        let line = outcome.stdout.lines().next().unwrap_or_default();
        if !line.starts_with(class) || !line.contains(part) {
            wrong.push_str(&format!("{before:?} to {after:?}: {class} {part}\n{outcome}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert_eq!(diff(LOCK, LOCK, &[]).stdout, format!("{NONE}\n"));
}

#[test]
fn a_field_may_be_appended_to_what_a_callback_is_lent() {
    let longer = edited(&[("[\"major: u32\"]", "[\"major: u32\", \"minor: u32\"]")]);
    let longer = longer.replace(
        "size = 4, align = 4, offsets = { major = 0",
        "size = 8, align = 4, offsets = { major = 0, minor = 4",
    );
    let contract = |lock: &str| lock.replace(ORDER.0, ORDER.1);
    for (old, new, class) in [
        (LOCK.to_owned(), longer.clone(), BREAKING),
        (contract(LOCK), contract(&longer), "additive"),
        (
            contract(LOCK).replace("\"borrowed\", \"unch", "\"array\", \"unch"),
            contract(&longer).replace("\"borrowed\", \"unch", "\"array\", \"unch"),
            BREAKING,
        ),
    ] {
        let outcome = diff(&old, &new, &[]);
        assert!(outcome.stdout.starts_with(&format!("{class:<15}  struct Info")), "{outcome}");
    }
}

/// A lock of the first format.
fn without_contracts(lock: &str) -> String {
    let is_contract =
        |line: &&str| ["callbacks.", "borrows", "optional"].iter().any(|it| line.starts_with(it));
    let lines: Vec<&str> = lock.lines().filter(|line| !is_contract(line)).collect();
    lines.join("\n").replace("format = 2", "format = 1") + "\n"
}

#[test]
fn what_an_old_lock_does_not_record_is_not_compared_and_is_told() {
    let note = "note: the lock does not record who owns the arguments of callbacks and when they are called, what borrowed \
                results borrow from and which results may be NULL without a failure, so that is not compared; write it anew";
    let old = without_contracts(LOCK);
    for (one, other) in [(&*old, LOCK), (LOCK, &old), (&old, &old)] {
        let outcome = diff(one, other, &[]);
        assert_eq!(outcome.code, Some(0), "{outcome}");
        assert_eq!(outcome.stdout.matches(note).count(), 1, "{outcome}");
        assert!(
            outcome.stdout.ends_with("\nthe ABI is the same, as far as it is recorded\n"),
            "{outcome}"
        );
    }
    let outcome = diff(&old, &edited(&[("(utf8)", "(string)")]), &[]);
    assert!(outcome.stdout.contains(note), "{outcome}");
    assert!(outcome.stdout.starts_with("compatible       fn box_name, parameter key"), "{outcome}");
    let json: serde_json::Value =
        serde_json::from_str(&diff(&old, LOCK, &["--format", "json"]).stdout).expect("JSON");
    assert_eq!(json["class"], serde_json::Value::Null);
    let first = json["not_compared"][0].as_str().unwrap_or_default();
    assert!(
        note.ends_with("write it anew") && first.starts_with(&note["note: ".len()..]),
        "{json}"
    );
}

#[test]
fn an_old_lock_without_callbacks_and_pointers_says_all() {
    let plain = "format = 1\nepoch = 1\nrevision = 0\n[functions.f]\nparameters = [\"a: u8\"]\nreturns = \"()\"\n[layouts.LP64]\n";
    let outcome = diff(plain, &plain.replace("format = 1", "format = 2"), &[]);
    assert_eq!(outcome.stdout, format!("{NONE}\n"), "{outcome}");
}
