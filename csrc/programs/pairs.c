/* Calls each function of the pairs fixture 100 times without a panic. Each function has its own loop, such as
 * `measure_divide_bare`. The loops are identical, so their instruction counts compare the functions. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WARM_UP = 10, CALLS = 100 };

typedef struct block {
    uint64_t words[8];
} block;

typedef struct owned {
    int32_t id;
} owned;

typedef struct pen {
    int32_t width;
    int32_t color;
    bool filled;
} pen;

typedef struct counter counter;

static int32_t numbers[8] = {1, 2, 3, 4, 5, 6, 7, 8};
static const pen green = {4, 2, true};
static int64_t total;
static const int64_t one = 1;
static const char *const strings[4] = {"one", "two", "three", "thirteen byte"};
static const int64_t *const pointers[4] = {&one, &total, &one, &one};
static uint8_t bytes[CALLS];
static const block sample = {{1, 2, 3, 4, 5, 6, 7, 8}};
static volatile uint64_t sink;

#define MEASURE(name, variant, type, parameters, use, ...)                                            \
    extern type variant##_##name parameters;                                                          \
    LOOP(name, variant, use, __VA_ARGS__)

#define LOOP(name, variant, use, ...)                                                                 \
    __attribute__((noinline)) static void measure_##name##_##variant(int calls) {                      \
        for (int i = 0; i < calls; i++) {                                                             \
            use(variant##_##name(__VA_ARGS__));                                                       \
        }                                                                                             \
    }

#define EACH(name, type, parameters, use, ...)                                                        \
    MEASURE(name, bare, type, parameters, use, __VA_ARGS__)                                           \
    MEASURE(name, literal, type, parameters, use, __VA_ARGS__)                                        \
    MEASURE(name, expression, type, parameters, use, __VA_ARGS__)                                     \
    MEASURE(name, closure, type, parameters, use, __VA_ARGS__)                                        \
    MEASURE(name, rust, type, parameters, use, __VA_ARGS__)

#define SHAPE(name, type, parameters, use, ...)                                                       \
    MEASURE(name, bare, type, parameters, use, __VA_ARGS__)                                           \
    MEASURE(name, guarded, type, parameters, use, __VA_ARGS__)

/* Functions with a local variable that has a destructor. */
#define CLEANUP(name)                                                                                 \
    MEASURE(name, bare, int32_t, (int32_t), NUMBER, i)                                                \
    MEASURE(name, caught, int32_t, (int32_t), NUMBER, i)                                              \
    MEASURE(name, guarded, int32_t, (int32_t), NUMBER, i)                                             \
    MEASURE(name, rust, int32_t, (int32_t), NUMBER, i)

/* Functions that are called through a pointer. */
#define PASSED(name, type, parameters, use, ...)                                                      \
    extern type (*const bare_##name) parameters;                                                      \
    extern type (*const guarded_##name) parameters;                                                   \
    LOOP(name, bare, use, __VA_ARGS__)                                                                \
    LOOP(name, guarded, use, __VA_ARGS__)

#define NUMBER(value) sink = (uint64_t)(value)
#define ADDRESS(value) sink = (uint64_t)(uintptr_t)(value)
#define NOTHING(value) value
#define LAST_WORD(value) sink = (value).words[7]
#define LENGTH(value) sink = (value).len

EACH(constant, int32_t, (int32_t, int32_t), NUMBER, i, 3)
EACH(divide, int32_t, (int32_t, int32_t), NUMBER, i, 3)
EACH(index, int32_t, (size_t), NUMBER, (size_t)i % 16)
EACH(allocate, size_t, (size_t), NUMBER, 64)
EACH(callee, int32_t, (int32_t), NUMBER, i)
EACH(format, size_t, (int32_t), NUMBER, i)
EACH(sort, uint32_t, (uint32_t), NUMBER, (uint32_t)i)
EACH(pointer, const uint8_t *, (const uint8_t *, ptrdiff_t), ADDRESS, bytes, i)
EACH(float, double, (double, int32_t), NUMBER, 0.5, i)
EACH(unit, void, (int32_t), NOTHING, i)
SHAPE(named, int32_t, (int32_t), NUMBER, i)
SHAPE(return_block, block, (int32_t), LAST_WORD, i)
SHAPE(take_block, int32_t, (block), NUMBER, sample)
SHAPE(outlined, int32_t, (int32_t), NUMBER, i)
PASSED(passed, int32_t, (int32_t), NUMBER, i)
SHAPE(ignore_owned, int32_t, (owned, int32_t), NUMBER, (owned){i}, i)

CLEANUP(closed)
CLEANUP(locked)
CLEANUP(boxed)
CLEANUP(listed)
CLEANUP(large)

SHAPE(text, int64_t, (const char *), NUMBER, "thirteen byte")
SHAPE(counted_text, int64_t, (const char *, size_t), NUMBER, "thirteen byte", 13)
SHAPE(slice, int64_t, (const int32_t *, size_t), NUMBER, numbers, 8)
SHAPE(texts, int64_t, (const char *const *, size_t), NUMBER, strings, 4)
SHAPE(references, int64_t, (const int64_t *const *, size_t), NUMBER, pointers, 4)
SHAPE(checked, int64_t, (const pen *), NUMBER, &green)
SHAPE(exclusive, int64_t, (int64_t *, const int64_t *), NUMBER, &total, &one)
SHAPE(option, bool, (int64_t, int64_t *), NUMBER, i, &total)
SHAPE(status, int32_t, (int64_t, int64_t *), NUMBER, i, &total)

SHAPE(optional_out, int64_t, (int64_t, int64_t *), NUMBER, i, &total)

/* The caller frees the text. */
extern void pairs_string_free(char *);
#define WRITES_TEXT(variant)                                                                          \
    extern int64_t variant##_out_text(int64_t, char **);                                              \
    __attribute__((noinline)) static void measure_out_text_##variant(int calls) {                     \
        for (int i = 0; i < calls; i++) {                                                             \
            char *text;                                                                               \
            NUMBER(variant##_out_text(i, &text));                                                     \
            pairs_string_free(text);                                                                  \
        }                                                                                             \
    }

WRITES_TEXT(bare)
WRITES_TEXT(guarded)

/* The first function returns an object, and the second one takes ownership of it. */
#define OWNED(variant)                                                                                \
    extern counter *variant##_new(int64_t);                                                           \
    extern int64_t variant##_free(counter *);                                                         \
    __attribute__((noinline)) static void measure_owned_##variant(int calls) {                        \
        for (int i = 0; i < calls; i++) {                                                             \
            NUMBER(variant##_free(variant##_new(i)));                                                 \
        }                                                                                             \
    }

OWNED(bare)
OWNED(guarded)

/* Objects that are given back in one array. */
#define OWNED_ARRAY(variant)                                                                          \
    extern int64_t variant##_free_all(counter *const *, size_t);                                      \
    __attribute__((noinline)) static void measure_owned_array_##variant(int calls) {                  \
        for (int i = 0; i < calls; i++) {                                                             \
            counter *const all[4] = {variant##_new(i), variant##_new(i), variant##_new(i), variant##_new(i)}; \
            NUMBER(variant##_free_all(all, 4));                                                       \
        }                                                                                             \
    }

OWNED_ARRAY(bare)
OWNED_ARRAY(guarded)

/* A method of an object that is created before counting starts. */
#define METHOD(name, variant)                                                                         \
    extern void *variant##_##name##_new(void);                                                        \
    extern int64_t variant##_##name(void *, int64_t);                                                 \
    static void *variant##_##name##_object;                                                           \
    LOOP(name, variant, NUMBER, variant##_##name##_object, i)
#define METHODS(name) METHOD(name, bare) METHOD(name, guarded)
#define OBJECTS(name)                                                                                 \
    bare_##name##_object = bare_##name##_new(), guarded_##name##_object = guarded_##name##_new()

METHODS(method)
typedef struct list {
    void **ptr;
    size_t len;
} list;

/* The first function returns a list, and the second one frees it with its elements. */
#define LIST(name, variant, freed_by)                                                                 \
    extern list variant##_##name(int64_t);                                                            \
    extern void freed_by(list);                                                                       \
    __attribute__((noinline)) static void measure_##name##_##variant(int calls) {                     \
        for (int i = 0; i < calls; i++) {                                                             \
            list made = variant##_##name(8);                                                          \
            sink = made.len;                                                                          \
            freed_by(made);                                                                           \
        }                                                                                             \
    }

LIST(string_list, bare, bare_string_list_free)
LIST(string_list, guarded, pairs_vec_string_free)
LIST(items, bare, bare_items_free)
LIST(items, guarded, pairs_vec_counted_free)

typedef struct view {
    const char *ptr;
    size_t len;
} view;

/* A method that returns a text of the object. */
#define VIEW(variant)                                                                                 \
    extern void *variant##_view_new(void);                                                            \
    extern view variant##_view(const void *);                                                         \
    static void *variant##_view_object;                                                               \
    LOOP(view, variant, LENGTH, variant##_view_object)

VIEW(bare)
VIEW(guarded)
METHODS(poison)
METHODS(brittle)
METHODS(token)
METHODS(shared_token)
METHODS(lent_share)

/* The first function returns another reference to an object, and the second one releases it. */
#define SHARES(variant, tally)                                                                        \
    extern void *variant##_share_new(void);                                                           \
    extern void *tally##_share(const void *);                                                         \
    extern void tally##_free(const void *);                                                           \
    static void *variant##_share_object;                                                              \
    __attribute__((noinline)) static void measure_share_##variant(int calls) {                        \
        for (int i = 0; i < calls; i++) {                                                             \
            tally##_free(tally##_share(variant##_share_object));                                      \
        }                                                                                             \
    }

SHARES(bare, bare_tally)
SHARES(guarded, pairs_tally)

static int32_t is_odd(uint64_t number, void *data) {
    (void)data;
    return number % 2 != 0;
}
static bool is_odd_flag(uint64_t number, void *data) {
    (void)data;
    return number % 2 != 0;
}
static int32_t is_object(const void *object, void *data) {
    (void)data;
    return object != NULL;
}

/* Functions that call a callback ten times. */
typedef int32_t (*number_callback)(uint64_t, void *);
typedef bool (*flag_callback)(uint64_t, void *);
typedef int32_t (*object_callback)(const void *, void *);
MEASURE(call_number, bare, int64_t, (number_callback, void *), NUMBER, is_odd, NULL)
MEASURE(call_flag, bare, int64_t, (number_callback, void *), NUMBER, is_odd, NULL)
MEASURE(call_lent, bare, int64_t, (object_callback, void *), NUMBER, is_object, NULL)
MEASURE(call_lent_record, bare, int64_t, (object_callback, void *), NUMBER, is_object, NULL)
MEASURE(call_lent_token, bare, int64_t, (object_callback, void *), NUMBER, is_object, NULL)
MEASURE(call_number, guarded, int64_t, (number_callback, void *), NUMBER, is_odd, NULL)
MEASURE(call_flag, guarded, int64_t, (flag_callback, void *), NUMBER, is_odd_flag, NULL)
MEASURE(call_lent, guarded, int64_t, (object_callback, void *), NUMBER, is_object, NULL)
MEASURE(call_lent_record, guarded, int64_t, (object_callback, void *), NUMBER, is_object, NULL)
MEASURE(call_lent_token, guarded, int64_t, (object_callback, void *), NUMBER, is_object, NULL)

/* The warm-up resolves symbols and fills the allocator's free lists. It has its own function name, because counts
 * are attributed by the caller's name. */
static void run(void (*measure)(int), int calls) {
    measure(calls);
}

#define ALL(calls, name)                                                                              \
    run(measure_##name##_bare, calls), run(measure_##name##_literal, calls),                          \
        run(measure_##name##_expression, calls), run(measure_##name##_closure, calls),                \
        run(measure_##name##_rust, calls)
#define BOTH(calls, name) run(measure_##name##_bare, calls), run(measure_##name##_guarded, calls)
#define CATCHES(calls, name)                                                                          \
    BOTH(calls, name), run(measure_##name##_caught, calls), run(measure_##name##_rust, calls)

__attribute__((noinline)) static void everything(int calls) {
    ALL(calls, constant), ALL(calls, divide), ALL(calls, index), ALL(calls, allocate);
    ALL(calls, callee), ALL(calls, format), ALL(calls, sort), ALL(calls, pointer);
    ALL(calls, float), ALL(calls, unit);
    BOTH(calls, named), BOTH(calls, return_block), BOTH(calls, take_block), BOTH(calls, ignore_owned);
    BOTH(calls, outlined), BOTH(calls, passed);
    CATCHES(calls, closed), CATCHES(calls, locked), CATCHES(calls, boxed), CATCHES(calls, listed);
    CATCHES(calls, large);
    BOTH(calls, text), BOTH(calls, counted_text), BOTH(calls, slice), BOTH(calls, checked);
    BOTH(calls, texts), BOTH(calls, references), BOTH(calls, owned_array);
    BOTH(calls, exclusive), BOTH(calls, option), BOTH(calls, optional_out), BOTH(calls, out_text);
    BOTH(calls, status), BOTH(calls, owned);
    BOTH(calls, method), BOTH(calls, view), BOTH(calls, string_list), BOTH(calls, items);
    BOTH(calls, poison), BOTH(calls, brittle), BOTH(calls, token);
    BOTH(calls, shared_token), BOTH(calls, lent_share), BOTH(calls, share);
    BOTH(calls, call_number), BOTH(calls, call_flag);
    BOTH(calls, call_lent), BOTH(calls, call_lent_record), BOTH(calls, call_lent_token);
}

__attribute__((noinline)) void counted(void) {
    everything(CALLS);
}

int main(void) {
    OBJECTS(method), OBJECTS(view), OBJECTS(poison), OBJECTS(brittle), OBJECTS(token), OBJECTS(shared_token);
    OBJECTS(lent_share), OBJECTS(share);
    everything(WARM_UP);
    counted();
    return 0;
}
