#include "shape.h"
#include "check.h"

#include <string.h>

int main(void) {
    CHECK(strcmp(S_NAME, "shape") == 0);
    CHECK(strcmp(S_QUOTED, "a \"b\" \\ c\n") == 0);
    CHECK(s_length(S_WIDE) == 5);
    CHECK(strcmp(S_C, "c string") == 0);
    return failures;
}
