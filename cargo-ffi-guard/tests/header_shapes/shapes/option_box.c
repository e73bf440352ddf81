#include "shape.h"
#include "check.h"

int main(void) {
    s_counter *one = s_new(3);
    s_counter *other = s_new(4);
    const uint32_t count = 8;
    uint32_t out = 0;
    CHECK(s_new(0) == NULL && one != NULL && other != NULL);
    CHECK(s_add(one, other) == 7 && s_add(one, NULL) == 8);
    CHECK(s_peek(&count, &out) == 8 && out == 8 && s_peek(NULL, NULL) == 0);
    CHECK(s_take(one) == 8 && s_take(NULL) == 0);
    s_counter_free(other);
    return failures;
}
