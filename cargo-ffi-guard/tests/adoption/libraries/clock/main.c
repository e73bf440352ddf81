#include "include/clock.h"
#include <stdio.h>

static bool count(ClockTime minute, void *data) {
    *(int *)data += minute.minute;
    return true;
}

int main(void) {
    ClockTime from = {1, 2, 3}, to, times[2];
    int sum = 0;
    times[0] = from;
    printf("%d %d\n", clock_seconds(from), clock_parse("01:05:00", &to));
    printf("%d\n", clock_difference(from, to));
    times[1] = clock_round(clock_add(to, CLOCK_MINUTE), ClockRound_Down);
    printf("%d\n", clock_seconds(clock_latest(times, 2)));
    printf("%d %d\n", clock_minutes(from, to, count, &sum), sum);
    char *text = clock_text(to);
    printf("%s\n", text);
    clock_text_free(text);
    return 0;
}
