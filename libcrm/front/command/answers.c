#include <errno.h>

#include "front/command/answers_private.h"

#define CELLS (4 + ANSWER_OWN)

/* One row as it is told, in texts: those that waited have nothing else left. */
struct told_row {
	const char *cell[CELLS]; /* of the output */
	const char *line;        /* of the input; NULL: it has none */
	const char *column;      /* NULL: the row as a whole */
	const char *const *record;
	int n_record; /* the row as it came, if it may be needed */
};

/* What waits: the kind of it, then a text, or a row to be told in this order. */
#define HELD_EXPLAINED "x"
#define HELD_NOTED "n"
#define HELD_ROW "r"
enum { HELD_KIND, HELD_LINE, HELD_COLUMN, HELD_CELLS, HELD_RECORD = HELD_CELLS + CELLS };

/* Where there is room for the rows there should be some for the answers. */
static enum status wait_beside_base(void)
{
	const char *asked = getenv("TMPDIR"), *url = db_url(front.crm.db), *slash = strrchr(url, '/');
	if (!asked || !*asked)
		asked = !slash ? "." : slash == url ? "/" : arena_text(&front.crm.run, url, (size_t)(slash - url));
	if (!asked)
		return why_memory(&front.crm.why);
	spool_folder(asked);
	return CRM_OK;
}

/* A row as it came, or the heading of it. Rows given as operands come as the columns of the command. */
static int record_cells(const struct answers *answers, const struct cells *raw, const struct rec *rec,
    const char *cells[READER_COLUMNS_MAX + 2])
{
	const struct cells *header = answers->header;
	const struct column *in = answers->feeding->in;
	int n = 0, width = header ? header->n : 0;
	if (width > 0) {
		for (; n < READER_COLUMNS_MAX && (n < width || n < raw->n); n++)
			cells[n] = !rec ? header->cell[n] : n < raw->n ? raw->cell[n] : "";
		/* Feeding rejects back adds no second reason column. */
		return input_has_reject_reason(answers->source) ? width - 1 : n;
	}
	for (; n < READER_COLUMNS_MAX && in[n].name; n++)
		cells[n] = rec ? (rec->value[n] ? rec->value[n] : "") : in[n].name;
	return n;
}

static enum status add_reject(struct answers *answers, const char *const *record, int n, const char *reason, bool first)
{
	const char *cells[READER_COLUMNS_MAX + 2];
	memcpy(cells, record, (size_t)n * sizeof *cells);
	while (n < answers->rejects_width)
		cells[n++] = "";
	cells[n++] = reason;
	bool ok = front.options.excel ? writer_excel_record(answers->rejects, cells, n, first)
	                              : writer_csv_record(answers->rejects, cells, n, ',');
	return ok ? CRM_OK : why_errno(&front.crm.why, CRM_IO, _("cannot write %s"), front.options.rejects);
}

static enum status head_rejects(struct answers *answers)
{
	static const struct cells none = {0};
	const char *cells[READER_COLUMNS_MAX + 2];
	const struct cells *header = answers->header;
	int n = answers->rejects ? record_cells(answers, header ? header : &none, NULL, cells) : 0;
	if (n == answers->rejects_width)
		return CRM_OK;
	answers->rejects_width = n;
	return add_reject(answers, cells, n, "reason", true);
}

static enum status flush_rejects(struct answers *answers)
{
	enum status status = head_rejects(answers);
	if (status == CRM_OK && answers->rejects && fflush(answers->rejects) != 0)
		return why_errno(&front.crm.why, CRM_IO, _("cannot write %s"), front.options.rejects);
	return status;
}

/* crm-lose: leads.csv: row 17 (line 19), column phone: not a phone number: «123» */
static void say_rejected(const struct answers *answers, const struct told_row *one)
{
	struct buf text = {0};
	const char *name = input_name(answers->source);
	if (name && one->line)
		buf_format(&text, _("%s: row %ld (line %ld)"), name, strtol(one->cell[0], NULL, 10),
		    strtol(one->line, NULL, 10));
	else
		buf_format(&text, _("row %ld"), strtol(one->cell[0], NULL, 10));
	if (one->column)
		buf_format(&text, _(", column %s"), one->column);
	buf_format(&text, ": %s", one->cell[3] ? one->cell[3] : "");
	if (!text.failed)
		console_say(text.text);
	buf_free(&text);
}

static bool is_rejected(const struct told_row *one)
{
	return strcmp(one->cell[2], VERDICT_REJECTED) == 0;
}

static enum status tell_one(struct answers *answers, const struct told_row *one)
{
	enum status status = CRM_OK;
	tally_count(&answers->told, one->cell[2]);
	if (is_rejected(one)) {
		say_rejected(answers, one);
		if (answers->rejects)
			status = head_rejects(answers);
		if (status == CRM_OK && answers->rejects)
			status = add_reject(answers, one->record, one->n_record, one->cell[3], false);
	}
	return status == CRM_OK ? writer_row(answers->writer, one->cell, &front.crm.why) : status;
}

/* --atomic: nothing was taken, and every row says so. */
static void refuse(struct told_row *one, const char *reason)
{
	if (!reason || is_rejected(one))
		return;
	memset(one->cell + 1, 0, (CELLS - 1) * sizeof *one->cell);
	one->cell[2] = VERDICT_REJECTED;
	one->cell[3] = reason;
	one->column = NULL;
}

/* In crm.chunk; NULL: nobody kept anybody out. */
static enum status reason_of_refusal(long culprit, const char **reason)
{
	struct answer refused = {0};
	enum status status = CRM_OK;
	if (culprit)
		status = reject(&front.crm, &refused, NULL,
		    _("not taken: row %ld was rejected, and all or none was asked"), culprit);
	*reason = refused.reason;
	return status;
}

struct told_texts {
	char row[24], object[24], line[24];
	const char *record[READER_COLUMNS_MAX + 2];
};

static struct told_row told_row_of(const struct answers *answers, const struct answered_rows *rows, int i,
    struct told_texts *texts, bool may_be_rejected)
{
	const struct answer *answer = &rows->answers[i];
	const struct rec *rec = &rows->recs[i];
	struct told_row one = {.cell = {buf_int_text(texts->row, answer->row),
	                           answer->object ? buf_int_text(texts->object, answer->object) : answer->named,
	                           answer->verdict, answer->reason},
	    .column = answer->column,
	    .record = texts->record};
	for (int own = 0; own < ANSWER_OWN; own++)
		one.cell[4 + own] = answer->own[own];
	if (may_be_rejected && rec->line)
		one.line = buf_int_text(texts->line, rec->line);
	if (may_be_rejected && answers->rejects)
		one.n_record = record_cells(answers, &rows->raw[i], rec, texts->record);
	return one;
}

static enum status flush_told(struct answers *answers)
{
	front.any_rejected = front.any_rejected || tally_rejected(&answers->told);
	enum status status = writer_flush(answers->writer, &front.crm.why);
	return status == CRM_OK ? flush_rejects(answers) : status;
}

enum status answers_tell(struct answers *answers, const struct answered_rows *rows, long culprit)
{
	const char *refusal;
	struct told_texts texts;
	console_say_explained();
	console_say_lines(&front.crm.noted);
	buf_clear(&front.crm.noted);
	enum status status = reason_of_refusal(culprit, &refusal);
	for (int i = 0; i < rows->n && status == CRM_OK; i++) {
		struct told_row one =
		    told_row_of(answers, rows, i, &texts, refusal || answer_is_rejected(&rows->answers[i]));
		refuse(&one, refusal);
		status = tell_one(answers, &one);
	}
	return status == CRM_OK ? flush_told(answers) : status;
}

static enum status hold_text(struct answers *answers, const char *kind, struct buf *text)
{
	enum status status = CRM_OK;
	if (text->length && !text->failed)
		status = waiting_put(&answers->held, (const char *const[]){kind, text->text}, 2, &front.crm.why);
	buf_clear(text);
	return status;
}

static enum status hold_one(struct answers *answers, const struct told_row *one)
{
	const char *cells[HELD_RECORD + READER_COLUMNS_MAX + 2];
	cells[HELD_KIND] = HELD_ROW;
	cells[HELD_LINE] = one->line;
	cells[HELD_COLUMN] = one->column;
	memcpy(cells + HELD_CELLS, one->cell, sizeof one->cell);
	if (one->n_record)
		memcpy(cells + HELD_RECORD, one->record, (size_t)one->n_record * sizeof *cells);
	return waiting_put(&answers->held, cells, HELD_RECORD + one->n_record, &front.crm.why);
}

enum status answers_hold(struct answers *answers, const struct answered_rows *rows)
{
	struct told_texts texts;
	enum status status = hold_text(answers, HELD_EXPLAINED, &front.crm.explained);
	if (status == CRM_OK)
		status = hold_text(answers, HELD_NOTED, &front.crm.noted);
	for (int i = 0; i < rows->n && status == CRM_OK; i++) {
		/* Whoever is not rejected now may be, when one of the rest is. */
		struct told_row one = told_row_of(
		    answers, rows, i, &texts, front.options.atomic || answer_is_rejected(&rows->answers[i]));
		status = hold_one(answers, &one);
	}
	return status;
}

static enum status tell_held_one(struct answers *answers, const char *const *cells, int n, const char *refusal)
{
	struct told_row one = {.line = cells[HELD_LINE],
	    .column = cells[HELD_COLUMN],
	    .record = cells + HELD_RECORD,
	    .n_record = n - HELD_RECORD};
	memcpy(one.cell, cells + HELD_CELLS, sizeof one.cell);
	refuse(&one, refusal);
	return tell_one(answers, &one);
}

static void say_held(struct buf *said, const char *text, void (*say)(void))
{
	buf_clear(said);
	buf_put(said, text);
	say();
}

static void say_noted(void)
{
	console_say_lines(&front.crm.noted);
	buf_clear(&front.crm.noted);
}

enum status answers_tell_held(struct answers *answers, long culprit)
{
	const char *const *cells, *refusal;
	int n;
	enum status status = reason_of_refusal(culprit, &refusal);
	while (status == CRM_OK && (status = waiting_next(&answers->held, &cells, &n, &front.crm.why)) == CRM_OK)
		if (strcmp(cells[HELD_KIND], HELD_EXPLAINED) == 0)
			say_held(&front.crm.explained, cells[1], console_say_explained);
		else if (strcmp(cells[HELD_KIND], HELD_NOTED) == 0)
			say_held(&front.crm.noted, cells[1], say_noted);
		else
			status = tell_held_one(answers, cells, n, refusal);
	waiting_free(&answers->held);
	return status == CRM_NONE ? flush_told(answers) : status;
}

enum status answers_open(struct answers *answers, const struct feeding *feeding, struct input *source)
{
	answers->feeding = feeding;
	answers->source = source;
	answers->header = input_header(source);
	enum status status = wait_beside_base();
	if (status == CRM_OK)
		status = setup_output(&answers->writer, stdout, feeding->out);
	return status == CRM_OK ? setup_rejects_open(&answers->rejects) : status;
}

enum status answers_close(struct answers *answers, bool failed)
{
	struct why said = front.crm.why;
	if (answers->rejects)
		(void)flush_rejects(answers); /* a stream that failed says so when it is closed */
	enum status closing = writer_close(answers->writer, &front.crm.why);
	bool kept = !answers->rejects || setup_rejects_sync(answers->rejects);
	if (answers->rejects && (fclose(answers->rejects) != 0 || !kept) && closing == CRM_OK)
		closing = why_errno(&front.crm.why, CRM_IO, _("cannot write %s"), front.options.rejects);
	if (closing == CRM_OK)
		closing = console_close();
	if (closing != CRM_OK && !failed)
		console_say_why();
	waiting_free(&answers->held);
	if (closing == CRM_OK)
		front.crm.why = said;
	return closing;
}
