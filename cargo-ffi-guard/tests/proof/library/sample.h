/* The right header of the library, written by hand. */
#ifndef SAMPLE_H
#define SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(_WIN32)
#define SAMPLE_API
#else
#define SAMPLE_API __attribute__((visibility("default")))
#endif
#define SAMPLE_IS_LOW(level) ((level) == LEVEL_LOW)

struct timeval_of_ours { int64_t seconds; int64_t micros; };
typedef struct timeval_of_ours Timeval;

typedef int32_t sample_status;
enum { SAMPLE_OK, SAMPLE_EMPTY, SAMPLE_TOO_LONG = 5, SAMPLE_PANIC = -1, SAMPLE_POISONED = -4 };
#define SAMPLE_PARSE_ERROR_EMPTY 3
#define SAMPLE_PARSE_ERROR_UNEXPECTED 4

enum { LEVEL_LOW = 1, LEVEL_HIGH = 2 };
typedef uint8_t Level;

typedef enum mode { MODE_READ, MODE_WRITE = 4 } mode_t_;
typedef float meters;

typedef struct { int32_t number; Level level; uint16_t sides[12]; const char *name; } Setting;
typedef struct { _Alignas(16) uint8_t bytes[16]; } aligned_bytes;
typedef struct Node { int32_t value; const struct Node *next; int (*other)(struct Node *); } Node;
typedef struct Counter Counter;
typedef struct Point { double x, y; } Point;
typedef struct { int32_t first, second; } Pair_i32;
typedef struct List_u8 { uint8_t value; const struct List_u8 *next; } List_u8;
typedef int (*order_fn)(const Point *, const Point *);

SAMPLE_API extern const uint32_t sample_version[3];
SAMPLE_API extern int sample_verbosity;
SAMPLE_API extern uint32_t sample_calls;
SAMPLE_API extern _Atomic uint32_t sample_totals[2];

SAMPLE_API __attribute__((pure)) bool sample_is_high(Level level);
sample_status sample_check(const char *text);
int32_t sample_lies(uint32_t number, bool yes);
int16_t sample_same_i16(int16_t value);
float sample_same_f32(float value);
long sample_same_long(long value);
long long sample_same_i64(int64_t value);
uint8_t sample_same_u8(uint8_t value);
Counter *sample_counter_new(void);
uint64_t sample_counter_add(Counter *counter, uint64_t n);
void sample_counter_free(Counter *it);
int32_t sample_find(const char *text, Level level, Setting *out);
size_t sample_hidden(const char *text, order_fn order, int (*optional)(const Point *, const Point *));
void sample_visit(const Node *first, bool (*visit)(const Node *node, void *data), void *data);
Pair_i32 sample_swap(Pair_i32 pair, const List_u8 *list);
int32_t sample_wait(Timeval until, Timeval *left);
enum mode sample_mode(mode_t_ mode, meters length, const uint8_t bytes[], const aligned_bytes *aligned);
double sample_length(const Point *of);
void sample_names(const char *const names[], const int32_t (*matrix)[4], size_t count);
_Noreturn void sample_stop(void);

static inline bool sample_is_low(Level level) { return SAMPLE_IS_LOW(level); }

#ifdef __cplusplus
}
#endif
#endif
