#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(sizeof(s_kind) == 1 && s_letter(S_KIND_TCP) == 'T');
    CHECK(s_letter(S_KIND_UDP) == 'U');
    CHECK(s_letter(S_KIND_UNIX) == 'X');
    return failures;
}
