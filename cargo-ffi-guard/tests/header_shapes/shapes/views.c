#include "shape.h"
#include "check.h"

#include <string.h>

int main(void) {
    s_shape *shape = s_shape_new();
    s_str name = s_shape_name(shape);
    CHECK(name.len == 5 && memcmp(name.ptr, "shape", 5) == 0);
    s_slice_point points = s_shape_points(shape);
    CHECK(points.len == 2 && points.ptr[1].x == 3);
    s_slice_id ids = s_shape_ids(shape);
    CHECK(ids.len == 2 && ids.ptr[1] == 8);
    const s_point *last = NULL;
    CHECK(s_shape_last(shape, &last) == 0 && last == points.ptr + 1);
    s_shape_free(shape);
    s_str_t value = {7};
    CHECK(s_of(value) == 7);
    CHECK(strcmp(s_license(), "MIT") == 0);
    const uint8_t bytes[3] = {1, 2, 3};
    s_slice_u8_t rest = s_rest(bytes, s_slice_u8(bytes, 3));
    CHECK(rest.ptr == bytes + 1 && rest.len == 2);
    CHECK((*s_primes())[2] == 5);
    return failures;
}
