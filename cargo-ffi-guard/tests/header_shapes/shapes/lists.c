#include "shape.h"
#include "check.h"

#include <string.h>

int main(void) {
    s_vec_string words = {NULL, 0};
    CHECK(s_words("a b", &words) == 0 && words.len == 2 && strcmp(words.ptr[1], "b") == 0);
    char *kept = words.ptr[0];
    words.ptr[0] = NULL;
    s_vec_string_free(words);
    CHECK(strcmp(kept, "a") == 0);
    s_string_free(kept);
    s_vec_item items = s_items(3);
    CHECK(items.len == 3 && s_item_value(items.ptr[2]) == 2);
    s_item *item = items.ptr[1];
    items.ptr[1] = NULL;
    s_vec_item_free(items);
    CHECK(s_item_value(item) == 1);
    s_item_free(item);
    return failures;
}
