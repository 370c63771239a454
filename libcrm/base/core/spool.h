/*
 * Bytes put by until they are wanted, however many: the first in memory, and all of them in a file without a name once
 * they are more than 2 MiB. The file is gone with the program, however that ends.
 */
#ifndef CRM_BASE_CORE_SPOOL_H
#define CRM_BASE_CORE_SPOOL_H

#include <stdio.h>

#include "base/core/buf.h"
#include "base/core/status.h"

struct spool {
	struct buf held; /* the end of it: what is not in the file yet */
	int64_t filed;   /* bytes that are */
	int fd;          /* 0: none was needed */
	char *window;    /* a piece of the file that was read last, for those around it */
	int64_t window_at;
	size_t window_length;
};

/* Where such files are made; NULL: in /tmp. Borrowed for good. */
void spool_folder(const char *folder);

/* A file there, mode 600, that has no name, for the caller to close; -1 and errno. */
int spool_nameless(void);
/* Why one of these failed: errno, in words. */
enum status spool_why(struct why *why);

/* All of these say whether it was done, and errno why not: no room on the disk, no memory. */
bool spool_add(struct spool *spool, const void *bytes, size_t length);
bool spool_read(struct spool *spool, int64_t at, void *bytes, size_t length);
bool spool_copy(struct spool *spool, FILE *out); /* the whole of it; ferror(out): it was ${out} that failed */

/* How many there are. */
static inline int64_t spool_length(const struct spool *spool)
{
	return spool->filed + (int64_t)spool->held.length;
}

/* Empty again, without a file. */
void spool_free(struct spool *spool);

#endif
