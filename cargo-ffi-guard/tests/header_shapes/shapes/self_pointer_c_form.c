#include "shape.h"
#include "check.h"

int main(void) {
    Node last = {2, NULL, NULL};
    Node first = {1, &last, &last};
    CHECK(s_next(&first) == 12 && s_next(&last) == 20);
    return failures;
}
