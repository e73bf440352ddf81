/* Objects that are lent to callbacks, given to them, and returned by them: unchecked and checked handles. */
#include "hooks.h"
#include "runner.h"

#include <pthread.h>
#include <stdlib.h>

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

static bool item_lent(const hooks_item *item, const hooks_item *optional, void *data) {
    return hooks_item_value(item) == 7 && (optional != NULL) == *(bool *)data &&
           (optional == NULL || hooks_item_value(optional) == 7);
}

static void item_changed(hooks_item *item, hooks_item *optional, void *data) {
    (void)data;
    hooks_item_add(item, 10);
    if (optional != NULL) {
        hooks_item_add(optional, 100);
    }
}

static void item_panics(hooks_item *item, hooks_item *optional, void *data) {
    (void)optional;
    *(bool *)data = hooks_item_add(item, 13) == UINT32_MAX && hooks_last_error(NULL) == FFI_GUARD_PANIC;
}

static uint32_t item_summed(const hooks_item *const *all, size_t all_len, void *data) {
    uint32_t sum = *(uint32_t *)data;
    for (size_t i = 0; i < all_len; i++) {
        sum += hooks_item_value(all[i]);
    }
    return sum;
}

static int item_is_lent(void) {
    bool some = true;
    uint32_t begin = 1000;
    CHECK(hooks_lend_item(item_lent, &some, some) == 1);
    CHECK(hooks_change_item(item_changed, NULL, some) == 17 + 101);
    some = false;
    CHECK(hooks_lend_item(item_lent, &some, some) == 1);
    CHECK(hooks_change_item(item_changed, NULL, some) == 17 + 1);
    CHECK(hooks_all_items(item_summed, &begin, 4) == 1006 && hooks_all_items(item_summed, &begin, 0) == 1000);
    CHECK(hooks_last_error(NULL) == FFI_GUARD_NONE);
    bool panicked = false;
    CHECK(hooks_change_item(item_panics, &panicked, false) == 8 && panicked);
    CHECK(hooks_alive() == 0);
    return 0;
}

static int32_t item_given(hooks_item *given, hooks_item *optional, char *text, void *data) {
    int32_t result = hooks_item_value(given) == 3 && optional == NULL && strcmp(text, "text") == 0;
    hooks_string_free(text);
    if (data != NULL) {
        *(hooks_item **)data = given;
    } else {
        hooks_item_free(given);
    }
    return result;
}

static hooks_item *item_made(const hooks_item *lent, void *data) {
    return data != NULL ? NULL : hooks_item_new(hooks_item_value(lent) + 1);
}
static hooks_item *item_or_none(void *data) { return data != NULL ? hooks_item_new(*(uint32_t *)data) : NULL; }
static int32_t item_written(hooks_item **out, void *data) {
    int32_t what = *(int32_t *)data;
    if (what == 1) {
        *out = hooks_item_new(5);
    }
    return what == 2 ? 6 : 0;
}

static int item_is_given(void) {
    hooks_item *kept = NULL;
    CHECK(hooks_give_item(item_given, NULL, NULL) == 1 && hooks_alive() == 0);
    CHECK(hooks_give_item(item_given, &kept, NULL) == 1 && hooks_alive() == 1);
    CHECK(hooks_item_value(kept) == 3);
    hooks_item_free(kept);
    uint32_t value = 30;
    CHECK(hooks_make_item(item_made, NULL, item_or_none, &value) == 51 && hooks_make_item(item_made, NULL, item_or_none, NULL) == 121);
    int32_t what = 1;
    CHECK(hooks_try_make_item(item_written, &what, &value) == 0 && value == 5);
    CHECK(hooks_last_error(NULL) == FFI_GUARD_NONE && hooks_alive() == 0);
    CHECK(hooks_make_item(item_made, &value, item_or_none, NULL) == UINT32_MAX);
    CHECK_PASSES(failed_with(FFI_GUARD_INVALID_RESULT, "hooks_make_item", "the result of callback `f` is null"));
    what = 0;
    CHECK(hooks_try_make_item(item_written, &what, &value) == -FFI_GUARD_RETURNED && value == 5);
    CHECK_PASSES(failed_with(FFI_GUARD_RETURNED, "hooks_try_make_item", "the result of callback `f` is null"));
    what = 2;
    CHECK(hooks_try_make_item(item_written, &what, &value) == -FFI_GUARD_RETURNED && hooks_alive() == 0);
    return failed_with(FFI_GUARD_RETURNED, "hooks_try_make_item", "callback `f` returned 6");
}

static bool token_lent(const hooks_token *token, const hooks_token *optional, void *data) {
    return hooks_token_value(token) == 7 && (optional != NULL) == *(bool *)data &&
           (optional == NULL || hooks_token_value(optional) == 7);
}

static void token_changed(hooks_token *token, hooks_token *optional, void *data) {
    (void)data;
    hooks_token_add(token, 10);
    if (optional != NULL) {
        hooks_token_add(optional, 100);
    }
}

static void token_panics(hooks_token *token, hooks_token *optional, void *data) {
    (void)optional;
    *(bool *)data = hooks_token_add(token, 13) == UINT32_MAX && hooks_last_error(NULL) == FFI_GUARD_PANIC;
}

static uint32_t token_summed(const hooks_token *const *all, size_t all_len, void *data) {
    uint32_t sum = *(uint32_t *)data;
    for (size_t i = 0; i < all_len; i++) {
        sum += hooks_token_value(all[i]);
    }
    return sum;
}

static int token_is_lent(void) {
    bool some = true;
    uint32_t begin = 1000;
    CHECK(hooks_lend_token(token_lent, &some, some) == 1);
    CHECK(hooks_change_token(token_changed, NULL, some) == 17 + 101);
    some = false;
    CHECK(hooks_lend_token(token_lent, &some, some) == 1);
    CHECK(hooks_change_token(token_changed, NULL, some) == 17 + 1);
    CHECK(hooks_all_tokens(token_summed, &begin, 4) == 1006 && hooks_all_tokens(token_summed, &begin, 0) == 1000);
    CHECK(hooks_last_error(NULL) == FFI_GUARD_NONE);
    bool panicked = false;
    CHECK(hooks_change_token(token_panics, &panicked, false) == 8 && panicked);
    CHECK(hooks_alive() == 0);
    return 0;
}

static int32_t token_given(hooks_token *given, hooks_token *optional, char *text, void *data) {
    int32_t result = hooks_token_value(given) == 3 && optional == NULL && strcmp(text, "text") == 0;
    hooks_string_free(text);
    if (data != NULL) {
        *(hooks_token **)data = given;
    } else {
        hooks_token_free(given);
    }
    return result;
}

static hooks_token *token_made(const hooks_token *lent, void *data) {
    return data != NULL ? NULL : hooks_token_new(hooks_token_value(lent) + 1);
}
static hooks_token *token_or_none(void *data) { return data != NULL ? hooks_token_new(*(uint32_t *)data) : NULL; }
static int32_t token_written(hooks_token **out, void *data) {
    int32_t what = *(int32_t *)data;
    if (what == 1) {
        *out = hooks_token_new(5);
    }
    return what == 2 ? 6 : 0;
}

static int token_is_given(void) {
    hooks_token *kept = NULL;
    CHECK(hooks_give_token(token_given, NULL, NULL) == 1 && hooks_alive() == 0);
    CHECK(hooks_give_token(token_given, &kept, NULL) == 1 && hooks_alive() == 1);
    CHECK(hooks_token_value(kept) == 3);
    hooks_token_free(kept);
    uint32_t value = 30;
    CHECK(hooks_make_token(token_made, NULL, token_or_none, &value) == 51 && hooks_make_token(token_made, NULL, token_or_none, NULL) == 121);
    int32_t what = 1;
    CHECK(hooks_try_make_token(token_written, &what, &value) == 0 && value == 5);
    CHECK(hooks_last_error(NULL) == FFI_GUARD_NONE && hooks_alive() == 0);
    CHECK(hooks_make_token(token_made, &value, token_or_none, NULL) == UINT32_MAX);
    CHECK_PASSES(failed_with(FFI_GUARD_INVALID_RESULT, "hooks_make_token", "the result of callback `f` is null"));
    what = 0;
    CHECK(hooks_try_make_token(token_written, &what, &value) == -FFI_GUARD_RETURNED && value == 5);
    CHECK_PASSES(failed_with(FFI_GUARD_RETURNED, "hooks_try_make_token", "the result of callback `f` is null"));
    what = 2;
    CHECK(hooks_try_make_token(token_written, &what, &value) == -FFI_GUARD_RETURNED && hooks_alive() == 0);
    return failed_with(FFI_GUARD_RETURNED, "hooks_try_make_token", "callback `f` returned 6");
}

static bool fragile_lent(const hooks_fragile *fragile, const hooks_fragile *optional, void *data) {
    return hooks_fragile_value(fragile) == 7 && (optional != NULL) == *(bool *)data &&
           (optional == NULL || hooks_fragile_value(optional) == 7);
}

static void fragile_changed(hooks_fragile *fragile, hooks_fragile *optional, void *data) {
    (void)data;
    hooks_fragile_add(fragile, 10);
    if (optional != NULL) {
        hooks_fragile_add(optional, 100);
    }
}

static void fragile_panics(hooks_fragile *fragile, hooks_fragile *optional, void *data) {
    (void)optional;
    *(bool *)data = hooks_fragile_add(fragile, 13) == UINT32_MAX && hooks_last_error(NULL) == FFI_GUARD_PANIC;
}

static void fragile_recovers(hooks_fragile *fragile, hooks_fragile *optional, void *data) {
    fragile_panics(fragile, optional, data);
    *(bool *)data = hooks_fragile_value(fragile) == UINT32_MAX && hooks_last_error(NULL) == FFI_GUARD_POISONED;
    hooks_fragile_clear_poison(fragile);
    hooks_fragile_add(fragile, 1);
    hooks_clear_last_error();
}

static void fragile_misused(hooks_fragile *fragile, hooks_fragile *optional, void *data) {
    hooks_fragile_free(fragile);
    *(bool *)data = failed_with(FFI_GUARD_INVALID_ARGUMENT, "hooks_fragile_free",
                                "argument `fragile` is lent to a callback, which does not own it") == 0 &&
                    hooks_fragile_value(optional) == 1;
}

static bool fragile_not_changed(const hooks_fragile *fragile, const hooks_fragile *optional, void *data) {
    (void)optional, (void)data;
    return hooks_fragile_add((hooks_fragile *)fragile, 1) == UINT32_MAX &&
           failed_with(FFI_GUARD_INVALID_ARGUMENT, "hooks_fragile_add",
                       "argument `fragile` is lent to a callback, which may only read it") == 0;
}

static uint32_t fragile_summed(const hooks_fragile *const *all, size_t all_len, void *data) {
    uint32_t sum = *(uint32_t *)data;
    for (size_t i = 0; i < all_len; i++) {
        sum += hooks_fragile_value(all[i]);
    }
    return sum;
}

static int fragile_is_lent(void) {
    bool some = true;
    uint32_t begin = 1000;
    CHECK(hooks_lend_fragile(fragile_lent, &some, some) == 1);
    CHECK(hooks_change_fragile(fragile_changed, NULL, some) == 17 + 101);
    some = false;
    CHECK(hooks_lend_fragile(fragile_lent, &some, some) == 1);
    CHECK(hooks_change_fragile(fragile_changed, NULL, some) == 17 + 1);
    CHECK(hooks_all_fragiles(fragile_summed, &begin, 4) == 1006 && hooks_all_fragiles(fragile_summed, &begin, 0) == 1000);
    CHECK(hooks_last_error(NULL) == FFI_GUARD_NONE);
    bool panicked = false;
    CHECK(hooks_change_fragile(fragile_panics, &panicked, false) == UINT32_MAX && panicked);
    CHECK_PASSES(failed_with(FFI_GUARD_INVALID_RESULT, "hooks_change_fragile",
                             "an object that was lent to callback `f` was poisoned by a panic"));
    CHECK(hooks_change_fragile(fragile_recovers, &panicked, false) == 9 && panicked && hooks_alive() == 0);
    CHECK(hooks_change_fragile(fragile_misused, &panicked, true) == 8 && panicked);
    CHECK(hooks_lend_fragile(fragile_not_changed, NULL, false) == 1);
    return hooks_alive() == 0 ? 0 : __LINE__;
}

static int32_t fragile_given(hooks_fragile *given, hooks_fragile *optional, char *text, void *data) {
    int32_t result = hooks_fragile_value(given) == 3 && optional == NULL && strcmp(text, "text") == 0;
    hooks_string_free(text);
    if (data != NULL) {
        *(hooks_fragile **)data = given;
    } else {
        hooks_fragile_free(given);
    }
    return result;
}

static hooks_fragile *fragile_made(const hooks_fragile *lent, void *data) {
    return data != NULL ? NULL : hooks_fragile_new(hooks_fragile_value(lent) + 1);
}
static hooks_fragile *fragile_or_none(void *data) { return data != NULL ? hooks_fragile_new(*(uint32_t *)data) : NULL; }
static int32_t fragile_written(hooks_fragile **out, void *data) {
    int32_t what = *(int32_t *)data;
    if (what == 1) {
        *out = hooks_fragile_new(5);
    }
    return what == 2 ? 6 : 0;
}

static int fragile_is_given(void) {
    hooks_fragile *kept = NULL;
    CHECK(hooks_give_fragile(fragile_given, NULL, NULL) == 1 && hooks_alive() == 0);
    CHECK(hooks_give_fragile(fragile_given, &kept, NULL) == 1 && hooks_alive() == 1);
    CHECK(hooks_fragile_value(kept) == 3);
    hooks_fragile_free(kept);
    uint32_t value = 30;
    CHECK(hooks_make_fragile(fragile_made, NULL, fragile_or_none, &value) == 51 && hooks_make_fragile(fragile_made, NULL, fragile_or_none, NULL) == 121);
    int32_t what = 1;
    CHECK(hooks_try_make_fragile(fragile_written, &what, &value) == 0 && value == 5);
    CHECK(hooks_last_error(NULL) == FFI_GUARD_NONE && hooks_alive() == 0);
    CHECK(hooks_make_fragile(fragile_made, &value, fragile_or_none, NULL) == UINT32_MAX);
    CHECK_PASSES(failed_with(FFI_GUARD_INVALID_RESULT, "hooks_make_fragile", "the result of callback `f` is null"));
    what = 0;
    CHECK(hooks_try_make_fragile(fragile_written, &what, &value) == -FFI_GUARD_RETURNED && value == 5);
    CHECK_PASSES(failed_with(FFI_GUARD_RETURNED, "hooks_try_make_fragile", "the result of callback `f` is null"));
    what = 2;
    CHECK(hooks_try_make_fragile(fragile_written, &what, &value) == -FFI_GUARD_RETURNED && hooks_alive() == 0);
    return failed_with(FFI_GUARD_RETURNED, "hooks_try_make_fragile", "callback `f` returned 6");
}


static bool brittle_lent(const hooks_brittle *brittle, const hooks_brittle *optional, void *data) {
    return hooks_brittle_value(brittle) == 7 && (optional != NULL) == *(bool *)data &&
           (optional == NULL || hooks_brittle_value(optional) == 7);
}

static void brittle_changed(hooks_brittle *brittle, hooks_brittle *optional, void *data) {
    (void)data;
    hooks_brittle_add(brittle, 10);
    if (optional != NULL) {
        hooks_brittle_add(optional, 100);
    }
}

static void brittle_panics(hooks_brittle *brittle, hooks_brittle *optional, void *data) {
    (void)optional;
    *(bool *)data = hooks_brittle_add(brittle, 13) == UINT32_MAX && hooks_last_error(NULL) == FFI_GUARD_PANIC;
}

static void brittle_recovers(hooks_brittle *brittle, hooks_brittle *optional, void *data) {
    brittle_panics(brittle, optional, data);
    *(bool *)data = hooks_brittle_value(brittle) == UINT32_MAX && hooks_last_error(NULL) == FFI_GUARD_POISONED;
    hooks_brittle_clear_poison(brittle);
    hooks_brittle_add(brittle, 1);
    hooks_clear_last_error();
}

static void brittle_misused(hooks_brittle *brittle, hooks_brittle *optional, void *data) {
    hooks_brittle_free(brittle);
    *(bool *)data = failed_with(FFI_GUARD_INVALID_ARGUMENT, "hooks_brittle_free",
                                "argument `brittle` is lent to a callback, which does not own it") == 0 &&
                    hooks_brittle_value(optional) == 1;
}

static bool brittle_not_changed(const hooks_brittle *brittle, const hooks_brittle *optional, void *data) {
    (void)optional, (void)data;
    return hooks_brittle_add((hooks_brittle *)brittle, 1) == UINT32_MAX &&
           failed_with(FFI_GUARD_INVALID_ARGUMENT, "hooks_brittle_add",
                       "argument `brittle` is lent to a callback, which may only read it") == 0;
}

static uint32_t brittle_summed(const hooks_brittle *const *all, size_t all_len, void *data) {
    uint32_t sum = *(uint32_t *)data;
    for (size_t i = 0; i < all_len; i++) {
        sum += hooks_brittle_value(all[i]);
    }
    return sum;
}

static int brittle_is_lent(void) {
    bool some = true;
    uint32_t begin = 1000;
    CHECK(hooks_lend_brittle(brittle_lent, &some, some) == 1);
    CHECK(hooks_change_brittle(brittle_changed, NULL, some) == 17 + 101);
    some = false;
    CHECK(hooks_lend_brittle(brittle_lent, &some, some) == 1);
    CHECK(hooks_change_brittle(brittle_changed, NULL, some) == 17 + 1);
    CHECK(hooks_all_brittles(brittle_summed, &begin, 4) == 1006 && hooks_all_brittles(brittle_summed, &begin, 0) == 1000);
    CHECK(hooks_last_error(NULL) == FFI_GUARD_NONE);
    bool panicked = false;
    CHECK(hooks_change_brittle(brittle_panics, &panicked, false) == UINT32_MAX && panicked);
    CHECK_PASSES(failed_with(FFI_GUARD_INVALID_RESULT, "hooks_change_brittle",
                             "an object that was lent to callback `f` was poisoned by a panic"));
    CHECK(hooks_change_brittle(brittle_recovers, &panicked, false) == 9 && panicked && hooks_alive() == 0);
    CHECK(hooks_change_brittle(brittle_misused, &panicked, true) == 8 && panicked);
    CHECK(hooks_lend_brittle(brittle_not_changed, NULL, false) == 1);
    return hooks_alive() == 0 ? 0 : __LINE__;
}

static int32_t brittle_given(hooks_brittle *given, hooks_brittle *optional, char *text, void *data) {
    int32_t result = hooks_brittle_value(given) == 3 && optional == NULL && strcmp(text, "text") == 0;
    hooks_string_free(text);
    if (data != NULL) {
        *(hooks_brittle **)data = given;
    } else {
        hooks_brittle_free(given);
    }
    return result;
}

static hooks_brittle *brittle_made(const hooks_brittle *lent, void *data) {
    return data != NULL ? NULL : hooks_brittle_new(hooks_brittle_value(lent) + 1);
}
static hooks_brittle *brittle_or_none(void *data) { return data != NULL ? hooks_brittle_new(*(uint32_t *)data) : NULL; }
static int32_t brittle_written(hooks_brittle **out, void *data) {
    int32_t what = *(int32_t *)data;
    if (what == 1) {
        *out = hooks_brittle_new(5);
    }
    return what == 2 ? 6 : 0;
}

static int brittle_is_given(void) {
    hooks_brittle *kept = NULL;
    CHECK(hooks_give_brittle(brittle_given, NULL, NULL) == 1 && hooks_alive() == 0);
    CHECK(hooks_give_brittle(brittle_given, &kept, NULL) == 1 && hooks_alive() == 1);
    CHECK(hooks_brittle_value(kept) == 3);
    hooks_brittle_free(kept);
    uint32_t value = 30;
    CHECK(hooks_make_brittle(brittle_made, NULL, brittle_or_none, &value) == 51 && hooks_make_brittle(brittle_made, NULL, brittle_or_none, NULL) == 121);
    int32_t what = 1;
    CHECK(hooks_try_make_brittle(brittle_written, &what, &value) == 0 && value == 5);
    CHECK(hooks_last_error(NULL) == FFI_GUARD_NONE && hooks_alive() == 0);
    CHECK(hooks_make_brittle(brittle_made, &value, brittle_or_none, NULL) == UINT32_MAX);
    CHECK_PASSES(failed_with(FFI_GUARD_INVALID_RESULT, "hooks_make_brittle", "the result of callback `f` is null"));
    what = 0;
    CHECK(hooks_try_make_brittle(brittle_written, &what, &value) == -FFI_GUARD_RETURNED && value == 5);
    CHECK_PASSES(failed_with(FFI_GUARD_RETURNED, "hooks_try_make_brittle", "the result of callback `f` is null"));
    what = 2;
    CHECK(hooks_try_make_brittle(brittle_written, &what, &value) == -FFI_GUARD_RETURNED && hooks_alive() == 0);
    return failed_with(FFI_GUARD_RETURNED, "hooks_try_make_brittle", "callback `f` returned 6");
}

/* A token that a callback misuses, and the line of the check that failed. */
struct misuse {
    const hooks_token *token;
    int line;
};

static int not_owned(const hooks_token *token) {
    hooks_token_free((hooks_token *)token);
    CHECK_PASSES(failed_with(FFI_GUARD_INVALID_ARGUMENT, "hooks_token_free",
                             "argument `token` is lent to a callback, which may only read it"));
    CHECK(hooks_token_add((hooks_token *)token, 1) == UINT32_MAX);
    CHECK_PASSES(failed_with(FFI_GUARD_INVALID_ARGUMENT, "hooks_token_add",
                             "argument `token` is lent to a callback, which may only read it"));
    return 0;
}

static bool misused(const hooks_token *token, const hooks_token *optional, void *data) {
    struct misuse *misuse = data;
    (void)optional;
    misuse->token = token;
    misuse->line = not_owned(token);
    return true;
}

static void freed(hooks_token *token, hooks_token *optional, void *data) {
    struct misuse *misuse = data;
    (void)optional;
    misuse->token = token;
    hooks_token_free(token);
    misuse->line = failed_with(FFI_GUARD_INVALID_ARGUMENT, "hooks_token_free",
                               "argument `token` is lent to a callback, which does not own it");
}

static hooks_token *given_back(const hooks_token *lent, void *data) {
    (void)data;
    return (hooks_token *)lent;
}

static int token_is_misused(void) {
    struct misuse misuse = {NULL, 0};
    CHECK(hooks_lend_token(misused, &misuse, true) == 1);
    CHECK_PASSES(misuse.line);
    CHECK(hooks_token_value(misuse.token) == UINT32_MAX);
    CHECK_PASSES(failed_with(FFI_GUARD_INVALID_ARGUMENT, "hooks_token_value",
                             "argument `token` was lent to a callback that has returned"));
    CHECK(hooks_change_token(freed, &misuse, false) == 8);
    CHECK_PASSES(misuse.line);
    CHECK(hooks_token_value(misuse.token) == UINT32_MAX);
    hooks_clear_last_error();
    CHECK(hooks_make_token(given_back, NULL, token_or_none, NULL) == UINT32_MAX && hooks_alive() == 0);
    return failed_with(FFI_GUARD_INVALID_RESULT, "hooks_make_token",
                       "the result of callback `f` is lent to a callback, which may only read it");
}

static void *uses(void *token) {
    size_t uses = 0;
    while (hooks_token_value(token) != UINT32_MAX) {
        uses++;
    }
    return (void *)uses;
}

static bool shown_to_another_thread(const hooks_token *token, const hooks_token *optional, void *data) {
    (void)optional;
    return pthread_create(data, NULL, uses, (void *)token) == 0;
}

/* Another thread uses the object while the callback returns. */
static int token_on_another_thread(void) {
    for (int i = 0; i < 20; i++) {
        pthread_t thread;
        CHECK(hooks_lend_token(shown_to_another_thread, &thread, false) == 1);
        CHECK(hooks_alive() == 0);
        pthread_join(thread, NULL);
    }
    return 0;
}

static const hooks_group *grouped(const hooks_group *lent, const hooks_group *given, void *data) {
    bool same = hooks_group_value(lent) == hooks_group_value(given);
    if (data == NULL) {
        return same ? given : NULL;
    }
    hooks_group_free((hooks_group *)given);
    return *(int *)data == 0 ? hooks_group_new(9) : lent;
}

static int group_is_shared(void) {
    int what = 0;
    CHECK(hooks_groups(grouped, NULL) == 5 + 2 && hooks_groups(grouped, &what) == 9 + 1);
    CHECK(hooks_last_error(NULL) == FFI_GUARD_NONE);
    what = 1;
    CHECK(hooks_groups(grouped, &what) == UINT32_MAX && hooks_alive() == 0);
    return failed_with(FFI_GUARD_INVALID_RESULT, "hooks_groups",
                       "the result of callback `f` is lent to a callback, which may only read it");
}

static int32_t all_given(char *first, hooks_item *item, hooks_brittle *brittle, hooks_token *token,
                         const hooks_group *group, char *last, void *data) {
    int32_t sum = (int32_t)(hooks_item_value(item) + hooks_brittle_value(brittle) + hooks_token_value(token) +
                            hooks_group_value(group));
    *(int *)data = strcmp(first, "first") == 0 && strcmp(last, "last") == 0 && hooks_alive() == 4;
    hooks_item_free(item);
    hooks_brittle_free(brittle);
    hooks_token_free(token);
    hooks_group_free((hooks_group *)group);
    hooks_string_free(first);
    hooks_string_free(last);
    return sum;
}

/* The callback gets all objects and texts, or is not called, and none is leaked. */
static int all_are_given_or_none(void) {
    int seen = -1;
    CHECK(hooks_give_all(all_given, &seen, "last", 4) == 1 + 2 + 3 + 4 && seen == 1 && hooks_alive() == 0);
    CHECK(hooks_last_error(NULL) == FFI_GUARD_NONE);
    seen = -1;
    CHECK(hooks_give_all(all_given, &seen, "l\0st", 4) == -1 && seen == -1);
    CHECK(hooks_alive() == 0);
    return failed_with(FFI_GUARD_PANIC, "hooks_give_all",
                       "a callback could not be called: the text for C has a NUL at byte 1, where it would end");
}

static const struct test tests[] = {
    {"item_is_lent", item_is_lent},
    {"item_is_given", item_is_given},
    {"token_is_lent", token_is_lent},
    {"token_is_given", token_is_given},
    {"fragile_is_lent", fragile_is_lent},
    {"fragile_is_given", fragile_is_given},
    {"brittle_is_lent", brittle_is_lent},
    {"brittle_is_given", brittle_is_given},
    {"token_is_misused", token_is_misused},
    {"token_on_another_thread", token_on_another_thread},
    {"group_is_shared", group_is_shared},
    {"all_are_given_or_none", all_are_given_or_none},
    {NULL, NULL},
};

int main(int argc, char **argv) { return run_tests(tests, "hooks_objects.c", argc, argv); }
