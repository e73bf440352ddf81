#include "shape.h"
#include <assert.h>
#include <string.h>

static bool visit(const shape_item *arg0, const char *arg1, size_t arg1_len, shape_each_visit_t arg2, void *data) {
    assert(arg1_len == 4 && memcmp(arg1, "text", 4) == 0);
    assert(shape_item_value(arg0) == arg2.number && arg2.last == (arg2.number == 2));
    ++*(int *)data;
    return !arg2.last;
}

static void done(uint32_t arg0, void *data) { *(int *)data += (int)arg0; }
static void destroy(void *data) { *(int *)data += 100; }

static int32_t next(uint32_t *arg0, size_t arg0_len, size_t *out, void *data) {
    (void)data;
    arg0[0] = 3;
    arg0[arg0_len - 1] = 4;
    *out = arg0_len;
    return 0;
}

int main(void) {
    int calls = 0;
    shape_each_visit function = visit;
    shape_each_for_ last = done;
    assert(shape_each(function, &calls, last, &calls, destroy) == 2 && calls == 3 + 2 + 100);
    assert(shape_each(function, &calls, NULL, NULL, NULL) == 2);
    uint32_t sum = 0;
    shape_sum_next numbers = next;
    assert(shape_sum(numbers, NULL, &sum) == 0 && sum == 7);
    return 0;
}
