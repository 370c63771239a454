#include "post/mail_out/mailer_private.h"

#include <string.h>
#include <stdlib.h>
#include <sysexits.h>

#include "post/program/program.h"

#define WORDS_MAX 32

static int split_words(char *line, const char **words)
{
	int n = 0;
	for (char *word; n < WORDS_MAX && (word = strsep(&line, " \t")) != NULL;)
		if (*word)
			words[n++] = word;
	words[n] = NULL;
	return n;
}

static enum status judge_exit(int number, const char *name, struct why *why)
{
	switch (number) {
	case 0: return CRM_OK;
	case 126:
	case 127: return why_set(why, CRM_UNAVAILABLE, _("there is no mailer %s"), name);
	case EX_UNAVAILABLE: return why_set(why, CRM_UNAVAILABLE, _("the mailer %s is not available (exit 69)"), name);
	default: return why_set(why, CRM_BUSY, _("the mailer %s refused (exit %d)"), name, number);
	}
}

static enum status judge_end(enum program_end end, int number, const struct program *program, struct why *why)
{
	const char *name = program->words[0];
	switch (end) {
	case PROGRAM_EXITED: return judge_exit(number, name, why);
	case PROGRAM_KILLED: return why_set(why, CRM_BUSY, _("the mailer %s was killed by signal %d"), name, number);
	case PROGRAM_LATE:
		return why_set(why, CRM_BUSY, _("the mailer %s did not end in %d s"), name, program->seconds);
	case PROGRAM_NO_START: break;
	}
	return why_errno(why, CRM_BUSY, _("cannot start the mailer %s"), name);
}

enum status mailer_send(
    const char *command, const char *message, size_t length, int seconds, bool *hangs, struct why *why)
{
	char *line = strdup(command);
	const char *words[WORDS_MAX + 1];
	enum status status;
	int number = 0;
	*hangs = false;
	if (!line)
		return why_memory(why);
	if (split_words(line, words) == 0) {
		status = why_set(why, CRM_UNAVAILABLE, _("no mailer is named"));
	} else {
		const struct program mailer = {.words = words, .bytes = message, .length = length, .seconds = seconds};
		enum program_end end = program_run(&mailer, &number);
		*hangs = end == PROGRAM_LATE;
		status = judge_end(end, number, &mailer, why);
	}
	free(line);
	return status;
}
