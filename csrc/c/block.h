/* Objects that C allocates and counts. */
#ifndef CSRC_BLOCK_H
#define CSRC_BLOCK_H

#include <stdint.h>

/* The numbers of blocks that are alive and that have been freed. */
typedef struct csrc_ledger {
    _Atomic int32_t alive;
    _Atomic int32_t freed;
} csrc_ledger;

typedef struct csrc_block csrc_block;

csrc_block *csrc_block_new(csrc_ledger *ledger, int32_t *farewell);
int32_t csrc_block_free(csrc_block *block);
void csrc_block_free_untyped(void *block);

#endif
