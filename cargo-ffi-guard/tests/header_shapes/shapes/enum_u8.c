#include "shape.h"
#include "check.h"

int main(void) {
    s_setting setting = {S_LEVEL_MIDDLE, S_LEVEL_HIGHEST, 7};
    CHECK(sizeof(s_level) == 1 && sizeof setting == 4);
    CHECK(s_mix(setting) == 2201007);
    return failures;
}
