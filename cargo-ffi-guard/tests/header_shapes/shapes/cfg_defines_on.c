/* The library does not have the feature, so that this program only looks at the declarations. */
#define S_EXTRA
#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(sizeof(s_config) == 4);
    CHECK(sizeof(((s_config *)0)->verify) == 2);
    CHECK(sizeof(s_more(1)) == 2);
    return failures;
}
