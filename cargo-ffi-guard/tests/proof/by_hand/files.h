#ifndef FILES_H
#define FILES_H

#include "files/types.h"

FILES_API(file_descriptor) files_open(const char *path) FILES_NONNULL(1);
FILES_API(int32_t) files_stat(file_descriptor file, files_stat_t *stat) FILES_NONNULL(2);
FILES_API(FILES_NORETURN void) files_abandon(file_descriptor file);

#define files_size(file, stat) (files_stat((file), (stat)) == 0 ? (stat)->size : 0)

static inline int files_is_open(file_descriptor file) {
    return file >= 0;
}

#endif
