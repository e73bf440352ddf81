/* Forks while another thread holds a lock that a panic needs. `forking_busy LIBRARY FUNCTION failing` forks while four
 * threads call the function, which fails; `listing` while a thread is inside dl_iterate_phdr. The child calls the
 * function once. Prints `the child returned` or, if a child did not end by itself, `the child hangs`.
 *
 * Needs Unix: `fork`. */
#define _GNU_SOURCE

#include "../c/platform.h"
#include "check.h"

#include <fcntl.h>
#include <link.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

/* One panic takes far less, so only a hang exceeds it. */
#define SECONDS 10
#define FORKS 200

static int32_t (*even)(int32_t);
static atomic_int stop;
static pthread_barrier_t inside;

static void *fail_until_stopped(void *unused) {
    while (!stop) {
        if (even(7) != -1) {
            return NULL;
        }
    }
    return unused;
}

static int wait_inside(struct dl_phdr_info *info, size_t size, void *unused) {
    (void)info, (void)size, (void)unused;
    pthread_barrier_wait(&inside);
    while (!stop) {
        usleep(1000);
    }
    return 1;
}

static void *list(void *data) {
    dl_iterate_phdr(wait_inside, NULL);
    return data;
}

enum end { RETURNED, HANGS, FAILED };

static enum end fork_and_fail(void) {
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        alarm(SECONDS);
        _exit(even(9) == -1 ? 0 : 1);
    }
    if (child < 0 || waitpid(child, &status, 0) != child) {
        return FAILED;
    }
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM) {
        return HANGS;
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? RETURNED : FAILED;
}

/* With threads that fail, the first children may be lucky. */
static int fork_beside(size_t threads, void *(*work)(void *), int forks) {
    pthread_t ids[4];
    enum end end = RETURNED;
    for (size_t i = 0; i < threads; i++) {
        CHECK(pthread_create(&ids[i], NULL, work, &stop) == 0);
    }
    if (work == list) {
        pthread_barrier_wait(&inside);
    }
    for (int i = 0; i < forks && end == RETURNED; i++) {
        end = fork_and_fail();
    }
    stop = 1;
    for (size_t i = 0; i < threads; i++) {
        void *result = NULL;
        CHECK(pthread_join(ids[i], &result) == 0 && result == &stop);
    }
    CHECK(end != FAILED);
    printf("the child %s\n", end == HANGS ? "hangs" : "returned");
    return 0;
}

static int run(const char *path, const char *function, const char *what) {
    void *library = platform_library_open(path);
    CHECK(library != NULL);
    CHECK(platform_library_find(library, function, &even));
    /* The messages of the panics. */
    int nowhere = open("/dev/null", O_WRONLY);
    CHECK(nowhere >= 0 && dup2(nowhere, STDERR_FILENO) == STDERR_FILENO);
    CHECK(pthread_barrier_init(&inside, NULL, 2) == 0);
    return strcmp(what, "listing") == 0 ? fork_beside(1, list, 1) : fork_beside(4, fail_until_stopped, FORKS);
}

int main(int argc, char **argv) {
    int line = argc == 4 ? run(argv[1], argv[2], argv[3]) : __LINE__;
    if (line != 0) {
        printf("%s:%d: the check failed\n", __FILE__, line);
    }
    return line != 0;
}
