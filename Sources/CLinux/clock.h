#ifndef PLIMSOLL_CLINUX_CLOCK_H
#define PLIMSOLL_CLINUX_CLOCK_H
#include <pthread.h>
#include <time.h>

/* Which module declares struct timespec differs from build to build; callers need only its nanoseconds. */

/* Nanoseconds of the monotonic clock. */
static inline long long plimsoll_monotonic_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

/* Waits for a condition whose clock is the monotonic one, until a time in its nanoseconds at the latest. */
static inline int plimsoll_wait_until(pthread_cond_t *condition, pthread_mutex_t *mutex, long long ns) {
    struct timespec time = { ns / 1000000000LL, ns % 1000000000LL };
    return pthread_cond_timedwait(condition, mutex, &time);
}
#endif
