#include <errno.h>
#include <limits.h>
#include <unistd.h>

#include "front/command/front_private.h"

int front_exec(const char *name, char **argv)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 64);
	if (n <= 0)
		return -1;
	path[n] = '\0';
	char *slash = strrchr(path, '/');
	snprintf(slash + 1, sizeof path - (size_t)(slash + 1 - path), "%.54s", name);
	argv[0] = path;
	execv(path, argv);
	return -1;
}
