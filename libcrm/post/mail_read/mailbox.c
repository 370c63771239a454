#include "post/mail_read/mailbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/core/arena.h"

#define BLOCK (64u << 10)
#define LINE_MOST 256 /* bytes of a "From " line that matter */

struct mailbox {
	int fd; /* of the input, or of the Maildir */
	const char *folder;
	struct arena arena; /* of the names */
	const char **file;  /* of new/, sorted */
	int n_files, next_file;
	char block[BLOCK];
	size_t from, to;         /* of block: not yet looked at */
	bool ended, begun, many; /* many: an mbox */
	struct buf line;         /* the beginning of a letter that was read with the one before */
};

static const char *too_large(void)
{
	return _("a letter of more than 25 MiB");
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum status keep_name(struct mailbox *mailbox, int *room, const char *name, struct why *why)
{
	if (mailbox->n_files == *room) {
		const char **more = arena_get(&mailbox->arena, (size_t)(*room = *room ? *room * 2 : 64) * sizeof *more);
		if (more && mailbox->n_files)
			memcpy(more, mailbox->file, (size_t)mailbox->n_files * sizeof *more);
		mailbox->file = more;
	}
	const char *copy = arena_copy(&mailbox->arena, name);
	if (!mailbox->file || !copy)
		return why_memory(why);
	mailbox->file[mailbox->n_files++] = copy;
	return CRM_OK;
}

static enum status list_new(struct mailbox *mailbox, struct why *why)
{
	enum status status = CRM_OK;
	int room = 0, fd = openat(mailbox->fd, "new", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	if (!dir) {
		if (fd >= 0)
			close(fd);
		return why_errno(why, CRM_NOINPUT, _("no Maildir, it has no new/: %s"), mailbox->folder);
	}
	errno = 0;
	for (struct dirent *entry; status == CRM_OK && (entry = readdir(dir)) != NULL; errno = 0)
		if (entry->d_name[0] != '.')
			status = keep_name(mailbox, &room, entry->d_name, why);
	if (status == CRM_OK && errno)
		status = why_errno(why, CRM_IO, _("cannot read %s"), mailbox->folder);
	closedir(dir);
	if (mailbox->n_files)
		qsort(mailbox->file, (size_t)mailbox->n_files, sizeof *mailbox->file, by_name);
	return status;
}

enum status mailbox_open(struct mailbox **out, const char *folder, int fd, struct why *why)
{
	struct mailbox *mailbox = *out = calloc(1, sizeof *mailbox);
	if (!mailbox)
		return why_memory(why);
	mailbox->fd = fd;
	mailbox->folder = folder;
	if (!folder)
		return CRM_OK;
	mailbox->fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (mailbox->fd < 0)
		return why_errno(why, errno == EACCES ? CRM_NOPERM : CRM_NOINPUT, _("cannot open %s"), folder);
	if (faccessat(mailbox->fd, "cur", W_OK, 0) != 0)
		return why_errno(why, errno == EACCES ? CRM_NOPERM : CRM_NOINPUT,
		    _("no Maildir, it has no cur/ to write to: %s"), folder);
	return list_new(mailbox, why);
}

void mailbox_close(struct mailbox *mailbox)
{
	if (!mailbox)
		return;
	if (mailbox->folder && mailbox->fd >= 0)
		close(mailbox->fd);
	buf_free(&mailbox->line);
	arena_free(&mailbox->arena);
	free(mailbox);
}

/* What fails with one letter fails with the others only if it is the machine: then the run ends, and they stay. */
static enum status unreadable(struct mailbox *mailbox, const char *name, const char **fault, struct why *why)
{
	int error = errno;
	if (error == ENOENT || error == ELOOP || error == ENXIO)
		return CRM_PAUSE;
	if (error == EMFILE || error == ENFILE || error == ENOMEM)
		return why_errno(why, CRM_IO, _("cannot read %s"), name);
	*fault = arena_format(&mailbox->arena, _("cannot be read: %s"), strerror(error));
	return *fault ? CRM_OK : why_memory(why);
}

static enum status read_bytes_of(struct mailbox *mailbox, int fd, const char *name, size_t most, struct buf *bytes,
    const char **fault, struct why *why)
{
	struct stat st;
	ssize_t n = 0;
	if (fstat(fd, &st) != 0)
		return unreadable(mailbox, name, fault, why);
	if (!S_ISREG(st.st_mode))
		return CRM_PAUSE;
	bool large = (size_t)st.st_size > most;
	while (!large && (n = read(fd, mailbox->block, sizeof mailbox->block)) > 0) {
		buf_add(bytes, mailbox->block, (size_t)n);
		large = bytes->length > most;
	}
	if (n < 0)
		return unreadable(mailbox, name, fault, why);
	*fault = large ? too_large() : NULL;
	return bytes->failed ? why_memory(why) : CRM_OK;
}

/* A letter of the Maildir. CRM_PAUSE: it is none, or another run has it already. */
static enum status read_file(
    struct mailbox *mailbox, const char *name, size_t most, struct buf *bytes, const char **fault, struct why *why)
{
	struct buf path = {0};
	buf_format(&path, "new/%s", name);
	int fd = path.failed ? -1 : openat(mailbox->fd, path.text, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	bool memory = path.failed;
	buf_free(&path);
	if (memory)
		return why_memory(why);
	if (fd < 0)
		return unreadable(mailbox, name, fault, why);
	enum status status = read_bytes_of(mailbox, fd, name, most, bytes, fault, why);
	close(fd);
	return status;
}

static enum status next_file(
    struct mailbox *mailbox, size_t most, struct buf *bytes, const char **fault, const char **file, struct why *why)
{
	enum status status = CRM_PAUSE;
	while (status == CRM_PAUSE && mailbox->next_file < mailbox->n_files) {
		*file = mailbox->file[mailbox->next_file++];
		status = read_file(mailbox, *file, most, bytes, fault, why);
	}
	return status == CRM_PAUSE ? CRM_NONE : status;
}

static enum status read_bytes(struct mailbox *mailbox, struct why *why)
{
	ssize_t n;
	if (mailbox->ended || mailbox->from < mailbox->to)
		return CRM_OK;
	do
		n = read(mailbox->fd, mailbox->block, sizeof mailbox->block);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return why_errno(why, CRM_IO, _("cannot read standard input"));
	mailbox->ended = n == 0;
	mailbox->from = 0;
	mailbox->to = (size_t)n;
	return CRM_OK;
}

/* "From ivan@mail.example Mon Nov 23 10:00:00 2026" and nothing that somebody may write: an hour and a year. */
static bool begins_letter(const struct buf *line)
{
	char copy[LINE_MOST + 1];
	size_t n = line->length < LINE_MOST ? line->length : LINE_MOST;
	if (n < 5 || memcmp(line->text, "From ", 5) != 0)
		return false;
	memcpy(copy, line->text, n);
	copy[n] = '\0';
	const char *colon = strchr(copy + 5, ':');
	bool year = false;
	while (colon && !(colon[-1] >= '0' && colon[-1] <= '9' && colon[1] >= '0' && colon[1] <= '9'))
		colon = strchr(colon + 1, ':');
	for (const char *s = strchr(copy + 5, ' '); s && !year; s = strchr(s + 1, ' '))
		year = (strncmp(s, " 19", 3) == 0 || strncmp(s, " 20", 3) == 0) && strspn(s + 1, "0123456789") == 4;
	return colon && year;
}

/* The next line, or the next 64 KiB of one that is longer. CRM_NONE at the end. */
static enum status next_line(struct mailbox *mailbox, struct buf *line, struct why *why)
{
	buf_clear(line);
	for (;;) {
		enum status status = read_bytes(mailbox, why);
		if (status != CRM_OK)
			return status;
		if (mailbox->ended)
			return line->length ? CRM_OK : CRM_NONE;
		const char *start = mailbox->block + mailbox->from,
		           *end = memchr(start, '\n', mailbox->to - mailbox->from);
		size_t n = end ? (size_t)(end + 1 - start) : mailbox->to - mailbox->from;
		buf_add(line, start, n);
		mailbox->from += n;
		if (line->failed)
			return why_memory(why);
		if (end || line->length >= BLOCK)
			return CRM_OK;
	}
}

static bool is_empty(const struct buf *line)
{
	return line->text[0] == '\n' || (line->length == 2 && line->text[0] == '\r');
}

/* ">From " of an mbox was "From " before it was put there. */
static bool is_masked(const struct buf *line)
{
	size_t marks = strspn(line->text, ">");
	return marks && line->length - marks >= 5 && memcmp(line->text + marks, "From ", 5) == 0;
}

/* Lines up to the next "From " line, which is taken off. */
static enum status next_letter(
    struct mailbox *mailbox, size_t most, struct buf *bytes, const char **fault, struct why *why)
{
	struct buf *line = &mailbox->line;
	bool after_empty = true, middle = false, large = false;
	enum status status;
	while ((status = next_line(mailbox, line, why)) == CRM_OK) {
		bool first = !mailbox->begun,
		     begins = !middle && after_empty && (mailbox->many || first) && begins_letter(line);
		after_empty = !middle && is_empty(line);
		middle = line->text[line->length - 1] != '\n';
		mailbox->begun = true;
		mailbox->many = mailbox->many || begins;
		if (begins && first)
			continue;
		if (begins)
			break;
		bool masked = mailbox->many && is_masked(line);
		large = large || bytes->length + line->length > most;
		if (!large)
			buf_add(bytes, line->text + masked, line->length - masked);
	}
	if (bytes->failed)
		return why_memory(why);
	*fault = large ? too_large() : NULL;
	return status == CRM_NONE && (bytes->length || large) ? CRM_OK : status;
}

static enum status next_of_stream(
    struct mailbox *mailbox, size_t most, struct buf *bytes, const char **fault, struct why *why)
{
	enum status status = mailbox->ended ? CRM_NONE : next_letter(mailbox, most, bytes, fault, why);
	if (status == CRM_NONE && !mailbox->begun)
		return why_set(why, CRM_DATA, _("standard input is empty: did the program before die?"));
	return status;
}

enum status mailbox_next(
    struct mailbox *mailbox, size_t most, struct buf *bytes, const char **fault, const char **file, struct why *why)
{
	buf_clear(bytes);
	*fault = NULL;
	*file = NULL;
	enum status status = mailbox->folder ? next_file(mailbox, most, bytes, fault, file, why)
	                                     : next_of_stream(mailbox, most, bytes, fault, why);
	if (*fault)
		buf_clear(bytes);
	return status;
}

enum status mailbox_done(struct mailbox *mailbox, const char *file, bool flagged, struct why *why)
{
	struct buf from = {0}, to = {0};
	size_t base = strcspn(file, ":");
	enum status status = CRM_OK;
	buf_format(&from, "new/%s", file);
	buf_format(&to, "cur/%.*s:2,%s", (int)base, file, flagged ? "F" : "S");
	if (from.failed || to.failed)
		status = why_memory(why);
	/* Names are unique: whoever is there under this one is the same letter of a run before. */
	else if (renameat(mailbox->fd, from.text, mailbox->fd, to.text) != 0 && errno != ENOENT)
		status = why_errno(why, CRM_IO, _("cannot move %s to cur/"), file);
	buf_free(&from);
	buf_free(&to);
	return status;
}
