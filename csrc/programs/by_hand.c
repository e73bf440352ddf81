/* Tests a library that keeps its last error in a thread-local with a destructor. `by_hand LIBRARY key` fails after
 * that destructor has run; `by_hand LIBRARY close` reports whether the library is still mapped after dlclose. */
#define _POSIX_C_SOURCE 200809L

#include "loading.h"

#include <pthread.h>
#include <stdint.h>

static int32_t (*even)(int32_t);
static pthread_key_t key;

static void fail_again(void *data) {
    (void)data;
    printf("returned %ld\n", (long)even(9));
    fflush(stdout);
}

static void *fail_on_a_thread(void *data) {
    if (pthread_setspecific(key, data) != 0 || even(7) != -1) {
        return NULL;
    }
    printf("failed once\n");
    fflush(stdout);
    return data;
}

/* glibc runs destructors of thread-locals before destructors of keys. */
static int fail_at_the_end_of_a_thread(void) {
    pthread_t thread;
    CHECK(pthread_key_create(&key, fail_again) == 0);
    CHECK(pthread_create(&thread, NULL, fail_on_a_thread, &key) == 0);
    CHECK(pthread_join(thread, NULL) == 0);
    printf("joined\n");
    return 0;
}

static int close_after_a_failure(const char *path, void *library) {
    CHECK(even(7) == -1);
    CHECK(platform_library_close(library) == 0);
    enum mapping left = mapping_of(path);
    CHECK(left == MAPPED || left == UNMAPPED);
    printf("%s\n", left == MAPPED ? "mapped" : "unmapped");
    return 0;
}

static int run(const char *path, const char *test) {
    void *library = platform_library_open(path);
    CHECK(library != NULL);
    FIND(library, "by_hand_even", even);
    return strcmp(test, "key") == 0 ? fail_at_the_end_of_a_thread() : close_after_a_failure(path, library);
}

int main(int argc, char **argv) {
    int line = argc == 3 ? run(argv[1], argv[2]) : __LINE__;
    if (line != 0) {
        printf("%s:%d: the check failed\n", __FILE__, line);
    }
    return line != 0;
}
