/* Loads the library of teardown_library.c, uses it and closes it: `teardown_host LIBRARY`. */
#define _POSIX_C_SOURCE 200809L

#include "loading.h"

static int use(const char *path) {
    void (*function)(void);
    void *library = platform_library_open(path);
    CHECK(library != NULL);
    FIND(library, "teardown_library_use", function);
    function();
    CHECK(platform_library_close(library) == 0);
    CHECK(mapping_of(path) == UNMAPPED);
    return 0;
}

int main(int argc, char **argv) {
    int line = argc == 2 ? use(argv[1]) : __LINE__;
    if (line != 0) {
        printf("%s:%d\n", __FILE__, line);
        return 1;
    }
    printf("closed\n");
    return 0;
}
