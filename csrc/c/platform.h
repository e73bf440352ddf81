/*
 * Threads, locks, a clock and shared libraries, by POSIX or by Windows. A file that includes this header defines
 * _POSIX_C_SOURCE first.
 */
#ifndef PLATFORM_H
#define PLATFORM_H

#include <stdint.h>
#include <string.h>

#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

typedef SRWLOCK platform_lock;
typedef CONDITION_VARIABLE platform_condition;
#define PLATFORM_LOCK_INIT SRWLOCK_INIT
#define PLATFORM_CONDITION_INIT CONDITION_VARIABLE_INIT

typedef struct platform_thread {
    HANDLE handle;
    void *(*run)(void *);
    void *data;
} platform_thread;

static inline DWORD WINAPI platform_thread_main(void *argument) {
    platform_thread *thread = argument;
    thread->run(thread->data);
    return 0;
}

/* Starts a thread. *thread must stay in place until it is joined. Returns 0, or the error of the system. */
static inline int platform_thread_start(platform_thread *thread, void *(*run)(void *), void *data) {
    thread->run = run;
    thread->data = data;
    thread->handle = CreateThread(NULL, 0, platform_thread_main, thread, 0, NULL);
    return thread->handle != NULL ? 0 : (int)GetLastError();
}

static inline void platform_thread_join(platform_thread *thread) {
    WaitForSingleObject(thread->handle, INFINITE);
    CloseHandle(thread->handle);
}

static inline void platform_lock_acquire(platform_lock *lock) { AcquireSRWLockExclusive(lock); }
static inline void platform_lock_release(platform_lock *lock) { ReleaseSRWLockExclusive(lock); }
static inline void platform_condition_notify(platform_condition *condition) { WakeAllConditionVariable(condition); }

static inline void platform_condition_wait(platform_condition *condition, platform_lock *lock) {
    SleepConditionVariableSRW(condition, lock, INFINITE, 0);
}

static inline double platform_now_ns(void) {
    LARGE_INTEGER ticks;
    LARGE_INTEGER per_second;
    QueryPerformanceCounter(&ticks);
    QueryPerformanceFrequency(&per_second);
    return (double)ticks.QuadPart * 1e9 / (double)per_second.QuadPart;
}

static inline void *platform_library_open(const char *path) { return (void *)LoadLibraryA(path); }
static inline int platform_library_close(void *library) { return FreeLibrary((HMODULE)library) ? 0 : -1; }

/* Stores the address of a function in *function, and returns whether it was found. */
static inline int platform_library_find(void *library, const char *name, void *function) {
    FARPROC found = GetProcAddress((HMODULE)library, name);
    memcpy(function, &found, sizeof found);
    return found != NULL;
}

#else
#include <dlfcn.h>
#include <pthread.h>
#include <time.h>

typedef pthread_t platform_thread;
typedef pthread_mutex_t platform_lock;
typedef pthread_cond_t platform_condition;
#define PLATFORM_LOCK_INIT PTHREAD_MUTEX_INITIALIZER
#define PLATFORM_CONDITION_INIT PTHREAD_COND_INITIALIZER

/* Starts a thread. *thread must stay in place until it is joined. Returns 0, or the error of the system. */
static inline int platform_thread_start(platform_thread *thread, void *(*run)(void *), void *data) {
    return pthread_create(thread, NULL, run, data);
}

static inline void platform_thread_join(platform_thread *thread) { pthread_join(*thread, NULL); }
static inline void platform_lock_acquire(platform_lock *lock) { pthread_mutex_lock(lock); }
static inline void platform_lock_release(platform_lock *lock) { pthread_mutex_unlock(lock); }
static inline void platform_condition_notify(platform_condition *condition) { pthread_cond_broadcast(condition); }

static inline void platform_condition_wait(platform_condition *condition, platform_lock *lock) {
    pthread_cond_wait(condition, lock);
}

static inline double platform_now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static inline void *platform_library_open(const char *path) { return dlopen(path, RTLD_NOW | RTLD_LOCAL); }
static inline int platform_library_close(void *library) { return dlclose(library); }

/* Stores the address of a function in *function, and returns whether it was found. ISO C has no conversion from an
 * object pointer to a function pointer; POSIX guarantees the same representation. */
static inline int platform_library_find(void *library, const char *name, void *function) {
    void *found = dlsym(library, name);
    memcpy(function, &found, sizeof found);
    return found != NULL;
}

#endif

#endif
