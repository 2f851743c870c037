#ifndef PLIMSOLL_CCURL_SHIMS_H
#define PLIMSOLL_CCURL_SHIMS_H
#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>
#endif
