/*
 * Read, lock, work, commit, speak: a chunk of records at a time.
 *
 * The lock is never held while reading standard input or writing standard output; a verdict is printed only when its
 * row is on disk.
 */
#include <errno.h>
#include <unistd.h>

#include "base/text/casefold.h"
#include "book/context/column_reading.h"
#include "book/projection/rollup.h"
#include "front/command/front_private.h"

#define ROWS_AT_ONCE 1000 /* a row command holds the lock for so many */
#define CHUNK_ROWS 100000 /* the more at once, the fewer times a page of a large index is written */
#define CHUNK_BYTES (32u << 20)

struct feed_work {
	const struct feeding *feeding;
	struct input *source;
	struct writer *writer;
	FILE *rejects;
	const char *const *headings; /* of the columns, as their owner has them; NULL: not asked yet */
	int64_t batch;
	struct tally tally;
	struct rec *recs;
	struct cells *raw;
	struct answer *answers;
	int n;
};

/* One row as it came, and why. Rows given as operands come as the columns of the command. */
static bool reject_record(
    const struct feed_work *work, const struct cells *raw, const struct rec *rec, const char *reason)
{
	const struct cells *header = input_header(work->source);
	const struct column *in = work->feeding->in;
	const char *cells[READER_COLUMNS_MAX + 2];
	int n = 0, width = header ? header->n : 0;
	if (width > 0) {
		for (; n < width || n < raw->n; n++)
			cells[n] = !rec ? header->cell[n] : n < raw->n ? raw->cell[n] : "";
		/* Feeding rejects back adds no second reason column. */
		if (input_has_reject_reason(work->source))
			n = width - 1;
	} else {
		for (; n < READER_COLUMNS_MAX && in[n].name; n++)
			cells[n] = rec ? (rec->value[n] ? rec->value[n] : "") : in[n].name;
	}
	cells[n++] = rec ? reason : "reason";
	return front.options.excel ? writer_excel_record(work->rejects, cells, n, !rec)
	                           : writer_csv_record(work->rejects, cells, n, ',');
}

static enum status rejects_write(struct feed_work *work)
{
	bool ok = true;
	static bool headed;
	if (!work->rejects)
		return CRM_OK;
	if (!headed) {
		static const struct cells none = {0};
		ok = reject_record(work, input_header(work->source) ? input_header(work->source) : &none, NULL, NULL);
		headed = true;
	}
	for (int i = 0; ok && i < work->n; i++)
		if (answer_is_rejected(&work->answers[i]))
			ok = reject_record(work, &work->raw[i], &work->recs[i], work->answers[i].reason);
	if (!ok || fflush(work->rejects) != 0)
		return why_errno(&front.crm.why, CRM_IO, _("cannot write %s"), front.options.rejects);
	return CRM_OK;
}

/* crm-lose: leads.csv: row 17 (line 19), column phone: not a phone number: «123» */
static void say_rejected(const struct feed_work *work, const struct rec *rec, const struct answer *answer)
{
	struct buf text = {0};
	const char *name = input_name(work->source);
	if (name && rec->line)
		buf_format(&text, _("%s: row %ld (line %ld)"), name, rec->row, rec->line);
	else
		buf_format(&text, _("row %ld"), rec->row);
	if (answer->column)
		buf_format(&text, _(", column %s"), answer->column);
	buf_format(&text, ": %s", answer->reason ? answer->reason : "");
	if (!text.failed)
		console_say(text.text);
	buf_free(&text);
}

static enum status print_one(struct feed_work *work, const struct answer *answer)
{
	const char *cells[4 + ANSWER_OWN];
	char row[24], object[24];
	cells[0] = buf_int_text(row, answer->row);
	cells[1] = answer->object ? buf_int_text(object, answer->object) : answer->named;
	cells[2] = answer->verdict;
	cells[3] = answer->reason;
	for (int i = 0; i < ANSWER_OWN; i++)
		cells[4 + i] = answer->own[i];
	return writer_row(work->writer, cells, &front.crm.why);
}

static enum status print_answers(struct feed_work *work)
{
	enum status status = CRM_OK;
	console_say_explained();
	console_say_lines(&front.crm.noted);
	buf_clear(&front.crm.noted);
	for (int i = 0; i < work->n && status == CRM_OK; i++) {
		const struct answer *answer = &work->answers[i];
		tally_count(&work->tally, answer->verdict);
		if (answer_is_rejected(answer))
			say_rejected(work, &work->recs[i], answer);
		status = print_one(work, answer);
	}
	front.any_rejected = front.any_rejected || tally_rejected(&work->tally);
	if (status == CRM_OK)
		status = writer_flush(work->writer, &front.crm.why);
	return status == CRM_OK ? rejects_write(work) : status;
}

/* One record inside its own mark, so that a rejected one leaves nothing behind. */
static enum status do_row(struct feed_work *work, int i)
{
	struct crm *crm = &front.crm;
	struct answer *answer = &work->answers[i];
	enum status status = db_mark(crm->db);
	if (status == CRM_OK)
		status = rollup_mark(crm);
	if (status == CRM_OK)
		status = work->feeding->row(crm, &work->recs[i], answer);
	if (status != CRM_OK)
		return status;
	if (!answer_is_rejected(answer))
		return db_keep(crm->db);
	rollup_giveup(crm);
	dictionaries_forget(crm);
	return db_giveup(crm->db);
}

/* Records without a fault that follow each other, from ${first} on: how many there are. */
static int sound_rows(const struct feed_work *work, int first)
{
	int end = first;
	while (end < work->n && !work->answers[end].verdict)
		end++;
	return end - first;
}

static enum status look_ahead(struct feed_work *work)
{
	enum status status = CRM_OK;
	for (int first = 0, n; work->feeding->before && status == CRM_OK && first < work->n; first += n + 1) {
		n = sound_rows(work, first);
		if (n)
			status = work->feeding->before(&front.crm, work->recs + first, n);
	}
	return status;
}

static enum status do_rows(struct feed_work *work)
{
	enum status status = CRM_OK;
	struct rec *recs = work->recs;
	struct answer *answers = work->answers;
	if (work->feeding->row) {
		for (int i = 0; i < work->n && status == CRM_OK; i++)
			if (!answers[i].verdict)
				status = do_row(work, i);
		return status;
	}
	for (int first = 0, n; status == CRM_OK && first < work->n; first += n + 1) {
		n = sound_rows(work, first);
		if (n)
			status = work->feeding->chunk(&front.crm, recs + first, n, answers + first);
	}
	return status;
}

/* --atomic: nothing is taken, and every row says so. */
static void all_rejected(struct feed_work *work)
{
	long culprit = 0;
	for (int i = 0; i < work->n && !culprit; i++)
		if (answer_is_rejected(&work->answers[i]))
			culprit = work->answers[i].row;
	for (int i = 0; i < work->n; i++) {
		struct answer *answer = &work->answers[i];
		if (answer_is_rejected(answer))
			continue;
		*answer = (struct answer){.row = answer->row};
		reject(
		    &front.crm, answer, NULL, _("not taken: row %ld was rejected, and all or none was asked"), culprit);
	}
}

static enum status judge_framing(struct feed_work *work)
{
	for (int i = 0; i < work->n; i++) {
		const char *column, *fault = row_record_fault(work->source, &work->recs[i], &work->raw[i], &column);
		work->answers[i].row = work->recs[i].row;
		if (!fault)
			continue;
		enum status status = reject(&front.crm, &work->answers[i], column, "%s", fault);
		if (status != CRM_OK)
			return status;
	}
	return CRM_OK;
}

/* What is so of a column as a whole is seen before its first row is taken. */
static enum status learn_columns(struct feed_work *work)
{
	if (!work->headings && !(work->headings = input_headings(work->source)))
		return why_memory(&front.crm.why);
	enum status status = column_reading_learn(&front.crm, work->feeding->in, work->headings, work->recs, work->n);
	struct why said = front.crm.why;
	if (status == CRM_DATA && input_name(work->source))
		why_set(&front.crm.why, status, "%s: %.900s", input_name(work->source), said.text);
	return status;
}

/* Whose rows are all rejected wrote nothing: no batch is left of it. */
static bool is_empty_batch(const struct feed_work *work)
{
	int i = 0;
	while (i < work->n && answer_is_rejected(&work->answers[i]))
		i++;
	return i == work->n && !work->batch;
}

static enum status do_chunk(struct feed_work *work)
{
	struct crm *crm = &front.crm;
	work->answers = calloc((size_t)work->n, sizeof *work->answers);
	if (!work->answers)
		return why_memory(&crm->why);
	enum status status = judge_framing(work);
	if (status == CRM_OK)
		status = learn_columns(work);
	if (status == CRM_OK)
		status = look_ahead(work);
	if (status == CRM_OK)
		status = batch_begin(crm);
	if (status != CRM_OK)
		return status;
	status = do_rows(work);
	for (int i = 0; i < work->n && status == CRM_OK; i++)
		status = row_record_remark(work->source, &work->raw[i], &work->answers[i]);
	bool refused = false;
	for (int i = 0; i < work->n && front.options.atomic; i++)
		refused = refused || answer_is_rejected(&work->answers[i]);
	if (status != CRM_OK || refused || is_empty_batch(work)) {
		batch_abandon(crm);
		crm->batch = work->batch;
		if (status == CRM_OK && refused)
			all_rejected(work);
		return status;
	}
	struct tally ahead = work->tally;
	for (int i = 0; i < work->n; i++)
		tally_count(&ahead, work->answers[i].verdict);
	status = batch_end(crm, &ahead);
	if (status != CRM_OK)
		return status;
	work->batch = crm->batch;
	front.committed += work->n;
	return CRM_OK;
}

static enum status feed_chunk(struct feed_work *work)
{
	bool all = front.options.atomic || front.options.dry_run;
	int most = work->feeding->at_once ? work->feeding->at_once : work->feeding->row ? ROWS_AT_ONCE : CHUNK_ROWS;
	enum status ended = input_take(work->source, most, CHUNK_BYTES, all, &work->recs, &work->raw, &work->n);
	struct why said = front.crm.why;
	enum status status = CRM_OK;
	work->answers = NULL;
	if (work->n && !(front.options.atomic && ended != CRM_OK && ended != CRM_NONE)) {
		status = do_chunk(work);
		if (status == CRM_OK)
			status = print_answers(work);
		/* With --atomic one rejected record has kept all of them out. */
		bool stays = !front.options.dry_run && !(front.options.atomic && front.any_rejected);
		if (status == CRM_OK && work->feeding->settled && stays)
			status = work->feeding->settled(&front.crm, work->recs, work->answers, work->n);
	}
	free(work->recs);
	free(work->raw);
	free(work->answers);
	arena_reset(&front.crm.chunk);
	if (status == CRM_OK && ended != CRM_OK && ended != CRM_NONE)
		front.crm.why = said;
	return status != CRM_OK ? status : ended;
}

/* What was on disk before the end stays, and the message says how much. */
static enum status add_committed(struct feed_work *work, enum status status)
{
	struct why said = front.crm.why;
	if (status == CRM_BUSY && front.committed)
		return why_set(
		    &front.crm.why, CRM_IO, _("%.800s; %ld rows before were done"), said.text, front.committed);
	if (input_name(work->source))
		return why_set(
		    &front.crm.why, status, _("%.800s; %ld rows before were taken in"), said.text, front.committed);
	return status;
}

enum status feed(const struct feeding *feeding)
{
	struct feed_work work = {.feeding = feeding};
	enum status status = tally_open(&front.crm, &work.tally, feeding->verdicts);
	if (status == CRM_OK)
		status = input_open(&work.source, feeding);
	if (status == CRM_OK)
		status = setup_output(&work.writer, stdout, feeding->out);
	if (status == CRM_OK)
		status = setup_rejects_open(&work.rejects);
	if (status != CRM_OK) {
		console_say_why();
		writer_discard(work.writer);
		input_close(work.source);
		return status;
	}
	while (status == CRM_OK)
		status = feed_chunk(&work);
	bool failed = status != CRM_NONE;
	if (failed && status != CRM_OK)
		status = add_committed(&work, status);
	struct why said = front.crm.why;
	if (failed)
		console_say_why();
	if (work.n == 0 && work.rejects)
		rejects_write(&work);
	enum status closing = writer_close(work.writer, &front.crm.why);
	bool kept = !work.rejects || setup_rejects_sync(work.rejects);
	if (work.rejects && (fclose(work.rejects) != 0 || !kept) && closing == CRM_OK)
		closing = why_errno(&front.crm.why, CRM_IO, _("cannot write %s"), front.options.rejects);
	if (closing == CRM_OK)
		closing = console_close();
	if (closing != CRM_OK && !failed)
		console_say_why();
	front_tally(&work.tally, work.batch);
	input_close(work.source);
	if (closing != CRM_OK)
		return closing;
	front.crm.why = said;
	return failed ? status : CRM_OK;
}
