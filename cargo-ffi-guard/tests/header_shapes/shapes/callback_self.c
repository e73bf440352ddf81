#include "shape.h"
#include "check.h"

static int32_t read_one(s_source *source) { return source->left--; }

int main(void) {
    s_source source = {read_one, 4};
    CHECK(s_sum(&source) == 10 && source.left == 0);
    return failures;
}
