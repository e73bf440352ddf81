/* Loads and unloads libraries at run time. */
#ifndef LOADING_H
#define LOADING_H

#include "../c/platform.h"
#include "check.h"

#define FIND(library, name, function) CHECK(platform_library_find((library), (name), &(function)))

enum mapping { UNMAPPED, MAPPED, DATA_ONLY, UNCLEAR };

/* How a library is mapped in this process: not at all, as code, or as data. Unclear if the dynamic linker disagrees
 * with the memory map. */
#ifdef _WIN32
static enum mapping mapping_of(const char *path) {
    return GetModuleHandleA(path) != NULL ? MAPPED : UNMAPPED;
}
#else
static enum mapping mapping_of(const char *path) {
    char line[4096];
    int bytes = 0;
    int code = 0;
    FILE *maps = fopen("/proc/self/maps", "r");
    if (maps == NULL) {
        return UNCLEAR;
    }
    while (fgets(line, sizeof line, maps) != NULL) {
        char permissions[5] = "";
        if (strstr(line, path) != NULL && sscanf(line, "%*s %4s", permissions) == 1) {
            bytes = 1;
            code |= strchr(permissions, 'x') != NULL;
        }
    }
    fclose(maps);
    void *library = dlopen(path, RTLD_NOW | RTLD_NOLOAD);
    if (library != NULL) {
        dlclose(library);
    }
    if (code != (library != NULL)) {
        return UNCLEAR;
    }
    return code ? MAPPED : bytes ? DATA_ONLY : UNMAPPED;
}
#endif

#endif
