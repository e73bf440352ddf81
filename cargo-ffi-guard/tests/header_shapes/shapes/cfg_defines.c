#include "shape.h"
#include "check.h"

static int s_more = 0, s_most = 0;

int main(void) {
    s_config config = {7};
    CHECK(sizeof(s_config) == 2 && s_depth(&config) == 7);
    CHECK(s_more == s_most);
    return failures;
}
