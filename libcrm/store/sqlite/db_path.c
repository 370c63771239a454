#include "base/core/arena.h"
#include "store/sqlite/engine_private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

static enum status no_database(const char *url, struct why *why)
{
	return why_set(why, CRM_NOINPUT, _("no database «%s»: make one with crm-db init"), url);
}

/* The folder of ${url} as a new text, and where its last name begins; NULL if there is no memory. */
static char *folder_of(const char *url, const char **name)
{
	const char *slash = strrchr(url, '/');
	*name = slash ? slash + 1 : url;
	if (!slash)
		return strdup(".");
	return slash == url ? strdup("/") : strndup(url, (size_t)(slash - url));
}

static enum status check_url(const char *url, struct why *why)
{
	if (!url || !*url)
		return why_set(why, CRM_NOINPUT, _("no database is named"));
	const char *slash = strrchr(url, '/');
	const char *name = slash ? slash + 1 : url;
	if (!*name || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return why_set(why, CRM_CONFIG, _("«%s» is not a file"), url);
	return CRM_OK;
}

/* Only the folder is resolved: the last name must not be a link, and SQLite is told so too. */
enum status db_path_find(const char *url, char **path, struct why *why)
{
	const char *name;
	char real[PATH_MAX];
	*path = NULL;
	enum status status = check_url(url, why);
	if (status != CRM_OK)
		return status;
	char *folder = folder_of(url, &name);
	if (!folder)
		return why_memory(why);
	char *found = realpath(folder, real);
	free(folder);
	if (!found && (errno == ENOENT || errno == ENOTDIR))
		return no_database(url, why);
	if (!found)
		return why_errno(why, errno == EACCES ? CRM_NOPERM : CRM_IO, _("cannot reach «%s»"), url);
	if (asprintf(path, "%s/%s", strcmp(real, "/") == 0 ? "" : real, name) < 0) {
		*path = NULL;
		return why_memory(why);
	}
	return CRM_OK;
}

static enum status is_link(const char *url, struct why *why)
{
	return why_set(why, CRM_NOPERM, _("«%s» is a symbolic link: name the file itself"), url);
}

/* CRM_NOPERM without a sentence: he may not. Anything else that stands in the way is told. */
static enum status may(const char *path, int how, const char *url, struct why *why)
{
	if (faccessat(AT_FDCWD, path, how, AT_EACCESS) == 0)
		return CRM_OK;
	if (errno == EACCES || errno == EPERM || errno == EROFS)
		return CRM_NOPERM;
	return errno == ENOMEM ? why_memory(why) : why_errno(why, CRM_IO, _("cannot reach «%s»"), url);
}

static enum status may_write_folder(const char *path, const char *url, struct why *why)
{
	const char *name;
	char *folder = folder_of(path, &name);
	if (!folder)
		return why_memory(why);
	enum status status = may(folder, W_OK | X_OK, url, why);
	free(folder);
	return status != CRM_NOPERM
	           ? status
	           : why_set(why, CRM_NOPERM, _("the database «%s» may only be read: its folder is not writable"), url);
}

/* The file itself is not opened here: closing it would drop the locks of another handle of this process. */
enum status db_path_check(const char *path, const char *url, bool write, struct why *why)
{
	struct stat st;
	if (lstat(path, &st) != 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return no_database(url, why);
		return why_errno(why, errno == EACCES ? CRM_NOPERM : CRM_IO, _("cannot reach «%s»"), url);
	}
	if (S_ISLNK(st.st_mode))
		return is_link(url, why);
	if (!S_ISREG(st.st_mode))
		return why_set(why, CRM_CONFIG, _("«%s» is not a file"), url);
	enum status status = may(path, R_OK, url, why);
	if (status == CRM_NOPERM)
		return why_set(why, CRM_NOPERM, _("the database «%s» may not be read"), url);
	if (status == CRM_OK && write && (status = may(path, W_OK, url, why)) == CRM_NOPERM)
		return why_set(why, CRM_NOPERM, _("the database «%s» may only be read"), url);
	return status == CRM_OK && write ? may_write_folder(path, url, why) : status;
}

static enum status sync_path(const char *path, int flags, struct why *why)
{
	int fd = open(path, flags | O_CLOEXEC);
	if (fd < 0)
		return why_errno(why, CRM_IO, _("cannot open «%s»"), path);
	enum status status = CRM_OK;
	if (fsync(fd) != 0)
		status = why_errno(why, CRM_IO, _("cannot write «%s» to the disk"), path);
	if (close(fd) != 0 && status == CRM_OK)
		status = why_errno(why, CRM_IO, _("cannot write «%s» to the disk"), path);
	return status;
}

/* A new name is on the disk only when its folder is. */
static enum status sync_folder_of(const char *path, struct why *why)
{
	const char *name;
	char *folder = folder_of(path, &name);
	if (!folder)
		return why_memory(why);
	enum status status = sync_path(folder, O_RDONLY | O_DIRECTORY, why);
	free(folder);
	return status;
}

/* Make ${folder}, a text we may change, and what is missing above it. */
static enum status make_folders(char *folder, struct why *why)
{
	struct stat st;
	for (char *at = folder; *at; at++) {
		if (at[1] != '/' && at[1] != '\0')
			continue;
		char kept = at[1];
		at[1] = '\0';
		enum status status = CRM_OK;
		if (mkdir(folder, 0700) == 0)
			status = sync_folder_of(folder, why);
		else if (stat(folder, &st) != 0)
			status = why_errno(why, CRM_CANTCREATE, _("cannot make the folder «%s»"), folder);
		at[1] = kept;
		if (status != CRM_OK)
			return status;
	}
	return CRM_OK;
}

static bool is_remote_type(const char *type)
{
	static const char *const remote[] = {"fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.glusterfs",
	    "fuse.gvfsd-fuse", "fuse.curlftpfs", "fuse.ceph-fuse", "fuse.davfs", "fuse.gcsfuse"};
	for (size_t i = 0; i < sizeof remote / sizeof *remote; i++)
		if (strcmp(type, remote[i]) == 0)
			return true;
	return false;
}

/* FUSE does not say what is behind it; the list of mounts does. */
static bool is_remote_fuse(const char *folder)
{
	struct stat st;
	char line[4096], type[64];
	unsigned major_no, minor_no;
	bool remote = false;
	FILE *mounts = fopen("/proc/self/mountinfo", "re");
	if (!mounts)
		return false;
	if (stat(folder, &st) == 0)
		while (!remote && fgets(line, sizeof line, mounts)) {
			const char *dash = strstr(line, " - ");
			remote = dash && sscanf(line, "%*d %*d %u:%u", &major_no, &minor_no) == 2 &&
			         major_no == major(st.st_dev) && minor_no == minor(st.st_dev) &&
			         sscanf(dash, " - %63s", type) == 1 && is_remote_type(type);
		}
	(void)fclose(mounts);
	return remote;
}

/* Locks, and memory shared between processes, do not work over a network; a damaged database is the result. */
static enum status refuse_network(const char *folder, const char *url, struct why *why)
{
	static const struct {
		unsigned long magic;
		const char *name;
	} remote[] = {{0x6969, "NFS"}, {0x517b, "SMB"}, {0xff534d42, "CIFS"}, {0xfe534d42, "SMB"}, {0x01021997, "9p"},
	    {0x5346414f, "AFS"}, {0x00c36400, "Ceph"}, {0x0bd00bd0, "Lustre"}};
	struct statfs fs;
	const char *name = NULL;
	if (statfs(folder, &fs) != 0)
		return why_errno(why, CRM_IO, _("cannot look at the folder «%s»"), folder);
	for (size_t i = 0; i < sizeof remote / sizeof *remote; i++)
		if (((unsigned long)fs.f_type & 0xffffffff) == remote[i].magic)
			name = remote[i].name;
	if (((unsigned long)fs.f_type & 0xffffffff) == 0x65735546 && is_remote_fuse(folder))
		name = "FUSE";
	if (!name)
		return CRM_OK;
	return why_set(why, CRM_CONFIG,
	    _("«%s» is on a network file system (%s), where locks cannot be trusted: choose a local disk"), url, name);
}

enum status db_path_taken(const char *path, const char *url, struct why *why)
{
	struct stat st;
	if (lstat(path, &st) == 0 && S_ISLNK(st.st_mode))
		return is_link(url, why);
	return why_set(why, CRM_CANTCREATE, _("«%s» exists already"), url);
}

static enum status create_file(const char *path, const char *url, struct why *why)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0 && errno == EEXIST)
		return db_path_taken(path, url, why);
	if (fd < 0)
		return why_errno(why, CRM_CANTCREATE, _("cannot create «%s»"), url);
	int failed = fchmod(fd, 0600); /* whatever the umask says */
	if (close(fd) != 0)
		failed = 1;
	enum status status = failed ? why_errno(why, CRM_IO, _("cannot create «%s»"), url) : sync_folder_of(path, why);
	if (status != CRM_OK)
		(void)unlink(path);
	return status;
}

enum status db_path_folder(const char *url, struct why *why)
{
	const char *name;
	enum status status = check_url(url, why);
	if (status != CRM_OK)
		return status;
	char *folder = folder_of(url, &name);
	if (!folder)
		return why_memory(why);
	status = make_folders(folder, why);
	if (status == CRM_OK)
		status = refuse_network(folder, url, why);
	free(folder);
	return status;
}

enum status db_path_create(const char *url, char **path, struct why *why)
{
	*path = NULL;
	enum status status = db_path_folder(url, why);
	if (status == CRM_OK)
		status = db_path_find(url, path, why);
	if (status == CRM_OK)
		status = create_file(*path, url, why);
	if (status != CRM_OK) {
		free(*path);
		*path = NULL;
	}
	return status;
}

#define TEMPORARY "crm-copy." /* and six letters */

/* A copy on its way is locked by whoever makes it; one that is not was left by a run that was killed. */
static void remove_stale(const char *folder)
{
	struct dirent *entry;
	DIR *all = opendir(folder);
	while (all && (entry = readdir(all)) != NULL) {
		if (strncmp(entry->d_name, TEMPORARY, strlen(TEMPORARY)) != 0 ||
		    strlen(entry->d_name) != strlen(TEMPORARY) + 6)
			continue;
		int fd = openat(dirfd(all), entry->d_name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
		if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
			(void)unlinkat(dirfd(all), entry->d_name, 0);
		if (fd >= 0)
			(void)close(fd);
	}
	if (all)
		(void)closedir(all);
}

/* Between its making and its lock somebody else may have taken it for a stale one. */
static int make_locked(char *temporary)
{
	struct stat mine, named;
	int fd = mkstemp(temporary); /* new, mode 600 */
	if (fd < 0)
		return -1;
	if (flock(fd, LOCK_EX) == 0 && fstat(fd, &mine) == 0 && lstat(temporary, &named) == 0 &&
	    mine.st_ino == named.st_ino && fcntl(fd, F_SETFD, FD_CLOEXEC) == 0)
		return fd;
	(void)close(fd);
	return -1;
}

enum status db_path_temporary(const char *path, char **temporary, int *fd, struct why *why)
{
	const char *name;
	char *folder = folder_of(path, &name);
	if (!folder || asprintf(temporary, "%s/" TEMPORARY "XXXXXX", folder) < 0) {
		free(folder);
		*temporary = NULL;
		return why_memory(why);
	}
	remove_stale(folder);
	free(folder);
	*fd = make_locked(*temporary);
	return *fd >= 0 ? CRM_OK : why_errno(why, CRM_CANTCREATE, _("cannot create «%s»"), path);
}

static int rename_new(const char *from, const char *to)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	return link(from, to) == 0 ? unlink(from) : -1;
}

enum status db_path_publish(const char *temporary, const char *path, const char *url, struct why *why)
{
	enum status status = sync_path(temporary, O_RDWR | O_NOFOLLOW, why);
	if (status != CRM_OK)
		return status;
	if (rename_new(temporary, path) != 0) {
		if (errno == EEXIST)
			return db_path_taken(path, url, why);
		return why_errno(why, CRM_CANTCREATE, _("cannot create «%s»"), url);
	}
	status = sync_folder_of(path, why);
	if (status != CRM_OK)
		(void)unlink(path);
	return status;
}

void db_path_remove_logs(const char *path)
{
	static const char *const tails[] = {"-wal", "-shm", "-journal"};
	char name[PATH_MAX];
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
		if (snprintf(name, sizeof name, "%s%s", path, tails[i]) < (int)sizeof name)
			(void)unlink(name);
}

void db_path_remove(const char *path)
{
	(void)unlink(path);
	db_path_remove_logs(path);
}

enum status db_path_forget(const char *path, struct why *why)
{
	if (unlink(path) != 0 && errno != ENOENT)
		return why_errno(why, errno == EACCES || errno == EPERM || errno == EROFS ? CRM_NOPERM : CRM_IO,
		    _("cannot remove «%s»"), path);
	db_path_remove_logs(path); /* after it: alone they are nothing, and without them it might be half a change */
	return sync_folder_of(path, why);
}

const char *sqlite_sibling(const char *url, const char *ending, struct arena *arena)
{
	return arena_format(arena, "%s%s", url, ending);
}
