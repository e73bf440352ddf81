#include "shape.h"
#include "check.h"

int main(void) {
    int32_t number = 0;
    s_status status = s_length("12", S_STATUS_T_READY, &number);
    CHECK(status == S_OK && number == 12);
    CHECK(s_length("", S_STATUS_T_READY, &number) == S_EMPTY && S_EMPTY == 1);
    CHECK(s_length("too long", S_STATUS_T_READY, &number) == S_TOO_LONG && S_TOO_LONG == 7);
    CHECK(s_length("no", S_STATUS_T_READY, &number) == S_NOT_A_NUMBER && S_NOT_A_NUMBER == 16);
    CHECK(s_length("12", S_STATUS_T_BUSY, &number) == S_PANIC && S_PANIC == -1);
    CHECK(s_length(NULL, S_STATUS_T_READY, &number) == S_INVALID_ARGUMENT && S_INVALID_ARGUMENT == -2);
    CHECK(s_parse("") == S_PARSE_ERROR_EMPTY && S_PARSE_ERROR_EMPTY == 3);
    CHECK(s_parse("x") == S_PARSE_ERROR_UNEXPECTED && S_PARSE_ERROR_UNEXPECTED == 4);
    CHECK(s_code() == S_FAULT_EMPTY && S_FAULT_EMPTY == 5);
    CHECK(S_ERROR == -3 && S_POISONED == -4 && sizeof(status) == 4);
    return failures;
}
