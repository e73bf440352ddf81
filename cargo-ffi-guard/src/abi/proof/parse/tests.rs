use super::*;

fn spelled(source: &str) -> Vec<String> {
    let source = format!("# 1 \"/own/shape.h\"\n{source}");
    let found = read(&source, &[Path::new("/own")]);
    let declared = found.functions.iter().chain(&found.variables);
    declared
        .map(|(symbol, declared)| {
            let spelled = found.spell(&declared.ty, symbol);
            format!("{}: {spelled}", declared.place.line)
        })
        .collect()
}

#[test]
fn declarators_are_read_inside_out() {
    assert_eq!(
        spelled(
            "typedef int (*Order)(const void *, const void *);\n\
             extern void (*a_table[3])(int x[4], const char *const names[]);\n\
             int (*b_get(unsigned long int kind))[2];\n\
             void (c_plain)(Order), d_other(int f(char));\n\
             struct S { int x; _Static_assert(1, \"\"); } *e_make(void);\n\
             void f_open(), g_print(const char *, ...);\n\
             void h_grid(const char *const grid[2][3][4], int (*const turn[2][3])(void));\n"
        ),
        [
            "3: int (*b_get(unsigned long))[2]",
            "4: void c_plain(Order)",
            "4: void d_other(int (*)(char))",
            "5: struct S *e_make(void)",
            "6: void f_open()",
            "6: void g_print(const char *, ...)",
            "7: void h_grid(const char *const (*)[3][4], int (*const (*)[3])(void))",
            "2: void (*a_table[3])(int *, const char *const *)",
        ]
    );
}

#[test]
fn attributes_bodies_and_assembler_names_do_not_hide_a_declaration() {
    assert_eq!(
        spelled(
            "static inline int hidden(int x) { return x; }\n\
             __attribute__((visibility(\"default\"))) _Noreturn void stop(void) __attribute__((cold));\n\
             int renamed(int) __asm__(\"symbol\");\n\
             # 4 \"/own/shape.h\" 3 4\n_Bool\n# 4 \"/own/shape.h\"\n is_open(void);\n\
             extern __extension__ const int limit;\n"
        ),
        ["4: _Bool is_open(void)", "2: void stop(void)", "3: int symbol(int)", "5: int limit",]
    );
}

#[test]
fn declarations_without_an_end_of_brackets_are_skipped() {
    for deep in ["struct {", "void (*f)(", "int *", "int a[1]"] {
        let text = format!("{} int x; int known(void);", deep.repeat(20_000));
        let _ = spelled(&text);
    }
    let deep = format!("int {}d; int known(void);", "*".repeat(20_000));
    assert_eq!(spelled(&deep), ["1: int known(void)"]);
}

#[test]
fn the_directory_of_a_file_tells_whose_it_is() {
    let source = "# 1 \"checks.c\"\n\
        # 1 \"/own/shape.h\" 1\nvoid a(void);\n\
        # 2 \"/own/shape.h\" 3\nvoid b(void);\n\
        # 1 \"/own/more.h\" 1 3\nvoid c(void);\n\
        # 4 \"/own/shape.h\" 2 3\n\
        # 1 \"/own/../vend/z.h\" 1 3\nvoid d_vendored(void);\n\
        # 5 \"/own/shape.h\" 2\nvoid e(void);\n\
        # 1 \"/own/stdio.h\" 1 3 4\nvoid f_of_system(void);\n\
        # 6 \"/own/shape.h\" 2\nvoid g(void);\n\
        # 1 \"shape.idl\"\nvoid h(void);\n\
        # 8 \"checks.c\" 2\nvoid i_of_checks(void);\n";
    let found = read(source, &[Path::new("/own")]);
    let own = found.functions.iter().filter(|(_, declared)| declared.is_own);
    let own: Vec<_> = own.map(|(symbol, _)| symbol.as_str()).collect();
    assert_eq!(own, ["a", "b", "c", "e", "g", "h"]);
}
