#include "post/program/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* cron's PATH does not reach where sendmail lives. */
static void become_program(const char *const *named)
{
	char *const *words = (char *const *)(uintptr_t)named; /* exec changes nothing of them */
	static const char *const folders[] = {"/usr/sbin", "/usr/lib", "/sbin"};
	char path[512];
	execvp(words[0], words);
	for (size_t i = 0; i < 3 && !strchr(words[0], '/'); i++) {
		snprintf(path, sizeof path, "%s/%s", folders[i], words[0]);
		execv(path, words);
	}
	_exit(127);
}

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* A program that stops reading must not stop us for ever. */
static bool pour_bytes(int fd, const char *bytes, size_t length, int64_t until)
{
	struct pollfd p = {.fd = fd, .events = POLLOUT};
	while (length) {
		int64_t left = until - now_ms();
		int ready = left > 0 ? poll(&p, 1, (int)left) : 0;
		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			return false;
		ssize_t n = write(fd, bytes, length);
		if (n < 0 && errno != EAGAIN && errno != EINTR)
			return errno == EPIPE; /* it may have seen enough: its exit status tells */
		if (n > 0) {
			bytes += n;
			length -= (size_t)n;
		}
	}
	return true;
}

static bool wait_until(pid_t child, int *how, int64_t until)
{
	for (;;) {
		pid_t got = waitpid(child, how, WNOHANG);
		if (got == child)
			return true;
		if (got < 0 && errno != EINTR)
			return false;
		if (now_ms() >= until) {
			kill(-child, SIGKILL);
			waitpid(child, how, 0);
			return false;
		}
		poll(NULL, 0, 5);
	}
}

static void prepare_child(const struct program *program, int input, pid_t parent)
{
	int nowhere = program->quiet ? open("/dev/null", O_WRONLY | O_CLOEXEC) : -1;
	setpgid(0, 0);
	/* Whoever interrupts us at the terminal does not reach its group: half a letter must not go out. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(127);
	if ((program->quiet && dup2(nowhere, 2) < 0) || dup2(input, 0) < 0 || dup2(2, 1) < 0)
		_exit(127);
	if (program->file_max) {
		const struct rlimit most = {program->file_max, program->file_max};
		setrlimit(RLIMIT_FSIZE, &most);
	}
	signal(SIGPIPE, SIG_DFL);
}

static pid_t start_program(const struct program *program, int *fd)
{
	int ends[2];
	pid_t parent = getpid();
	if (pipe2(ends, O_CLOEXEC) != 0)
		return -1;
	pid_t child = fork();
	if (child == 0) {
		prepare_child(program, ends[0], parent);
		become_program(program->words);
	}
	int error = errno;
	close(ends[0]);
	*fd = ends[1];
	if (child < 0)
		close(ends[1]);
	else
		fcntl(ends[1], F_SETFL, O_NONBLOCK);
	/* Both do it: whoever comes first. */
	if (child > 0)
		setpgid(child, child);
	errno = error;
	return child;
}

enum program_end program_run(const struct program *program, int *number)
{
	int64_t until = now_ms() + (int64_t)program->seconds * 1000;
	int fd, how = 0;
	void (*before)(int) = signal(SIGPIPE, SIG_IGN);
	pid_t child = start_program(program, &fd);
	enum program_end end = PROGRAM_NO_START;
	if (child > 0) {
		bool poured = pour_bytes(fd, program->bytes, program->length, until);
		close(fd);
		/* Also when only somebody it has started holds the pipe. */
		if (!poured)
			kill(-child, SIGKILL);
		bool ended = wait_until(child, &how, poured ? until : 0);
		bool killed = ended && WIFSIGNALED(how);
		*number = killed ? WTERMSIG(how) : WEXITSTATUS(how);
		end = !ended || !poured ? PROGRAM_LATE : killed ? PROGRAM_KILLED : PROGRAM_EXITED;
	}
	int error = errno;
	signal(SIGPIPE, before);
	errno = error;
	return end;
}
