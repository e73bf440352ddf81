/* Calls semver.h at random, as incorrect C code might, in a library with checked handles.
 *
 *     hostile SEED CALLS           one thread; each result is compared with what is known about the arguments
 *     hostile SEED CALLS THREADS   the threads share handles, and free them while others use them
 *
 * Handles are live, null, freed, forged, of another type, or addresses of other data. Other pointers are valid, null or
 * misaligned. Texts are random bytes, and enums are random numbers.
 */
#define _POSIX_C_SOURCE 200809L

#include "hostile.h"
#include "semver_suite.h"

#include <pthread.h>
#include <stdatomic.h>

enum { MOST = 64, DEAD = 256, DEEPEST = 4 };

enum kind { VERSION, REQ, LIST, KINDS };

/* The calls of one thread. */
struct run {
    uint64_t random;
    void *live[KINDS][MOST];
    size_t count[KINDS];
    void *dead[DEAD];
    size_t deaths;
    /* Whether the library must accept all arguments of the call. */
    bool good;
    /* Memory that the library may write to. */
    semver_parts parts[2];
    void *out[2];
    /* The lists being sorted, each from a comparator of the previous one. No other call may use them meanwhile. */
    void *sorting[DEEPEST];
    size_t depth;
    /* The line of the check that failed in a comparator. */
    int line;
};

/* Returns the index of the handle among the live ones, or MOST. */
static size_t place(const struct run *run, enum kind kind, const void *handle) {
    for (size_t i = 0; i < run->count[kind]; i++) {
        if (run->live[kind][i] == handle) {
            return i;
        }
    }
    return MOST;
}

static void *any_live(struct run *run, enum kind kind) {
    return run->count[kind] == 0 ? NULL : run->live[kind][below(&run->random, run->count[kind])];
}

static void *any_handle(struct run *run, enum kind kind) {
    switch (below(&run->random, 16)) {
    case 0:
        return NULL;
    case 1:
    case 2:
        return run->deaths == 0 ? NULL : run->dead[below(&run->random, run->deaths < DEAD ? run->deaths : DEAD)];
    case 3:
        return (void *)(uintptr_t)next(&run->random);
    case 4:
        return (void *)(uintptr_t)below(&run->random, 100);
    case 5:
        return (void *)((uintptr_t)any_live(run, kind) ^ ((uintptr_t)1 << below(&run->random, 8 * sizeof(uintptr_t))));
    case 6:
        return any_live(run, (enum kind)((kind + 1 + below(&run->random, KINDS - 1)) % KINDS));
    case 7:
        return run->parts;
    default:
        return any_live(run, kind);
    }
}

static bool is_being_sorted(const struct run *run, const void *handle) {
    for (size_t i = 0; i < run->depth; i++) {
        if (run->sorting[i] == handle) {
            return true;
        }
    }
    return false;
}

/* Returns a handle for a call that needs a valid one. */
static void *handle(struct run *run, enum kind kind) {
    void *handle = any_handle(run, kind);
    run->good &= place(run, kind, handle) != MOST && !is_being_sorted(run, handle);
    return handle;
}

/* Marks the handle as freed or consumed by the library. */
static void died(struct run *run, enum kind kind, void *handle) {
    size_t at = place(run, kind, handle);
    if (at != MOST) {
        run->live[kind][at] = run->live[kind][--run->count[kind]];
        run->dead[run->deaths++ % DEAD] = handle;
    }
}

static void (*const FREE[KINDS])(struct run *run, void *handle);

/* Adds a new handle. If there are too many, frees another one to make space. */
static void born(struct run *run, enum kind kind, void *handle) {
    if (handle == NULL) {
        return;
    }
    while (run->count[kind] == MOST) {
        void *old = any_live(run, kind);
        if (!is_being_sorted(run, old)) {
            FREE[kind](run, old);
        }
    }
    run->live[kind][run->count[kind]++] = handle;
}

static void *pointer(struct run *run, void *valid) {
    return valid_null_or_misaligned(&run->random, valid, &run->good);
}

/* Returns a text in memory of exactly its size, which the caller frees. With `versions`, it is often a valid
 * version. */
static char *text(struct run *run, bool *utf8) {
    size_t len = below(&run->random, 40);
    char *text = malloc(len + 64);
    *utf8 = below(&run->random, 2) == 0;
    if (below(&run->random, 16) == 0 || text == NULL) {
        free(text);
        run->good = false;
        return NULL;
    }
    if (*utf8) {
        static const char *const FORMS[] = {"%u.%u.%u", "%u.%u.%u-rc.1", "%u.%u.%u+b", ">=%u.%u, <%u", "%u.%u.%u.*"};
        const char *form = FORMS[below(&run->random, sizeof FORMS / sizeof *FORMS)];
        len = (size_t)snprintf(text, len + 64, form, (unsigned)below(&run->random, 9), (unsigned)below(&run->random, 9),
                               (unsigned)below(&run->random, 9));
    } else {
        for (size_t i = 0; i < len; i++) {
            text[i] = (char)next(&run->random);
        }
        text[len] = '\0';
    }
    char *exact = malloc(len + 1);
    if (exact != NULL) {
        memcpy(exact, text, len + 1);
    }
    free(text);
    return exact;
}

/* Checks that the result is the fallback if and only if an argument was bad, and that the last error has the right
 * kind. */
static int answered(const struct run *run, bool is_fallback) {
    int32_t kind = semver_last_error(NULL);
    if (!run->good) {
        CHECK(is_fallback && kind == FFI_GUARD_INVALID_ARGUMENT);
        CHECK(strncmp(semver_last_error_message(), "argument `", 10) == 0);
        return 0;
    }
    CHECK(kind != FFI_GUARD_INVALID_ARGUMENT && kind != FFI_GUARD_POISONED);
    return 0;
}

static int status_answered(const struct run *run, int32_t status) {
    CHECK_PASSES(answered(run, status == -FFI_GUARD_INVALID_ARGUMENT));
    CHECK((status == 0) == (semver_last_error(NULL) == FFI_GUARD_NONE));
    return 0;
}

static int call_new(struct run *run) {
    semver_version *version = semver_version_new(next(&run->random), next(&run->random), next(&run->random));
    born(run, VERSION, version);
    CHECK(version != NULL);
    return answered(run, false);
}

static int call_parse(struct run *run) {
    bool utf8;
    char *bytes = text(run, &utf8);
    bool req = below(&run->random, 2) == 0;
    void **out = pointer(run, run->out);
    run->out[0] = NULL;
    int32_t status = req ? semver_version_req_parse(bytes, (semver_version_req **)out)
                         : semver_version_parse(bytes, (semver_version **)out);
    free(bytes);
    /* Random bytes are rejected unless they are UTF-8. */
    run->good &= utf8 || status != -FFI_GUARD_INVALID_ARGUMENT;
    CHECK((status == 0) == (run->out[0] != NULL));
    CHECK_PASSES(status_answered(run, status));
    born(run, req ? REQ : VERSION, run->out[0]);
    return 0;
}

static int call_from_numbers(struct run *run) {
    uint64_t numbers[7] = {next(&run->random), next(&run->random), next(&run->random)};
    void *first = numbers;
    size_t len = below(&run->random, 6);
    if (len == 5) {
        len = SIZE_MAX - below(&run->random, 100);
        run->good = false;
    } else if (len > 0) {
        first = pointer(run, numbers);
    }
    void *out = pointer(run, run->out);
    run->out[0] = NULL;
    int32_t status = semver_version_from_numbers(first, len, out);
    CHECK_PASSES(status_answered(run, status));
    CHECK(!run->good || status == (len >= 1 && len <= 3 ? 0 : SEMVER_COUNT));
    born(run, VERSION, run->out[0]);
    return 0;
}

static int call_copy(struct run *run) {
    semver_version *copy = semver_version_copy(handle(run, VERSION));
    born(run, VERSION, copy);
    CHECK((copy != NULL) == run->good);
    return answered(run, copy == NULL);
}

static int call_version_parts(struct run *run) {
    void *version = handle(run, VERSION), *out = pointer(run, run->parts);
    memset(run->parts, 0xaa, sizeof run->parts);
    int32_t status = semver_version_parts(version, out);
    CHECK(run->good || run->parts->major == 0xaaaaaaaaaaaaaaaa);
    return status_answered(run, status);
}

static int call_text(struct run *run) {
    char *text = NULL;
    bool maybe_none = false;
    switch (below(&run->random, 3)) {
    case 0:
        text = semver_version_text(handle(run, VERSION));
        break;
    case 1:
        text = semver_version_prerelease(handle(run, VERSION));
        maybe_none = true;
        break;
    default:
        text = semver_version_req_text(handle(run, REQ));
    }
    bool none = text == NULL;
    semver_string_free(text);
    CHECK(!run->good || !none || maybe_none);
    return answered(run, none);
}

static int call_bump(struct run *run) {
    void *version = handle(run, VERSION);
    bool any = below(&run->random, 4) == 0;
    semver_field field = any ? (semver_field)next(&run->random) : (semver_field)below(&run->random, 3);
    run->good &= field >= SEMVER_FIELD_MAJOR && field <= SEMVER_FIELD_PATCH;
    return status_answered(run, semver_version_bump(version, field));
}

static int call_compare(struct run *run) {
    void *version = handle(run, VERSION), *other = handle(run, VERSION);
    semver_order order = semver_version_compare(version, other);
    CHECK((order == SEMVER_ORDER_UNKNOWN) == !run->good);
    return answered(run, order == SEMVER_ORDER_UNKNOWN);
}

static int call_matches(struct run *run) {
    void *req = handle(run, REQ), *version = handle(run, VERSION);
    return answered(run, !semver_version_req_matches(req, version));
}

static int call_push(struct run *run) {
    void *list = handle(run, LIST), *version = handle(run, VERSION);
    size_t len = run->good ? semver_version_list_len(list) : 0;
    bool pushed = semver_version_list_push(list, version);
    CHECK(pushed == run->good);
    CHECK_PASSES(answered(run, !pushed));
    if (pushed) {
        died(run, VERSION, version);
        CHECK(semver_version_list_len(list) == len + 1);
    }
    return 0;
}

/* Creates few lists, so that they do not stay empty. */
static int call_list_new(struct run *run) {
    if (run->count[LIST] >= 4) {
        return call_push(run);
    }
    semver_version_list *list = semver_version_list_new();
    born(run, LIST, list);
    CHECK(list != NULL);
    return answered(run, false);
}

static int call_len(struct run *run) {
    size_t len = semver_version_list_len(handle(run, LIST));
    return answered(run, len == 0);
}

static int call_get(struct run *run) {
    void *list = handle(run, LIST);
    size_t index = below(&run->random, 4) == 0 ? (size_t)next(&run->random) : below(&run->random, 8);
    size_t len = run->good ? semver_version_list_len(list) : 0;
    semver_version *version = semver_version_list_get(list, index);
    born(run, VERSION, version);
    CHECK((version != NULL) == (run->good && index < len));
    CHECK(!run->good || index < len || semver_last_error(NULL) == FFI_GUARD_PANIC);
    return answered(run, version == NULL);
}

static int call_best(struct run *run) {
    void *list = handle(run, LIST), *req = handle(run, REQ);
    semver_version *version = semver_version_list_best(list, req);
    born(run, VERSION, version);
    return answered(run, version == NULL);
}

static int call_anything(struct run *run);

/* Returns the byte, because a C `bool` could not show an invalid value. */
static unsigned char flag(const semver_parts *parts) {
    unsigned char byte;
    memcpy(&byte, &parts->prerelease, 1);
    return byte;
}

/* Returns arbitrary results, and calls the library, even on the list being sorted. */
static int32_t compare_as_it_likes(const semver_parts *a, const semver_parts *b, void *data) {
    struct run *run = data;
    if (a == NULL || b == NULL || flag(a) > 1 || flag(b) > 1) {
        run->line = __LINE__;
    }
    if (run->depth < DEEPEST && below(&run->random, 4) == 0 && run->line == 0) {
        bool good = run->good;
        run->line = call_anything(run);
        run->good = good;
    }
    return (int32_t)next(&run->random);
}

static int call_sort(struct run *run) {
    void *list = handle(run, LIST);
    bool none = below(&run->random, 8) == 0;
    run->good &= !none;
    bool good = run->good;
    if (good) {
        run->sorting[run->depth++] = list;
    }
    bool sorted = semver_version_list_sort(list, none ? NULL : compare_as_it_likes, run);
    run->depth -= good;
    CHECK_PASSES(run->line);
    /* The sort may panic if the comparator is not an order. After a success, the last error comes from the comparator. */
    CHECK(sorted || semver_last_error(NULL) == (good ? FFI_GUARD_PANIC : FFI_GUARD_INVALID_ARGUMENT));
    CHECK(good || !sorted);
    return 0;
}

static int call_list_parts(struct run *run) {
    semver_vec_parts vec = semver_version_list_parts(handle(run, LIST));
    bool none = vec.ptr == NULL, flags = true;
    for (size_t i = 0; i < vec.len; i++) {
        flags = flags && flag(&vec.ptr[i]) <= 1;
    }
    semver_vec_parts_free(vec);
    CHECK(flags && (!none || vec.len == 0));
    return answered(run, none);
}

static void free_version(struct run *run, void *handle) {
    semver_version_free(handle);
    died(run, VERSION, handle);
}

static void free_req(struct run *run, void *handle) {
    semver_version_req_free(handle);
    died(run, REQ, handle);
}

static void free_list(struct run *run, void *handle) {
    semver_version_list_free(handle);
    if (!is_being_sorted(run, handle)) {
        died(run, LIST, handle);
    }
}

static void (*const FREE[KINDS])(struct run *run, void *handle) = {free_version, free_req, free_list};

static int call_free(struct run *run) {
    enum kind kind = (enum kind)below(&run->random, KINDS);
    void *freed = handle(run, kind);
    run->good |= freed == NULL;
    FREE[kind](run, freed);
    return answered(run, true);
}

static int call_last_error(struct run *run) {
    ffi_guard_error errors[2] = {FFI_GUARD_ERROR_INIT, FFI_GUARD_ERROR_INIT};
    bool good = run->good;
    semver_last_error(pointer(run, errors));
    run->good = good;
    CHECK(semver_last_error_message() != NULL);
    semver_string_free(NULL);
    semver_vec_parts_free((semver_vec_parts){NULL, (size_t)next(&run->random)});
    return answered(run, true);
}

typedef int (*call)(struct run *run);

static const call CALLS[] = {
    call_new,  call_parse,    call_parse, call_parse, call_from_numbers, call_copy,     call_version_parts, call_text,
    call_bump, call_compare,  call_matches, call_list_new, call_push,    call_push,     call_push,          call_len,
    call_get,  call_best,     call_sort,  call_list_parts, call_free,    call_free,     call_last_error,
};

static int call_anything(struct run *run) {
    size_t which = below(&run->random, sizeof CALLS / sizeof *CALLS);
    run->good = true;
    semver_clear_last_error();
    return CALLS[which](run);
}

/* Checks that the library still works, and frees all live handles. */
static int goes_on(struct run *run) {
    semver_clear_last_error();
    for (int kind = 0; kind < KINDS; kind++) {
        while (run->count[kind] > 0) {
            FREE[kind](run, run->live[kind][0]);
        }
    }
    CHECK_PASSES(succeeded());
    semver_version *version = version_of("1.2.3-rc.1");
    CHECK_PASSES(is_written(version, "1.2.3-rc.1"));
    semver_version_free(version);
    return succeeded();
}

static int alone(uint64_t seed, size_t calls) {
    static struct run run;
    run.random = seed;
    for (size_t i = 0; i < calls; i++) {
        int line = call_anything(&run);
        if (line != 0) {
            printf("call %zu, with the last error \"%s\"\n", i, semver_last_error_message());
            return line;
        }
    }
    return goes_on(&run);
}

/* Handles of all threads. Each thread uses them as its own, while others may free them. */
static _Atomic(void *) shared[KINDS][MOST];
static size_t calls_of_a_thread;

static void *run_thread(void *data) {
    struct run *run = data;
    for (size_t i = 0; i < calls_of_a_thread; i++) {
        for (int kind = 0; kind < KINDS; kind++) {
            size_t at = below(&run->random, MOST);
            void *theirs = atomic_exchange(&shared[kind][at], any_live(run, (enum kind)kind));
            if (theirs != NULL && place(run, (enum kind)kind, theirs) == MOST) {
                born(run, (enum kind)kind, theirs);
            }
        }
        /* Another thread may invalidate what this one knows about a handle; the test is only that nothing breaks. */
        call_anything(run);
        run->line = 0;
    }
    return NULL;
}

static int together(uint64_t seed, size_t calls, size_t threads) {
    struct run *runs = calloc(threads, sizeof *runs);
    pthread_t *ids = calloc(threads, sizeof *ids);
    calls_of_a_thread = calls / threads;
    for (size_t i = 0; i < threads; i++) {
        runs[i].random = seed + i;
        CHECK(pthread_create(&ids[i], NULL, run_thread, &runs[i]) == 0);
    }
    for (size_t i = 0; i < threads; i++) {
        CHECK(pthread_join(ids[i], NULL) == 0);
    }
    free(runs);
    free(ids);
    struct run run = {.random = seed};
    return goes_on(&run);
}

int main(int argc, char **argv) {
    if (argc < 3) {
        printf("usage: hostile SEED CALLS [THREADS]\n");
        return 2;
    }
    uint64_t seed = strtoull(argv[1], NULL, 10);
    size_t calls = strtoul(argv[2], NULL, 10);
    int line = argc > 3 ? together(seed, calls, strtoul(argv[3], NULL, 10)) : alone(seed, calls);
    if (line != 0) {
        printf("%s:%d: failed with seed %s\n", __FILE__, line, argv[1]);
        return 1;
    }
    return 0;
}
