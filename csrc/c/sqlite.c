/* Calls a callback from sqlite3_exec. */
#define _POSIX_C_SOURCE 200809L

#include "sqlite.h"

#include <dlfcn.h>
#include <string.h>

#ifdef __APPLE__
#define LIBRARY "libsqlite3.dylib"
#else
#define LIBRARY "libsqlite3.so.0"
#endif

typedef struct sqlite3 sqlite3;

/* The part of SQLite's stable interface that is used here. */
struct library {
    int (*open)(const char *file, sqlite3 **database);
    int (*exec)(sqlite3 *database, const char *sql, csrc_row f, void *data, char **message);
    int (*close)(sqlite3 *database);
    void (*free)(void *memory);
};

/* ISO C has no conversion from an object pointer to a function pointer; POSIX guarantees the same representation. */
static int find(void *handle, const char *name, void *function) {
    void *address = dlsym(handle, name);
    memcpy(function, &address, sizeof address);
    return address != NULL;
}

/* Loads the library. It is never unloaded, because it may have registered handlers. */
static int load(struct library *library) {
    void *handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
    return handle != NULL && find(handle, "sqlite3_open", &library->open)
        && find(handle, "sqlite3_exec", &library->exec) && find(handle, "sqlite3_close", &library->close)
        && find(handle, "sqlite3_free", &library->free);
}

/* Runs the SQL on an in-memory database and calls f for each row. Returns 0, or -1 if SQLite is not installed. */
int32_t csrc_sqlite_exec(const char *sql, csrc_row f, void *data, csrc_sqlite_answer *out) {
    struct library library;
    sqlite3 *database = NULL;
    char *message = NULL;
    memset(out, 0, sizeof *out);
    if (!load(&library)) {
        return -1;
    }
    out->result = library.open(":memory:", &database);
    if (out->result == 0) {
        out->result = library.exec(database, sql, f, data, &message);
        out->afterwards = library.exec(database, "SELECT 1", NULL, NULL, NULL);
    }
    if (message != NULL) {
        strncpy(out->message, message, sizeof out->message - 1);
        library.free(message);
    }
    out->closed = library.close(database);
    return 0;
}
