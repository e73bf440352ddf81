#include "shape.h"
#include "check.h"

int main(void) {
    s_pair_u32 wide = {1, 2};
    s_pair_i8 narrow = {5, 2};
    CHECK(sizeof wide == 8 && s_second(&wide) == 2);
    CHECK(sizeof narrow == 2 && s_difference(narrow) == 3);
    return failures;
}
