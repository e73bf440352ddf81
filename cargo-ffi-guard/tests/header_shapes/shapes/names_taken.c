#include "shape.h"
#include "check.h"

#include <string.h>

int main(void) {
    s_str_t_t *object = s_str_new("text");
    s_str_t view = s_str_text(object);
    CHECK(view.len == 4 && memcmp(view.ptr, "text", 4) == 0);
    s_str_free(object);
    CHECK(s_str(7) == 7);
    s_http_code first = {1};
    s_http_code_t second = {2};
    CHECK(s_codes(first, second) == 3);
    s_point own = {5};
    s_point_t point = {6};
    CHECK(s_own(own) == 5 && s_short(point) == 6);
    return failures;
}
