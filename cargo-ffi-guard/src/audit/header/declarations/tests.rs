//! Each form of declaration, and what is none.

use super::*;

fn names(source: &str) -> Vec<String> {
    declarations(source).0.into_iter().map(|declaration| declaration.name).collect()
}

/// Each form, with the names that it declares.
const FORMS: [(&str, &[&str]); 34] = [
    ("int f(void);", &["f"]),
    ("extern int f(int a, char *b);", &["f"]),
    ("const char *f(void), *g(int);", &["f", "g"]),
    ("unsigned long long\nf\n(void)\n;", &["f"]),
    ("struct point f(struct point p);", &["f"]),
    ("struct point { int x; int (*get)(void); };", &[]),
    ("struct point { int x; } f(void);", &["f"]),
    ("enum e { A = sizeof(int), B };", &[]),
    ("typedef struct { int x; } point;", &[]),
    ("typedef void (*visitor)(void *data);", &[]),
    ("typedef int f(void);", &[]),
    ("extern void (*hook)(int);", &[]),
    ("void (WINAPI *hook)(int);", &[]),
    ("void (*signal(int n, void (*handler)(int)))(int);", &["signal"]),
    ("int (f)(int);", &["f"]),
    ("int (*table)[3];", &[]),
    ("int (*row(int n))[3];", &["row"]),
    ("void each(void (*visit)(int), void *data);", &["each"]),
    ("static inline int f(int a) { return g(a); } int h(void);", &["h"]),
    ("inline int f(int a) { if (a) { return 1; } return 0; }", &[]),
    ("static int f(void);", &[]),
    ("int limit = compute(3);", &[]),
    ("extern int table[sizeof(int)];", &[]),
    ("extern \"C\" int f(void);", &["f"]),
    ("extern \"C\" { int f(void); } int g(void);", &["f", "g"]),
    ("namespace n { extern \"C\" { int f(void) noexcept; } }", &["f"]),
    ("__attribute__((nonnull(1))) int f(int *a) __attribute__((pure));", &["f"]),
    ("__declspec(dllexport) int __stdcall f(void);", &["f"]),
    ("API_DEPRECATED(\"use g\") API int f(int) API_NONNULL(1) API_PURE;", &["f"]),
    ("API int F(int) ;", &["F"]),
    ("int f(void) __asm__(\"g\");", &["g"]),
    (
        "/* int a(void); */ // int b(void);\n#define C int c(void); \\\nint d(void);\nint f(void);",
        &["f"],
    ),
    ("#if X /* starts\n ends */\nint f(void);\n#endif", &["f"]),
    ("const char *s = \"int a(void); { /*\"; int f(void);", &["f"]),
];

#[test]
fn reads_each_form() {
    for (source, expected) in FORMS {
        assert_eq!(names(source), expected, "{source}");
    }
}

#[test]
fn reads_old_and_new_spellings() {
    let cases: [(&str, &[&str]); 13] = [
        ("typeof(int) f(void);", &["f"]),
        (
            "__typeof__(int) f(void); __typeof(x) *g(void); typeof_unqual(x) h(void);",
            &["f", "g", "h"],
        ),
        ("int f PARAMS((void));", &["f"]),
        ("extern const char *f _ANSI_ARGS_((int a, int b)) NONNULL(1);", &["f"]),
        ("int f p_((int (*visit)(int)));", &["f"]),
        ("int f PARAMS((void)), *g PARAMS((void)) __attribute__((pure));", &["f", "g"]),
        ("API ALIGNED((8)) int f(void);", &["f"]),
        ("extern API ALIGNED((8)) int f(void);", &["f"]),
        ("__attribute__((pure)) int f(void);", &["f"]),
        ("int (f)(int);", &["f"]),
        ("FFI_GUARD_DECLARE_STRINGS(shape);", &["shape_string_free"]),
        ("FFI_GUARD_DECLARE_ABI(shape);", &["shape_abi"]),
        ("FFI_GUARD_DECLARE_VEC(shape, u8, const char *);", &["shape_vec_u8_free"]),
    ];
    for (source, expected) in cases {
        assert_eq!(names(source), expected, "{source}");
    }
}

#[test]
fn what_is_switched_off_declares_nothing() {
    let cases: [(&str, &[&str]); 8] = [
        ("#if 0\nint f(void);\n#endif\nint g(void);", &["g"]),
        (" # if 0 /* old */\nint f(void);\n# else // new\nint g(void);\n#endif", &["g"]),
        (
            "#if 0\n#if X\nint a(void);\n#else\nint b(void);\n#endif\nint c(void);\n#endif\nint d(void);",
            &["d"],
        ),
        ("#if 0\nint a(void);\n#elif X\nint b(void);\n#else\nint c(void);\n#endif", &["b", "c"]),
        ("#if 0\n/* \n#endif */ don't\nint a(void);\n#endif\nint b(void);", &["b"]),
        ("#if X\nint a(void);\n#else\nint b(void);\n#endif", &["a", "b"]),
        ("#if 00 + X\nint a(void);\n#endif\n#ifdef 0\nint b(void);\n#endif", &["a", "b"]),
        ("#if 0\nint a(void);", &[]),
    ];
    for (source, expected) in cases {
        assert_eq!(names(source), expected, "{source}");
    }
}

#[test]
fn a_namespace_declares_nothing_for_c() {
    let cases: [(&str, &[&str]); 9] = [
        ("namespace n { int f(void); } int g(void);", &["g"]),
        ("namespace n { extern \"C\" { int f(void); } int g(void); }", &["f"]),
        ("extern \"C\" { namespace n { int f(void); } }", &["f"]),
        ("namespace n { extern \"C\" int f(void); int g(void); }", &["f"]),
        ("inline namespace a::b { namespace { int f(void); } }", &[]),
        ("extern \"C\" { extern \"C++\" { int f(void); } int g(void); }", &["g"]),
        ("extern \"C++\" int f(void); int g(void);", &["g"]),
        ("namespace n { struct s { int x; }; } int f(void);", &["f"]),
        ("namespace n { ALL(x); FFI_GUARD_DECLARE_STRINGS(shape); }", &["shape_string_free"]),
    ];
    for (source, expected) in cases {
        assert_eq!(names(source), expected, "{source}");
    }
}

#[test]
fn names_the_macros_that_it_does_not_know() {
    let (functions, unknown) = declarations("DECLARE_ALL(shape)\n;\n_Static_assert(1, \"\");");
    assert!(functions.is_empty());
    assert_eq!((unknown.len(), unknown[0].name.as_str()), (1, "DECLARE_ALL"));
}

#[test]
fn says_where() {
    let (functions, _) = declarations("\n/* ä */ int /* é */ shape_area(void);");
    let Declaration { line, column, bytes, .. } = &functions[0];
    assert_eq!((*line, *column, bytes.clone()), (2, 21, 23..33));
}

#[test]
fn ends_on_any_text() {
    let deep = "(".repeat(100_000);
    for source in [
        "", "(", ")", "}", "{", "int f(", "\"", "'", "/*", "#", "\\", "a(((", "é(ü)", "((", "x(",
        &deep,
    ] {
        let _ = declarations(source);
    }
}
