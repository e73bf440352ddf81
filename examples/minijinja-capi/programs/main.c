/*
 * Renders templates from C. Only the header is needed.
 *
 * A call that fails returns the value that the header documents, and sets the last error of the thread. Look at the value
 * first: as with errno, a success leaves the last error alone.
 */
#include "jinja.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check(bool holds, const char *what, int line) {
    if (!holds) {
        fprintf(stderr, "main.c:%d: does not hold: %s (last error: %s)\n", line, what, jinja_last_error_message());
        exit(1);
    }
}
#define CHECK(condition) check(condition, #condition, __LINE__)

static jinja_value *text(const char *text) { return jinja_value_from_text(text, strlen(text)); }

static bool is(jinja_str text, const char *expected) {
    return text.ptr != NULL && text.len == strlen(expected) && memcmp(text.ptr, expected, text.len) == 0;
}

/* {"name": "Ada", "sizes": [3, 0.5]} */
static jinja_value *context(void) {
    jinja_value *const sizes[] = {jinja_value_from_int(3), jinja_value_from_float(0.5)};
    const char *const keys[] = {"name", "sizes"};
    jinja_value *const values[] = {text("Ada"), jinja_value_from_items(sizes, 2)};
    jinja_value *object = NULL;
    CHECK(jinja_value_from_entries(keys, 2, values, 2, &object) == JINJA_OK);
    return object;
}

static jinja_value *get(const jinja_value *object, const char *name) {
    jinja_value *key = text(name), *item = jinja_value_get(object, key);
    jinja_value_free(key);
    return item;
}

static void values(void) {
    jinja_value *object = context(), *name = get(object, "name"), *sizes = get(object, "sizes");
    jinja_value_free(object); /* the items remain */
    CHECK(is(jinja_value_text(name), "Ada") && jinja_value_kind(sizes) == JINJA_KIND_LIST);
    jinja_items *items = NULL;
    CHECK(jinja_value_items(sizes, &items) == JINJA_OK);
    double sum = 0, number = 0;
    for (jinja_value *item; (item = jinja_items_next(items)) != NULL; jinja_value_free(item)) {
        CHECK(jinja_value_float(item, &number));
        sum += number;
    }
    CHECK(sum == 3.5);
    jinja_items_free(items);
    jinja_value_free(name);
    jinja_value_free(sizes);
}

/* A filter: repeats a text, as often as `data` says. It borrows the arguments, and gives the result away. */
static int32_t repeat(const jinja_value *const *arguments, size_t count, jinja_value **out, void *data) {
    char buffer[100] = "";
    jinja_str text = count == 1 ? jinja_value_text(arguments[0]) : (jinja_str){NULL, 0};
    if (text.ptr == NULL || text.len * *(int *)data >= sizeof buffer) {
        return 7; /* any number but 0 is an error */
    }
    for (int i = 0; i < *(int *)data; i++) {
        strncat(buffer, text.ptr, text.len);
    }
    *out = jinja_value_from_text(buffer, strlen(buffer));
    return 0;
}

static const jinja_engine *engine_of(const char *name, const char *source) {
    jinja_builder *builder = jinja_builder_new();
    int *times = malloc(sizeof *times);
    *times = 2;
    CHECK(jinja_builder_add_filter(builder, "repeat", repeat, times, free)); /* the engine owns `times` now */
    CHECK(jinja_builder_add_template(builder, name, source, strlen(source)) == JINJA_OK);
    return jinja_builder_build(builder);
}

static const jinja_template *template_of(const char *name, const char *source) {
    const jinja_engine *engine = engine_of(name, source);
    const jinja_template *template = NULL;
    CHECK(jinja_engine_template(engine, name, &template) == JINJA_OK);
    jinja_engine_free(engine); /* the template keeps it */
    return template;
}

static int32_t print(const uint8_t *piece, size_t len, void *file) { return fwrite(piece, 1, len, file) != len; }

static void rendering(void) {
    const jinja_template *template = template_of("hi.html", "{{ name|repeat }}: {{ sizes|join(' & ') }}");
    jinja_value *values = context();
    char *page = NULL, buffer[100] = "";
    CHECK(jinja_template_render(template, values, &page) == JINJA_OK);
    CHECK(strcmp(page, "AdaAda: 3 &amp; 0.5") == 0);
    jinja_string_free(page);
    FILE *file = tmpfile();
    CHECK(jinja_template_render_to(template, values, print, file) == JINJA_OK);
    rewind(file);
    CHECK(fread(buffer, 1, sizeof buffer, file) == 19 && strcmp(buffer, "AdaAda: 3 &amp; 0.5") == 0);
    fclose(file);
    jinja_value_free(values);
    jinja_template_free(template);
}

static void errors(void) {
    const char *source = "one\n{{ two }}\n{{ three +* 3 }}";
    jinja_builder *builder = jinja_builder_new();
    jinja_place place;
    CHECK(jinja_builder_add_template(builder, "bad", source, strlen(source)) == JINJA_SYNTAX);
    CHECK(jinja_last_error_place(&place) && place.line == 3);
    CHECK(memcmp(source + place.start, "*", place.end - place.start) == 0);
    CHECK(strcmp(jinja_last_error_message(), "syntax error: unexpected `*` (in bad:3)") == 0);
    jinja_builder_free(builder);

    const jinja_template *template = template_of("page", "{{ 1|repeat }}"), *missing = NULL;
    const jinja_engine *engine = engine_of("page", "");
    jinja_value *none = jinja_value_none();
    char *page = NULL;
    CHECK(jinja_engine_template(engine, "other", &missing) == JINJA_MISSING);
    CHECK(jinja_template_render(template, none, &page) == JINJA_CALLBACK && page == NULL);
    CHECK(strcmp(jinja_last_error_message(), "invalid operation (in page:1): callback `filter` returned 7") == 0);
    CHECK(jinja_template_render(template, NULL, &page) == JINJA_INVALID_ARGUMENT);
    CHECK(strcmp(jinja_last_error_message(), "argument `context` is null") == 0);
    jinja_value_free(none);
    jinja_engine_free(engine);
    jinja_template_free(template);
}

/* The engine's own filter `indent` panics if the width is too large for an allocation. */
static void panic(void) {
    char source[100];
    snprintf(source, sizeof source, "{{ 'a\\nb'|indent(%zu) }}", SIZE_MAX);
    const jinja_template *template = template_of("wide", source);
    jinja_value *none = jinja_value_none();
    char *page = NULL;
    CHECK(jinja_template_render(template, none, &page) == JINJA_PANIC && page == NULL);
    CHECK(strcmp(jinja_last_error_message(), "capacity overflow") == 0);
    jinja_value_free(none);
    jinja_template_free(template);
}

/* Owns one reference to the template, which is the last one in some thread. */
static void *render_often(void *data) {
    const jinja_template *template = data;
    jinja_value *values = context();
    for (int i = 0; i < 100; i++) {
        char *page = NULL;
        CHECK(jinja_template_render(template, values, &page) == JINJA_OK && strcmp(page, "AdaAda") == 0);
        jinja_string_free(page);
    }
    jinja_value_free(values);
    jinja_template_free(template);
    return NULL;
}

static void threads(void) {
    pthread_t threads[4];
    const jinja_template *template = template_of("shared", "{{ name|repeat }}");
    for (int i = 0; i < 4; i++) {
        CHECK(pthread_create(&threads[i], NULL, render_often, (void *)jinja_template_share(template)) == 0);
    }
    jinja_template_free(template);
    for (int i = 0; i < 4; i++) {
        CHECK(pthread_join(threads[i], NULL) == 0);
    }
}

int main(void) {
    values(), puts("ok values");
    rendering(), puts("ok rendering");
    errors(), puts("ok errors");
    panic(), puts("ok panic");
    threads(), puts("ok threads");
    return 0;
}
