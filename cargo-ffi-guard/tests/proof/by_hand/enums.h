#ifndef PAINT_H
#define PAINT_H
#include <stdint.h>

typedef enum { PAINT_RED, PAINT_DARK_GREEN = 5, PAINT_BLUE } paint_color;

typedef uint8_t paint_align_t;
#define PAINT_ALIGN_LEFT ((paint_align_t)1)
#define PAINT_ALIGN_RIGHT ((paint_align_t)2)
#define PAINT_ALIGN_COUNT 2

typedef int16_t paint_direction;
enum { PAINT_DOWN = -1, PAINT_UP = 1 };

typedef uint64_t paint_mask_t;
#define PAINT_MASK_NONE UINT64_C(0)
#define PAINT_MASK_ALL UINT64_MAX

paint_color paint_mix(paint_color first, const paint_color *second);
paint_align_t paint_align(paint_align_t align, paint_direction direction, paint_mask_t mask);
paint_mask_t paint_mask(void);
#endif
