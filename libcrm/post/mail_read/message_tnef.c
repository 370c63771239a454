/*
 * Outlook's winmail.dat, unpacked by tnef(1) where it is installed: in a folder of its own that is gone afterwards,
 * with an end to its time and to what it may write. What it finds there is read, and nothing of it kept but text and
 * names.
 */
#include "post/mail_read/message_private.h"

#include <dirent.h>
#include <fcntl.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "post/mail_read/html_text_private.h"
#include "post/mail_read/rtf_text_private.h"
#include "post/program/program.h"

#define SECONDS 10
#define AN_HOUR 3600
#define FOLDER "crm-tnef."
#define BODY "crm-body"

static bool run_tnef(const char *folder, const char *bytes, size_t length)
{
	const char *words[] = {"tnef", "--save-body=" BODY, "--body-pref=THR", "-x", "26214400", "-C", folder, NULL};
	const struct program tnef = {.words = words,
	    .bytes = bytes,
	    .length = length,
	    .seconds = SECONDS,
	    .file_max = MESSAGE_MAX,
	    .quiet = true};
	int number = 0;
	return program_run(&tnef, &number) == PROGRAM_EXITED && number == 0;
}

/* A file of the folder as text; false if there is none. */
static bool read_file(struct message_reading *r, int folder, const char *name, struct buf *text)
{
	struct buf raw = {0}, plain = {0};
	char block[4096];
	ssize_t n = 0;
	int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return false;
	while (raw.length < MESSAGE_TEXT_MAX && (n = read(fd, block, sizeof block)) > 0)
		buf_add(&raw, block, (size_t)n);
	close(fd);
	const char *kind = strrchr(name, '.');
	if (raw.length && strcasecmp(kind, ".rtf") == 0)
		rtf_text_put(text, raw.text, raw.length);
	else if (raw.length)
		mime_decode_put(&plain, raw.text, raw.length, NULL);
	if (plain.length && strcasecmp(kind, ".html") == 0)
		html_text_put(text, plain.text, plain.length);
	else if (plain.length)
		buf_add(text, plain.text, plain.length);
	r->failed = r->failed || raw.failed || plain.failed || text->failed;
	buf_free(&raw);
	buf_free(&plain);
	return true;
}

static DIR *open_folder(int at, const char *name)
{
	int folder = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = folder < 0 ? NULL : fdopendir(folder);
	if (folder >= 0 && !dir)
		close(folder);
	return dir;
}

/* ${names}, NULL: nobody wants to know. */
static void empty_folder(DIR *dir, struct buf *names)
{
	int folder = dirfd(dir);
	for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
		if (entry->d_name[0] == '.' && (!entry->d_name[1] || strcmp(entry->d_name, "..") == 0))
			continue;
		if (names && strncmp(entry->d_name, BODY ".", strlen(BODY) + 1) != 0)
			buf_format(names, "%s\n", entry->d_name);
		if (unlinkat(folder, entry->d_name, 0) != 0)
			unlinkat(folder, entry->d_name, AT_REMOVEDIR);
	}
	closedir(dir);
}

/* Its text, and the names of all else, a line each; then all is taken away. */
static void read_folder(struct message_reading *r, const char *path, struct buf *text, struct buf *names)
{
	static const char *const bodies[] = {BODY ".txt", BODY ".html", BODY ".rtf"};
	DIR *dir = open_folder(AT_FDCWD, path);
	if (!dir)
		return;
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies && !text->length; i++)
		read_file(r, dirfd(dir), bodies[i], text);
	empty_folder(dir, names);
	r->failed = r->failed || names->failed;
}

/* What a run that was killed has left. */
static void sweep_folders(const char *where)
{
	struct stat st;
	DIR *all = open_folder(AT_FDCWD, where), *dir;
	for (struct dirent *entry; all && (entry = readdir(all)) != NULL;) {
		if (strncmp(entry->d_name, FOLDER, strlen(FOLDER)) != 0 ||
		    fstatat(dirfd(all), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISDIR(st.st_mode) ||
		    st.st_uid != geteuid() || st.st_mtime > time(NULL) - AN_HOUR)
			continue;
		if ((dir = open_folder(dirfd(all), entry->d_name)) != NULL)
			empty_folder(dir, NULL);
		unlinkat(dirfd(all), entry->d_name, AT_REMOVEDIR);
	}
	if (all)
		closedir(all);
}

void message_read_tnef(struct message_reading *r, const char *bytes, size_t length, struct buf *text, struct buf *names)
{
	char *folder = g_build_filename(g_get_tmp_dir(), FOLDER "XXXXXX", NULL);
	sweep_folders(g_get_tmp_dir());
	if (mkdtemp(folder)) {
		bool good = run_tnef(folder, bytes, length);
		read_folder(r, folder, text, names);
		rmdir(folder);
		if (!good)
			buf_clear(text);
	}
	g_free(folder);
}
