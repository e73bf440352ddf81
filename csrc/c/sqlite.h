/* SQLite, loaded at run time if installed, so that the build does not depend on it. */
#ifndef CSRC_SQLITE_H
#define CSRC_SQLITE_H

#include <stdint.h>

/* The row callback of sqlite3_exec. A result other than 0 ends the query. */
typedef int (*csrc_row)(void *data, int columns, char **texts, char **names);

/* The results of SQLite; 0 means success. */
typedef struct csrc_sqlite_answer {
    int32_t result;     /* result of sqlite3_exec */
    int32_t afterwards; /* result of another query on the same connection */
    int32_t closed;     /* result of sqlite3_close, which fails while a statement is open */
    char message[128];  /* error message of sqlite3_exec, empty if there is none */
} csrc_sqlite_answer;

int32_t csrc_sqlite_exec(const char *sql, csrc_row f, void *data, csrc_sqlite_answer *out);

#endif
