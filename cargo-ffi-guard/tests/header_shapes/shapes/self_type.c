#include "shape.h"
#include "check.h"

static int32_t visit(const Node *node) { return node == NULL ? -5 : node->value; }

int main(void) {
    Node last = {2, NULL, NULL};
    Node first = {1, &last, visit};
    CHECK(s_visit(&first) == 2 && s_visit(&last) == 0);
    return failures;
}
