/* Written by hand. */
#ifndef PATTERN_H
#define PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Pattern Pattern;

Pattern *pattern_new(const char *source);
void pattern_free(Pattern *pattern);
bool pattern_is_match(Pattern *pattern, const char *name);
int64_t pattern_count(Pattern *pattern, const char *const *names, size_t len);
int64_t pattern_find(Pattern *pattern, const char *const *names, size_t len);
uint32_t pattern_uses(const Pattern *pattern);
uint8_t pattern_byte(const Pattern *pattern, size_t index);
void pattern_reset(Pattern *pattern);

#endif
