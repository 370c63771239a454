#include "base/core/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define HELD ((size_t)2 << 20)
#define WINDOW ((size_t)16 << 10)

static const char *folder = "/tmp";

void spool_folder(const char *where)
{
	if (where != NULL && *where != '\0')
		folder = where;
}

/* Where the file system knows no nameless files, its name is taken away at once. */
static int unlinked(void)
{
	struct buf name = {0};
	buf_format(&name, "%s/crm-wait.XXXXXX", folder);
	int fd = name.failed ? -1 : mkostemp(name.text, O_CLOEXEC);
	if (fd >= 0)
		(void)unlink(name.text);
	buf_free(&name);
	return fd;
}

int spool_nameless(void)
{
	int fd = open(folder, O_TMPFILE | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL || errno == ENOENT))
		fd = unlinked();
	if (fd < 0 || fd > 2)
		return fd;
	/* Whoever started us closed what is for a terminal or a pipe. */
	int higher = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	(void)close(fd);
	return higher;
}

enum status spool_why(struct why *why)
{
	if (errno == ENOMEM)
		return why_memory(why);
	return errno == ENOSPC || errno == EDQUOT
	           ? why_set(why, CRM_IO, _("the disk of «%s» is full: what waits there is given up"), folder)
	           : why_errno(why, CRM_IO, _("cannot keep a temporary file in «%s»"), folder);
}

static bool write_all(int fd, const char *bytes, size_t length, int64_t at)
{
	while (length > 0) {
		ssize_t n = pwrite(fd, bytes, length, (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		length -= (size_t)n;
		at += n;
	}
	return true;
}

static bool file_held(struct spool *spool)
{
	if (spool->fd == 0 && (spool->fd = spool_nameless()) < 0) {
		spool->fd = 0;
		return false;
	}
	if (!write_all(spool->fd, spool->held.text, spool->held.length, spool->filed))
		return false;
	spool->filed += (int64_t)spool->held.length;
	buf_clear(&spool->held);
	return true;
}

bool spool_add(struct spool *spool, const void *bytes, size_t length)
{
	if (spool->held.length > 0 && spool->held.length + length > HELD && !file_held(spool))
		return false;
	buf_add(&spool->held, bytes, length);
	if (spool->held.failed)
		errno = ENOMEM;
	return !spool->held.failed;
}

/* ${at} is in the file. */
static bool move_window(struct spool *spool, int64_t at)
{
	int64_t left = spool->filed - at;
	size_t want = left < (int64_t)WINDOW ? (size_t)left : WINDOW;
	ssize_t n;

	if (spool->window == NULL && (spool->window = malloc(WINDOW)) == NULL)
		return false;
	do
		n = pread(spool->fd, spool->window, want, (off_t)at);
	while (n < 0 && errno == EINTR);
	if (n == 0)
		errno = EIO; /* somebody has cut it off */
	spool->window_at = at;
	spool->window_length = n > 0 ? (size_t)n : 0;
	return n > 0;
}

bool spool_read(struct spool *spool, int64_t at, void *bytes, size_t length)
{
	char *to = bytes;

	while (length > 0 && at < spool->filed) {
		if ((at < spool->window_at || at >= spool->window_at + (int64_t)spool->window_length) &&
		    !move_window(spool, at))
			return false;
		size_t from = (size_t)(at - spool->window_at), part = spool->window_length - from;
		if (part > length)
			part = length;
		memcpy(to, spool->window + from, part);
		to += part;
		length -= part;
		at += (int64_t)part;
	}
	if (length > 0)
		memcpy(to, spool->held.text + (at - spool->filed), length);
	return true;
}

bool spool_copy(struct spool *spool, FILE *out)
{
	for (int64_t at = 0; at < spool->filed; at += (int64_t)spool->window_length)
		if (!move_window(spool, at) ||
		    fwrite(spool->window, 1, spool->window_length, out) != spool->window_length)
			return false;
	return spool->held.length == 0 || fwrite(spool->held.text, 1, spool->held.length, out) == spool->held.length;
}

void spool_free(struct spool *spool)
{
	if (spool->fd != 0)
		(void)close(spool->fd);
	free(spool->window);
	buf_free(&spool->held);
	*spool = (struct spool){0};
}
