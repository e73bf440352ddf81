#include "shape.h"
#include "check.h"

int main(void) {
    s_glob glob = {1, S_KIND_FOLDER};
    CHECK(s_mix(glob) == 14 && s_match(5) == 5 && LIMIT == 9);
    return failures;
}
