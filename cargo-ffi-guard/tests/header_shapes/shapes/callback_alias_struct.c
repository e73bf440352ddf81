#include "shape.h"
#include "check.h"

static int32_t read_number(const s_source *source) { return source->number; }

int main(void) {
    s_source source = {read_number, 4};
    CHECK(s_read(&source) == 4);
    return failures;
}
