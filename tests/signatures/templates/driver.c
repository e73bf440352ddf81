/* Calls a generated library, and prints the outcome of each call on one line. */
#include "ffi_guard.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#pragma GCC diagnostic ignored "-Wunused-function"

FFI_GUARD_DECLARE(fz);
FFI_GUARD_DECLARE_STRINGS(fz);

/* The content of the caller's variables before a call. */
#define STALE ((void *)(uintptr_t)0x40)

typedef uint32_t (*fz_function)(uint32_t number);
typedef struct fz_list {
    void *ptr;
    size_t len;
} fz_list;

void fz_vec_string_free(fz_list list);
void fz_mode(uint32_t mode);
uint64_t fz_digest(void);
int64_t fz_alive(void);

static uint64_t heard;
static char message[512];

static uint32_t same(uint32_t number) { return number; }

static void word(uint64_t *digest, uint64_t word) {
    uint64_t mixed = (*digest ^ word) * UINT64_C(0x100000001b3);
    *digest = mixed << 23 | mixed >> 41;
}

static void bytes(uint64_t *digest, const void *from, size_t len) {
    word(digest, len);
    for (size_t i = 0; i < len; i++) {
        word(digest, ((const unsigned char *)from)[i]);
    }
}

static uint64_t next(uint64_t *source) {
    *source = *source * UINT64_C(6364136223846793005) + UINT64_C(0x14057b7ef767814f);
    return *source ^ *source >> 29;
}

static uint64_t float_bits(float number) {
    uint32_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

static uint64_t double_bits(double number) {
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

/* Folds and frees a text that the caller owns. */
static void text(uint64_t *digest, void *text) {
    if (text == NULL || text == STALE) {
        word(digest, text == NULL ? 0 : 2);
        return;
    }
    word(digest, 1);
    bytes(digest, text, strlen(text));
    fz_string_free(text);
}

static void object(uint64_t *digest, void *object, uint64_t (*end)(void *)) {
    if (object == NULL || object == STALE) {
        word(digest, object == NULL ? 0 : 2);
        return;
    }
    word(digest, 1);
    word(digest, end(object));
}

/* Folds whether a pointer is a new one. */
static bool is_there(uint64_t *digest, const void *pointer) {
    word(digest, pointer == NULL ? 0 : pointer == STALE ? 2 : 1);
    return pointer != NULL && pointer != STALE;
}

/* Folds a text that the caller does not own. */
static void view_text(uint64_t *digest, fz_list view) {
    if (is_there(digest, view.ptr)) {
        bytes(digest, view.ptr, view.len);
    }
}

static void view_c_str(uint64_t *digest, const void *text) {
    if (is_there(digest, text)) {
        bytes(digest, text, strlen(text));
    }
}

/* Folds a list of texts, keeps the first one, and frees the list. */
static void texts(uint64_t *digest, fz_list list) {
    char **elements = list.ptr;
    char *kept = NULL;
    if (list.ptr == NULL || list.ptr == STALE) {
        word(digest, list.ptr == NULL ? 0 : 2);
        return;
    }
    word(digest, 1);
    word(digest, list.len);
    for (size_t i = 0; i < list.len; i++) {
        bytes(digest, elements[i], strlen(elements[i]));
    }
    if (list.len > 0) {
        kept = elements[0];
        elements[0] = NULL;
    }
    fz_vec_string_free(list);
    if (kept != NULL) {
        text(digest, kept);
    }
}

/* Folds a list of handles, keeps the first one, and frees the list. */
static void objects(uint64_t *digest, fz_list list, uint64_t (*read)(const void *), uint64_t (*end)(void *),
                    void (*free_list)(fz_list)) {
    void **elements = list.ptr;
    void *kept = NULL;
    if (list.ptr == NULL || list.ptr == STALE) {
        word(digest, list.ptr == NULL ? 0 : 2);
        return;
    }
    word(digest, 1);
    word(digest, list.len);
    for (size_t i = 0; i < list.len; i++) {
        word(digest, read(elements[i]));
    }
    if (list.len > 0) {
        kept = elements[0];
        elements[0] = NULL;
    }
    free_list(list);
    if (kept != NULL) {
        object(digest, kept, end);
    }
}

/* Counts how often the data of a closure is destroyed. */
static void destroyed(void *data) { *(uint64_t *)data += 1; }

static void label(const char *name) {
    fputs(name, stdout);
    fflush(stdout);
}

static void begin(uint32_t mode) {
    heard = 0;
    fz_mode(mode);
    fz_digest();
    fz_clear_last_error();
}

static void end(void) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    int32_t kind = fz_last_error(&error);
    snprintf(message, sizeof message, "%s", kind == 0 ? "" : error.message);
    fz_mode(0);
    printf(" %d %d %016llx %lld", (int)kind, (int)error.code, (unsigned long long)fz_digest(), (long long)fz_alive());
}

static void finish(uint64_t returned, uint64_t memory) {
    word(&memory, heard);
    printf(" %016llx %016llx %lld %s\n", (unsigned long long)returned, (unsigned long long)memory, (long long)fz_alive(),
           message);
}

