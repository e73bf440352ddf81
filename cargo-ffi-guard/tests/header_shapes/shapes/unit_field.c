#include "shape.h"
#include "check.h"

int main(void) {
    Marked marked = {1, 300};
    CHECK(sizeof marked == 4 && s_last(marked) == 301);
    return failures;
}
