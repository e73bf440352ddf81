#include "include/pattern.h"
#include <stdio.h>

int main(void) {
    const char *names[] = {"main.c", "main.h", "lib.c"};
    Pattern *pattern = pattern_new("*.c");
    printf("%d %d\n", pattern_is_match(pattern, "a.c"), pattern_is_match(pattern, "a.h"));
    printf("%d %d\n", (int)pattern_count(pattern, names, 3), (int)pattern_find(pattern, names, 3));
    printf("%u %u\n", pattern_uses(pattern), pattern_byte(pattern, 1));
    pattern_reset(pattern);
    printf("%u\n", pattern_uses(pattern));
    printf("%u %d\n", pattern_byte(pattern, 9), (int)pattern_count(NULL, names, 3));
    printf("%d\n", pattern_new("") == NULL);
    pattern_free(pattern);
    return 0;
}
