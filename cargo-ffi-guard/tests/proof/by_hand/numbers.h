#ifndef SUM_H
#define SUM_H
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

int sum_small(signed char a, unsigned char b, short c, short unsigned d);
long int sum_large(unsigned, unsigned long, long long, unsigned long long int);
double sum_all(const double values[], const char *const *names, size_t count);
ptrdiff_t sum_step(intptr_t by, size_t *left, uintptr_t address);
int32_t sum_bytes(const unsigned char *bytes, const int8_t *sign, long long *wide, unsigned *words);
extern const uint8_t sum_names[];

#ifdef __cplusplus
}
#endif
#endif
