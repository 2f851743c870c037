#ifndef PLIMSOLL_CLINUX_SHIMS_H
#define PLIMSOLL_CLINUX_SHIMS_H
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <time.h>
#endif
