#include "include/roster.h"
#include <stdio.h>

int main(void) {
    Roster *roster = roster_new();
    printf("%d %d\n", roster_add(roster, "Ada", 36), roster_add(roster, "Ben", 41));
    printf("%u %u\n", roster_age(roster, 1), roster_age(roster, 2));
    printf("%d %d\n", (int)roster_sum(roster), roster_has(roster, "Ada"));
    roster_free(roster);
    return 0;
}
