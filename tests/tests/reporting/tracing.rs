//! The feature `tracing`. It is tested in separate projects, because enabling it here would enable it for all tests.

use ffi_guard_test_support::child::{Outcome, Process};
use ffi_guard_test_support::project::Project;

/// A program with two guarded functions and a subscriber whose `event` function has the body `EVENT`.
const PROGRAM: &str = r#"
use std::fmt::Debug;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

ffi_guard::ffi_library! { prefix = "traced", quiet = true }

#[ffi_guard::ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn traced_even(value: i32) -> i32 {
    assert!(value % 2 == 0, "{value} is odd");
    value
}

#[ffi_guard::ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn traced_any() -> i32 {
    std::panic::panic_any(7)
}

struct Fields;

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        print!(" {}={value:?}", field.name());
    }
}

struct Printer;

impl Subscriber for Printer {
    fn enabled(&self, _: &Metadata<'_>) -> bool { true }
    fn new_span(&self, _: &Attributes<'_>) -> Id { Id::from_u64(1) }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
    fn event(&self, event: &Event<'_>) { EVENT }
}

fn main() {
    tracing::subscriber::set_global_default(Printer).expect("the first subscriber");
    println!("{}", traced_even(8));
    println!("{}", traced_even(7));
    println!("{}", traced_any());
    let error = ffi_guard::last_error().expect("a failure");
    println!("last: {} {}", error.function(), error.count());
}
"#;

#[track_caller]
fn run(name: &str, event: &str) -> Outcome {
    let project = Project::new(name)
        .runtime_features(&["tracing"])
        .dependency("tracing", "{ version = \"0.1.41\", default-features = false }")
        .file("src/main.rs", &PROGRAM.replace("EVENT", event));
    let output = project.build().expect_success();
    Process::of_target(output.artifacts.executable(name)).run().expect_success()
}

#[test]
fn each_failure_is_an_event_with_its_fields() {
    let event = r#"
        let metadata = event.metadata();
        print!("{} {}:", metadata.level(), metadata.target());
        event.record(&mut Fields);
        println!();
    "#;
    let line = PROGRAM.lines().position(|line| line.contains("is odd")).expect("the panic") + 1;
    let expected = format!(
        "8\n\
         ERROR ffi_guard: message=7 is odd kind=panic function=\"traced_even\" \
         file=\"src/main.rs\" line={line} column=5 count=1\n\
         -1\n\
         ERROR ffi_guard: message=panic payload is not a string kind=panic \
         function=\"traced_any\" count=2\n\
         -1\n\
         last: traced_any 2\n"
    );
    assert_eq!(run("reporting_traced", event).stdout, expected);
}

#[test]
fn a_subscriber_that_panics_is_contained() {
    let event = r#"
        let _ = event.metadata();
        println!("told");
        panic!("the subscriber");
    "#;
    let outcome = run("reporting_traced_panics", event);
    assert_eq!(outcome.stdout, "8\ntold\n-1\ntold\n-1\nlast: traced_any 2\n", "{outcome}");
}

/// The subscriber does not receive failures that it causes itself.
#[test]
fn a_subscriber_may_call_guarded_functions() {
    let event = r#"
        let _ = event.metadata();
        println!("told, and got {}", traced_even(9));
    "#;
    let outcome = run("reporting_traced_calls", event);
    let expected = "8\ntold, and got -1\n-1\ntold, and got -1\n-1\nlast: traced_any 4\n";
    assert_eq!(outcome.stdout, expected, "{outcome}");
}
