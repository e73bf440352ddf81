/* Loads two libraries that share one standard library, closes the first and fails in the second: `shared_std FIRST
 * SECOND FUNCTION`. Prints the result of the function and whether the first library is still mapped. */
#define _POSIX_C_SOURCE 200809L

#include "loading.h"

#include <stdint.h>

typedef int32_t (*even_t)(int32_t);

int main(int argc, char **argv) {
    even_t first_even, second_even;
    CHECK(argc == 4);
    void *first = platform_library_open(argv[1]);
    void *second = platform_library_open(argv[2]);
    CHECK(first != NULL && second != NULL);
    FIND(first, argv[3], first_even);
    FIND(second, argv[3], second_even);
    printf("before: %d %d\n", (int)first_even(1), (int)second_even(1));
    CHECK(platform_library_close(first) == 0);
    int is_mapped = mapping_of(argv[1]) == MAPPED;
    if (is_mapped) {
        /* One call more than there were of dlopen. */
        platform_library_close(first);
        is_mapped = mapping_of(argv[1]) == MAPPED;
    }
    printf("%s\n", is_mapped ? "mapped" : "unmapped");
    fflush(stdout);
    printf("after: %d\n", (int)second_even(1));
    return 0;
}
