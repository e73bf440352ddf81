/* Declares the library `hooks` (tests/fixtures/hooks), as its author would. */
#ifndef HOOKS_H
#define HOOKS_H

#include "ffi_guard.h"

#include <stdbool.h>

FFI_GUARD_DECLARE(hooks);
FFI_GUARD_DECLARE_STRINGS(hooks);

typedef struct hooks_point {
    double x;
    double y;
} hooks_point;

/* Declared as an integer, because C may return any number for an enum. */
typedef int32_t hooks_order;
enum { HOOKS_LESS = -1, HOOKS_EQUAL = 0, HOOKS_GREATER = 1 };

/* The flag is a byte here, because a C `bool` cannot hold 2. */
typedef struct hooks_answer {
    hooks_order order;
    uint8_t last;
} hooks_answer;

typedef void (*hooks_destroy)(void *data);
typedef int32_t (*hooks_int)(void *data);
typedef int32_t (*hooks_twice)(int32_t number);

int64_t hooks_values(int64_t (*f)(uint8_t byte, float number, void *passed, bool flag, hooks_point point,
                                  uint32_t character, hooks_order order, hooks_twice twice, void *data),
                     void *f_data, void *passed);
int64_t hooks_texts(int64_t (*f)(const char *text, size_t text_len, const char *optional, size_t optional_len,
                                 const char *string, const char *optional_string, void *data),
                    void *f_data, bool some);
int64_t hooks_references(int64_t (*f)(const hooks_order *order, const hooks_order *optional, hooks_point *point,
                                      hooks_point *optional_point, void *data),
                         void *f_data, bool some);
size_t hooks_arrays(size_t (*f)(const int32_t *numbers, size_t numbers_len, const hooks_order *orders,
                                size_t orders_len, const uint8_t *optional, size_t optional_len, uint8_t *buffer,
                                size_t buffer_len, void *data),
                    void *f_data, bool some);
int32_t hooks_optional(void (*visit)(int32_t number, void *data), void *visit_data,
                       int32_t (*check)(int32_t number, void *data), void *check_data);
int32_t hooks_then_text(hooks_int f, void *f_data, const char *text);
uint64_t hooks_on_threads(uint64_t (*f)(uint64_t number, void *data), void *f_data, uint64_t threads);
uint32_t hooks_on_another_thread(uint8_t (*f)(void *data), void *f_data);
int32_t hooks_panics(hooks_int f, void *f_data);

int32_t hooks_flag(uint8_t (*f)(void *data), void *f_data);
uint32_t hooks_character(uint32_t (*f)(void *data), void *f_data);
int32_t hooks_answer_of(hooks_answer (*f)(void *data), void *f_data);
int32_t hooks_function(hooks_twice (*f)(void *data), void *f_data);
int32_t hooks_optional_function(hooks_twice (*f)(void *data), void *f_data);
double hooks_point_of(hooks_point (*f)(void *data), void *f_data);
void *hooks_pointer(void *(*f)(void *data), void *f_data);
int32_t hooks_try(hooks_int f, void *f_data);
int32_t hooks_try_number(int32_t (*f)(uint32_t *out, void *data), void *f_data, uint32_t *out);
int32_t hooks_try_order(int32_t (*f)(uint32_t number, hooks_order *out, void *data), void *f_data, int32_t *out);
int32_t hooks_try_character(int32_t (*f)(uint32_t *out, void *data), void *f_data, uint32_t *out);

typedef struct hooks_list hooks_list;
hooks_list *hooks_list_new(uint32_t len);
size_t hooks_list_each(const hooks_list *list, uint8_t (*visit)(uint32_t number, void *data), void *visit_data);
bool hooks_list_sort(hooks_list *list, hooks_order (*compare)(uint32_t a, uint32_t b, void *data),
                     void *compare_data);
uint32_t hooks_list_first(const hooks_list *list);
bool hooks_list_is_poisoned(const hooks_list *list);
void hooks_list_clear_poison(const hooks_list *list);
void hooks_list_free(hooks_list *list);

typedef bool (*hooks_watch)(uint32_t number, void *data);
typedef struct hooks_watcher hooks_watcher;
hooks_watcher *hooks_watcher_new(void);
int32_t hooks_watcher_watch(hooks_watcher *watcher, hooks_watch watch, void *watch_data, hooks_destroy watch_destroy,
                            const char *name);
uint32_t hooks_watcher_notify(hooks_watcher *watcher, uint32_t number);
uint32_t hooks_watcher_notify_and_drop(hooks_watcher *watcher, uint32_t number);
void hooks_watcher_free(hooks_watcher *watcher);

typedef struct hooks_local hooks_local;
hooks_local *hooks_local_new(int32_t (*f)(int32_t number, void *data), void *f_data, hooks_destroy f_destroy);
int32_t hooks_local_call(const hooks_local *local, int32_t number);
void hooks_local_free(hooks_local *local);

void hooks_share(hooks_int f, void *f_data, hooks_destroy f_destroy);
void hooks_unshare(hooks_int f, void *f_data, hooks_destroy f_destroy);
int32_t hooks_call_shared(void);
int32_t hooks_once(int32_t (*f)(const char *text, size_t text_len, void *data), void *f_data, hooks_destroy f_destroy,
                   bool skip);
int32_t hooks_finish(int32_t (*f)(uint32_t number, uint32_t *out, void *data), void *f_data, hooks_destroy f_destroy,
                     uint32_t number, uint32_t *out);
int32_t hooks_between(const char *before, hooks_int f, void *f_data, hooks_destroy f_destroy, int32_t *after,
                      hooks_int second, void *second_data, hooks_destroy second_destroy);
int32_t hooks_poisons(hooks_int f, void *f_data, hooks_destroy f_destroy);
int32_t hooks_until_the_thread_ends(hooks_int f, void *f_data, hooks_destroy f_destroy);

typedef struct hooks_item hooks_item;
hooks_item *hooks_item_new(uint32_t value);
uint32_t hooks_item_value(const hooks_item *item);
uint32_t hooks_item_add(hooks_item *item, uint32_t n);
void hooks_item_free(hooks_item *item);
uint32_t hooks_lend_item(bool (*f)(const hooks_item *item, const hooks_item *optional, void *data), void *f_data, bool some);
uint32_t hooks_change_item(void (*f)(hooks_item *item, hooks_item *optional, void *data), void *f_data, bool some);
uint32_t hooks_all_items(uint32_t (*f)(const hooks_item *const *all, size_t all_len, void *data), void *f_data,
                         uint32_t len);
int32_t hooks_give_item(int32_t (*f)(hooks_item *given, hooks_item *optional, char *text, void *data), void *f_data,
                        hooks_destroy f_destroy);
uint32_t hooks_make_item(hooks_item *(*f)(const hooks_item *lent, void *data), void *f_data,
                         hooks_item *(*g)(void *data), void *g_data);
int32_t hooks_try_make_item(int32_t (*f)(hooks_item **out, void *data), void *f_data, uint32_t *out);

typedef struct hooks_token hooks_token;
hooks_token *hooks_token_new(uint32_t value);
uint32_t hooks_token_value(const hooks_token *token);
uint32_t hooks_token_add(hooks_token *token, uint32_t n);
void hooks_token_free(hooks_token *token);
uint32_t hooks_lend_token(bool (*f)(const hooks_token *token, const hooks_token *optional, void *data), void *f_data, bool some);
uint32_t hooks_change_token(void (*f)(hooks_token *token, hooks_token *optional, void *data), void *f_data, bool some);
uint32_t hooks_all_tokens(uint32_t (*f)(const hooks_token *const *all, size_t all_len, void *data), void *f_data,
                         uint32_t len);
int32_t hooks_give_token(int32_t (*f)(hooks_token *given, hooks_token *optional, char *text, void *data), void *f_data,
                        hooks_destroy f_destroy);
uint32_t hooks_make_token(hooks_token *(*f)(const hooks_token *lent, void *data), void *f_data,
                         hooks_token *(*g)(void *data), void *g_data);
int32_t hooks_try_make_token(int32_t (*f)(hooks_token **out, void *data), void *f_data, uint32_t *out);

typedef struct hooks_fragile hooks_fragile;
hooks_fragile *hooks_fragile_new(uint32_t value);
uint32_t hooks_fragile_value(const hooks_fragile *fragile);
uint32_t hooks_fragile_add(hooks_fragile *fragile, uint32_t n);
void hooks_fragile_free(hooks_fragile *fragile);
uint32_t hooks_lend_fragile(bool (*f)(const hooks_fragile *fragile, const hooks_fragile *optional, void *data), void *f_data, bool some);
uint32_t hooks_change_fragile(void (*f)(hooks_fragile *fragile, hooks_fragile *optional, void *data), void *f_data, bool some);
uint32_t hooks_all_fragiles(uint32_t (*f)(const hooks_fragile *const *all, size_t all_len, void *data), void *f_data,
                         uint32_t len);
int32_t hooks_give_fragile(int32_t (*f)(hooks_fragile *given, hooks_fragile *optional, char *text, void *data), void *f_data,
                        hooks_destroy f_destroy);
uint32_t hooks_make_fragile(hooks_fragile *(*f)(const hooks_fragile *lent, void *data), void *f_data,
                         hooks_fragile *(*g)(void *data), void *g_data);
int32_t hooks_try_make_fragile(int32_t (*f)(hooks_fragile **out, void *data), void *f_data, uint32_t *out);
void hooks_fragile_clear_poison(const hooks_fragile *fragile);

typedef struct hooks_brittle hooks_brittle;
hooks_brittle *hooks_brittle_new(uint32_t value);
uint32_t hooks_brittle_value(const hooks_brittle *brittle);
uint32_t hooks_brittle_add(hooks_brittle *brittle, uint32_t n);
void hooks_brittle_free(hooks_brittle *brittle);
uint32_t hooks_lend_brittle(bool (*f)(const hooks_brittle *brittle, const hooks_brittle *optional, void *data), void *f_data, bool some);
uint32_t hooks_change_brittle(void (*f)(hooks_brittle *brittle, hooks_brittle *optional, void *data), void *f_data, bool some);
uint32_t hooks_all_brittles(uint32_t (*f)(const hooks_brittle *const *all, size_t all_len, void *data), void *f_data,
                         uint32_t len);
int32_t hooks_give_brittle(int32_t (*f)(hooks_brittle *given, hooks_brittle *optional, char *text, void *data), void *f_data,
                        hooks_destroy f_destroy);
uint32_t hooks_make_brittle(hooks_brittle *(*f)(const hooks_brittle *lent, void *data), void *f_data,
                         hooks_brittle *(*g)(void *data), void *g_data);
int32_t hooks_try_make_brittle(int32_t (*f)(hooks_brittle **out, void *data), void *f_data, uint32_t *out);
void hooks_brittle_clear_poison(const hooks_brittle *brittle);

typedef struct hooks_group hooks_group;
hooks_group *hooks_group_new(uint32_t value);
uint32_t hooks_group_value(const hooks_group *group);
void hooks_group_free(hooks_group *group);
uint32_t hooks_groups(const hooks_group *(*f)(const hooks_group *lent, const hooks_group *given, void *data),
                      void *f_data);

/* The library gives objects and texts to `f`, which owns them, or fails and does not call it. */
int32_t hooks_give_all(int32_t (*f)(char *first, hooks_item *item, hooks_brittle *brittle, hooks_token *token,
                                    const hooks_group *group, char *last_text, void *data),
                       void *data, const char *last, size_t last_len);
uint32_t hooks_alive(void);

#endif
