/* Shared by the programs jinja_*.c: C tests of the example library jinja. */
#ifndef JINJA_SUITE_H
#define JINJA_SUITE_H

#include "check.h"

#include "../../examples/minijinja-capi/include/jinja.h"

#include <stdlib.h>

/* Checks the last error and clears it. */
static inline int failed(int32_t kind, int32_t code, const char *message) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(jinja_last_error(&error) == kind);
    if (strcmp(error.message, message) != 0) {
        printf("message: %s\n", error.message);
        return __LINE__;
    }
    CHECK(error.code == code);
    jinja_clear_last_error();
    return 0;
}

static inline int refused(const char *message) { return failed(FFI_GUARD_INVALID_ARGUMENT, 0, message); }

static inline int succeeded(void) {
    CHECK(jinja_last_error(NULL) == FFI_GUARD_NONE);
    return 0;
}

static inline jinja_value *text_of(const char *text) { return jinja_value_from_text(text, strlen(text)); }

/* Checks and frees a string. */
static inline int printed(char *text, const char *expected) {
    CHECK(text != NULL);
    int differs = strcmp(text, expected);
    if (differs) {
        printf("printed: %s\n", text);
    }
    jinja_string_free(text);
    CHECK(!differs);
    return 0;
}

/* Checks and frees a value. */
static inline int is_printed(jinja_value *value, const char *expected) {
    CHECK_PASSES(printed(jinja_value_print(value), expected));
    jinja_value_free(value);
    return 0;
}

/* An object with one entry, which owns the value. */
static inline jinja_value *entry(const char *key, jinja_value *value) {
    jinja_value *object = NULL;
    jinja_value_from_entries(&key, 1, &value, 1, &object);
    return object;
}

/* Returns an engine with one filter, `f`. */
static inline const jinja_engine *engine_with(jinja_builder_add_filter_filter filter, void *data) {
    jinja_builder *builder = jinja_builder_new();
    jinja_builder_add_filter(builder, "f", filter, data, NULL);
    return jinja_builder_build(builder);
}

/* Evaluates an expression without variables. Returns the status. */
static inline jinja_status evaluate(const jinja_engine *engine, const char *expression, jinja_value **out) {
    jinja_value *none = jinja_value_none();
    jinja_status status = jinja_engine_evaluate(engine, expression, none, out);
    jinja_value_free(none);
    return status;
}

#endif
