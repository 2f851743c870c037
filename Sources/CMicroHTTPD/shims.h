#ifndef PLIMSOLL_CMICROHTTPD_SHIMS_H
#define PLIMSOLL_CMICROHTTPD_SHIMS_H
#include <microhttpd.h>
#endif
