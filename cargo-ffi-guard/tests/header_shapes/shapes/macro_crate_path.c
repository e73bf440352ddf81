#include "shape.h"
#include "check.h"

int main(void) {
    s_outer o = {{3}}; CHECK(s_get(&o) == 3);
    return failures;
}
