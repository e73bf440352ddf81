/* C functions that call a callback with user data, as most C interfaces do. */
#ifndef CSRC_WALK_H
#define CSRC_WALK_H

#include <stdint.h>

typedef int32_t (*csrc_data_last)(int32_t value, void *data);
typedef int32_t (*csrc_data_first)(void *data, int32_t value);

int64_t csrc_walk(int32_t count, csrc_data_last f, void *data);
int64_t csrc_walk_first(int32_t count, csrc_data_first f, void *data);
int32_t csrc_on_thread(csrc_data_last f, int32_t value, void *data);
int64_t csrc_pool(uint32_t threads, int32_t calls, csrc_data_last f, void *data);

#endif
