#include "shape.h"
#include "check.h"

int main(void) {
    s_node last = {2, NULL};
    s_node first = {1, &last};
    CHECK(s_sum(&first) == 3 && s_sum(NULL) == 0);
    return failures;
}
