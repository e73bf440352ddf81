//! Guarded functions that are inlined into each other, at each optimization level. Two of them may share a stack frame,
//! with their locals in any order, and each call must still be distinguished.

use ffi_guard_test_support::c::Program;
use ffi_guard_test_support::project::Project;
use ffi_guard_test_support::target;
use std::fmt::Write;

/// The number of generated callbacks.
const CALLBACKS: u32 = 120;

const FALLBACKS: [&str; 4] = ["-1", "b", "|error| error.count() as i32", "{ black_box(b) / 3 }"];

/// The statements of a callback; `F` is replaced by an earlier callback.
const STATEMENTS: [&str; 10] = [
    "sum = sum.wrapping_add(F(a ^ 1, b));",
    "sum = sum.wrapping_mul(5).wrapping_add(F(a, sum));",
    "if a & 1 == 0 { sum = sum.wrapping_add(F(a ^ 2, b)) } else { sum ^= F(a, b) }",
    "for i in 0..2 { sum = sum.wrapping_add(F(a ^ i, b)); }",
    "sum ^= catch_unwind(|| F(a ^ 4, b)).unwrap_or(3);",
    "sum ^= through_c(|value| F(value, b), a ^ 3);",
    "let array = black_box([a; 4]); sum = sum.wrapping_add(array[1]);",
    "black_box([b as u8; 32]);",
    "sum = sum.wrapping_add(black_box(vec![a; 3])[2]);",
    "assert!(black_box(a) % 16 != 7, \"of {a}\");",
];

/// Random numbers from a fixed seed.
struct Random(u32);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 16) as usize % end
    }
}

/// Each callback calls some with about half its number, which limits the depth.
fn stress() -> String {
    let random = &mut Random(1);
    let mut text = String::from(
        "use crate::through_c;\nuse ffi_guard::ffi_callback;\nuse std::hint::black_box;\nuse std::panic::catch_unwind;\n\n",
    );
    for number in 0..CALLBACKS {
        let body: String = (0..2 + random.below(4))
            .map(|_| {
                let callee = (number / 2).saturating_sub(random.below(4) as u32);
                let calls = if number == 0 { 6 } else { 0 };
                let statement = STATEMENTS[calls + random.below(STATEMENTS.len() - calls)];
                format!("    {}\n", statement.replace('F', &format!("f{callee}")))
            })
            .collect();
        let fallback = FALLBACKS[random.below(FALLBACKS.len())];
        let _ = write!(
            text,
            "#[ffi_callback(fallback = {fallback})]\nextern \"C\" fn f{number}(a: i32, b: i32) -> i32 {{\n    \
             let mut sum = a;\n{body}    sum ^= b;\n    sum\n}}\n\n"
        );
    }
    let all: String = (0..CALLBACKS).map(|number| format!("f{number}, ")).collect();
    let _ = writeln!(
        text,
        "pub(crate) static ALL: [extern \"C\" fn(i32, i32) -> i32; {CALLBACKS}] = [{all}];"
    );
    text
}

/// Profile, optimization level, link-time optimization.
const BUILDS: [(&str, &str, &str); 8] = [
    ("dev", "0", "off"),
    ("release", "1", "off"),
    ("release", "2", "off"),
    ("release", "3", "off"),
    ("release", "s", "off"),
    ("release", "z", "off"),
    ("release", "3", "fat"),
    ("release", "s", "fat"),
];

#[test]
fn hazard_15_guarded_functions_inlined_into_each_other() {
    target::require_unix(super::TRACKING);
    let project = Project::new("hazard_15_inlined")
        .lib(&["cdylib"])
        .runtime_features(&["track-frames"])
        .manifest("[profile.release]\ncodegen-units = 1")
        .file("src/lib.rs", include_str!("../../../inlined/lib.rs"))
        .file("src/stress.rs", &stress());
    for (profile, level, lto) in BUILDS {
        let variable = |name| format!("CARGO_PROFILE_{}_{name}", profile.to_uppercase());
        let project = project
            .clone()
            .profile(profile)
            .env(variable("OPT_LEVEL"), level)
            .env(variable("LTO"), lto);
        let output = project.build().expect_success();
        let program =
            Program::new("inlined").unit("inlined.c").link(output.artifacts.cdylib()).build();
        let outcome = program.process().args(["two", "stress", "jumps"]).run();
        assert!(outcome.succeeded(), "{profile}, {level}, {lto}\n{outcome}");
    }
}
