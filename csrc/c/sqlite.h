/* SQLite, where it is installed: opened at run time, so that nobody needs it to build. */
#ifndef CSRC_SQLITE_H
#define CSRC_SQLITE_H

#include <stdint.h>

/* As sqlite3_exec calls it, once per row; not 0 ends the query. */
typedef int (*csrc_row)(void *data, int columns, char **texts, char **names);

/* What SQLite answered; its result codes are 0 for success. */
typedef struct csrc_sqlite_answer {
    int32_t result;      /* of sqlite3_exec */
    int32_t afterwards;  /* of another query on the same connection */
    int32_t closed;      /* of sqlite3_close, which refuses while a statement is open */
    char message[128];   /* the error message of sqlite3_exec, empty for none */
} csrc_sqlite_answer;

int32_t csrc_sqlite_exec(const char *sql, csrc_row f, void *data, csrc_sqlite_answer *out);

#endif
