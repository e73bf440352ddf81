/* Written by hand, after the header of the other library. */
#ifndef CHECKS_H
#define CHECKS_H

typedef struct {
    unsigned long value;
    unsigned long total;
    int kind;
} CheckState;

unsigned long check_sum(unsigned long start, const unsigned char *data, unsigned int len);
unsigned long check_xor(unsigned long start, const unsigned char *data, unsigned int len);
unsigned long check_combine(unsigned long first, unsigned long second);
int check_begin(CheckState *state, int kind);
int check_update(CheckState *state, const unsigned char *data, unsigned int len);
int check_end(const CheckState *state, unsigned long *out);
const char *check_version(void);
unsigned long check_flags(void);

#endif
