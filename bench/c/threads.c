/* Calls from many threads.
 *
 * `threads rate ROUNDS THREADS PERCENT SUBJECT..` prints calls per second of all threads together, one sample per line,
 * with the subjects interleaved. `threads soak SUBJECT THREADS CALLS` makes this number of calls. Half of them panic, in
 * turn with a literal, a formatted message and a counted payload. It prints the number of payloads that were not dropped,
 * and the resident memory in KiB after a hundredth of the calls and after all. */
#define _GNU_SOURCE
#include "failures.h"
#include "clock.h"
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { MOST_THREADS = 64, SAMPLE_MS = 40 };

typedef struct job {
    const subject *subject;
    pthread_barrier_t *barrier;
    atomic_int *stop;
    int percent;
    long calls;
    long done;
} job;

static void check(int error, const char *what) {
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", what, strerror(error));
        exit(1);
    }
}

static void start(pthread_t *threads, int count, job *jobs, void *(*run)(void *)) {
    for (int i = 0; i < count; i++) {
        check(pthread_create(&threads[i], NULL, run, &jobs[i]), "pthread_create");
    }
}

static void join(pthread_t *threads, int count) {
    for (int i = 0; i < count; i++) {
        check(pthread_join(threads[i], NULL), "pthread_join");
    }
}

/* Calls until it is stopped. `percent` of the calls panic, evenly distributed. */
static void *call_until_stopped(void *data) {
    job *job = data;
    int due = 0;
    long done = 0;
    pthread_barrier_wait(job->barrier);
    pthread_barrier_wait(job->barrier);
    while (!atomic_load_explicit(job->stop, memory_order_relaxed)) {
        for (int i = 0; i < 100; i++) {
            due += job->percent;
            int panics = due >= 100;
            due -= panics * 100;
            job->subject->payload(panics);
        }
        done += 100;
    }
    job->done = done;
    return NULL;
}

static double rate(const subject *subject, int count, int percent) {
    pthread_t threads[MOST_THREADS];
    job jobs[MOST_THREADS];
    pthread_barrier_t barrier;
    atomic_int stop = 0;
    check(pthread_barrier_init(&barrier, NULL, (unsigned)count + 1), "pthread_barrier_init");
    for (int i = 0; i < count; i++) {
        jobs[i] = (job){subject, &barrier, &stop, percent, 0, 0};
    }
    start(threads, count, jobs, call_until_stopped);
    pthread_barrier_wait(&barrier);
    /* No thread has begun yet. They may run before this thread wakes up again. */
    double begin = now_ns();
    pthread_barrier_wait(&barrier);
    usleep(SAMPLE_MS * 1000);
    atomic_store(&stop, 1);
    join(threads, count);
    double seconds = (now_ns() - begin) / 1e9;
    long done = 0;
    for (int i = 0; i < count; i++) {
        done += jobs[i].done;
    }
    pthread_barrier_destroy(&barrier);
    return (double)done / seconds;
}

static void rates(int rounds, int count, int percent, char **names, int subject_count) {
    for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < subject_count; i++) {
            const subject *subject = find(names[(i + round) % subject_count]);
            bench_hook(own_hook(subject));
            printf("%d/%d %s %.0f\n", count, percent, subject->name, rate(subject, count, percent));
        }
    }
}

static long resident_kib(void) {
    long total = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file == NULL || fscanf(file, "%ld %ld", &total, &resident) != 2) {
        fprintf(stderr, "/proc/self/statm cannot be read\n");
        exit(1);
    }
    fclose(file);
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

static void call(const job *job, long calls) {
    for (long i = 0; i < calls; i++) {
        job->subject->payload(i % 2 == 0 ? 0 : 1 + (int32_t)(i / 2 % 3));
    }
}

/* Waits for the other threads after a hundredth of its calls, and again after the memory was read. */
static void *soak_thread(void *data) {
    job *job = data;
    long first = job->calls / 100;
    call(job, first);
    pthread_barrier_wait(job->barrier);
    pthread_barrier_wait(job->barrier);
    call(job, job->calls - first);
    pthread_barrier_wait(job->barrier);
    pthread_barrier_wait(job->barrier);
    return NULL;
}

static long read_between(pthread_barrier_t *barrier) {
    pthread_barrier_wait(barrier);
    long resident = resident_kib();
    pthread_barrier_wait(barrier);
    return resident;
}

static void soak(const subject *subject, int count, long calls) {
    pthread_t threads[MOST_THREADS];
    job jobs[MOST_THREADS];
    pthread_barrier_t barrier;
    check(pthread_barrier_init(&barrier, NULL, (unsigned)count + 1), "pthread_barrier_init");
    for (int i = 0; i < count; i++) {
        jobs[i] = (job){subject, &barrier, NULL, 50, calls / count, 0};
    }
    bench_hook(own_hook(subject));
    start(threads, count, jobs, soak_thread);
    long before = read_between(&barrier);
    long after = read_between(&barrier);
    join(threads, count);
    printf("payloads %ld\nbefore %ld\nafter %ld\n", (long)bench_payloads(), before, after);
}

int main(int argc, char **argv) {
    if (argc > 5 && strcmp(argv[1], "rate") == 0 && atoi(argv[3]) <= MOST_THREADS) {
        rates(atoi(argv[2]), atoi(argv[3]), atoi(argv[4]), argv + 5, argc - 5);
    } else if (argc == 5 && strcmp(argv[1], "soak") == 0 && atoi(argv[3]) <= MOST_THREADS) {
        soak(find(argv[2]), atoi(argv[3]), atol(argv[4]));
    } else {
        fprintf(stderr, "rate ROUNDS THREADS PERCENT SUBJECT.., or soak SUBJECT THREADS CALLS\n");
        return 1;
    }
    return 0;
}
