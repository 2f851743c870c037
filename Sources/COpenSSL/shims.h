#ifndef PLIMSOLL_COPENSSL_SHIMS_H
#define PLIMSOLL_COPENSSL_SHIMS_H
#include <openssl/ssl.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>
#endif
