#include "shape.h"
#include "check.h"

int main(void) {
    s_p p = {1, 2}; CHECK(s_b(&p) == 2); s_many m = {{{1, 2}, {3, 4}, {5, 6}}, {&p, NULL}}; CHECK(s_size(&m) == sizeof m + 6);
    return failures;
}
