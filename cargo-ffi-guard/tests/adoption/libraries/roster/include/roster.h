/* Written by hand. */
#ifndef ROSTER_H
#define ROSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Roster Roster;

Roster *roster_new(void);
void roster_free(Roster *roster);
int32_t roster_add(Roster *roster, const char *name, uint32_t age);
uint32_t roster_age(const Roster *roster, size_t index);
int64_t roster_sum(const Roster *roster);
bool roster_has(const Roster *roster, const char *name);

#endif
