#include "shape.h"
#include "check.h"

int main(void) {
    const uint8_t path[] = {1, 2, 3};
    s_raw_t raw = 261;
    CHECK(s_length(path, 3) == 3);
    CHECK(sizeof raw == 4 && s_raw(raw) == 5);
    return failures;
}
