#include "shape.h"
#include "check.h"

int main(void) {
    Wire wire = {1, 23, 45};
    CHECK(sizeof(Wire) == s_wire_size());
    CHECK(s_mix(&wire) == 12345);
    CHECK(s_len(wire) == 23);
    return failures;
}
