/* Calls a callback from sqlite3_exec. */
#define _POSIX_C_SOURCE 200809L

#include "sqlite.h"
#include "platform.h"

#include <string.h>

#ifdef _WIN32
#define LIBRARY "sqlite3.dll"
#elif defined(__APPLE__)
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

/* Loads the library. It is never unloaded, because it may have registered handlers. */
static int load(struct library *library) {
    void *handle = platform_library_open(LIBRARY);
    return handle != NULL && platform_library_find(handle, "sqlite3_open", &library->open)
        && platform_library_find(handle, "sqlite3_exec", &library->exec)
        && platform_library_find(handle, "sqlite3_close", &library->close)
        && platform_library_find(handle, "sqlite3_free", &library->free);
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
