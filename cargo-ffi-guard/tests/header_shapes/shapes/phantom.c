#include "shape.h"
#include "check.h"

int main(void) {
    Text name = s_name();
    CHECK(name.len == 4 && name.data[3] == 'e');
    return failures;
}
