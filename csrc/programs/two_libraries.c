/* Two guarded libraries in one process, loaded and unloaded at run time: `two_libraries NORTH SOUTH TEST`. */
#define _POSIX_C_SOURCE 200809L

#include "loading.h"
#include "ffi_guard.h"
#include "runner.h"

#include <pthread.h>

struct library {
    const char *name;
    const char *path;
    void *handle;
    int32_t (*even)(int32_t);
    int32_t (*last_error)(ffi_guard_error *);
    const char *(*last_error_message)(void);
    void (*clear_last_error)(void);
    void (*set_error_callback)(ffi_guard_error_callback, void *);
};

static struct library north = {"north", NULL, NULL, NULL, NULL, NULL, NULL, NULL};
static struct library south = {"south", NULL, NULL, NULL, NULL, NULL, NULL, NULL};

static int load(struct library *library) {
    char name[64];
    library->handle = platform_library_open(library->path);
    CHECK(library->handle != NULL);
    snprintf(name, sizeof name, "%s_even", library->name);
    FIND(library->handle, name, library->even);
    snprintf(name, sizeof name, "%s_last_error", library->name);
    FIND(library->handle, name, library->last_error);
    snprintf(name, sizeof name, "%s_last_error_message", library->name);
    FIND(library->handle, name, library->last_error_message);
    snprintf(name, sizeof name, "%s_clear_last_error", library->name);
    FIND(library->handle, name, library->clear_last_error);
    snprintf(name, sizeof name, "%s_set_error_callback", library->name);
    FIND(library->handle, name, library->set_error_callback);
    return 0;
}

static int unload(struct library *library) {
    CHECK(mapping_of(library->path) == MAPPED);
    CHECK(platform_library_close(library->handle) == 0);
    CHECK(mapping_of(library->path) == UNMAPPED);
    return 0;
}

/* Fails with this value, and checks that the error is the library's own, with a location in its own source. */
static int fail(const struct library *library, int32_t value, uint64_t count) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    char expected[64];
    CHECK(library->even(value) == -1);
    CHECK(library->last_error(&error) == FFI_GUARD_PANIC);
    snprintf(expected, sizeof expected, "%s: %ld is odd", library->name, (long)value);
    CHECK(strcmp(error.message, expected) == 0);
    snprintf(expected, sizeof expected, "%s_even", library->name);
    CHECK(strcmp(error.function, expected) == 0);
    CHECK(error.count == count);
    CHECK(error.line > 0 && error.file != NULL && strstr(error.file, library->name) != NULL);
    return 0;
}

static int each_has_its_last_error(void) {
    CHECK_PASSES(load(&north));
    CHECK_PASSES(load(&south));
    CHECK_PASSES(fail(&north, 7, 1));
    CHECK(south.last_error(NULL) == FFI_GUARD_NONE);
    CHECK(strcmp(south.last_error_message(), "") == 0);
    CHECK_PASSES(fail(&south, 9, 1));
    CHECK_PASSES(fail(&south, 11, 2));
    CHECK(strcmp(north.last_error_message(), "north: 7 is odd") == 0);
    north.clear_last_error();
    CHECK(north.last_error(NULL) == FFI_GUARD_NONE);
    CHECK(strcmp(south.last_error_message(), "south: 11 is odd") == 0);
    CHECK_PASSES(fail(&north, 13, 2));
    return 0;
}

struct told {
    int calls;
    char message[64];
};

static void tell(const ffi_guard_error *error, void *data) {
    struct told *told = data;
    told->calls++;
    snprintf(told->message, sizeof told->message, "%s", error->message);
}

static int each_has_its_callback(void) {
    struct told by_north = {0, ""};
    struct told by_south = {0, ""};
    CHECK_PASSES(load(&north));
    CHECK_PASSES(load(&south));
    north.set_error_callback(tell, &by_north);
    south.set_error_callback(tell, &by_south);
    CHECK_PASSES(fail(&north, 7, 1));
    CHECK(by_north.calls == 1 && by_south.calls == 0);
    CHECK(strcmp(by_north.message, "north: 7 is odd") == 0);
    CHECK_PASSES(fail(&south, 9, 1));
    CHECK(by_north.calls == 1 && by_south.calls == 1);
    CHECK(strcmp(by_south.message, "south: 9 is odd") == 0);
    north.set_error_callback(NULL, NULL);
    CHECK_PASSES(fail(&north, 11, 2));
    CHECK_PASSES(fail(&south, 13, 2));
    CHECK(by_north.calls == 1 && by_south.calls == 2);
    return 0;
}

static void *fail_in_both(void *data) {
    int *line = data;
    for (int32_t i = 0; i < 100 && *line == 0; i++) {
        *line = fail(i % 2 == 0 ? &north : &south, 2 * i + 1, (uint64_t)(i / 2 + 1));
    }
    return NULL;
}

static int fail_on_threads(void) {
    enum { THREADS = 4 };
    pthread_t threads[THREADS];
    int lines[THREADS] = {0};
    for (int i = 0; i < THREADS; i++) {
        CHECK(pthread_create(&threads[i], NULL, fail_in_both, &lines[i]) == 0);
    }
    for (int i = 0; i < THREADS; i++) {
        CHECK(pthread_join(threads[i], NULL) == 0);
        CHECK_PASSES(lines[i]);
    }
    return 0;
}

static int both_close_after_panics_on_main(void) {
    CHECK_PASSES(load(&north));
    CHECK_PASSES(load(&south));
    CHECK_PASSES(fail(&north, 7, 1));
    CHECK_PASSES(fail(&south, 7, 1));
    CHECK_PASSES(unload(&north));
    CHECK_PASSES(fail(&south, 9, 2));
    return unload(&south);
}

static int both_close_after_panics_on_threads(void) {
    CHECK_PASSES(load(&south));
    CHECK_PASSES(load(&north));
    CHECK_PASSES(fail_on_threads());
    CHECK_PASSES(unload(&north));
    return unload(&south);
}

/* One library is unloaded and loaded again while the other stays. */
static int one_is_reloaded_under_the_other(void) {
    CHECK_PASSES(load(&south));
    for (uint64_t i = 1; i <= 20; i++) {
        CHECK_PASSES(load(&north));
        CHECK_PASSES(fail(&north, 7, 1));
        CHECK_PASSES(fail(&south, 9, i));
        CHECK_PASSES(unload(&north));
    }
    CHECK(strcmp(south.last_error_message(), "south: 9 is odd") == 0);
    return unload(&south);
}

static const struct test TESTS[] = {
    {"each_has_its_last_error", each_has_its_last_error},
    {"each_has_its_callback", each_has_its_callback},
    {"both_close_after_panics_on_main", both_close_after_panics_on_main},
    {"both_close_after_panics_on_threads", both_close_after_panics_on_threads},
    {"one_is_reloaded_under_the_other", one_is_reloaded_under_the_other},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    if (argc == 1) {
        return run_tests(TESTS, __FILE__, argc, argv);
    }
    if (argc < 4) {
        return 2;
    }
    north.path = argv[1];
    south.path = argv[2];
    return run_tests(TESTS, __FILE__, argc - 2, argv + 2);
}
