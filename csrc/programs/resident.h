/* The memory that this process uses. */
#ifndef RESIDENT_H
#define RESIDENT_H

#include "check.h"

#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <psapi.h>

/* Returns the resident memory in bytes, or -1 if it cannot be read. */
static long resident_memory(void) {
    PROCESS_MEMORY_COUNTERS counters;
    BOOL read = GetProcessMemoryInfo(GetCurrentProcess(), &counters, sizeof counters);
    return read ? (long)counters.WorkingSetSize : -1;
}
#else
#include <unistd.h>

/* Returns the resident memory in bytes, or -1 if it cannot be read. */
static long resident_memory(void) {
    long pages = -1;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file == NULL || fscanf(file, "%*s %ld", &pages) != 1) {
        pages = -1;
    }
    if (file != NULL) {
        fclose(file);
    }
    return pages < 0 ? -1 : pages * sysconf(_SC_PAGESIZE);
}
#endif

#endif
