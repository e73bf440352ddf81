#include "shape.h"
#include "check.h"

int main(void) {
    View view = s_view();
    CHECK(view.count == 1 && s_value(view) == 6);
    return failures;
}
