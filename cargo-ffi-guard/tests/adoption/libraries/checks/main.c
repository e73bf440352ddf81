#include "include/checks.h"
#include <stdio.h>

int main(void) {
    const unsigned char data[] = {1, 2, 4};
    unsigned long value = 0;
    CheckState state;
    printf("%lu %lu\n", check_sum(1, data, 3), check_xor(1, data, 3));
    printf("%lu %s %lu\n", check_combine(2, 3), check_version(), check_flags());
    printf("%d %d ", check_begin(&state, 1), check_update(&state, data, 3));
    printf("%d ", check_end(&state, &value));
    printf("%lu %lu\n", value, state.total);
    return 0;
}
