#include "shape.h"
#include "check.h"

int main(void) {
    s_config config = {7, 80};
    CHECK(sizeof(s_config) == s_config_size());
    CHECK(s_mix(&config) == 780);
    Plain plain = {1, 2};
    CHECK(sizeof(Plain) == 2 && s_last(plain) == 2);
    return failures;
}
