#include "shape.h"
#include "check.h"

int main(void) {
    Word word = s_word(1, 2);
    CHECK(sizeof word == 8 && word.halves.low == 1 && word.bytes[4] == 2);
    word.whole = 3ull << 32;
    CHECK(s_high(word) == 3);
    return failures;
}
