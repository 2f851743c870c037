/* The least C that loads a server through libcurl: multi socket interface, epoll, a closed loop of N connections.
 *
 * usage: CurlCeiling <url> <connections> <seconds>
 * Prints {"requests": …, "failures": …, "seconds": …, "cpu_us_per_request": …}: what the transport itself costs. */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>

static CURLM *multi;
static int poller;
static long timeout_ms = -1;

static double now(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* The socket pointer tells whether the socket is in epoll's set. */
static int socket_wanted(CURL *easy, curl_socket_t socket, int what, void *data, void *known) {
    (void)easy;
    (void)data;
    struct epoll_event event = {.data.fd = socket};
    if (what == CURL_POLL_REMOVE) {
        epoll_ctl(poller, EPOLL_CTL_DEL, socket, &event);
        curl_multi_assign(multi, socket, NULL);
        return 0;
    }
    if (what & CURL_POLL_IN) event.events |= EPOLLIN;
    if (what & CURL_POLL_OUT) event.events |= EPOLLOUT;
    epoll_ctl(poller, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event);
    if (!known) curl_multi_assign(multi, socket, &poller);
    return 0;
}

static int timer_wanted(CURLM *handle, long milliseconds, void *data) {
    (void)handle;
    (void)data;
    timeout_ms = milliseconds;
    return 0;
}

static size_t drop(char *bytes, size_t size, size_t count, void *data) {
    (void)bytes;
    (void)data;
    return size * count;
}

int main(int argc, char **argv) {
    long connections = argc > 2 ? atol(argv[2]) : 0;
    double seconds = argc > 3 ? atof(argv[3]) : 0;
    if (connections < 1 || seconds <= 0) {
        fprintf(stderr, "usage: CurlCeiling <url> <connections> <seconds>\n");
        return 64;
    }
    curl_global_init(CURL_GLOBAL_ALL);
    multi = curl_multi_init();
    poller = epoll_create1(EPOLL_CLOEXEC);
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, socket_wanted);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, timer_wanted);
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, connections * 2);
    for (long i = 0; i < connections; i++) {
        CURL *easy = curl_easy_init();
        curl_easy_setopt(easy, CURLOPT_URL, argv[1]);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, drop);
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy, CURLOPT_PROXY, "");
        curl_multi_add_handle(multi, easy);
    }
    long requests = 0, failures = 0;
    int running = 0;
    double start = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID), end = start + seconds, time = start;
    struct epoll_event events[256];
    while (time < end) {
        int wait = timeout_ms < 0 || timeout_ms > 100 ? 100 : (int)timeout_ms;
        int count = epoll_wait(poller, events, 256, wait);
        if (count == 0 || timeout_ms == 0) {
            timeout_ms = -1;
            curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running);
        }
        for (int i = 0; i < count; i++) {
            int what = 0;
            if (events[i].events & EPOLLIN) what |= CURL_CSELECT_IN;
            if (events[i].events & EPOLLOUT) what |= CURL_CSELECT_OUT;
            if (events[i].events & (EPOLLERR | EPOLLHUP)) what |= CURL_CSELECT_ERR;
            curl_multi_socket_action(multi, events[i].data.fd, what, &running);
        }
        CURLMsg *message;
        int left;
        while ((message = curl_multi_info_read(multi, &left))) {
            CURL *easy = message->easy_handle;
            if (message->data.result == CURLE_OK) requests++;
            else failures++;
            curl_multi_remove_handle(multi, easy);
            curl_multi_add_handle(multi, easy);
        }
        time = now(CLOCK_MONOTONIC);
    }
    cpu = now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    printf("{\"requests\": %ld, \"failures\": %ld, \"seconds\": %.3f, \"cpu_us_per_request\": %.3f}\n", requests, failures,
           time - start, requests ? cpu * 1e6 / (double)requests : 0.0);
    return requests > 0 && failures == 0 ? 0 : 1;
}
