#ifndef PLIMSOLL_CLINUX_SPAWN_H
#define PLIMSOLL_CLINUX_SPAWN_H
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

/* Starts a program in a process group of its own, with the null device, or what is given, as its input. The kernel kills it
   when the calling *thread* ends, so call this on a thread that outlives the program. posix_spawn can't ask for that.
   Answers the process id, or the negative error number. vfork: the parent's pages are neither copied nor marked, which a
   fork would do to all of a load generator's memory; the child only makes system calls until it execs. */
static inline pid_t plimsoll_spawn(const char *path, char *const arguments[], char *const environment[],
                                   int input, int output, int errors) {
    volatile int failure = 0;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t parent = getpid();
    pid_t child = vfork();
    if (child == 0) {
        struct sigaction normal = { .sa_handler = SIG_DFL };
        for (int number = 1; number < 65; number++) sigaction(number, &normal, (void *)0);
        setpgid(0, 0);
        prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
        int null = input < 0 ? open("/dev/null", O_RDONLY) : input;
        if (getppid() != parent || null < 0 || dup2(null, 0) < 0 || dup2(output, 1) < 0 || dup2(errors, 2) < 0) {
            failure = errno ? errno : ECHILD;
            _exit(127);
        }
#ifdef SYS_close_range
        /* Nobody else's descriptors: a pipe that a long watch keeps open never ends for its reader. 4 is CLOSE_RANGE_CLOEXEC. */
        syscall(SYS_close_range, 3U, ~0U, 4U);
#endif
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, (void *)0);
        execve(path, arguments, environment);
        failure = errno;
        _exit(127);
    }
    int error = errno;
    pthread_sigmask(SIG_SETMASK, &before, (void *)0);
    if (child < 0) return -error;
    if (!failure) return child;
    /* It has ended already, and nobody else knows its number: unless it is reaped here, it stays for ever. */
    while (waitpid(child, (void *)0, 0) < 0 && errno == EINTR) {}
    return -failure;
}

/* A pipe that no other program inherits. By number, as the C library hides the call from strict programs. */
static inline int plimsoll_pipe(int ends[2]) {
    return (int)syscall(SYS_pipe2, ends, O_CLOEXEC);
}

/* A descriptor that is readable once the process has ended; -1 on kernels before 5.3. */
static inline int plimsoll_process_descriptor(pid_t process) {
#ifdef SYS_pidfd_open
    return (int)syscall(SYS_pidfd_open, process, 0);
#else
    errno = ENOSYS;
    return -1;
#endif
}
#endif
