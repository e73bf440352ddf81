#include "shape.h"
#include "check.h"

#include <string.h>

int main(void) {
    char *text = s_upper("ab", "c");
    CHECK(strcmp(text, "ABc") == 0);
    s_string_free(text);
    uint16_t values[2] = {0, 0};
    const uint8_t from[3] = {4, 5, 6};
    CHECK(s_fill(values, 2, from, 3) == 23 && values[0] == 8 && values[1] == 10);
    s_vec_u16 squares = s_squares(4);
    CHECK(squares.len == 4 && squares.ptr[3] == 9);
    s_vec_u16_free(squares);
    uint32_t rest = 0, quotient = 0;
    CHECK(s_divide(7, 3, &rest, &quotient) == 0 && rest == 1 && quotient == 2);
    CHECK(s_divide(7, 0, &rest, &quotient) == 7);
    CHECK(strcmp(s_last_error_message(), "no divisor") == 0);
    return failures;
}
