/* Functions of C that misuse the handles of the library jinja. All of it is an error, because the handles are checked. */
#include "jinja_suite.h"
#include "runner.h"

#include <pthread.h>

static const jinja_value *kept;

static int32_t keep(const jinja_value *const *arguments, size_t count, jinja_value **out, void *data) {
    (void)count, (void)data;
    kept = arguments[0];
    *out = jinja_value_copy(kept);
    return 0;
}

static int argument_after_the_call(void) {
    const jinja_engine *engine = engine_with(keep, NULL);
    jinja_value *value = NULL;
    CHECK(evaluate(engine, "5|f", &value) == JINJA_OK);
    CHECK_PASSES(is_printed(value, "5"));
    CHECK(jinja_value_print(kept) == NULL && jinja_last_error(NULL) == FFI_GUARD_INVALID_ARGUMENT);
    CHECK(jinja_value_from_items((jinja_value *const *)&kept, 1) == NULL);
    CHECK(jinja_last_error(NULL) == FFI_GUARD_INVALID_ARGUMENT);
    jinja_clear_last_error();
    jinja_value_free((jinja_value *)kept);
    CHECK(jinja_last_error(NULL) == FFI_GUARD_INVALID_ARGUMENT);
    jinja_clear_last_error();
    jinja_engine_free(engine);
    return succeeded();
}

/* Frees the argument, and then returns it. */
static int32_t free_argument(const jinja_value *const *arguments, size_t count, jinja_value **out, void *data) {
    (void)count;
    jinja_value_free((jinja_value *)arguments[0]);
    *(int *)data = refused("argument `value` is lent to a callback, which may only read it");
    *out = (jinja_value *)arguments[0];
    return 0;
}

static int argument_freed_and_returned(void) {
    int line = -1;
    const jinja_engine *engine = engine_with(free_argument, &line);
    jinja_value *value = NULL;
    CHECK(evaluate(engine, "5|f", &value) == JINJA_CALLBACK && value == NULL);
    CHECK_PASSES(line);
    CHECK_PASSES(failed(FFI_GUARD_RETURNED, JINJA_CALLBACK,
                        "invalid operation (in <expression>:1): the result of callback `filter` is lent to a "
                        "callback, which may only read it"));
    jinja_engine_free(engine);
    return succeeded();
}

/* Returns what `data` points to. */
static int32_t give(const jinja_value *const *arguments, size_t count, jinja_value **out, void *data) {
    (void)arguments, (void)count;
    *out = *(jinja_value **)data;
    return 0;
}

static int wrong_results(void) {
    jinja_value *given = jinja_value_from_int(1), *value = NULL;
    const jinja_engine *engine = engine_with(give, &given);
    /* The first call takes the object. */
    CHECK(evaluate(engine, "0|f", &value) == JINJA_OK);
    CHECK_PASSES(is_printed(value, "1"));
    CHECK(evaluate(engine, "0|f", &value) == JINJA_CALLBACK);
    CHECK_PASSES(failed(FFI_GUARD_RETURNED, JINJA_CALLBACK,
                        "invalid operation (in <expression>:1): the result of callback `filter` has been freed"));
    given = (jinja_value *)(void *)engine;
    CHECK(evaluate(engine, "0|f", &value) == JINJA_CALLBACK);
    CHECK_PASSES(failed(FFI_GUARD_RETURNED, JINJA_CALLBACK,
                        "invalid operation (in <expression>:1): the result of callback `filter` is a handle of "
                        "another type"));
    given = (jinja_value *)(void *)&value;
    CHECK(evaluate(engine, "0|f", &value) == JINJA_CALLBACK);
    CHECK_PASSES(failed(FFI_GUARD_RETURNED, JINJA_CALLBACK,
                        "invalid operation (in <expression>:1): the result of callback `filter` is not a handle"));
    jinja_engine_free(engine);
    return succeeded();
}

/* Frees the engine that is calling it. */
static int32_t free_engine(const jinja_value *const *arguments, size_t count, jinja_value **out, void *data) {
    (void)count;
    jinja_engine_free(*(const jinja_engine **)data);
    *out = jinja_value_copy(arguments[0]);
    return 0;
}

static int engine_freed_by_its_filter(void) {
    const jinja_engine *engine = NULL, *other;
    jinja_value *value = NULL;
    engine = engine_with(free_engine, &engine);
    CHECK(evaluate(engine, "3|f", &value) == JINJA_OK);
    CHECK_PASSES(refused("argument `engine` is in use by another call, or as another argument"));
    CHECK_PASSES(is_printed(value, "3"));
    /* Another reference is a token of its own, so the filter may free the first one. */
    other = jinja_engine_share(engine);
    CHECK(evaluate(other, "3|f", &value) == JINJA_OK);
    CHECK_PASSES(is_printed(value, "3"));
    CHECK(evaluate(engine, "3", &value) == JINJA_INVALID_ARGUMENT);
    CHECK_PASSES(refused("argument `engine` has been freed"));
    jinja_engine_free(other);
    return succeeded();
}

static int gone_after_the_call(void) {
    jinja_builder *builder = jinja_builder_new();
    const jinja_engine *engine = jinja_builder_build(builder);
    CHECK(jinja_builder_build(builder) == NULL);
    CHECK_PASSES(refused("argument `builder` has been freed"));
    CHECK(jinja_builder_add_template(builder, "a", "", 0) == JINJA_INVALID_ARGUMENT);
    CHECK_PASSES(refused("argument `builder` has been freed"));
    jinja_value *item = jinja_value_none(), *list = jinja_value_from_items(&item, 1), *value = NULL;
    CHECK(jinja_value_kind(item) == JINJA_KIND_UNKNOWN);
    CHECK_PASSES(refused("argument `value` has been freed"));
    CHECK(jinja_engine_evaluate((const jinja_engine *)(const void *)list, "1", list, &value) == JINJA_INVALID_ARGUMENT);
    CHECK_PASSES(refused("argument `engine` is a handle of another type"));
    jinja_value_free(list);
    jinja_engine_free(engine);
    return succeeded();
}

static bool free_list(const jinja_value *index, const jinja_value *item, void *data) {
    (void)index, (void)item;
    jinja_value_free(*(jinja_value **)data);
    return true;
}

static int list_freed_by_its_visitor(void) {
    jinja_value *item = jinja_value_none(), *list = jinja_value_from_items(&item, 1);
    size_t visited = 0;
    CHECK(jinja_value_each(list, free_list, &list, &visited) == JINJA_OK && visited == 1);
    CHECK_PASSES(refused("argument `value` is in use by another call, or as another argument"));
    jinja_value_free(list);
    return succeeded();
}

static void *free_when_unused(void *engine) {
    do {
        jinja_clear_last_error();
        jinja_engine_free(engine);
    } while (jinja_last_error(NULL) != FFI_GUARD_NONE && strstr(jinja_last_error_message(), "has been freed") == NULL);
    return NULL;
}

/* Two threads free one reference while this one evaluates with it. A call that uses it is finished first. */
static int freed_by_threads(void) {
    pthread_t ids[2];
    const jinja_engine *engine = engine_with(keep, NULL);
    jinja_value *value = NULL;
    for (int i = 0; i < 2; i++) {
        CHECK(pthread_create(&ids[i], NULL, free_when_unused, (void *)engine) == 0);
    }
    while (evaluate(engine, "1|f", &value) == JINJA_OK) {
        CHECK_PASSES(is_printed(value, "1"));
    }
    CHECK(jinja_last_error(NULL) == FFI_GUARD_INVALID_ARGUMENT);
    for (int i = 0; i < 2; i++) {
        CHECK(pthread_join(ids[i], NULL) == 0);
    }
    CHECK(evaluate(engine, "1", &value) == JINJA_INVALID_ARGUMENT);
    return refused("argument `engine` has been freed");
}

static const struct test TESTS[] = {
    {"argument_after_the_call", argument_after_the_call},
    {"argument_freed_and_returned", argument_freed_and_returned},
    {"wrong_results", wrong_results},
    {"engine_freed_by_its_filter", engine_freed_by_its_filter},
    {"gone_after_the_call", gone_after_the_call},
    {"list_freed_by_its_visitor", list_freed_by_its_visitor},
    {"freed_by_threads", freed_by_threads},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
