#ifndef PLIMSOLL_CSQLITE_SHIMS_H
#define PLIMSOLL_CSQLITE_SHIMS_H
#include <sqlite3.h>
#endif
