#ifndef GRID_H
#define GRID_H
#include <stddef.h>
#include <stdint.h>

#define GRID_ROWS 3
#define GRID_COLUMNS 4

struct cell {
    uint8_t type_;
    float weight;
    uint64_t key;
};

struct grid {
    struct cell cells[GRID_ROWS][GRID_COLUMNS], corner;
    uint8_t label[sizeof(struct cell) >= 16 ? 16 : 8 + 8];
    const struct grid *const parent;
    enum { GRID_ROWS_FIRST, GRID_COLUMNS_FIRST } order;
    struct { float x, y; } origin;
};

typedef struct { uint32_t from, to; } grid_range;

uint64_t grid_sum(const struct grid *grid, grid_range range);
struct cell grid_cell(const struct grid *grid, size_t row, size_t column);
void grid_fill(struct cell (*cells)[GRID_COLUMNS], size_t rows, const struct cell *value);
#endif
