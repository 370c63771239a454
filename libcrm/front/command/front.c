#include <limits.h>
#include <errno.h>
#include <malloc.h>
#include <unistd.h>

#include "base/core/spool.h"
#include "book/known/known.h"
#include "book/projection/rollup.h"
#include "front/command/front_private.h"

/* Does an option of the command's own ask for other columns? */
static bool other_columns(void)
{
	return front.command->other_option && option(&front.crm, front.command->other_option);
}

static enum status take_format(void)
{
	const char *env = getenv("CRM_FORMAT");
	const char *word = front.options.format ? front.options.format : env && *env ? env : NULL;
	if (!word) {
		bool page = front.command->prints && !front.options.ids && !other_columns() && !front.options.columns &&
		            isatty(1);
		front.format = page ? FORMAT_TEXT : isatty(1) ? FORMAT_TABLE : FORMAT_CSV;
		return CRM_OK;
	}
	if (format_parse(word, &front.format) != CRM_OK)
		return why_set(
		    &front.crm.why, CRM_USAGE, _("no format «%s»: csv tsv json table, reports also text html"), word);
	bool paged = front.format == FORMAT_TEXT || front.format == FORMAT_HTML;
	if (paged && !front.command->prints)
		return why_set(&front.crm.why, CRM_USAGE, _("%s does not print %s: csv tsv json table"),
		    front.command->name, word);
	return CRM_OK;
}

static enum status run_writer(void)
{
	const struct command *c = front.command;
	struct feeding feeding = {.in = c->in,
	    .out = c->out,
	    .verdicts = c->verdicts,
	    .bare_ids = c->bare_ids,
	    .keeps_more = c->keeps_more,
	    .operands = front.options.operands,
	    .n_operands = front.options.n_operands,
	    .next = c->next,
	    .open = c->open,
	    .settled = c->settled,
	    .before = c->before,
	    .apart = c->apart,
	    .rejoin = c->rejoin,
	    .row = c->row,
	    .chunk = c->chunk,
	    .paced = c->paced};
	bool surveys = c->survey && option(&front.crm, "map-template");
	enum status status = surveys ? front_open(DB_READ) : front_open_writing();
	if (status != CRM_OK) {
		console_say_why();
		return status;
	}
	return surveys ? survey(&feeding) : feed(&feeding);
}

static enum status feed_rows(struct crm *crm, struct feeding feeding, const char *object)
{
	const struct field out[] = {{"row", KIND_INT, N_("row")}, {object, KIND_TEXT, object},
	    {"verdict", KIND_TEXT, N_("verdict")}, {"reason", KIND_TEXT, N_("reason")}, {0}};
	feeding.out = out;
	feeding.settings = true;
	if (front.options.template) {
		options_heading(feeding.in);
		return CRM_OK;
	}
	enum status status = feed(&feeding);
	crm->why.text[0] = '\0'; /* all is said */
	return status == CRM_OK ? CRM_PAUSE : status;
}

enum status front_rows(struct crm *crm, const struct column *columns, const char *const *operands, int n_operands,
    const char *object, enum status (*row)(struct crm *crm, const struct rec *rec, struct answer *answer))
{
	const struct feeding feeding = {.in = columns, .operands = operands, .n_operands = n_operands, .row = row};
	return feed_rows(crm, feeding, object);
}

enum status front_keys(struct crm *crm, const struct column *columns, const char *const *operands, int n_operands,
    const char *object, enum status (*row)(struct crm *crm, const struct rec *rec, struct answer *answer))
{
	const struct feeding feeding = {.in = columns,
	    .operands = operands,
	    .n_operands = n_operands,
	    .row = row,
	    .bare_ids = columns[0].name && !columns[1].name};
	return feed_rows(crm, feeding, object);
}

static enum status print_page(const struct buf *page)
{
	if (fwrite(page->text, 1, page->length, stdout) != page->length)
		return why_errno(&front.crm.why, CRM_IO, _("cannot write to standard output"));
	return console_close();
}

static enum status print_rows(struct spool *rows)
{
	if (!spool_copy(rows, stdout))
		return ferror(stdout) ? why_errno(&front.crm.why, CRM_IO, _("cannot write to standard output"))
		                      : spool_why(&front.crm.why);
	return console_close();
}

/* Rows of a report on their way into it; errno of what failed, or 0. */
struct put_by {
	struct spool rows;
	int failed;
};

static ssize_t put_by(void *arg, const char *bytes, size_t length)
{
	struct put_by *to = arg;
	if (spool_add(&to->rows, bytes, length))
		return (ssize_t)length;
	to->failed = errno;
	return 0;
}

static enum status report_into(FILE *rows, struct buf *page)
{
	const struct command *c = front.command;
	struct query query;
	struct writer *writer = NULL;
	bool paged = front.format == FORMAT_TEXT || front.format == FORMAT_HTML;
	enum status status = front_open(DB_READ);
	if (status == CRM_OK && paged && !front.options.lang)
		setup_language(front.crm.lang);
	if (status == CRM_OK)
		status = db_begin(front.crm.db);
	if (status == CRM_OK)
		status = query_options_fill(&query);
	front.query = &query;
	query.in_words = c->table_out && front.format == FORMAT_TABLE && !front.options.columns && !front.options.excel;
	if (status == CRM_OK && (!paged || query.ids || other_columns()))
		status = setup_output(&writer, rows,
		    query.ids                      ? c->ids_out
		    : other_columns()              ? c->other_out
		    : query.n_by && c->counted_out ? c->counted_out
		    : query.in_words               ? c->table_out
		                                   : c->out);
	if (status == CRM_OK) {
		query.operands = front.options.operands;
		query.n_operands = front.options.n_operands;
		status = c->report(&front.crm, &query, writer, page);
	}
	if (status == CRM_CONDITION) {
		front.condition = true;
		status = CRM_OK;
	}
	front.absent = status == CRM_NONE;
	if (front.absent)
		status = CRM_OK;
	struct why said = front.crm.why;
	enum status closing = writer_close(writer, &front.crm.why);
	front.query = NULL;
	if (status != CRM_OK)
		front.crm.why = said;
	return status != CRM_OK ? status : closing;
}

/* Reports are made whole before a byte goes out: a slow reader of ours never holds the database. */
static enum status run_report(void)
{
	struct put_by to = {0};
	struct buf page = {0};
	FILE *out = fopencookie(&to, "w", (cookie_io_functions_t){.write = put_by});
	spool_folder(getenv("TMPDIR"));
	enum status status = out ? report_into(out, &page) : why_memory(&front.crm.why);
	db_close(front.crm.db);
	front.crm.db = NULL;
	if (out)
		(void)fclose(out); /* what it could not hand on, put_by knows */
	if (to.failed) {
		errno = to.failed;
		status = spool_why(&front.crm.why);
	}
	if (status == CRM_OK && page.failed)
		status = why_memory(&front.crm.why);
	if (status == CRM_OK)
		status = page.length ? print_page(&page) : print_rows(&to.rows);
	spool_free(&to.rows);
	buf_free(&page);
	console_say_explained();
	console_say_lines(&front.crm.noted);
	if (status == CRM_OK && front.absent)
		status = CRM_DATA;
	if (status != CRM_OK)
		console_say_why();
	return status == CRM_OK && front.condition ? CRM_CONDITION : status;
}

static const enum db_mode modes[] = {[NEEDS_READ] = DB_READ, [NEEDS_WRITE] = DB_WRITE, [NEEDS_UPGRADE] = DB_UPGRADE};

enum status front_print(
    struct crm *crm, const struct field *fields, enum status (*rows)(struct crm *crm, struct writer *writer))
{
	struct writer *writer = NULL;
	if (front.options.template)
		return why_set(&crm->why, CRM_USAGE, _("--template goes with what takes rows"));
	enum status status = fields ? setup_output(&writer, stdout, fields) : crm->why.status;
	if (status == CRM_OK)
		status = rows(crm, writer);
	if (status == CRM_OK)
		return writer_close(writer, &crm->why);
	writer_discard(writer);
	return status;
}

enum status front_need(struct crm *crm, int needs)
{
	(void)crm;                                       /* there is one */
	bool visitor = getenv("REQUEST_METHOD") != NULL; /* of a site does not wait until the base is written anew */
	return needs == NEEDS_WRITE && !visitor ? front_open_writing() : front_open(modes[needs]);
}

const char *front_lang(void)
{
	return front.options.lang;
}

static void default_language(void)
{
	const char *lang = NULL;
	static const char *const names[] = {"CRM_LANG", "LC_ALL", "LC_MESSAGES", "LANG", NULL};
	for (int i = 0; names[i] && (!lang || !*lang); i++)
		lang = getenv(names[i]);
	setup_language(lang && strncmp(lang, "ru", 2) == 0 ? "ru" : "en");
}

void front_language(const char *lang)
{
	if (lang || front.options.lang)
		setup_language(lang ? lang : front.options.lang);
	else
		default_language();
	textdomain("crm"); /* what was looked up in the other language is forgotten */
}

void front_letters(struct crm *crm, bool begin)
{
	if (!front.options.lang && begin)
		setup_language(crm->lang);
	else if (!front.options.lang)
		default_language();
}

bool front_atomic(void)
{
	return front.options.atomic;
}

bool front_dry_run(void)
{
	return front.options.dry_run;
}

/* What is printed arrives, or is left out if something went wrong, and that is said. */
enum status front_ended(struct writer *writer, enum status status)
{
	struct why said = front.crm.why;
	enum status closing = CRM_OK;
	if (status == CRM_OK || status == CRM_CONDITION)
		closing = writer_close(writer, &front.crm.why);
	else
		writer_discard(writer);
	if (closing == CRM_OK)
		closing = console_close();
	if (status == CRM_OK || status == CRM_CONDITION)
		status = closing != CRM_OK ? closing : status;
	else
		front.crm.why = said;
	if (status != CRM_OK && status != CRM_CONDITION && front.crm.why.text[0])
		console_say_why();
	return status;
}

static enum status run_command(void)
{
	const struct command *c = front.command;
	struct query query = {.format = front.format, .horizon = {.as_of = INSTANT_MAX, .known_at = INSTANT_MAX}};
	struct writer *writer = NULL;
	enum status status = CRM_OK;
	if (c->needs != NEEDS_NOTHING) {
		status = c->needs == NEEDS_WRITE ? front_open_writing() : front_open(modes[c->needs]);
		if (status == CRM_OK)
			status = query_options_fill(&query);
	} else {
		status = front_clock();
	}
	if (status == CRM_OK && c->out)
		status = setup_output(&writer, stdout, c->out);
	if (status == CRM_OK)
		status = c->run(&front.crm, &query, front.options.operands, front.options.n_operands, writer);
	if (status == CRM_PAUSE) { /* front_rows has printed everything itself */
		writer_discard(writer);
		return CRM_OK;
	}
	return front_ended(writer, status);
}

enum status front_stdin(struct crm *crm, size_t limit, char **text, size_t *length)
{
	struct buf all = {0};
	char block[65536];
	ssize_t n;
	while ((n = read(0, block, sizeof block)) > 0 && all.length <= limit)
		buf_add(&all, block, (size_t)n);
	enum status status = CRM_OK;
	if (n < 0)
		status = why_errno(&crm->why, CRM_IO, _("cannot read standard input"));
	else if (all.length > limit)
		status = why_set(&crm->why, CRM_DATA, _("standard input is longer than %zu bytes"), limit);
	else if (all.length == 0)
		status = why_set(&crm->why, CRM_DATA, _("standard input is empty: did the program before die?"));
	if (status == CRM_OK) {
		*text = all.failed ? NULL : arena_text(&crm->run, all.text, all.length);
		*length = all.length;
		status = *text ? CRM_OK : why_memory(&crm->why);
	}
	buf_free(&all);
	return status;
}

static void tell_looker(const char *line)
{
	front_note("%s", line);
}

int front_main(const struct command *command, int argc, char **argv)
{
	enum status status;
	front.command = command;
	/* Chunks of rows come and go: what they gave back is for the next one, not for the kernel to take and clear
	   again. */
	mallopt(M_MMAP_THRESHOLD, 32 << 20);
	mallopt(M_TRIM_THRESHOLD, INT_MAX);
	console_guard_fds();
	default_language();
	status = argc == 2 && strcmp(argv[1], "--describe") == 0 ? describe_command() : options_parse(argc, argv);
	if (isatty(2))
		front.crm.told = tell_looker;
	if (status == CRM_OK)
		status = take_format();
	if (status == CRM_OK && front.options.lang && strcmp(front.options.lang, "ru") != 0 &&
	    strcmp(front.options.lang, "en") != 0)
		status = why_set(&front.crm.why, CRM_USAGE, _("--lang is ru or en, not «%s»"), front.options.lang);
	if (status == CRM_OK) {
		static enum status (*const kinds[])(void) = {[COMMAND_WRITES] = run_writer,
		    [COMMAND_REPORTS] = run_report,
		    [COMMAND_MAKES] = make_run,
		    [COMMAND_RUNS] = run_command};
		status = kinds[command->kind]();
	} else if (status == CRM_NONE) {
		status = console_close();
		if (status != CRM_OK)
			console_say_why();
	} else {
		console_say_why();
	}
	known_clear(&front.crm);
	rollup_free(&front.crm);
	crm_unload(&front.crm);
	synonyms_free(front.synonyms);
	db_close(front.crm.db);
	arena_free(&front.crm.chunk);
	arena_free(&front.crm.run);
	if (status == CRM_OK && front.any_rejected)
		status = CRM_DATA;
	return console_exit_code(status);
}
