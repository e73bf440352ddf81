#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(sizeof(s_code) == 4);
    CHECK(s_number(S_CODE_LOST) == -2 && S_CODE_LOST == -2);
    CHECK(s_number(S_CODE_GONE) == -1 && s_number(S_CODE_FINE) == 0);
    CHECK(s_number(S_CODE_FIRST) == 1024 && S_CODE_SECOND == 1025);
    CHECK(s_number(S_CODE_FLAG) == 16 && s_number(S_CODE_SUM) == 7);
    return failures;
}
