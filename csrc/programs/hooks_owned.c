/* Callbacks that the library owns: their data is destroyed exactly once, whatever the call comes to. */
#include "hooks.h"
#include "runner.h"

#include <pthread.h>

struct counted {
    int calls, destroyed;
    pthread_t called_on, destroyed_on;
};

static void destroy(void *data) {
    struct counted *counted = data;
    counted->destroyed++;
    counted->destroyed_on = pthread_self();
}

/* Fails itself, before the failure of the call that drops the data is recorded. */
static void destroy_that_fails(void *data) {
    destroy(data);
    hooks_list_first(NULL);
}

static bool watch(uint32_t number, void *data) {
    struct counted *counted = data;
    counted->calls++;
    counted->called_on = pthread_self();
    return number != 13;
}

static int failed_with(int32_t kind, const char *function, const char *message) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(hooks_last_error(&error) == kind);
    if (strcmp(error.function, function) != 0 || strcmp(error.message, message) != 0) {
        printf("%s: %s\n", error.function, error.message);
        return __LINE__;
    }
    hooks_clear_last_error();
    return 0;
}

static int stored_and_replaced(void) {
    struct counted first = {0}, second = {0};
    hooks_watcher *watcher = hooks_watcher_new();
    CHECK(hooks_watcher_notify(watcher, 1) == 2);
    CHECK(hooks_watcher_watch(watcher, watch, &first, destroy, "first") == 0);
    CHECK(hooks_watcher_notify(watcher, 1) == 1 && hooks_watcher_notify(watcher, 13) == 0);
    CHECK(first.calls == 2 && first.destroyed == 0);
    CHECK(hooks_watcher_watch(watcher, watch, &second, destroy, "second") == 0);
    CHECK(first.destroyed == 1 && hooks_watcher_notify(watcher, 1) == 1 && second.calls == 1);
    CHECK(hooks_watcher_watch(watcher, NULL, &first, destroy, "none") == 0);
    CHECK(first.destroyed == 2 && second.destroyed == 1 && hooks_watcher_notify(watcher, 1) == 2);
    CHECK(hooks_watcher_watch(watcher, watch, &second, destroy, "again") == 0);
    hooks_watcher_free(watcher);
    CHECK(first.destroyed == 2 && second.destroyed == 2 && hooks_last_error(NULL) == FFI_GUARD_NONE);
    return 0;
}

static int without_destroy(void) {
    struct counted counted = {0};
    hooks_watcher *watcher = hooks_watcher_new();
    CHECK(hooks_watcher_watch(watcher, watch, &counted, NULL, "first") == 0);
    CHECK(hooks_watcher_watch(watcher, NULL, NULL, NULL, "none") == 0);
    CHECK(hooks_watcher_watch(watcher, watch, &counted, NULL, "") == -FFI_GUARD_RETURNED);
    hooks_watcher_free(watcher);
    CHECK(counted.destroyed == 0);
    return 0;
}

static int refused(void) {
    struct counted counted = {0};
    hooks_watcher *watcher = hooks_watcher_new();
    /* An argument behind the callback, and one before it. */
    CHECK(hooks_watcher_watch(watcher, watch, &counted, destroy, NULL) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK(counted.destroyed == 1);
    CHECK(hooks_watcher_watch(NULL, watch, &counted, destroy, "first") == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK(counted.destroyed == 2);
    CHECK(hooks_watcher_watch(watcher, watch, &counted, destroy, "") == -FFI_GUARD_RETURNED);
    CHECK(counted.destroyed == 3);
    CHECK(hooks_watcher_watch(watcher, watch, &counted, destroy, "panic") == -FFI_GUARD_PANIC);
    CHECK(counted.destroyed == 4 && counted.calls == 0);
    hooks_watcher_free(watcher);
    /* A function that is null. */
    CHECK(hooks_local_new(NULL, &counted, destroy) == NULL && counted.destroyed == 5);
    return failed_with(FFI_GUARD_INVALID_ARGUMENT, "hooks_local_new", "argument `f` is null");
}

static int32_t one(void *data) {
    ((struct counted *)data)->calls++;
    return 1;
}

/* The failure that the fallback gets is the one of the call, not the one of `destroy`. */
static int failures_of_destroy(void) {
    struct counted first = {0}, second = {0};
    int32_t after = 0;
    CHECK(hooks_between("ab", one, &first, destroy_that_fails, &after, one, &second, destroy_that_fails) == 2);
    CHECK(after == 2 && first.destroyed == 1 && second.destroyed == 1);
    CHECK_PASSES(failed_with(FFI_GUARD_INVALID_ARGUMENT, "hooks_list_first", "argument `list` is null"));
    const char *message = "argument `before` is null";
    CHECK(hooks_between(NULL, one, &first, destroy_that_fails, &after, one, &second, destroy_that_fails) ==
          (int32_t)strlen(message));
    CHECK(first.destroyed == 2 && second.destroyed == 2);
    CHECK_PASSES(failed_with(FFI_GUARD_INVALID_ARGUMENT, "hooks_between", message));
    message = "argument `second` is null";
    CHECK(hooks_between("ab", one, &first, destroy_that_fails, &after, NULL, &second, destroy_that_fails) ==
          (int32_t)strlen(message));
    CHECK(first.destroyed == 3 && second.destroyed == 3);
    CHECK_PASSES(failed_with(FFI_GUARD_INVALID_ARGUMENT, "hooks_between", message));
    message = "argument `after` is null";
    CHECK(hooks_between("ab", one, &first, destroy_that_fails, NULL, one, &second, destroy_that_fails) ==
          (int32_t)strlen(message));
    CHECK(first.destroyed == 4 && second.destroyed == 4 && first.calls == 1);
    return failed_with(FFI_GUARD_INVALID_ARGUMENT, "hooks_between", message);
}

static int another_thread(void) {
    struct counted counted = {0};
    hooks_watcher *watcher = hooks_watcher_new();
    CHECK(hooks_watcher_watch(watcher, watch, &counted, destroy, "first") == 0);
    CHECK(hooks_watcher_notify_and_drop(watcher, 1) == 1 && counted.calls == 1 && counted.destroyed == 1);
    CHECK(!pthread_equal(counted.called_on, pthread_self()));
    CHECK(pthread_equal(counted.called_on, counted.destroyed_on));
    CHECK(hooks_watcher_notify_and_drop(watcher, 1) == 2);
    hooks_watcher_free(watcher);
    CHECK(counted.destroyed == 1);
    return 0;
}

static int32_t plus_one(int32_t number, void *data) {
    ((struct counted *)data)->calls++;
    return number + 1;
}

static int one_thread(void) {
    struct counted counted = {0};
    hooks_local *local = hooks_local_new(plus_one, &counted, destroy);
    CHECK(hooks_local_call(local, 4) == 5 && counted.calls == 1 && counted.destroyed == 0);
    hooks_local_free(local);
    CHECK(counted.destroyed == 1);
    return 0;
}

static int32_t unshares(void *data) {
    struct counted *counted = data;
    counted->calls++;
    hooks_unshare(NULL, NULL, NULL);
    /* This call still needs the data. */
    return counted->destroyed;
}

static int from_inside_its_own_call(void) {
    struct counted counted = {0};
    hooks_share(unshares, &counted, destroy);
    CHECK(hooks_call_shared() == 0 && counted.calls == 1 && counted.destroyed == 1);
    CHECK(hooks_call_shared() == 100);
    hooks_share(one, &counted, destroy);
    CHECK(hooks_call_shared() == 1);
    hooks_unshare(NULL, &counted, destroy);
    CHECK(counted.destroyed == 3);
    return 0;
}

static void *calls_shared(void *data) {
    for (int i = 0; i < 100; i++) {
        if (hooks_call_shared() != 1) {
            return NULL;
        }
    }
    return data;
}

static int32_t is_one(void *data) {
    (void)data;
    return 1;
}

static int several_threads(void) {
    struct counted counted = {0};
    pthread_t threads[4];
    hooks_share(is_one, &counted, destroy);
    for (int i = 0; i < 4; i++) {
        CHECK(pthread_create(&threads[i], NULL, calls_shared, &counted) == 0);
    }
    for (int i = 0; i < 4; i++) {
        void *result = NULL;
        pthread_join(threads[i], &result);
        CHECK(result == &counted);
    }
    hooks_unshare(NULL, NULL, NULL);
    CHECK(counted.destroyed == 1);
    return 0;
}

static int32_t length(const char *text, size_t text_len, void *data) {
    struct counted *counted = data;
    counted->calls++;
    return memcmp(text, "once", 4) == 0 && counted->destroyed == 0 ? (int32_t)text_len : -2;
}

static int32_t halved(uint32_t number, uint32_t *out, void *data) {
    ((struct counted *)data)->calls++;
    *out = number / 2;
    return (int32_t)(number % 2);
}

static int once(void) {
    struct counted counted = {0};
    CHECK(hooks_once(length, &counted, destroy, false) == 4 && counted.calls == 1 && counted.destroyed == 1);
    CHECK(hooks_once(length, &counted, destroy, true) == 5 && counted.calls == 1 && counted.destroyed == 2);
    CHECK(hooks_once(NULL, &counted, destroy, true) == -1 && counted.destroyed == 3);
    uint32_t out = 0;
    CHECK(hooks_finish(halved, &counted, destroy, 8, &out) == 0 && out == 4 && counted.destroyed == 4);
    CHECK(hooks_finish(halved, &counted, destroy, 9, &out) == -FFI_GUARD_RETURNED && counted.destroyed == 5);
    CHECK_PASSES(failed_with(FFI_GUARD_RETURNED, "hooks_finish", "callback `f` returned 1"));
    CHECK(hooks_finish(halved, &counted, destroy, 8, NULL) == -FFI_GUARD_INVALID_ARGUMENT && counted.destroyed == 6);
    return 0;
}

static int poisoned_state(void) {
    struct counted counted = {0};
    CHECK(hooks_poisons(one, &counted, destroy) == -1 && counted.calls == 1 && counted.destroyed == 1);
    CHECK_PASSES(failed_with(FFI_GUARD_PANIC, "hooks_poisons", "the callback returned 1"));
    CHECK(hooks_poisons(one, &counted, destroy_that_fails) == -1 && counted.calls == 1 && counted.destroyed == 2);
    CHECK(hooks_last_error(NULL) == FFI_GUARD_POISONED);
    return 0;
}

static void *keeps(void *data) {
    hooks_until_the_thread_ends(one, data, destroy);
    return hooks_until_the_thread_ends(one, data, destroy) == 2 ? data : NULL;
}

static int end_of_a_thread(void) {
    struct counted counted = {0};
    pthread_t thread;
    void *result = NULL;
    CHECK(pthread_create(&thread, NULL, keeps, &counted) == 0);
    pthread_join(thread, &result);
    CHECK(result == &counted && counted.calls == 3 && counted.destroyed == 2);
    return 0;
}

static const struct test tests[] = {
    {"stored_and_replaced", stored_and_replaced},
    {"without_destroy", without_destroy},
    {"refused", refused},
    {"failures_of_destroy", failures_of_destroy},
    {"another_thread", another_thread},
    {"one_thread", one_thread},
    {"from_inside_its_own_call", from_inside_its_own_call},
    {"several_threads", several_threads},
    {"once", once},
    {"poisoned_state", poisoned_state},
    {"end_of_a_thread", end_of_a_thread},
    {NULL, NULL},
};

int main(int argc, char **argv) { return run_tests(tests, "hooks_owned.c", argc, argv); }
