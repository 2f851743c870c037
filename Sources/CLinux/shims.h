#ifndef PLIMSOLL_CLINUX_SHIMS_H
#define PLIMSOLL_CLINUX_SHIMS_H
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <errno.h>
#include <fcntl.h>
#include <time.h>

/* Waits with a time-out in nanoseconds (negative: for ever). By number, as older C libraries don't declare it;
   fails with ENOSYS on kernels before 5.11. */
static inline int plimsoll_epoll_pwait2(int epoll, struct epoll_event *events, int capacity, long long timeout_ns) {
#ifdef SYS_epoll_pwait2
    struct { long long tv_sec; long long tv_nsec; } timeout = { timeout_ns / 1000000000LL, timeout_ns % 1000000000LL };
    return (int)syscall(SYS_epoll_pwait2, epoll, events, capacity, timeout_ns < 0 ? (void *)0 : (void *)&timeout, (void *)0, 0);
#else
    errno = ENOSYS;
    return -1;
#endif
}

/* Lets the calling thread's timers fire that exactly; the kernel's default is 50 microseconds. */
static inline void plimsoll_set_timer_slack(unsigned long nanoseconds) {
    prctl(PR_SET_TIMERSLACK, nanoseconds, 0, 0, 0);
}

/* Names the calling thread, at most 15 characters, for debuggers and top. */
static inline void plimsoll_set_thread_name(const char *name) {
    prctl(PR_SET_NAME, (unsigned long)name, 0, 0, 0);
}

/* fcntl is variadic, which Swift can't call. */
static inline int plimsoll_set_nonblocking(int descriptor) {
    int flags = fcntl(descriptor, F_GETFL, 0);
    if (flags < 0) return -1;
    return fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
}
static inline int plimsoll_set_close_on_exec(int descriptor) {
    return fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}
#endif
