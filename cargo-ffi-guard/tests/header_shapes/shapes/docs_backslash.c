#include "shape.h"
#include "check.h"

int main(void) {
    s_path path = {1, 2};
    CHECK(s_open(path) == 2 && s_close(3) == 3);
    return failures;
}
