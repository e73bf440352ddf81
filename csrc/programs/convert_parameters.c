/* Each kind of parameter of the Rust form: first with a valid argument, then with each kind of invalid one. */
#include "convert.h"
#include "runner.h"

static const char NOT_UTF8[] = "ab\xff";

static int refused(const char *function, const char *message) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(convert_last_error(&error) == FFI_GUARD_INVALID_ARGUMENT);
    CHECK(strcmp(error.function, function) == 0);
    if (strcmp(error.message, message) != 0) {
        printf("message: %s\n", error.message);
        return __LINE__;
    }
    CHECK(error.code == 0 && *error.file == '\0' && error.line == 0);
    convert_clear_last_error();
    return 0;
}

static int succeeded(void) {
    CHECK(convert_last_error(NULL) == FFI_GUARD_NONE);
    return 0;
}

/* The pointer is into an array, so that reading through it is harmless even if the check is missing. */
static void *misaligned(void *pointer) { return (char *)pointer + 1; }

static int reference(void) {
    convert_pen pens[2] = {{CONVERT_GREEN, 1, {0, 1}}, {CONVERT_RED, 0, {0, 0}}};
    CHECK(convert_reference(pens) == 21);
    CHECK_PASSES(succeeded());
    CHECK(convert_reference(NULL) == -1);
    CHECK_PASSES(refused("convert_reference", "argument `pen` is null"));
    CHECK(convert_reference(misaligned(pens)) == -1);
    CHECK_PASSES(refused("convert_reference", "argument `pen` is not aligned for its type"));
    pens[0].color = 3;
    CHECK(convert_reference(pens) == -1);
    CHECK_PASSES(refused("convert_reference", "argument `pen` is 3, which is not a valid `Color` in its field `color`"));
    pens[1].on[1] = 2;
    CHECK(convert_reference(pens + 1) == -1);
    return refused("convert_reference", "argument `pen` is 2, and a `bool` is 0 or 1 in its field `on`");
}

static int exclusive(void) {
    int32_t to[2] = {1, 1}, value = 2;
    CHECK(convert_exclusive(to, &value) == 0 && to[0] == 3);
    CHECK_PASSES(succeeded());
    CHECK(convert_exclusive(NULL, &value) == -1);
    CHECK_PASSES(refused("convert_exclusive", "argument `to` is null"));
    CHECK(convert_exclusive(misaligned(to), &value) == -1);
    CHECK_PASSES(refused("convert_exclusive", "argument `to` is not aligned for its type"));
    CHECK(convert_exclusive(to, to) == -1 && to[0] == 3);
    CHECK_PASSES(refused("convert_exclusive",
                         "argument `to` overlaps another argument, and the function may write to it"));
    CHECK(convert_shared_twice(to, to) == 6);
    return succeeded();
}

static int optional(void) {
    convert_color color[2] = {CONVERT_GREEN, 0};
    CHECK(convert_optional(color) == 2);
    CHECK(convert_optional(NULL) == 0);
    CHECK_PASSES(succeeded());
    CHECK(convert_optional(color + 1) == -1);
    CHECK_PASSES(refused("convert_optional", "argument `color` is 0, which is not a valid `Color`"));
    CHECK(convert_optional(misaligned(color)) == -1);
    return refused("convert_optional", "argument `color` is not aligned for its type");
}

static int optional_exclusive(void) {
    int32_t to = 1, value = 2;
    CHECK(convert_optional_exclusive(&to, &value) == 1 && to == 2);
    CHECK(convert_optional_exclusive(NULL, &value) == 0);
    CHECK_PASSES(succeeded());
    CHECK(convert_optional_exclusive(&value, &value) == -1);
    return refused("convert_optional_exclusive",
                   "argument `to` overlaps another argument, and the function may write to it");
}

static int exclusive_of_what_is_checked(void) {
    convert_pen pen = {CONVERT_RED, 0, {1, 1}};
    CHECK(convert_toggle(&pen) == 1 && pen.filled == 1);
    CHECK_PASSES(succeeded());
    pen.filled = 7;
    CHECK(convert_toggle(&pen) == -1 && pen.filled == 7);
    return refused("convert_toggle", "argument `pen` is 7, and a `bool` is 0 or 1 in its field `filled`");
}

static int c_str(void) {
    CHECK(convert_c_str(NOT_UTF8) == 3 && convert_c_str("") == 0);
    CHECK(convert_optional_c_str("ab") == 2 && convert_optional_c_str(NULL) == -2);
    CHECK_PASSES(succeeded());
    CHECK(convert_c_str(NULL) == -1);
    return refused("convert_c_str", "argument `text` is null");
}

static int text(void) {
    CHECK(convert_text("gr\xc3\xb6\xc3\x9f" "e") == 5 && convert_text("") == 0);
    CHECK_PASSES(succeeded());
    CHECK(convert_text(NULL) == -1);
    CHECK_PASSES(refused("convert_text", "argument `text` is null"));
    CHECK(convert_text(NOT_UTF8) == -1);
    return refused("convert_text", "argument `text` is not UTF-8 from byte 2");
}

static int optional_text(void) {
    CHECK(convert_optional_text("\xc3\xb6") == 1 && convert_optional_text(NULL) == -2);
    CHECK_PASSES(succeeded());
    CHECK(convert_optional_text("\xed\xa0\x80") == -1);
    return refused("convert_optional_text", "argument `text` is not UTF-8 from byte 0");
}

static int counted_text(void) {
    const char text[5] = {'\xc3', '\xb6', 'a', '\0', '\xc3'};
    CHECK(convert_counted_text(text, 4) == 3 && convert_counted_text(text, 0) == 0);
    CHECK(convert_counted_text(NULL, 0) == 0 && convert_counted_text((const char *)1, 0) == 0);
    CHECK_PASSES(succeeded());
    CHECK(convert_counted_text(NULL, 1) == -1);
    CHECK_PASSES(refused("convert_counted_text", "argument `text` is null"));
    CHECK(convert_counted_text(text, SIZE_MAX) == -1);
    CHECK_PASSES(refused("convert_counted_text", "argument `text` is longer than the address space"));
    CHECK(convert_counted_text(text, 5) == -1);
    return refused("convert_counted_text", "argument `text` is not UTF-8 from byte 4");
}

static int optional_counted_text(void) {
    uint8_t bytes[4] = {'a', 'b', 'c', 0xff};
    CHECK(convert_optional_counted_text(bytes, 1, NULL, 0) == -2);
    CHECK(convert_optional_counted_text(bytes, 1, NULL, SIZE_MAX) == -2);
    CHECK(convert_optional_counted_text(bytes, 1, "", 0) == 0);
    CHECK(convert_optional_counted_text(bytes, 1, (const char *)bytes + 1, 2) == 1 && bytes[0] == 'b');
    CHECK(convert_optional_counted_text(bytes, 2, (const char *)bytes + 1, 2) == -1);
    CHECK_PASSES(refused("convert_optional_counted_text",
                         "argument `to` overlaps another argument, and the function may write to it"));
    CHECK(convert_optional_counted_text(bytes, 1, (const char *)bytes + 3, 1) == -1);
    return refused("convert_optional_counted_text", "argument `text` is not UTF-8 from byte 0");
}

static int slice(void) {
    int32_t values[3] = {1, 2, 3};
    CHECK(convert_slice(values, 3) == 6 && convert_slice(NULL, 0) == 0);
    CHECK(convert_slice(misaligned(values), 0) == 0);
    CHECK_PASSES(succeeded());
    CHECK(convert_slice(NULL, 1) == -1);
    CHECK_PASSES(refused("convert_slice", "argument `values` is null"));
    CHECK(convert_slice(misaligned(values), 2) == -1);
    CHECK_PASSES(refused("convert_slice", "argument `values` is not aligned for its type"));
    CHECK(convert_slice(values, SIZE_MAX) == -1);
    CHECK_PASSES(refused("convert_slice", "argument `values` is longer than the address space"));
    CHECK(convert_slice(values, (size_t)PTRDIFF_MAX / sizeof *values + 1) == -1);
    return refused("convert_slice", "argument `values` is longer than the address space");
}

static int checked_slice(void) {
    convert_pen pens[3] = {{CONVERT_RED, 1, {0, 0}}, {CONVERT_GREEN, 1, {0, 0}}, {9, 9, {9, 9}}};
    CHECK(convert_checked_slice(pens, 2) == 2);
    CHECK_PASSES(succeeded());
    CHECK(convert_checked_slice(pens, 3) == -1);
    return refused("convert_checked_slice", "argument `pens` is 9, which is not a valid `Color` in its field `color`");
}

static int exclusive_slice(void) {
    uint8_t bytes[8] = {0, 1, 2, 3, 4, 5, 6, 7};
    const char *overlap = "argument `to` overlaps another argument, and the function may write to it";
    CHECK(convert_copy(bytes, 4, bytes + 4, 4) == 4 && bytes[3] == 7);
    CHECK(convert_copy(bytes, 0, bytes, 8) == 0);
    CHECK(convert_copy(bytes, 8, bytes + 2, 0) == 0);
    CHECK_PASSES(succeeded());
    CHECK(convert_copy(bytes, 5, bytes + 4, 4) == -1);
    CHECK_PASSES(refused("convert_copy", overlap));
    CHECK(convert_copy(bytes + 3, 1, bytes, 8) == -1);
    CHECK_PASSES(refused("convert_copy", overlap));
    CHECK(convert_copy(NULL, 1, bytes, 8) == -1);
    return refused("convert_copy", "argument `to` is null");
}

/* The terminator is part of the text. */
static int exclusive_slice_and_text(void) {
    char bytes[8] = "abc";
    CHECK(convert_write((uint8_t *)bytes + 4, 4, bytes) == 3 && memcmp(bytes + 4, "abc", 3) == 0);
    CHECK_PASSES(succeeded());
    CHECK(convert_write((uint8_t *)bytes, 3, bytes) == -1);
    CHECK_PASSES(refused("convert_write",
                         "argument `to` overlaps another argument, and the function may write to it"));
    return 0;
}

static int owner(void) {
    convert_counter *counter = convert_new(5);
    CHECK(counter != NULL && convert_alive() == 1);
    CHECK(convert_take(NULL, "ab") == -1);
    CHECK_PASSES(refused("convert_take", "argument `counter` is null"));
    CHECK(convert_take(misaligned(counter), "ab") == -1);
    CHECK_PASSES(refused("convert_take", "argument `counter` is not aligned for its type"));
    /* A rejected call consumes none of its arguments. */
    CHECK(convert_take(counter, NOT_UTF8) == -1 && convert_alive() == 1);
    CHECK_PASSES(refused("convert_take", "argument `text` is not UTF-8 from byte 2"));
    CHECK(convert_take_two(counter, counter) == -1 && convert_alive() == 1);
    CHECK_PASSES(refused("convert_take_two",
                         "argument `b` overlaps another argument, and the function may write to it"));
    CHECK(convert_take(counter, "ab") == 7 && convert_alive() == 0);
    return succeeded();
}

/* C owns the memory and may have written an invalid value. A rejected box is not consumed. */
static int owner_of_data(void) {
    convert_pen *pen = convert_new_pen();
    CHECK(pen != NULL && pen->color == CONVERT_GREEN);
    pen->color = 7;
    CHECK(convert_take_pen(pen) == -1);
    CHECK_PASSES(refused("convert_take_pen", "argument `pen` is 7, which is not a valid `Color` in its field `color`"));
    CHECK(convert_take_optional_pen(pen) == -1);
    CHECK_PASSES(
        refused("convert_take_optional_pen", "argument `pen` is 7, which is not a valid `Color` in its field `color`"));
    CHECK(convert_take_pen(NULL) == -1);
    CHECK_PASSES(refused("convert_take_pen", "argument `pen` is null"));
    pen->color = CONVERT_RED;
    CHECK(convert_take_pen(pen) == 1);
    CHECK(convert_take_optional_pen(convert_new_pen()) == 2 && convert_take_optional_pen(NULL) == 0);
    return succeeded();
}

static int optional_owner(void) {
    CHECK(convert_take_two(convert_new(1), NULL) == 1);
    CHECK(convert_take_two(convert_new(1), convert_new(2)) == 3);
    CHECK(convert_alive() == 0);
    return succeeded();
}

static int shared_owner(void) {
    const convert_counter *counter = convert_share(6);
    CHECK(convert_alive() == 1);
    CHECK(convert_release(NULL) == -1);
    CHECK_PASSES(refused("convert_release", "argument `counter` is null"));
    CHECK(convert_release(counter) == 6 && convert_alive() == 0);
    return succeeded();
}

/* A panic in the destructor of an argument is caught by the guard. */
static int owner_that_panics_when_dropped(void) {
    CHECK(convert_take(convert_new(13), "") == -1 && convert_alive() == 0);
    CHECK(convert_last_error(NULL) == FFI_GUARD_PANIC);
    CHECK(strcmp(convert_last_error_message(), "13 panics when dropped") == 0);
    return 0;
}

static int out(void) {
    int32_t value[2] = {99, 99};
    CHECK(convert_out(4, value) == 0 && value[0] == 4);
    CHECK_PASSES(succeeded());
    CHECK(convert_out(5, value) == -1 && value[0] == 4);
    CHECK(convert_last_error(NULL) == FFI_GUARD_PANIC);
    CHECK(convert_out(-2, value) == -1 && value[0] == 4);
    CHECK(convert_last_error(NULL) == FFI_GUARD_ERROR);
    CHECK(convert_out(4, NULL) == -1);
    CHECK_PASSES(refused("convert_out", "argument `out` is null"));
    CHECK(convert_out(4, misaligned(value)) == -1);
    return refused("convert_out", "argument `out` is not aligned for its type");
}

static int out_of_an_owner(void) {
    char elsewhere;
    convert_counter *const stale = (convert_counter *)&elsewhere;
    convert_counter *counter = stale;
    size_t len = 0;
    CHECK(convert_out_box(3, &counter, &len) == 0 && len == 1 && counter != stale);
    CHECK(convert_take(counter, "") == 3);
    counter = stale;
    CHECK(convert_out_box(0, &counter, &len) == 0 && counter == NULL);
    CHECK_PASSES(succeeded());
    counter = stale;
    len = 5;
    CHECK(convert_out_box(-1, &counter, &len) == -1 && counter == NULL && len == 5);
    CHECK(convert_last_error(NULL) == FFI_GUARD_PANIC && convert_alive() == 0);
    /* A rejected call changes nothing. */
    counter = stale;
    CHECK(convert_out_box(3, &counter, NULL) == -1 && counter == stale);
    CHECK_PASSES(refused("convert_out_box", "argument `len` is null"));
    CHECK(convert_out_box(3, &counter, (size_t *)(void *)&counter) == -1 && counter == stale);
    return refused("convert_out_box", "argument `len` overlaps another argument, and the function may write to it");
}

static int out_that_holds_nothing_yet(void) {
    convert_pen pen = {77, 77, {77, 77}};
    CHECK(convert_out_pen(&pen) == 0);
    CHECK(pen.color == CONVERT_GREEN && pen.filled == 1 && pen.on[0] == 0);
    return succeeded();
}

static int flag(void) {
    CHECK(convert_bool(0) == 0 && convert_bool(1) == 1);
    CHECK_PASSES(succeeded());
    CHECK(convert_bool(2) == -1);
    CHECK_PASSES(refused("convert_bool", "argument `flag` is 2, and a `bool` is 0 or 1"));
    CHECK(convert_bool(255) == -1);
    return refused("convert_bool", "argument `flag` is 255, and a `bool` is 0 or 1");
}

static int character(void) {
    CHECK(convert_upper('a') == 'A' && convert_upper(0x10ffff) == 0x10ffff);
    CHECK_PASSES(succeeded());
    CHECK(convert_upper(0xd800) == 0);
    CHECK_PASSES(refused("convert_upper", "argument `character` is 55296, which is the number of no character"));
    CHECK(convert_upper(UINT32_MAX) == 0);
    return refused("convert_upper", "argument `character` is 4294967295, which is the number of no character");
}

static int32_t twice(int32_t value) { return 2 * value; }

static int function(void) {
    CHECK(convert_function(twice, 4) == 8);
    CHECK(convert_optional_function(twice, 4) == 8 && convert_optional_function(NULL, 4) == 4);
    CHECK_PASSES(succeeded());
    CHECK(convert_function(NULL, 4) == -1);
    return refused("convert_function", "argument `f` is null");
}

static int values(void) {
    convert_point point = {4.0, 0.0};
    convert_pen pen = {CONVERT_RED, 0, {1, 0}};
    CHECK(convert_values(point, pen, CONVERT_RED) == 5 && convert_values(point, pen, CONVERT_GREEN) == 4);
    CHECK_PASSES(succeeded());
    CHECK(convert_values(point, pen, 3) == -1);
    CHECK_PASSES(refused("convert_values", "argument `color` is 3, which is not a valid `Color`"));
    pen.on[0] = 3;
    CHECK(convert_values(point, pen, CONVERT_RED) == -1);
    return refused("convert_values", "argument `pen` is 3, and a `bool` is 0 or 1 in its field `on`");
}

static convert_point point_at(uint32_t index) {
    convert_point point = {index, -1.0};
    return point;
}

static convert_callback twice_of_even(int32_t value) { return value % 2 == 0 ? twice : NULL; }

/* Values that C callbacks return to Rust. Every bit pattern of these types is valid. */
static int answers_of_functions(void) {
    CHECK(convert_function_of_points(point_at) == 3);
    CHECK(convert_function_of_functions(twice_of_even, 4) == 8);
    CHECK(convert_function_of_functions(twice_of_even, 5) == -2);
    return succeeded();
}

static int non_zero(void) {
    CHECK(convert_non_zero(4, 3) == 43 && convert_non_zero(4, 0) == 40);
    CHECK_PASSES(succeeded());
    CHECK(convert_non_zero(0, 3) == -1);
    return refused("convert_non_zero", "argument `a` is 0, and its type has every number but 0");
}

static int unchecked(void) {
    CHECK(convert_unchecked(CONVERT_GREEN, 8) == 8);
    return succeeded();
}

/* The value is not checked; the pointer is checked like any other. */
static int unchecked_reference(void) {
    convert_tag tags[2] = {{7}, {8}};
    uint32_t to = 0;
    CHECK(convert_unchecked_reference(tags, &to) == 0 && to == 7);
    CHECK_PASSES(succeeded());
    CHECK(convert_unchecked_reference(NULL, &to) == -1);
    CHECK_PASSES(refused("convert_unchecked_reference", "argument `tag` is null"));
    CHECK(convert_unchecked_reference(misaligned(tags), &to) == -1);
    CHECK_PASSES(refused("convert_unchecked_reference", "argument `tag` is not aligned for its type"));
    CHECK(convert_unchecked_reference(tags, &tags[0].number) == -1);
    return refused("convert_unchecked_reference",
                   "argument `to` overlaps another argument, and the function may write to it");
}

static int unchecked_optional(void) {
    convert_tag to[2] = {{0}, {0}}, tags[2] = {{7}, {8}};
    CHECK(convert_unchecked_optional(to, tags, 2) == 0 && to[0].number == 2);
    CHECK(convert_unchecked_optional(NULL, tags, 2) == 15 && convert_unchecked_optional(NULL, NULL, 0) == 0);
    CHECK_PASSES(succeeded());
    CHECK(convert_unchecked_optional(misaligned(to), tags, 2) == -1);
    CHECK_PASSES(refused("convert_unchecked_optional", "argument `to` is not aligned for its type"));
    CHECK(convert_unchecked_optional(to, NULL, 2) == -1);
    CHECK_PASSES(refused("convert_unchecked_optional", "argument `tags` is null"));
    CHECK(convert_unchecked_optional(NULL, tags, SIZE_MAX) == -1);
    CHECK_PASSES(refused("convert_unchecked_optional", "argument `tags` is longer than the address space"));
    CHECK(convert_unchecked_optional(tags + 1, tags, 2) == -1);
    return refused("convert_unchecked_optional",
                   "argument `to` overlaps another argument, and the function may write to it");
}

static int texts(void) {
    const char *all[] = {"gr\xc3\xb6\xc3\x9f", "", "a", NULL, NOT_UTF8};
    CHECK(convert_texts(all, 3) == 305 && convert_texts(NULL, 0) == 0 && convert_texts((void *)1, 0) == 0);
    CHECK_PASSES(succeeded());
    CHECK(convert_texts(NULL, 1) == -1);
    CHECK_PASSES(refused("convert_texts", "argument `texts` is null"));
    CHECK(convert_texts(misaligned(all), 2) == -1);
    CHECK_PASSES(refused("convert_texts", "argument `texts` is not aligned for its type"));
    CHECK(convert_texts(all, SIZE_MAX / 2) == -1);
    CHECK_PASSES(refused("convert_texts", "argument `texts` is longer than the address space"));
    CHECK(convert_texts(all, 4) == -1);
    CHECK_PASSES(refused("convert_texts", "argument `texts` is null at index 3"));
    CHECK(convert_texts(all + 4, 1) == -1);
    CHECK_PASSES(refused("convert_texts", "argument `texts` is not UTF-8 from byte 2 at index 0"));
    char bytes[9] = "ab\0cd";
    const char *inside[] = {bytes, bytes + 3};
    uint8_t *to = (uint8_t *)bytes + 6;
    CHECK(convert_join(inside, 2, to, 3) == 3 && memcmp(to, "abc", 3) == 0);
    CHECK(convert_join(inside, 2, (uint8_t *)bytes + 4, 2) == -1);
    CHECK_PASSES(refused("convert_join", "argument `to` overlaps another argument, and the function may write to it"));
    /* The array itself is not used after the checks. */
    CHECK(convert_join(inside, 1, (uint8_t *)(void *)inside, sizeof *inside) == 2);
    return succeeded();
}

static int data_behind_pointers(void) {
    convert_pen green = {CONVERT_GREEN, 1, {0, 1}}, red = {CONVERT_RED, 0, {0, 0}}, bad = {CONVERT_RED, 7, {0, 0}};
    const convert_pen *pens[] = {&green, &red, &green, &bad};
    convert_color number = CONVERT_RED;
    CHECK(convert_pens(pens, 3, &number) == 5 && number == CONVERT_GREEN);
    CHECK(convert_pens(pens, 4, &number) == -1);
    CHECK_PASSES(refused("convert_pens", "argument `pens` is 7, and a `bool` is 0 or 1 in its field `filled` at index 3"));
    CHECK(convert_pens(pens, 3, &red.color) == -1);
    return refused("convert_pens", "argument `number` overlaps another argument, and the function may write to it");
}

static int array_of_owners(void) {
    convert_pen *taken[] = {convert_new_pen(), convert_new_pen(), NULL};
    const convert_pen *pens[] = {taken[1]};
    CHECK(convert_take_pens(taken, 2, pens, 1) == -1);
    CHECK_PASSES(refused("convert_take_pens", "argument `taken` overlaps another argument, and the function may write to it"));
    taken[1]->color = 9;
    CHECK(convert_take_pens(taken, 2, NULL, 0) == -1);
    CHECK_PASSES(refused("convert_take_pens",
                         "argument `taken` is 9, which is not a valid `Color` in its field `color` at index 1"));
    taken[1]->color = CONVERT_GREEN;
    taken[2] = taken[0];
    CHECK(convert_take_pens(taken, 3, NULL, 0) == -1);
    CHECK_PASSES(refused("convert_take_pens", "argument `taken` is given a second time at index 2"));
    CHECK(convert_take_pens(taken, 1, pens, 1) > 10 && convert_take_pens(taken + 1, 1, NULL, 0) == CONVERT_GREEN);
    convert_counter *counters[] = {convert_new(1), convert_new(2), NULL};
    CHECK(convert_take_all(counters, 3, "") == -1);
    CHECK_PASSES(refused("convert_take_all", "argument `counters` is null at index 2"));
    CHECK(convert_take_all(counters, 2, NULL) == -1 && convert_alive() == 2);
    CHECK_PASSES(refused("convert_take_all", "argument `text` is null"));
    CHECK(convert_take_all(counters, 2, "a") == 4 && convert_alive() == 0);
    return succeeded();
}

static int optional_out(void) {
    int32_t number = 7, flag = 1;
    CHECK(convert_optional_out(2, &number, &flag) == 1 && number == 3);
    CHECK(convert_optional_out(2, NULL, &flag) == 0);
    CHECK_PASSES(succeeded());
    CHECK(convert_optional_out(3, &number, &flag) == -1 && number == 3);
    CHECK(convert_optional_out(3, NULL, &flag) == -1);
    CHECK(convert_last_error(NULL) == FFI_GUARD_PANIC);
    CHECK(convert_optional_out(2, (int32_t *)misaligned(&number), &flag) == -1);
    CHECK_PASSES(refused("convert_optional_out", "argument `out` is not aligned for its type"));
    CHECK(convert_optional_out(2, &flag, &flag) == -1 && flag == 1);
    return refused("convert_optional_out", "argument `out` overlaps another argument, and the function may write to it");
}

static int out_of_a_text(void) {
    char elsewhere, *const stale = &elsewhere, *text = stale;
    const uint8_t bytes[] = {0xc3, 0xb6, 0, 'a'};
    size_t len = 7;
    CHECK(convert_out_text(bytes, 2, &len, &text) == 0 && len == 2 && strcmp(text, "\xc3\xb6") == 0);
    convert_string_free(text);
    text = stale;
    CHECK(convert_out_text(NULL, 0, &len, &text) == 0 && len == 0 && text == NULL);
    CHECK_PASSES(succeeded());
    /* The text has a NUL: nothing is written but the null. */
    text = stale, len = 7;
    CHECK(convert_out_text(bytes, 4, &len, &text) == -1 && len == 7 && text == NULL);
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(convert_last_error(&error) == FFI_GUARD_ERROR);
    CHECK(strcmp(error.message, "the text for C has a NUL at byte 2, where it would end") == 0);
    text = stale;
    CHECK(convert_out_text(bytes, 2, NULL, &text) == -1 && text == stale);
    CHECK(convert_out_text(bytes, 2, &len, NULL) == -1);
    CHECK_PASSES(refused("convert_out_text", "argument `text` is null"));
    CHECK(convert_out_text(bytes, 2, &len, (char **)(void *)&len) == -1);
    CHECK_PASSES(refused("convert_out_text",
                         "argument `text` overlaps another argument, and the function may write to it"));
    CHECK(convert_out_c_string(2, &text) == 0 && strcmp(text, "ab") == 0);
    convert_string_free(text);
    CHECK(convert_out_c_string(0, &text) == 0 && text == NULL && convert_out_c_string(2, NULL) == 0);
    return succeeded();
}

static int out_of_a_list(void) {
    convert_ticket *const stale = (convert_ticket *)(void *)&(char){0};
    convert_vec_ticket list = {stale, 9};
    convert_counter *share = (convert_counter *)stale;
    char *text = (char *)stale;
    CHECK(convert_out_list(2, (const uint8_t *)"ab", 2, &list, &share, &text) == 2);
    CHECK(list.len == 2 && list.ptr[1].number == 1 && strcmp(text, "ab") == 0 && convert_alive() == 3);
    convert_string_free(text);
    CHECK(convert_release(share) == 2);
    convert_vec_ticket_free(list);
    CHECK(convert_alive() == 0);
    CHECK(convert_out_list(0, NULL, 0, &list, NULL, &text) == 0 && list.ptr != NULL && list.len == 0 && *text == '\0');
    convert_string_free(text);
    convert_vec_ticket_free(list);
    CHECK_PASSES(succeeded());
    /* After an error, and after a text that has a NUL, C owns nothing. */
    list = (convert_vec_ticket){stale, 9}, share = (convert_counter *)stale, text = (char *)stale;
    CHECK(convert_out_list(-2, (const uint8_t *)"ab", 2, &list, &share, &text) == -1);
    CHECK(list.ptr == NULL && list.len == 0 && share == NULL && text == NULL && convert_alive() == 0);
    list = (convert_vec_ticket){stale, 9}, share = (convert_counter *)stale, text = (char *)stale;
    CHECK(convert_out_list(2, (const uint8_t *)"a\0b", 3, &list, &share, &text) == -1);
    CHECK(list.ptr == NULL && list.len == 0 && share == NULL && text == NULL && convert_alive() == 0);
    CHECK(convert_out_list(2, NULL, 0, NULL, NULL, &text) == -1);
    return refused("convert_out_list", "argument `list` is null");
}

static const struct test TESTS[] = {
    {"reference", reference},
    {"exclusive", exclusive},
    {"optional", optional},
    {"optional_exclusive", optional_exclusive},
    {"exclusive_of_what_is_checked", exclusive_of_what_is_checked},
    {"c_str", c_str},
    {"text", text},
    {"optional_text", optional_text},
    {"counted_text", counted_text},
    {"optional_counted_text", optional_counted_text},
    {"slice", slice},
    {"checked_slice", checked_slice},
    {"exclusive_slice", exclusive_slice},
    {"exclusive_slice_and_text", exclusive_slice_and_text},
    {"owner", owner},
    {"owner_of_data", owner_of_data},
    {"optional_owner", optional_owner},
    {"shared_owner", shared_owner},
    {"owner_that_panics_when_dropped", owner_that_panics_when_dropped},
    {"out", out},
    {"out_of_an_owner", out_of_an_owner},
    {"out_that_holds_nothing_yet", out_that_holds_nothing_yet},
    {"texts", texts},
    {"data_behind_pointers", data_behind_pointers},
    {"array_of_owners", array_of_owners},
    {"optional_out", optional_out},
    {"out_of_a_text", out_of_a_text},
    {"out_of_a_list", out_of_a_list},
    {"flag", flag},
    {"character", character},
    {"function", function},
    {"values", values},
    {"answers_of_functions", answers_of_functions},
    {"non_zero", non_zero},
    {"unchecked", unchecked},
    {"unchecked_reference", unchecked_reference},
    {"unchecked_optional", unchecked_optional},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
