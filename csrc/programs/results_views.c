/* Borrowed texts and lists: of handles of each kind, of arguments, and of the library. */
#include "results.h"
#include "runner.h"

static bool is_text(results_str text, const char *expected) {
    return text.ptr != NULL && text.len == strlen(expected) && memcmp(text.ptr, expected, text.len) == 0;
}

static bool is_null(results_str text) { return text.ptr == NULL && text.len == 0; }

static int text(void) {
    results_plain *plain = results_plain_new("häuser");
    CHECK(is_text(results_plain_text(plain), "häuser"));
    /* Calls that only read leave an earlier result valid. */
    results_str kept = results_plain_text(plain);
    CHECK(results_plain_spans(plain).len == 1 && results_plain_text(plain).ptr == kept.ptr);
    CHECK(is_text(kept, "häuser"));
    CHECK(is_text(results_plain_pushed(plain, "boot"), "häuserboot"));
    CHECK(is_text(results_plain_kind(plain), "plain"));
    results_plain_free(plain);
    return results_succeeded();
}

static int text_or_none(void) {
    results_plain *plain = results_plain_new("one");
    CHECK(is_text(results_plain_word(plain, 0), "one"));
    CHECK(is_null(results_plain_word(plain, 1)));
    /* An empty text is not null. */
    results_plain_push(plain, "");
    results_str empty = results_plain_word(plain, 1);
    CHECK(empty.ptr != NULL && (uintptr_t)empty.ptr >= 4096 && empty.len == 0);
    results_plain_free(plain);
    return results_succeeded();
}

static int text_or_error(void) {
    results_plain *plain = results_plain_new("one");
    results_str out = {"earlier", 7};
    CHECK(results_plain_find(plain, 0, &out) == 0 && is_text(out, "one"));
    CHECK(results_plain_after(plain, 0, &out) == 0 && is_null(out));
    CHECK_PASSES(results_succeeded());
    out = (results_str){"earlier", 7};
    CHECK(results_plain_find(plain, 1, &out) == -FFI_GUARD_ERROR && is_null(out));
    CHECK_PASSES(results_failed(FFI_GUARD_ERROR, "no such word in `one`"));
    CHECK(results_plain_after(plain, 1, &out) == -FFI_GUARD_ERROR && is_null(out));
    CHECK_PASSES(results_failed(FFI_GUARD_ERROR, "no such word in `one`"));
    CHECK(results_plain_find(plain, 0, NULL) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK_PASSES(results_failed(FFI_GUARD_INVALID_ARGUMENT, "argument `out` is null"));
    CHECK(results_plain_find(plain, 0, (results_str *)(void *)plain) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK_PASSES(results_failed(FFI_GUARD_INVALID_ARGUMENT, "argument `out` overlaps another argument, and the function may write to it"));
    results_plain_free(plain);
    return 0;
}

static int list(void) {
    results_plain *plain = results_plain_new("one");
    results_plain_push(plain, "2");
    results_slice_span spans = results_plain_spans(plain);
    CHECK(spans.len == 2 && spans.ptr[0].end == 3 && spans.ptr[0].is_word);
    CHECK(spans.ptr[1].begin == 3 && spans.ptr[1].end == 4 && !spans.ptr[1].is_word);
    results_slice_u8 bytes = results_plain_bytes(plain, 0);
    CHECK(bytes.len == 3 && bytes.ptr[2] == 'e');
    bytes = results_plain_bytes(plain, 2);
    CHECK(bytes.ptr == NULL && bytes.len == 0);
    CHECK_PASSES(results_succeeded());
    results_slice_span from = {NULL, 7};
    CHECK(results_plain_spans_from(plain, 1, &from) == 0 && from.ptr == spans.ptr + 1 && from.len == 1);
    CHECK(results_plain_spans_from(plain, 2, &from) == 0 && from.ptr != NULL && from.len == 0);
    CHECK((uintptr_t)from.ptr >= 4096);
    CHECK(results_plain_spans_from(plain, 3, &from) == -FFI_GUARD_ERROR && from.ptr == NULL);
    CHECK_PASSES(results_failed(FFI_GUARD_ERROR, "no such word in `one2`"));
    results_plain_free(plain);
    return 0;
}

static int value(void) {
    results_plain *plain = results_plain_new("1");
    const results_span *out = (const results_span *)(uintptr_t)7;
    CHECK(results_plain_first(plain, &out) == -FFI_GUARD_ERROR && out == NULL);
    CHECK_PASSES(results_failed(FFI_GUARD_ERROR, "no such word in `1`"));
    results_plain_push(plain, "one");
    CHECK(results_plain_first(plain, &out) == 0 && out->begin == 1 && out->end == 4 && out->is_word);
    CHECK(results_plain_span(plain, 1) == out && results_plain_span(plain, 2) == NULL);
    CHECK_PASSES(results_succeeded());
    CHECK(results_plain_span(NULL, 0) == NULL);
    CHECK_PASSES(results_failed(FFI_GUARD_INVALID_ARGUMENT, "argument `plain` is null"));
    results_plain_free(plain);
    return 0;
}

static int c_string(void) {
    const char *text = "abc";
    CHECK(results_suffix(text, 1) == text + 1 && results_suffix(text, 3) == text + 3);
    CHECK(results_suffix(text, 4) == NULL && results_suffix(text, SIZE_MAX) == NULL);
    CHECK(strcmp(results_license(), "MIT") == 0);
    CHECK_PASSES(results_succeeded());
    CHECK(results_suffix(NULL, 0) == NULL);
    return results_failed(FFI_GUARD_INVALID_ARGUMENT, "argument `text` is null");
}

static int failures(void) {
    CHECK(is_null(results_plain_text(NULL)));
    CHECK_PASSES(results_failed(FFI_GUARD_INVALID_ARGUMENT, "argument `plain` is null"));
    CHECK(results_plain_spans(NULL).ptr == NULL);
    CHECK_PASSES(results_failed(FFI_GUARD_INVALID_ARGUMENT, "argument `plain` is null"));
    results_plain *plain = results_plain_new("panic");
    CHECK(is_null(results_plain_text(plain)));
    CHECK_PASSES(results_failed(FFI_GUARD_PANIC, "asked to panic"));
    results_plain_free(plain);
    CHECK(is_text(results_named(1), "one") && is_null(results_named(2)));
    results_clear_last_error();
    return 0;
}

static int of_either(void) {
    results_plain *one = results_plain_new("one"), *three = results_plain_new("three");
    CHECK(results_plain_longer(one, three).ptr == results_plain_text(three).ptr);
    CHECK(results_plain_longer(three, one).ptr == results_plain_text(three).ptr);
    CHECK(results_plain_longer(one, one).ptr == results_plain_text(one).ptr);
    results_plain_free(one);
    results_plain_free(three);
    return results_succeeded();
}

static int of_token(void) {
    results_token *token = results_token_new("one");
    CHECK(is_text(results_token_text(token), "one"));
    results_str kept = results_token_text(token);
    CHECK(results_token_text(token).ptr == kept.ptr && is_text(kept, "one"));
    results_slice_span spans = results_token_pushed(token, "2");
    CHECK(spans.len == 2 && spans.ptr[1].end == 4);
    results_token_free(token);
    CHECK_PASSES(results_succeeded());
    CHECK(is_null(results_token_text(token)));
    CHECK_PASSES(results_failed(FFI_GUARD_INVALID_ARGUMENT, "argument `token` has been freed"));
    CHECK(is_null(results_token_text((results_token *)(uintptr_t)7)));
    return results_failed(FFI_GUARD_INVALID_ARGUMENT, "argument `token` is not a handle");
}

static int of_brittle(void) {
    results_brittle *brittle = results_brittle_new("one");
    results_str kept = results_brittle_word(brittle, 0);
    CHECK(is_text(kept, "one"));
    CHECK(is_null(results_brittle_word(brittle, 1)));
    CHECK_PASSES(results_failed(FFI_GUARD_PANIC, "no such word"));
    /* The object is poisoned, and what C has of it is still there. */
    CHECK(is_null(results_brittle_word(brittle, 0)) && is_text(kept, "one"));
    CHECK(results_last_error(NULL) == FFI_GUARD_POISONED);
    results_clear_last_error();
    results_brittle_clear_poison(brittle);
    CHECK(results_brittle_word(brittle, 0).ptr == kept.ptr);
    results_brittle_free(brittle);
    return results_succeeded();
}

static int of_shared(void) {
    const results_shared *shared = results_shared_new("one");
    CHECK(is_text(results_shared_text(shared), "one"));
    results_shared_free(shared);
    return results_succeeded();
}

static int of_arguments(void) {
    const char *padded = "  one ";
    results_str trimmed = results_trimmed(padded);
    CHECK(trimmed.ptr == padded + 2 && trimmed.len == 3);
    CHECK(is_null(results_trimmed(NULL)));
    CHECK_PASSES(results_failed(FFI_GUARD_INVALID_ARGUMENT, "argument `text` is null"));
    CHECK(is_null(results_trimmed("\xff")));
    CHECK_PASSES(results_failed(FFI_GUARD_INVALID_ARGUMENT, "argument `text` is not UTF-8 from byte 0"));
    uint32_t values[] = {1, 2, 3};
    results_slice_u32 rest = results_rest(values, 3);
    CHECK(rest.ptr == values + 1 && rest.len == 2);
    CHECK(results_rest(values, 1).ptr != NULL && results_rest(values, 1).len == 0);
    CHECK(results_rest(NULL, 0).ptr == NULL);
    CHECK_PASSES(results_succeeded());
    CHECK(results_rest(NULL, 1).ptr == NULL);
    return results_failed(FFI_GUARD_INVALID_ARGUMENT, "argument `values` is null");
}

static int of_library(void) {
    results_str version = results_version();
    CHECK((*results_primes())[2] == 5);
    CHECK(is_text(version, "1.2.3") && results_version().ptr == version.ptr);
    return results_succeeded();
}

static const struct test tests[] = {
    {"text", text},
    {"text_or_none", text_or_none},
    {"text_or_error", text_or_error},
    {"list", list},
    {"value", value},
    {"c_string", c_string},
    {"failures", failures},
    {"of_either", of_either},
    {"of_token", of_token},
    {"of_brittle", of_brittle},
    {"of_shared", of_shared},
    {"of_arguments", of_arguments},
    {"of_library", of_library},
    {NULL, NULL},
};

int main(int argc, char **argv) { return run_tests(tests, __FILE__, argc, argv); }
