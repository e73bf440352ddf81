#include "shape.h"
#include "check.h"

int main(void) {
    uint16_t target = 5;
    Wrapped wrapped = {true, 1, 3, 4, 2, 0, &target};
    CHECK(sizeof(Wrapped) == s_wrapped_size());
    CHECK(s_mix(&wrapped) == 12345);
    wrapped.address = NULL;
    CHECK(s_mix(&wrapped) == 12349);
    return failures;
}
