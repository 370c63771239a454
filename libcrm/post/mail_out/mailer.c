#include "post/mail_out/mailer_private.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#define WORDS_MAX 32

/* cron's PATH does not reach where sendmail lives. */
static void run_program(char **words)
{
	static const char *const folders[] = {"/usr/sbin", "/usr/lib", "/sbin"};
	char path[512];
	execvp(words[0], words);
	for (size_t i = 0; i < 3 && !strchr(words[0], '/'); i++) {
		snprintf(path, sizeof path, "%s/%s", folders[i], words[0]);
		execv(path, words);
	}
	_exit(127);
}

static int split_words(char *line, char **words)
{
	int n = 0;
	for (char *word; n < WORDS_MAX && (word = strsep(&line, " \t")) != NULL;)
		if (*word)
			words[n++] = word;
	words[n] = NULL;
	return n;
}

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* A mailer that stops reading must not stop us for ever. */
static bool pour_message(int fd, const char *message, size_t length, int64_t until)
{
	struct pollfd p = {.fd = fd, .events = POLLOUT};
	while (length) {
		int64_t left = until - now_ms();
		int ready = left > 0 ? poll(&p, 1, (int)left) : 0;
		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			return false;
		ssize_t n = write(fd, message, length);
		if (n < 0 && errno != EAGAIN && errno != EINTR)
			return errno == EPIPE; /* it may have seen enough: its exit status tells */
		if (n > 0) {
			message += n;
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
			kill(child, SIGKILL);
			waitpid(child, how, 0);
			return false;
		}
		poll(NULL, 0, 5);
	}
}

static enum status judge_exit(int how, const char *name, struct why *why)
{
	if (WIFSIGNALED(how))
		return why_set(why, CRM_BUSY, _("the mailer %s was killed by signal %d"), name, WTERMSIG(how));
	switch (WEXITSTATUS(how)) {
	case 0: return CRM_OK;
	case 126:
	case 127: return why_set(why, CRM_UNAVAILABLE, _("there is no mailer %s"), name);
	case EX_UNAVAILABLE: return why_set(why, CRM_UNAVAILABLE, _("the mailer %s is not available (exit 69)"), name);
	default: return why_set(why, CRM_BUSY, _("the mailer %s refused (exit %d)"), name, WEXITSTATUS(how));
	}
}

static pid_t start_mailer(char **words, int *fd)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0)
		return -1;
	pid_t child = fork();
	if (child == 0) {
		/* It prints nothing of ours: standard output belongs to the verdicts. */
		if (dup2(ends[0], 0) < 0 || dup2(2, 1) < 0)
			_exit(127);
		signal(SIGPIPE, SIG_DFL);
		run_program(words);
	}
	close(ends[0]);
	*fd = ends[1];
	if (child < 0)
		close(ends[1]);
	else
		fcntl(ends[1], F_SETFL, O_NONBLOCK);
	return child;
}

enum status mailer_send(const char *command, const char *message, size_t length, int seconds, struct why *why)
{
	char *line = strdup(command), *words[WORDS_MAX + 1];
	int64_t until = now_ms() + (int64_t)seconds * 1000;
	enum status status;
	int fd, how = 0;
	if (!line)
		return why_memory(why);
	if (split_words(line, words) == 0) {
		free(line);
		return why_set(why, CRM_UNAVAILABLE, _("no mailer is named"));
	}
	void (*before)(int) = signal(SIGPIPE, SIG_IGN);
	pid_t child = start_mailer(words, &fd);
	if (child < 0) {
		status = why_errno(why, CRM_BUSY, _("cannot start the mailer %s"), words[0]);
	} else {
		bool poured = pour_message(fd, message, length, until);
		close(fd);
		bool ended = wait_until(child, &how, poured ? until : 0);
		status = ended && poured
		             ? judge_exit(how, words[0], why)
		             : why_set(why, CRM_BUSY, _("the mailer %s did not end in %d s"), words[0], seconds);
	}
	signal(SIGPIPE, before);
	free(line);
	return status;
}
