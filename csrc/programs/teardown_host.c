/* Loads the library of teardown_library.c, uses it and closes it: `teardown_host LIBRARY`. */
#include "loading.h"

static int use(const char *path) {
    void (*function)(void);
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    CHECK(library != NULL);
    FIND(library, "teardown_library_use", function);
    function();
    CHECK(dlclose(library) == 0);
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
