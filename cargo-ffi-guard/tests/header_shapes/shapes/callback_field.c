#include "shape.h"
#include "check.h"

static int32_t event(int32_t code) { return code + 1; }
static int32_t again(void *data, int32_t code) { return data == NULL ? code + 2 : 0; }

int main(void) {
    s_hooks hooks = {1, event, again, 5};
    CHECK(s_hook(&hooks) == 607);
    hooks.event = NULL;
    CHECK(s_hook(&hooks) == 7);
    return failures;
}
