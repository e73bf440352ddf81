#include "shape.h"
#include "check.h"

/* Not declared without the feature. */
typedef int s_slice_point;

int main(void) {
    s_slice_point none = s_count();
    CHECK(none == 0);
    return failures;
}
