#ifndef PLIMSOLL_CCURL_ALLOCATION_H
#define PLIMSOLL_CCURL_ALLOCATION_H
#include <curl/curl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Memory for libcurl, which asks for the same few sizes again and again, many times a request, on the thread of its
   shard: each thread keeps what was freed, by size, and needs no lock. Sizes are powers of two from 32 bytes to 32 KiB;
   what is larger is the C library's business. A block remembers its size in front, so any thread may free it. */

#define PLIMSOLL_SIZES 11

typedef union plimsoll_block {
    struct { size_t size_index; size_t capacity; } used;
    union plimsoll_block *next;
} plimsoll_block;

/* What a thread keeps. State stands in functions, as Swift emits no variables of headers. */
typedef struct { plimsoll_block *blocks[PLIMSOLL_SIZES]; int is_known; } plimsoll_spare;

static plimsoll_spare *plimsoll_own_spare(void) {
    static __thread plimsoll_spare spare;
    return &spare;
}

static pthread_key_t *plimsoll_spare_key(void) {
    static pthread_key_t key;
    return &key;
}

/* Gives back what a thread has kept, at its end; libcurl has threads of its own for looking names up. */
static void plimsoll_release_spare(void *pointer) {
    plimsoll_spare *spare = (plimsoll_spare *)pointer;
    spare->is_known = 0;
    for (int index = 0; index < PLIMSOLL_SIZES; index++) {
        while (spare->blocks[index]) {
            plimsoll_block *block = spare->blocks[index];
            spare->blocks[index] = block->next;
            free(block);
        }
    }
}

static inline size_t plimsoll_size_index(size_t size) {
    return size <= 32 ? 0 : (size_t)(64 - __builtin_clzll((unsigned long long)size - 1)) - 5;
}

static void *plimsoll_allocate(size_t size) {
    size_t index = plimsoll_size_index(size);
    plimsoll_block *block;
    plimsoll_spare *spare = plimsoll_own_spare();
    if (index < PLIMSOLL_SIZES && (block = spare->blocks[index])) {
        spare->blocks[index] = block->next;
    } else {
        size_t capacity = index < PLIMSOLL_SIZES ? (size_t)32 << index : size;
        if (capacity > SIZE_MAX - sizeof(plimsoll_block)) return NULL;
        block = (plimsoll_block *)malloc(sizeof(plimsoll_block) + capacity);
        if (!block) return NULL;
        block->used.capacity = capacity;
    }
    block->used.size_index = index;
    if (index < PLIMSOLL_SIZES) block->used.capacity = (size_t)32 << index;
    return block + 1;
}

static void plimsoll_free(void *memory) {
    if (!memory) return;
    plimsoll_block *block = (plimsoll_block *)memory - 1;
    size_t index = block->used.size_index;
    if (index >= PLIMSOLL_SIZES) {
        free(block);
    } else {
        plimsoll_spare *spare = plimsoll_own_spare();
        if (!spare->is_known) {
            spare->is_known = 1;
            pthread_setspecific(*plimsoll_spare_key(), spare);
        }
        block->next = spare->blocks[index];
        spare->blocks[index] = block;
    }
}

static void *plimsoll_zeroed(size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) return NULL;
    void *memory = plimsoll_allocate(bytes);
    return memory ? memset(memory, 0, bytes) : NULL;
}

static void *plimsoll_reallocate(void *memory, size_t size) {
    if (!memory) return plimsoll_allocate(size);
    size_t capacity = ((plimsoll_block *)memory - 1)->used.capacity;
    if (size <= capacity) return memory;
    void *larger = plimsoll_allocate(size);
    if (!larger) return NULL;
    memcpy(larger, memory, capacity);
    plimsoll_free(memory);
    return larger;
}

static char *plimsoll_duplicate(const char *text) {
    size_t size = strlen(text) + 1;
    char *copy = (char *)plimsoll_allocate(size);
    return copy ? (char *)memcpy(copy, text, size) : NULL;
}

/* Makes libcurl ready with this memory; with the C library's where the address sanitizer watches each block, and
   where somebody else in the process has made libcurl ready before. */
static inline CURLcode plimsoll_global_init(void) {
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
    return curl_global_init(CURL_GLOBAL_ALL);
#endif
#endif
    if (pthread_key_create(plimsoll_spare_key(), plimsoll_release_spare)) return CURLE_FAILED_INIT;
    return curl_global_init_mem(
        CURL_GLOBAL_ALL, plimsoll_allocate, plimsoll_free, plimsoll_reallocate, plimsoll_duplicate, plimsoll_zeroed);
}
#endif
