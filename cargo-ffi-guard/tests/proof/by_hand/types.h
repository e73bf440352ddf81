#ifndef FILES_TYPES_H
#define FILES_TYPES_H
#include <stdint.h>

#define FILES_API(type) extern type
#define FILES_NONNULL(n) __attribute__((nonnull(n)))
#define FILES_NORETURN __attribute__((noreturn))

typedef int32_t file_descriptor;
typedef struct files_stat { uint64_t size; uint16_t mode; } files_stat_t;
#endif
