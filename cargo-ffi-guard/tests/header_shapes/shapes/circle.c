#include "shape.h"
#include "check.h"

int main(void) {
    s_house house = {{NULL, 40}, {NULL, {NULL, NULL}, 12}};
    house.parent.child = &house.child;
    house.child.parent = &house.parent;
    CHECK(s_ages(&house) == 40012);
    return failures;
}
