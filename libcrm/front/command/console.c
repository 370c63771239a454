#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/text/casefold.h"
#include "front/command/front_private.h"

#define UNREAD_SHOWN 300 /* bytes of words in one line */

struct front front;

static bool stdout_was_closed;

/* The line all the same: its control characters are question marks then. */
static void say_without_memory(const char *text)
{
	fputs(front.command ? front.command->name : "crm", stderr);
	fputs(": ", stderr);
	for (; *text; text++)
		fputc((unsigned char)*text < 0x20 || *text == 0x7F ? '?' : *text, stderr);
	fputc('\n', stderr);
}

void console_say(const char *text)
{
	struct buf line = {0};
	buf_put(&line, front.command ? front.command->name : "crm");
	buf_put(&line, ": ");
	text_visible_put(&line, text);
	buf_char(&line, '\n');
	if (!line.failed)
		fwrite(line.text, 1, line.length, stderr);
	else
		say_without_memory(text);
	buf_free(&line);
}

void console_say_why(void)
{
	console_say(front.crm.why.text);
}

void console_say_explained(void)
{
	struct buf *explained = &front.crm.explained, safe = {0};
	if (!explained->length || explained->failed)
		return;
	text_visible_lines_put(&safe, explained->text);
	if (!safe.failed)
		fwrite(safe.text, 1, safe.length, stderr);
	buf_free(&safe);
	buf_clear(explained);
}

void console_say_lines(struct buf *lines)
{
	char *rest = lines->failed ? NULL : lines->text, *line;
	while (!front.options.quiet && rest && *rest && (line = strsep(&rest, "\n")) != NULL)
		console_say(line);
}

void front_note(const char *format, ...)
{
	char text[2048];
	va_list args;
	if (front.options.quiet)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	console_say(text);
}

/* Told even when quiet: a rule that cannot decide lets through what it was made to stop. */
static void say_runaways(void)
{
	char text[512];
	for (const struct runaway *one = front.crm.runaways; one; one = one->next) {
		unsigned long rows = (unsigned long)one->rows;
		snprintf(text, sizeof text,
		    one->late ? ngettext("rule %.200s ran out of time on %ld row: it is slow on long texts",
		                    "rule %.200s ran out of time on %ld rows: it is slow on long texts", rows)
		              : ngettext("rule %.200s gave up on %ld row: its pattern runs away",
		                    "rule %.200s gave up on %ld rows: its pattern runs away", rows),
		    one->rule, one->rows);
		console_say(text);
	}
}

/* Words that nobody here knows, by column: the rows are in, and say it too. */
static void say_unread(void)
{
	for (const struct unread *first = front.crm.unread; first; first = first->next) {
		struct buf words = {0};
		long rows = 0;
		bool told = false;
		for (const struct unread *one = front.crm.unread; one != first; one = one->next)
			told = told || strcmp(one->column, first->column) == 0;
		for (const struct unread *one = first; one && !told; one = one->next) {
			if (strcmp(one->column, first->column) != 0)
				continue;
			rows += one->rows;
			if (words.length < UNREAD_SHOWN)
				buf_format(&words, "%s«%.60s» %ld", words.length ? ", " : "",
				    one->word ? one->word : "…", one->rows);
			else if (words.length && words.text[words.length - 1] != '.')
				buf_put(&words, " ...");
		}
		if (!told && !words.failed)
			front_note(ngettext("%s not understood in %ld row: %s (see --map-template)",
			               "%s not understood in %ld rows: %s (see --map-template)", (unsigned long)rows),
			    first->column, rows, words.text);
		buf_free(&words);
	}
}

void front_sum(const char *counts, int64_t batch)
{
	say_runaways();
	say_unread();
	if (front.options.dry_run)
		front_note(_("%s (dry run: nothing is written)"), counts);
	else if (batch)
		front_note(_("%s (batch %lld)"), counts, (long long)batch);
	else
		front_note("%s", counts);
}

void front_tally(const struct tally *tally, int64_t batch)
{
	struct buf sum = {0};
	tally_tell(&sum, tally);
	if (!sum.failed)
		front_sum(sum.text, batch);
	buf_free(&sum);
}

int front_usage(const struct command *command, const char *format, ...)
{
	char text[1024];
	va_list args;
	front.command = command;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	console_say(text);
	return EX_USAGE;
}

int console_exit_code(enum status status)
{
	switch (status) {
	case CRM_OK:
	case CRM_NONE:
	case CRM_PAUSE: return EX_OK;
	case CRM_CONDITION: return 1;
	case CRM_USAGE: return EX_USAGE;
	case CRM_DATA: return EX_DATAERR;
	case CRM_NOINPUT: return EX_NOINPUT;
	case CRM_UNAVAILABLE: return EX_UNAVAILABLE;
	case CRM_INTERNAL: return EX_SOFTWARE;
	case CRM_CANTCREATE: return EX_CANTCREAT;
	case CRM_IO: return EX_IOERR;
	case CRM_BUSY: return EX_TEMPFAIL;
	case CRM_NOPERM: return EX_NOPERM;
	case CRM_CONFIG: return EX_CONFIG;
	}
	return EX_SOFTWARE;
}

/* A closed descriptor would be handed to the next file that is opened, and the database would take what is printed. */
void console_guard_fds(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) == -1 && errno == EBADF) {
			/* Opened the wrong way round: reading from or writing to it fails, as it should. */
			int got = open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
			if (got != fd)
				_exit(EX_OSERR);
			if (fd == 1)
				stdout_was_closed = true;
		}
	signal(SIGXFSZ, SIG_IGN);
	signal(SIGPIPE, SIG_DFL);
}

enum status console_close(void)
{
	int failed = ferror(stdout);
	errno = stdout_was_closed ? EBADF : EIO;
	if (fflush(stdout) != 0 || failed)
		return why_errno(&front.crm.why, CRM_IO, _("cannot write to standard output"));
	return CRM_OK;
}
