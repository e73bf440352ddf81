/* An object that C allocates, counts and frees. It may borrow a number of the caller until it is freed. */
#include "block.h"

#include <stdlib.h>

enum { FAREWELL = 9 };

struct csrc_block {
    csrc_ledger *ledger;
    int32_t *farewell;
};

/* Returns a new block of the ledger, or NULL. When freed, the block writes 9 to `farewell` unless that is NULL. */
csrc_block *csrc_block_new(csrc_ledger *ledger, int32_t *farewell) {
    csrc_block *block = malloc(sizeof *block);
    if (block != NULL) {
        *block = (csrc_block){ledger, farewell};
        ledger->alive++;
    }
    return block;
}

/* Frees the block and returns how many blocks of its ledger remain. */
int32_t csrc_block_free(csrc_block *block) {
    csrc_ledger *ledger = block->ledger;
    if (block->farewell != NULL) {
        *block->farewell = FAREWELL;
    }
    free(block);
    ledger->freed++;
    return --ledger->alive;
}

void csrc_block_free_untyped(void *block) {
    csrc_block_free(block);
}
