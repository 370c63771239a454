#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "front/command/front_private.h"

#define NAME_MAX_BESIDE 54
#define OPTIONS_MAX 12

/* Wherever it is installed. */
static bool find_beside(const char *name, char path[PATH_MAX])
{
	ssize_t n = readlink("/proc/self/exe", path, PATH_MAX - NAME_MAX_BESIDE - 10);
	if (n <= 0)
		return false;
	path[n] = '\0';
	char *slash = strrchr(path, '/');
	snprintf(slash + 1, PATH_MAX - (size_t)(slash + 1 - path), "%.*s", NAME_MAX_BESIDE, name);
	return true;
}

int front_run(const char *name, const char *const *options)
{
	char path[PATH_MAX];
	char *argv[OPTIONS_MAX + 4] = {path};
	int n = 1, status;
	pid_t child;
	posix_spawn_file_actions_t files;
	for (int i = 0; i < OPTIONS_MAX && options[i]; i++)
		argv[n++] = (char *)(uintptr_t)options[i];
	if (front.options.url) {
		argv[n++] = (char *)(uintptr_t) "-d";
		argv[n++] = (char *)(uintptr_t)front.options.url;
	}
	if (!find_beside(name, path) || posix_spawn_file_actions_init(&files) != 0)
		return EX_UNAVAILABLE;
	bool ready = posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0) == 0 &&
	             posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0) == 0;
	bool runs = ready && posix_spawn(&child, path, &files, NULL, argv, environ) == 0;
	posix_spawn_file_actions_destroy(&files);
	while (runs && waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return EX_UNAVAILABLE;
	return runs && WIFEXITED(status) ? WEXITSTATUS(status) : EX_UNAVAILABLE;
}

int front_exec(const char *name, char **argv)
{
	char path[PATH_MAX];
	if (!find_beside(name, path))
		return -1;
	argv[0] = path;
	execv(path, argv);
	return -1;
}
