#include "shape.h"
#include "check.h"

int main(void) {
    s_point point = {1, 1ull << 50};
    s_point last = {0, 0};
    s_trail *trail = s_trail_new();
    CHECK(s_trail_last(trail, &last) == -3);
    CHECK(s_trail_add(trail, point) == 1);
    CHECK(s_trail_last(trail, &last) == 0 && last.x == 1 && last.y == 1ull << 50);
    s_trail_free(trail);
    return failures;
}
