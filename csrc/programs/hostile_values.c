/* Calls convert.h at random. Bools, characters, enums, structs of these and texts are random bytes; pointers are valid,
 * null or misaligned; memory may overlap. Each result is compared with what is known about the arguments.
 *
 *     hostile_values SEED CALLS */
#include "check.h"
#include "convert.h"
#include "hostile.h"

#include <stdlib.h>

/* Checks that the result is the fallback if and only if an argument was bad. */
static int answered(bool good, int64_t answer, int64_t fallback) {
    int32_t kind = convert_last_error(NULL);
    CHECK(good ? kind != FFI_GUARD_INVALID_ARGUMENT : kind == FFI_GUARD_INVALID_ARGUMENT);
    CHECK(good || answer == fallback);
    return 0;
}

/* Returns a small number or a random one. */
static uint32_t number(uint64_t *random) {
    return below(random, 3) == 0 ? (uint32_t)next(random) : (uint32_t)below(random, 4);
}

static bool is_color(convert_color color) { return color == CONVERT_RED || color == CONVERT_GREEN; }

static bool is_pen(const convert_pen *pen) {
    return is_color(pen->color) && pen->filled <= 1 && pen->on[0] <= 1 && pen->on[1] <= 1;
}

static convert_pen a_pen(uint64_t *random) {
    convert_pen pen = {(convert_color)(below(random, 8) + 7) / 8 + 1, 0, {1, 0}};
    if (below(random, 2) == 0) {
        uint64_t bytes = next(random);
        memcpy((char *)&pen + below(random, sizeof pen), &bytes, 1);
    }
    return pen;
}

static int call_bool(uint64_t *random) {
    uint8_t byte = (uint8_t)number(random);
    return answered(byte <= 1, convert_bool(byte), -1);
}

static int call_character(uint64_t *random) {
    uint32_t character = number(random) << below(random, 16);
    bool good = character < 0xd800 || (character > 0xdfff && character <= 0x10ffff);
    return answered(good, convert_upper(character), 0);
}

static int call_values(uint64_t *random) {
    convert_pen pen = a_pen(random);
    convert_color color = (convert_color)number(random);
    convert_point point;
    uint64_t bytes[2] = {next(random), next(random)};
    memcpy(&point, bytes, sizeof point);
    return answered(is_pen(&pen) && is_color(color), convert_values(point, pen, color), -1);
}

static int call_pens(uint64_t *random) {
    convert_pen pens[4] = {a_pen(random), a_pen(random), a_pen(random), a_pen(random)};
    bool good = true;
    convert_pen *first = valid_null_or_misaligned(random, pens, &good);
    switch (below(random, 3)) {
    case 0:
        good = good && is_pen(pens);
        return answered(good, convert_reference(first), -1);
    case 1:
        good = good && is_pen(pens);
        return answered(good, convert_toggle(first), -1);
    default:
        break;
    }
    size_t len = below(random, 5);
    for (size_t i = 0; i < len && i < 3; i++) {
        good = good && is_pen(&pens[i]);
    }
    if (len == 4) {
        len = SIZE_MAX - below(random, 1000);
        good = false;
    }
    return answered(good || len == 0, convert_checked_slice(first, len), -1);
}

static int call_optional(uint64_t *random) {
    convert_color colors[2] = {(convert_color)number(random), 0};
    bool good = true;
    convert_color *color = valid_null_or_misaligned(random, colors, &good);
    good = color == NULL || (good && is_color(*color));
    return answered(good, convert_optional(color), -1);
}

/* Passes two ranges of one buffer, one of them writable. */
static int call_overlapping(uint64_t *random) {
    uint8_t bytes[32] = {0};
    size_t to = below(random, 32), from = below(random, 32);
    size_t to_len = below(random, 33 - to), from_len = below(random, 33 - from);
    bool apart = to_len == 0 || from_len == 0 || to + to_len <= from || from + from_len <= to;
    return answered(apart, convert_copy(bytes + to, to_len, bytes + from, from_len), -1);
}

static int call_exclusive(uint64_t *random) {
    int32_t values[4] = {1, 2, 3, 4};
    bool good = true;
    int32_t *to = valid_null_or_misaligned(random, values + below(random, 3), &good);
    int32_t *from = valid_null_or_misaligned(random, values + below(random, 3), &good);
    good = good && to != from;
    return answered(good, convert_exclusive(to, from), -1);
}

static int call_out(uint64_t *random) {
    int32_t out[2] = {0x55555555, 0x55555555};
    bool good = true;
    int32_t *target = valid_null_or_misaligned(random, out, &good);
    int32_t value = (int32_t)number(random) - 1;
    int32_t status = convert_out(value, target);
    CHECK(status == -1 || *out == value);
    CHECK(status != -1 || (out[0] == 0x55555555 && out[1] == 0x55555555));
    return answered(good, status, -1);
}

/* The text ends at the end of its allocation. The library must check for UTF-8 itself. */
static int call_text(uint64_t *random) {
    size_t len = below(random, 60);
    char *text = malloc(len + 1);
    CHECK(text != NULL);
    for (size_t i = 0; i < len; i++) {
        text[i] = (char)(below(random, 8) == 0 ? next(random) : 'a' + below(random, 26));
    }
    text[len] = '\0';
    int64_t count = convert_text(text);
    free(text);
    CHECK((count == -1) == (convert_last_error(NULL) == FFI_GUARD_INVALID_ARGUMENT));
    convert_clear_last_error();
    CHECK(convert_text(NULL) == -1);
    return answered(false, -1, -1);
}

static int32_t same(int32_t value) { return value; }

static int call_function(uint64_t *random) {
    bool good = below(random, 2) == 0;
    return answered(good, convert_function(good ? same : NULL, 7), -1);
}

static int (*const CALLS[])(uint64_t *random) = {
    call_bool,        call_character, call_values, call_pens, call_optional,
    call_overlapping, call_exclusive, call_out,    call_text, call_function,
};

int main(int argc, char **argv) {
    if (argc != 3) {
        printf("usage: hostile_values SEED CALLS\n");
        return 2;
    }
    uint64_t random = strtoull(argv[1], NULL, 10);
    size_t calls = strtoul(argv[2], NULL, 10);
    for (size_t i = 0; i < calls; i++) {
        convert_clear_last_error();
        int line = CALLS[below(&random, sizeof CALLS / sizeof *CALLS)](&random);
        if (line != 0) {
            printf("%s:%d: call %zu with seed %s: %s\n", __FILE__, line, i, argv[1], convert_last_error_message());
            return 1;
        }
    }
    return 0;
}
