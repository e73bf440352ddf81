#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(S_LIMIT == 4294967295u && S_MINIMUM == -5);
    CHECK(S_PAGE == s_page());
    CHECK(S_BOTH == 17 && S_FIRST == 1 && S_SECOND == 16);
    CHECK(S_RATE == 1.5 && S_ON);
    return failures;
}
