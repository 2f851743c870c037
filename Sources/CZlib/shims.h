#ifndef PLIMSOLL_CZLIB_SHIMS_H
#define PLIMSOLL_CZLIB_SHIMS_H
#include <zlib.h>
#endif
