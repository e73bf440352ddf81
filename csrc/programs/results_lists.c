/* Lists of strings and of handles, which the caller owns with their elements. */
#include "results.h"
#include "runner.h"

static int strings(void) {
    results_vec_string words = results_words("one two three");
    CHECK(words.len == 3 && strcmp(words.ptr[0], "one") == 0 && strcmp(words.ptr[2], "three") == 0);
    /* An element that is taken out is freed by itself. */
    char *two = words.ptr[1];
    words.ptr[1] = NULL;
    results_vec_string_free(words);
    CHECK(strcmp(two, "two") == 0);
    results_string_free(two);
    results_vec_string none = {NULL, 0};
    results_vec_string_free(none);
    return results_succeeded();
}

static int empty_list(void) {
    results_vec_string words = results_words("");
    CHECK(words.ptr != NULL && words.len == 0);
    results_vec_string_free(words);
    results_vec_item items = results_item_list(0, 0);
    CHECK(items.ptr != NULL && items.len == 0);
    results_vec_item_free(items);
    return results_succeeded();
}

static int all_or_none(void) {
    CHECK(results_words("nul").ptr == NULL);
    CHECK_PASSES(results_failed(
        FFI_GUARD_ERROR, "the text at index 2 of the list to return has a NUL at byte 1, where it would end for C"));
    CHECK(results_words("panic").ptr == NULL);
    return results_failed(FFI_GUARD_PANIC, "asked to panic");
}

static int strings_or_error(void) {
    results_vec_string out = {(char **)&out, 7};
    CHECK(results_checked_words("one", &out) == 0 && out.len == 1 && strcmp(out.ptr[0], "one") == 0);
    results_vec_string_free(out);
    CHECK(results_checked_words("none", &out) == 0 && out.ptr == NULL);
    CHECK_PASSES(results_succeeded());
    out.ptr = (char **)&out;
    CHECK(results_checked_words("", &out) == 7 && out.ptr == NULL);
    CHECK_PASSES(results_failed(FFI_GUARD_ERROR, "no text"));
    CHECK(results_checked_words("nul", &out) == -FFI_GUARD_ERROR && out.ptr == NULL);
    results_clear_last_error();
    return 0;
}

static int handles(void) {
    results_vec_item items = results_item_list(5, 3);
    CHECK(items.len == 3 && results_alive() == 3);
    CHECK(results_item_value(items.ptr[0]) == 5 && results_item_value(items.ptr[2]) == 7);
    results_item *taken = items.ptr[1];
    items.ptr[1] = NULL;
    results_vec_item_free(items);
    CHECK(results_alive() == 1 && results_item_value(taken) == 6);
    results_item_free(taken);
    CHECK(results_alive() == 0);
    return results_succeeded();
}

static int handles_or_error(void) {
    results_vec_item out = {NULL, 7};
    CHECK(results_items(2, &out) == 0 && out.len == 2 && results_item_value(out.ptr[1]) == 1);
    results_vec_item_free(out);
    CHECK(results_items(0, &out) == 0 && out.ptr == NULL);
    CHECK_PASSES(results_succeeded());
    CHECK(results_items(-1, &out) == 8 && out.ptr == NULL && results_alive() == 0);
    return results_failed(FFI_GUARD_ERROR, "a negative count");
}

static int tokens(void) {
    results_vec_ticket tickets = results_ticket_list(5, 3);
    CHECK(tickets.len == 3 && results_ticket_value(tickets.ptr[2]) == 7);
    /* Freed by itself and left in the list: the list does not free it again. */
    results_ticket_free(tickets.ptr[1]);
    CHECK_PASSES(results_succeeded());
    results_vec_ticket_free(tickets);
    CHECK(results_alive() == 0);
    CHECK_PASSES(results_failed(FFI_GUARD_INVALID_ARGUMENT, "argument `vec` has been freed"));
    /* An element may be any number. */
    tickets = results_ticket_list(5, 2);
    results_ticket *first = tickets.ptr[0];
    tickets.ptr[0] = (results_ticket *)(uintptr_t)7;
    results_vec_ticket_free(tickets);
    CHECK(results_alive() == 1 && results_ticket_value(first) == 5);
    CHECK_PASSES(results_failed(FFI_GUARD_INVALID_ARGUMENT, "argument `vec` is not a handle"));
    results_ticket_free(first);
    CHECK(results_alive() == 0);
    return results_succeeded();
}

static int poisonable(void) {
    results_vec_vase vases = results_vase_list(5, 2);
    CHECK(results_vase_value(vases.ptr[0]) == 5 && results_vase_value(vases.ptr[1]) == 6);
    results_vec_vase_free(vases);
    CHECK(results_alive() == 0);
    return results_succeeded();
}

static int destructors_that_panic(void) {
    results_vec_item items = results_item_list(12, 3);
    CHECK(results_alive() == 3);
    results_vec_item_free(items);
    CHECK(results_alive() == 0);
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(results_last_error(&error) == FFI_GUARD_PANIC);
    CHECK(strcmp(error.function, "results_vec_item_free") == 0);
    CHECK(strstr(error.message, "13 panics when dropped") != NULL);
    return 0;
}

static const struct test tests[] = {
    {"strings", strings},
    {"empty_list", empty_list},
    {"all_or_none", all_or_none},
    {"strings_or_error", strings_or_error},
    {"handles", handles},
    {"handles_or_error", handles_or_error},
    {"tokens", tokens},
    {"poisonable", poisonable},
    {"destructors_that_panic", destructors_that_panic},
    {NULL, NULL},
};

int main(int argc, char **argv) { return run_tests(tests, __FILE__, argc, argv); }
