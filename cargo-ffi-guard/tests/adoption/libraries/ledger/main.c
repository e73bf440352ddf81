#include "include/ledger.h"
#include <stdio.h>

static void show(LedgerStatus status) {
    printf("%d %s\n", status.code, status.message == NULL ? "-" : status.message);
    ledger_status_free(status);
}

int main(void) {
    Ledger *ledger = NULL;
    int64_t amount = 0;
    show(ledger_new(&ledger));
    show(ledger_open(ledger, "cash"));
    show(ledger_add(ledger, "cash", 5));
    show(ledger_take(ledger, "cash", 7));
    show(ledger_take(ledger, "none", 7));
    show(ledger_read(ledger, "cash", &amount));
    printf("%d %d\n", (int)amount, (int)ledger_len(ledger));
    show(ledger_open(ledger, ""));
    ledger_free(ledger);
    return 0;
}
