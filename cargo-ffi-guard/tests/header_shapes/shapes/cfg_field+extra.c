#include "shape.h"
#include "check.h"

int main(void) {
    s_config config = {1, 7, 80};
    CHECK(sizeof(s_config) == s_config_size());
    CHECK(s_mix(&config) == 780);
    Plain plain = {1, {2, 3, 4}, 5};
    CHECK(sizeof(Plain) == 5 && s_last(plain) == 5);
    return failures;
}
