#include "@prefix@.h"
#include <stdio.h>

/* Ends the program if a condition does not hold. Its number is the line. */
#define REQUIRE(condition) do { if (!(condition)) { printf("line %d: %s\n", __LINE__, #condition); return 1; } } while (0)

int main(void) {
    uint32_t sum = 0;
    @prefix@_counter *counter = @prefix@_counter_new(5);
    REQUIRE(counter != NULL);
    REQUIRE(@prefix@_counter_add(counter, 4, &sum) == @PREFIX@_OK && sum == 4);

    /* An error of the library has a code and a message. */
    REQUIRE(@prefix@_counter_add(counter, 2, &sum) == @PREFIX@_ABOVE_LIMIT);
    printf("%s\n", @prefix@_last_error_message());

    /* An invalid argument is rejected before the function runs. */
    REQUIRE(@prefix@_counter_add(NULL, 1, &sum) == @PREFIX@_INVALID_ARGUMENT);
    printf("%s\n", @prefix@_last_error_message());

    /* A panic is caught: the function returns the value that the header names. */
    REQUIRE(@prefix@_counter_room(counter, 0) == UINT32_MAX);
    printf("%s\n", @prefix@_last_error_message());

    @prefix@_counter_free(counter);
    return 0;
}
