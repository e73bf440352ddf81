/* The library jinja with functions of C that fail, and with wrong arguments that it rejects with and without checked
 * handles. */
#include "jinja_suite.h"
#include "runner.h"

#include <pthread.h>
#include <stdatomic.h>

static int values(void) {
    int64_t integer = 0;
    double number = 0;
    size_t len = 0;
    jinja_value *value = jinja_value_from_int(INT64_MIN);
    CHECK(jinja_value_int(value, &integer) && integer == INT64_MIN && jinja_value_float(value, &number));
    CHECK(jinja_value_text(value).ptr == NULL && !jinja_value_len(value, &len) && jinja_value_is_true(value));
    jinja_value_free(value);
    value = jinja_value_from_text("a\0b", 3);
    CHECK(jinja_value_text(value).len == 3 && memcmp(jinja_value_text(value).ptr, "a\0b", 3) == 0);
    CHECK(!jinja_value_int(value, &integer) && jinja_value_len(value, &len) && len == 3);
    CHECK_PASSES(succeeded());
    /* A C string cannot have the NUL. */
    CHECK(jinja_value_print(value) == NULL && jinja_last_error(NULL) == FFI_GUARD_RETURNED);
    jinja_clear_last_error();
    jinja_value_free(value);
    value = jinja_value_from_bool(false);
    CHECK(jinja_value_kind(value) == JINJA_KIND_BOOL && !jinja_value_is_true(value));
    jinja_value_free(value);
    CHECK(jinja_value_kind(NULL) == JINJA_KIND_UNKNOWN);
    return refused("argument `value` is null");
}

static int lists_of_values(void) {
    const char *const keys[] = {"a", "b"}, *const invalid[] = {"a", "\xff"};
    jinja_value *one = jinja_value_from_int(1), *two = jinja_value_from_int(2), *object = NULL;
    jinja_value *const pair[] = {one, two}, *const twice[] = {one, one}, *const none[] = {one, NULL};
    CHECK(jinja_value_from_items(twice, 2) == NULL && jinja_last_error(NULL) == FFI_GUARD_INVALID_ARGUMENT);
    CHECK(jinja_value_from_items(none, 2) == NULL);
    CHECK_PASSES(refused("argument `items` is null at index 1"));
    CHECK(jinja_value_from_entries(invalid, 2, pair, 2, &object) == JINJA_INVALID_ARGUMENT);
    CHECK_PASSES(refused("argument `keys` is not UTF-8 from byte 0 at index 1"));
    /* Rejected calls have taken nothing. */
    CHECK(jinja_value_from_entries(keys, 2, pair, 2, &object) == JINJA_OK);
    CHECK_PASSES(is_printed(object, "{'a': 1, 'b': 2}"));
    one = jinja_value_from_int(1);
    CHECK(jinja_value_from_entries(keys, 2, &one, 1, &object) == JINJA_LENGTHS && object == NULL);
    CHECK_PASSES(failed(FFI_GUARD_RETURNED, JINJA_LENGTHS, "2 keys and 1 values"));
    return succeeded();
}

static int iterators(void) {
    jinja_value *object = entry("key", jinja_value_from_int(1)), *one = jinja_value_from_int(1);
    jinja_items *items = NULL;
    CHECK(jinja_value_items(object, &items) == JINJA_OK);
    jinja_value_free(object);
    CHECK_PASSES(is_printed(jinja_items_next(items), "key"));
    CHECK(jinja_items_next(items) == NULL && jinja_items_next(items) == NULL);
    CHECK_PASSES(succeeded());
    jinja_items_free(items);
    CHECK(jinja_value_items(one, &items) == JINJA_EVALUATION && items == NULL);
    jinja_value_free(one);
    return failed(FFI_GUARD_RETURNED, JINJA_EVALUATION, "invalid operation: number is not iterable");
}

static bool until_two(const jinja_value *index, const jinja_value *item, void *data) {
    int64_t at = 0, number = 0;
    int *calls = data;
    ++*calls;
    return jinja_value_int(index, &at) && at == *calls - 1 && jinja_value_int(item, &number) && number != 2;
}

/* Returns 2 as a `bool`, as a function with another prototype would. */
static unsigned char two(const jinja_value *key, const jinja_value *item, void *data) {
    (void)key, (void)item, (void)data;
    return 2;
}

static int visitors(void) {
    jinja_value *const numbers[] = {jinja_value_from_int(1), jinja_value_from_int(2), jinja_value_from_int(3)};
    jinja_value *list = jinja_value_from_items(numbers, 3);
    int calls = 0;
    size_t visited = 7;
    CHECK(jinja_value_each(list, until_two, &calls, &visited) == JINJA_OK && calls == 2 && visited == 2);
    CHECK(jinja_value_each(list, NULL, NULL, &visited) == JINJA_INVALID_ARGUMENT);
    CHECK_PASSES(refused("argument `visit` is null"));
    jinja_value_each_visit wrong = (jinja_value_each_visit)(void (*)(void))two;
    CHECK(jinja_value_each(list, wrong, NULL, &visited) == JINJA_INVALID_RESULT && visited == 2);
    CHECK_PASSES(failed(FFI_GUARD_INVALID_RESULT, 0, "the result of callback `visit` is 2, and a `bool` is 0 or 1"));
    jinja_value_free(list);
    return succeeded();
}

/* The first argument, or 7 without an argument. `data` counts the calls. */
static int32_t first(const jinja_value *const *arguments, size_t count, jinja_value **out, void *data) {
    atomic_fetch_add((atomic_int *)data, 1);
    if (count == 0) {
        return 7;
    }
    *out = jinja_value_copy(arguments[0]);
    return 0;
}

static void destroy(void *data) { atomic_fetch_add((atomic_int *)data, 1000); }

/* `destroy` is called once for each function, also for one that the library does not take. */
static int destroyed_once(void) {
    atomic_int f = 0, g = 0, replaced = 0, rejected = 0;
    jinja_builder *builder = jinja_builder_new();
    CHECK(jinja_builder_add_filter(builder, "f", first, &replaced, destroy));
    CHECK(jinja_builder_add_filter(builder, "f", first, &f, destroy) && replaced == 1000);
    CHECK(jinja_builder_add_function(builder, "g", first, &g, destroy));
    CHECK(!jinja_builder_add_filter(builder, "\xff", first, &rejected, destroy) && rejected == 1000);
    CHECK_PASSES(refused("argument `name` is not UTF-8 from byte 0"));
    CHECK(!jinja_builder_add_function(builder, "h", NULL, &rejected, destroy) && rejected == 2000);
    CHECK_PASSES(refused("argument `function` is null"));
    const jinja_engine *engine = jinja_builder_build(builder), *other = jinja_engine_share(engine);
    jinja_value *value = NULL;
    CHECK(evaluate(engine, "g(2)|f + 1", &value) == JINJA_OK);
    CHECK_PASSES(is_printed(value, "3"));
    jinja_engine_free(engine);
    CHECK(f == 1 && g == 1);
    jinja_engine_free(other);
    CHECK(f == 1001 && g == 1001 && replaced == 1000);
    return succeeded();
}

static int32_t nothing(const jinja_value *const *arguments, size_t count, jinja_value **out, void *data) {
    (void)arguments, (void)count, (void)out, (void)data;
    return 0;
}

static int functions_that_fail(void) {
    atomic_int calls = 0;
    jinja_builder *builder = jinja_builder_new();
    CHECK(jinja_builder_add_function(builder, "first", first, &calls, NULL));
    CHECK(jinja_builder_add_function(builder, "nothing", nothing, NULL, NULL));
    const jinja_engine *engine = jinja_builder_build(builder);
    jinja_value *value = NULL;
    CHECK(evaluate(engine, "1 + first()", &value) == JINJA_CALLBACK && value == NULL);
    CHECK_PASSES(failed(FFI_GUARD_RETURNED, JINJA_CALLBACK,
                        "invalid operation (in <expression>:1): callback `function` returned 7"));
    CHECK(evaluate(engine, "nothing()", &value) == JINJA_CALLBACK && value == NULL);
    CHECK_PASSES(failed(FFI_GUARD_RETURNED, JINJA_CALLBACK,
                        "invalid operation (in <expression>:1): the result of callback `function` is null"));
    jinja_engine_free(engine);
    return succeeded();
}

/* Panics inside a template that it renders with `data`, which is recorded as a failure of that call. */
static int32_t renders(const jinja_value *const *arguments, size_t count, jinja_value **out, void *data) {
    (void)count, (void)out;
    char *page = NULL;
    return jinja_template_render(*(const jinja_template **)data, arguments[0], &page);
}

/* `indent` is a filter of minijinja. It panics if the width is too large for an allocation. */
static int panics_in_filters(void) {
    char source[100];
    const jinja_template *wide = NULL;
    jinja_value *value = NULL;
    jinja_builder *builder = jinja_builder_new();
    snprintf(source, sizeof source, "{{ 'a\\nb'|indent(%zu) }}", SIZE_MAX);
    CHECK(jinja_builder_add_template(builder, "wide", source, strlen(source)) == JINJA_OK);
    CHECK(jinja_builder_add_filter(builder, "renders", renders, &wide, NULL));
    const jinja_engine *engine = jinja_builder_build(builder);
    CHECK(jinja_engine_template(engine, "wide", &wide) == JINJA_OK);
    /* The filter of C sees the panic as a status, and returns it as an error of its own. */
    CHECK(evaluate(engine, "{}|renders", &value) == JINJA_CALLBACK);
    CHECK_PASSES(failed(FFI_GUARD_RETURNED, JINJA_CALLBACK,
                        "invalid operation (in <expression>:1): callback `filter` returned -1"));
    /* Nothing is poisoned. */
    snprintf(source, sizeof source, "'a\\nb'|indent(%zu)", SIZE_MAX);
    CHECK(evaluate(engine, source, &value) == JINJA_PANIC && value == NULL);
    CHECK_PASSES(failed(FFI_GUARD_PANIC, 0, "capacity overflow"));
    CHECK(evaluate(engine, "'a\\nb'|indent(1)", &value) == JINJA_OK);
    CHECK_PASSES(is_printed(value, "a\n b"));
    jinja_template_free(wide);
    jinja_engine_free(engine);
    return succeeded();
}

/* The place belongs to the last error. */
static int places(void) {
    jinja_place place = {0, 0, 0};
    jinja_value *value = NULL;
    const jinja_engine *engine = engine_with(nothing, NULL);
    CHECK(!jinja_last_error_place(&place));
    CHECK(evaluate(engine, "1 +\n nope()", &value) == JINJA_EVALUATION);
    CHECK(jinja_last_error_place(&place) && place.line == 2 && place.start == 5 && place.end == 11);
    /* Replaced by an error without a place. */
    CHECK(evaluate(engine, NULL, &value) == JINJA_INVALID_ARGUMENT && !jinja_last_error_place(&place));
    CHECK(evaluate(engine, "(", &value) == JINJA_SYNTAX && jinja_last_error_place(&place) && place.line == 1);
    /* A success leaves the error and its place. */
    CHECK(evaluate(engine, "1", &value) == JINJA_OK && jinja_last_error_place(&place));
    CHECK_PASSES(is_printed(value, "1"));
    CHECK(!jinja_last_error_place(NULL) && !jinja_last_error_place(&place));
    CHECK(evaluate(engine, "(", NULL) == JINJA_INVALID_ARGUMENT && !jinja_last_error_place(&place));
    CHECK(evaluate(engine, "(", &value) == JINJA_SYNTAX && jinja_last_error_place(&place));
    jinja_clear_last_error();
    CHECK(!jinja_last_error_place(&place));
    jinja_engine_free(engine);
    return succeeded();
}

struct pieces {
    char text[100];
    size_t len;
    size_t limit;
};

static int32_t collect(const uint8_t *piece, size_t len, void *data) {
    struct pieces *pieces = data;
    if (pieces->len + len > pieces->limit) {
        return -5;
    }
    memcpy(pieces->text + pieces->len, piece, len);
    pieces->len += len;
    return 0;
}

static int pieces(void) {
    const char *source = "{% for i in 'abc' %}{{ i }}{{ comma }} {% endfor %}";
    struct pieces all = {"", 0, 100}, some = {"", 0, 4};
    const jinja_template *template = NULL;
    jinja_value *commas = entry("comma", text_of(","));
    jinja_vec_string names;
    jinja_builder *builder = jinja_builder_new();
    CHECK(jinja_builder_add_template(builder, "list", source, strlen(source)) == JINJA_OK);
    const jinja_engine *engine = jinja_builder_build(builder);
    CHECK(jinja_engine_template(engine, "list", &template) == JINJA_OK);
    CHECK(jinja_template_render_to(template, commas, collect, &all) == JINJA_OK);
    CHECK(all.len == 9 && memcmp(all.text, "a, b, c, ", 9) == 0);
    CHECK(jinja_template_render_to(template, commas, collect, &some) == JINJA_CALLBACK && some.len == 4);
    CHECK_PASSES(failed(FFI_GUARD_RETURNED, JINJA_CALLBACK,
                        "failed to write output: I/O error during rendering: callback `write` returned -5"));
    CHECK(jinja_template_variables(template, &names) == JINJA_OK && names.len == 1);
    CHECK(strcmp(names.ptr[0], "comma") == 0 && jinja_template_name(template).len == 4);
    jinja_vec_string_free(names);
    jinja_value_free(commas);
    jinja_engine_free(engine);
    jinja_template_free(template);
    return succeeded();
}

enum { THREADS = 4, ROUNDS = 200 };

struct thread {
    const jinja_engine *engine;
    int number;
    int line;
};

static int rounds(const struct thread *thread) {
    char expression[40], expected[20];
    snprintf(expression, sizeof expression, "%d|f", thread->number);
    snprintf(expected, sizeof expected, "%d", thread->number);
    for (int i = 0; i < ROUNDS; i++) {
        jinja_value *value = NULL;
        jinja_place place;
        CHECK(evaluate(thread->engine, expression, &value) == JINJA_OK);
        CHECK_PASSES(is_printed(value, expected));
        CHECK(evaluate(thread->engine, i % 2 ? "\n\n(" : "(", &value) == JINJA_SYNTAX);
        CHECK(jinja_last_error_place(&place) && place.line == (i % 2 ? 3 : 1));
    }
    jinja_engine_free(thread->engine);
    return 0;
}

static void *run_thread(void *data) {
    struct thread *thread = data;
    thread->line = rounds(thread);
    return NULL;
}

/* Each thread owns a reference. The last one that ends frees the engine, and so the filter's data. */
static int threads(void) {
    atomic_int calls = 0;
    pthread_t ids[THREADS];
    struct thread each[THREADS];
    jinja_builder *builder = jinja_builder_new();
    CHECK(jinja_builder_add_filter(builder, "f", first, &calls, destroy));
    const jinja_engine *engine = jinja_builder_build(builder);
    for (int i = 0; i < THREADS; i++) {
        each[i] = (struct thread){jinja_engine_share(engine), i, 0};
        CHECK(pthread_create(&ids[i], NULL, run_thread, &each[i]) == 0);
    }
    jinja_engine_free(engine);
    for (int i = 0; i < THREADS; i++) {
        CHECK(pthread_join(ids[i], NULL) == 0);
        CHECK_PASSES(each[i].line);
    }
    CHECK(calls == THREADS * ROUNDS + 1000);
    return succeeded();
}

static const struct test TESTS[] = {
    {"values", values},
    {"lists_of_values", lists_of_values},
    {"iterators", iterators},
    {"visitors", visitors},
    {"destroyed_once", destroyed_once},
    {"functions_that_fail", functions_that_fail},
    {"panics_in_filters", panics_in_filters},
    {"places", places},
    {"pieces", pieces},
    {"threads", threads},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
