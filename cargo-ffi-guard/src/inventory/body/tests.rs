//! The rows of the `check` tables that a function's body decides.

use super::{Budget, Form, Functions, Guards, OwnDefinition, OwnMacros, Verdict, judge, segments};
use crate::inventory::macro_rules::Definition;
use std::collections::BTreeMap;
use std::rc::Rc;
use syn::visit::{self, Visit};
use syn::{Attribute, Block, File, ImplItemFn, ItemFn, ItemMacro, Signature};

const BODIES: &str = include_str!("../../../tests/check/cases/bodies.rs");
const KNOWN: &str = include_str!("../../../tests/check/cases/known.rs");
const MACROS: &str = include_str!("../../../tests/check/cases/macros.rs");

/// Cases whose verdicts come from attributes.
const BY_ATTRIBUTE: &[&str] = &["attributes of well-known libraries", "attributes that export"];
/// The one case about macro calls in bodies.
const IN_BODIES: &str = "a guard's macro of the crate's own";
/// A row that rustc and syn reject: a block statement ends at its brace.
const REJECTED: &str = "unsafe { *x } + 7";
/// How many verdicts the tables hold at the least.
const AT_LEAST: usize = 120;

/// A case of a table.
#[derive(Default)]
struct Case<'t> {
    name: &'t str,
    source: String,
    guards: Vec<String>,
    /// The verdicts by symbol.
    expected: BTreeMap<&'t str, &'t str>,
}

fn read(table: &'static str) -> Vec<Case<'static>> {
    let mut cases: Vec<Case<'static>> = Vec::new();
    for line in table.lines() {
        if let Some(name) = line.strip_prefix("//@ case: ") {
            cases.push(Case { name, ..Case::default() });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        if let Some(names) = line.strip_prefix("//@ guards: ") {
            let names = names.split(", ").map(|name| name.trim_end_matches('!').to_owned());
            case.guards = names.collect();
        }
        if line.starts_with("//@") {
            continue;
        }
        let rejected = line.contains(REJECTED) && line.contains("fn f()");
        if !rejected {
            case.source += line;
            let verdicts =
                line.split("//~ ").skip(1).filter_map(|text| text.trim().split_once(": "));
            case.expected.extend(verdicts);
        }
        case.source.push('\n');
    }
    cases
}

/// The functions and macros of a crate.
#[derive(Default)]
struct Crate<'f> {
    functions: Vec<(&'f [Attribute], &'f Signature, &'f Block)>,
    macros: OwnMacros,
}

impl<'f> Visit<'f> for Crate<'f> {
    fn visit_item_fn(&mut self, item: &'f ItemFn) {
        self.functions.push((&item.attrs, &item.sig, &item.block));
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'f ImplItemFn) {
        self.functions.push((&item.attrs, &item.sig, &item.block));
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_item_macro(&mut self, item: &'f ItemMacro) {
        let Some(name) = &item.ident else { return };
        let name = name.to_string();
        if let Some(definition) = Definition::parse(&item.mac.tokens) {
            let definition = OwnDefinition { rules: Rc::new(definition), cfg: Vec::new() };
            self.macros.entry(name).or_default().push(definition);
        }
    }
}

/// The verdicts on the functions of a file, by name, and whether the budget was spent.
fn verdicts(file: &File, named: &[String]) -> (BTreeMap<String, String>, bool) {
    let mut found = Crate::default();
    found.visit_file(file);
    let budget = Budget::default();
    let mut functions = Functions::default();
    for _ in 0..3 {
        let before = std::mem::take(&mut functions);
        let macros = &found.macros;
        let guards = Guards { named, functions: &before, macros, budget: &budget, libraries: true };
        for (_, signature, block) in &found.functions {
            functions.add(signature, block, &guards);
        }
    }
    let macros = &found.macros;
    let guards = Guards { named, functions: &functions, macros, budget: &budget, libraries: true };
    let verdict = |(attributes, signature, block): &(&[Attribute], &Signature, &Block)| {
        let by_attribute = attributes.iter().find_map(|attribute| {
            let names = segments(attribute.path());
            let path: Vec<&str> = names.iter().map(String::as_str).collect();
            guards.find(Form::Attribute, &path)
        });
        let verdict =
            by_attribute.map_or_else(|| judge(signature, block, &guards).0, Verdict::Guarded);
        (signature.ident.to_string(), shown(&verdict))
    };
    let verdicts = found.functions.iter().map(verdict).collect();
    (verdicts, budget.is_spent())
}

fn shown(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Guarded(by) => format!("by {}", by.name()),
        Verdict::No => "NO".to_owned(),
        Verdict::Conditional { by, condition } => {
            format!("NO | `{by}` guards it only if {condition}")
        }
        Verdict::Partly { by, outside, at } => {
            let line = at.start().line;
            format!("NO | `{by}` does not cover `{outside}` in line {line}")
        }
    }
}

#[test]
fn bodies_have_the_verdicts_of_the_tables() {
    let bodies = read(BODIES).into_iter().chain(read(KNOWN));
    let macros = read(MACROS).into_iter().filter(|case| case.name == IN_BODIES);
    let cases = bodies.filter(|case| !BY_ATTRIBUTE.contains(&case.name)).chain(macros);
    let (mut failures, mut number) = (String::new(), 0);
    for case in cases {
        let file = syn::parse_file(&case.source);
        let file = file.unwrap_or_else(|error| panic!("{}: {error}", case.name));
        let (found, spent) = verdicts(&file, &case.guards);
        for (name, expected) in &case.expected {
            // The item of an unknown macro has no body to judge.
            let Some(found) = found.get(*name) else { continue };
            number += 1;
            if found != expected {
                failures += &format!("{}: {name}\n  {found}\n  {expected}\n", case.name);
            }
        }
        assert_eq!(spent, case.name == "macros whose calls multiply", "{}", case.name);
    }
    assert!(failures.is_empty(), "\n{failures}");
    assert!(number >= AT_LEAST, "only {number} verdicts");
}

/// The verdict on a function of this body.
fn verdict(body: &str) -> String {
    let source = format!("fn f(x: i32, y: i32) {{ {body} }}");
    let file = syn::parse_file(&source).unwrap_or_else(|error| panic!("{body}: {error}"));
    verdicts(&file, &[]).0.remove("f").expect("the function")
}

#[test]
fn operators_are_judged_by_what_they_can_do() {
    for quiet in
        ["x == y", "x & y", "!x", "-1", "x as u8", "&mut x", "1..2", "x = y", "x >= y || x < y"]
    {
        assert_eq!(
            verdict(&format!("catch_unwind(|| 1).ok(); {quiet}")),
            "by catch_unwind",
            "{quiet}"
        );
    }
    for (code, blamed) in [
        ("x += y", "+"),
        ("x >>= y", ">"),
        ("-(1)", "-"),
        ("x.await", ".await"),
        ("match x { 1 if work() => 2, _ => 3 }", "work(..)"),
        ("matches!(x, 1 if work())", "work(..)"),
        ("::a::b(x)", "a::b(..)"),
        ("a::b::<u8>(x)", "a::b::<u8>(..)"),
        ("x.collect::<Vec<_>>()", "collect::<Vec<_>>(..)"),
        ("m! { x }", "m! {..}"),
        ("vec![x]", "vec!["),
    ] {
        let expected = format!("NO | `catch_unwind` does not cover `{blamed}` in line 1");
        assert_eq!(verdict(&format!("catch_unwind(|| 1).ok(); {code}")), expected, "{code}");
    }
}

#[test]
fn patterns_call_nothing() {
    let arms = "E::IO(_) => 1, E::A { .. } | m!() => 2, 3..=4 => -5, | _ => 6";
    assert_eq!(verdict(&format!("match catch_unwind(|| 1) {{ {arms} }}")), "by catch_unwind");
}

#[test]
fn only_a_block_ends_the_process() {
    let body =
        |arm: &str| format!("match catch_unwind(|| 1) {{ Ok(v) => log(v), Err(_) => {arm} }}");
    let expected = "NO | `catch_unwind` does not cover `log(..)` in line 1";
    assert_eq!(verdict(&body("abort()")), expected);
    assert_eq!(verdict(&body("{ abort() }")), expected);
    assert_eq!(
        verdict("if catch_unwind(|| 1).is_err() { log(); unsafe { abort() }; }"),
        "by catch_unwind"
    );
    assert_eq!(verdict("if catch_unwind(|| 1).is_err() { log()?; abort() }"), expected);
}

#[test]
fn the_function_of_a_trait_is_no_guard() {
    assert_eq!(verdict("<T as Own>::catch_unwind(|| work())"), "NO");
    assert_eq!(
        verdict("catch_unwind(|| 1).ok(); <T as Own>::abort()"),
        "NO | `catch_unwind` does not cover `abort(..)` in line 1"
    );
}

#[test]
fn a_guard_in_the_input_of_a_macro_is_seen() {
    let expected = "NO | `catch_unwind` does not cover `m!(..)` in line 1";
    assert_eq!(verdict("m!(catch_unwind(|| 1))"), expected);
    assert_eq!(verdict("m!(let a = catch_unwind(|| 1); a)"), expected);
    assert_eq!(verdict("let a = matches!(catch_unwind(|| 1), Ok(1) if true);"), "by catch_unwind");
    assert_eq!(verdict("m!(catch_unwind, 1); catch_unwind(|| 1).ok();"), "NO");
}

#[test]
fn macros_do_not_nest_without_end() {
    let nested = format!("{}catch_unwind(|| 1){}", "m!(".repeat(40), ")".repeat(40));
    assert_eq!(verdict(&nested), "NO");
}
