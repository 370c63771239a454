/*
 * Read, lock, work, commit, speak: a chunk of records at a time.
 *
 * A long input that does not pause is taken in with few commits, for each writes most pages of the large indexes anew:
 * the lock is kept from chunk to chunk, and the answers wait for the commit. A verdict is printed only when its row is
 * on disk. The lock is never held while writing standard output, nor while waiting for standard input: it is given up
 * when the input pauses, and after a while, for others write too.
 *
 * Once such an input turns out long, another thread reads the next chunk and makes of its rows what can be made
 * without the base, while this one has the lock. It works in books of its own (crm_lend), and what it says is said
 * when its chunk is taken. Where the input pauses the thread ends.
 */
#include <limits.h>

#include "book/projection/rollup.h"
#include "front/command/answers_private.h"
#include "front/command/feed_private.h"

#define CHUNK_ROWS 25000 /* more at once take more memory, and nothing is faster */
#define PACED_FIRST 1000 /* of a row command the first transaction has so many, */
#define PACED_MOST 32000 /* and a later one no more than these */
#define PACED_MS 1000    /* so long others hardly notice that they wait */
#define CHUNK_BYTES (32u << 20)
#define SMALL_BYTES (INT64_C(16) << 20)
#define LOCK_MS 5000                 /* half the patience of a visitor at a form */
#define LOG_BYTES (INT64_C(4) << 30) /* into a base in which nobody works yet */

struct feed_work {
	const struct feeding *feeding;
	struct feed_reading reading;
	struct feed_chunk *now; /* at hand */
	struct answers answers;
	int64_t batch;
	int paced;     /* most rows of the next transaction of a row command */
	int64_t begun; /* ms: when the chunk was begun to be read */
	bool small;    /* the base is */
	/* The transaction, while it goes over several chunks. Their answers wait. */
	struct {
		bool open, first; /* first: there was no lead and no client before */
		bool any_taken;
		long culprit; /* --atomic: the first row that was rejected; 0 */
		long rows;
		int64_t since; /* ms */
		struct tally sum;
	} lock;
};

static struct answered_rows rows_at_hand(const struct feed_work *work)
{
	return (struct answered_rows){work->now->recs, work->now->raw, work->now->answer, work->now->n};
}

/* One record. Rejected ones have nearly always written nothing. CRM_PAUSE: this one has, and it is still there. */
static enum status do_row(struct feed_work *work, int i)
{
	struct crm *crm = &front.crm;
	int64_t before = db_written(crm->db);
	enum status status = work->feeding->row(crm, &work->now->recs[i], &work->now->answer[i]);
	if (status != CRM_OK || !answer_is_rejected(&work->now->answer[i]))
		return status;
	return db_written(crm->db) == before ? CRM_OK : CRM_PAUSE;
}

/* One record inside its own mark, so that a rejected one leaves nothing behind. */
static enum status do_marked_row(struct feed_work *work, int i)
{
	struct crm *crm = &front.crm;
	struct answer *answer = &work->now->answer[i];
	enum status status = db_mark(crm->db);
	if (status == CRM_OK)
		status = rollup_mark(crm);
	if (status == CRM_OK)
		status = work->feeding->row(crm, &work->now->recs[i], answer);
	if (status != CRM_OK)
		return status;
	if (!answer_is_rejected(answer))
		return db_keep(crm->db);
	rollup_giveup(crm);
	dictionaries_forget(crm);
	return db_giveup(crm->db);
}

static enum status do_rows(struct feed_work *work, bool marked)
{
	enum status status = CRM_OK;
	struct rec *recs = work->now->recs;
	struct answer *answers = work->now->answer;
	if (work->feeding->row) {
		for (int i = 0; i < work->now->n && status == CRM_OK; i++)
			if (!answers[i].verdict)
				status = marked ? do_marked_row(work, i) : do_row(work, i);
		return status;
	}
	for (int first = 0, n; status == CRM_OK && first < work->now->n; first += n + 1) {
		n = feed_sound_rows(work->now, first);
		if (n)
			status = work->feeding->chunk(&front.crm, recs + first, n, answers + first);
	}
	return status;
}

/* All or nothing, or nothing at all: either way no row is told of before the last one was seen. */
static bool is_decided_at_once(void)
{
	return front.options.atomic || front.options.dry_run;
}

/* Its rows stay in memory until they are decided: what a command reads itself, or does when they are settled. */
static bool is_kept_whole(const struct feeding *feeding)
{
	return is_decided_at_once() && (feeding->settled || feeding->next);
}

/* One chunk is one transaction, of as many rows as are done in a moment. */
static bool is_paced(const struct feeding *feeding)
{
	return feeding->row || feeding->paced;
}

/* More rows are there at once: are they taken in the same transaction? */
static bool goes_on(const struct feed_work *work)
{
	enum status ended = work->now->ended;
	const struct feeding *feeding = work->feeding;
	if (is_decided_at_once())
		return (ended == CRM_OK || ended == CRM_PAUSE) && !is_kept_whole(feeding);
	if (ended != CRM_OK || is_paced(feeding) || feeding->settled || feeding->next)
		return false;
	return work->lock.first ? db_wal_bytes(front.crm.db) < LOG_BYTES : front_ms() - work->lock.since < LOCK_MS;
}

static enum status take_lock(struct feed_work *work)
{
	enum status status = batch_begin(&front.crm);
	memset(&work->lock, 0, sizeof work->lock);
	work->lock.open = status == CRM_OK;
	work->lock.first = status == CRM_OK && journal_is_first(front.crm.db);
	work->lock.since = front_ms();
	work->lock.sum = work->answers.told;
	return status;
}

static void give_up(struct feed_work *work)
{
	batch_abandon(&front.crm);
	front.crm.batch = work->batch;
	work->lock.open = false;
}

/* The chunk, alone in its transaction, as it was before its first row. What was said of its rows will be said again. */
static enum status start_again(struct feed_work *work)
{
	give_up(work);
	said_giveup(&front.crm);
	memset(work->now->answer, 0, (size_t)work->now->n * sizeof *work->now->answer);
	enum status status = feed_judge_framing(&work->reading, work->now);
	return status == CRM_OK ? take_lock(work) : status;
}

/* A mark for each record copies every page that it writes: a half of the work for nothing, unless a rejected one is to
   be given up. What reads its own records remembers things, and does each once. */
static enum status do_rows_once(struct feed_work *work)
{
	const struct feeding *feeding = work->feeding;
	bool marked = feeding->next || feeding->settings || is_decided_at_once();
	said_mark(&front.crm);
	enum status status = do_rows(work, marked);
	if (status != CRM_PAUSE || marked)
		return status;
	status = start_again(work);
	return status == CRM_OK ? do_rows(work, true) : status;
}

/* Into a base that is in memory as a whole half as many do as well; and where they are read ahead they stand in memory
   twice. Fewer take less of it, and the tests less time: $CRM_CHUNK_ROWS. */
static int chunk_rows(bool small)
{
	const char *asked = getenv("CRM_CHUNK_ROWS");
	long rows = asked ? strtol(asked, NULL, 10) : 0, most = small ? CHUNK_ROWS / 2 : CHUNK_ROWS;
	return (int)(rows > 0 && rows < most ? rows : most);
}

static enum status read_on(struct feed_work *work)
{
	const struct input_wanted ahead = {
	    .rows = chunk_rows(work->lock.first), .bytes = CHUNK_BYTES, .how = INPUT_HURRIES};
	return feed_read_ahead(&work->reading, work->now, &ahead);
}

static enum status do_chunk(struct feed_work *work)
{
	enum status status = work->lock.open ? CRM_OK : take_lock(work);
	if (status == CRM_OK)
		status = read_on(work);
	if (status != CRM_OK)
		return status;
	status = do_rows_once(work);
	for (int i = 0; i < work->now->n && status == CRM_OK; i++)
		status = row_record_remark(&work->now->raw[i], &work->now->answer[i]);
	for (int i = 0; i < work->now->n && status == CRM_OK; i++) {
		bool rejected = answer_is_rejected(&work->now->answer[i]);
		tally_count(&work->lock.sum, work->now->answer[i].verdict);
		work->lock.any_taken = work->lock.any_taken || !rejected;
		if (rejected && front.options.atomic && !work->lock.culprit)
			work->lock.culprit = work->now->answer[i].row;
	}
	work->lock.rows += work->now->n;
	return status;
}

/* Whose rows are all rejected wrote nothing: no batch is left of it. */
static enum status commit(struct feed_work *work)
{
	if (work->lock.culprit || (!work->lock.any_taken && !work->batch)) {
		give_up(work);
		return CRM_OK;
	}
	work->lock.open = false;
	enum status status = batch_end(&front.crm, &work->lock.sum);
	if (status != CRM_OK) {
		front.crm.batch = work->batch;
		return status;
	}
	work->batch = front.crm.batch;
	front.committed += work->lock.rows;
	return CRM_OK;
}

/* A transaction of few rows writes nearly as many pages as one of many: twice as many while they are there and done in
   a moment. What reads its own records takes its time over each. */
static void pace(struct feed_work *work)
{
	int64_t now = front_ms();
	if (work->feeding->next || work->feeding->settings)
		return;
	if (now - work->begun < PACED_MS && work->now->n == work->paced && work->paced < PACED_MOST)
		work->paced *= 2;
	else if (now - work->lock.since > 2 * PACED_MS && work->paced > PACED_FIRST)
		work->paced /= 2;
}

/* Rows that are the first and the last of their transaction do not wait. */
static enum status commit_and_tell(struct feed_work *work)
{
	const struct answered_rows rows = rows_at_hand(work);
	bool some_wait = work->lock.rows > work->now->n;
	enum status status = some_wait ? answers_hold(&work->answers, &rows) : CRM_OK;
	if (status != CRM_OK)
		return status;
	status = commit(work);
	pace(work);
	if (status == CRM_OK)
		status = some_wait ? answers_tell_held(&work->answers, work->lock.culprit)
		                   : answers_tell(&work->answers, &rows, work->lock.culprit);
	/* With --atomic one rejected record has kept all of them out. */
	bool stays = !front.options.dry_run && !work->lock.culprit;
	if (status == CRM_OK && work->feeding->settled && stays)
		status = work->feeding->settled(&front.crm, work->now->recs, work->now->answer, work->now->n);
	return status;
}

static enum status end_chunk(struct feed_work *work)
{
	if (!goes_on(work))
		return commit_and_tell(work);
	const struct answered_rows rows = rows_at_hand(work);
	return answers_hold(&work->answers, &rows);
}

static enum status work_on_chunk(struct feed_work *work)
{
	struct feed_chunk *chunk = work->now;
	enum status status = chunk->prepared;
	if (feed_failed(chunk) && front.options.atomic)
		return CRM_OK;
	if (status == CRM_OK && chunk->n == 0)
		return work->lock.open ? end_chunk(work) : CRM_OK;
	if (status == CRM_OK && !work->lock.open && is_decided_at_once() && goes_on(work))
		status = input_settle(work->reading.source);
	if (chunk->prepared == CRM_OK)
		return status == CRM_OK && (status = do_chunk(work)) == CRM_OK ? end_chunk(work) : status;
	/* Of these rows nothing is in; those before them are not to blame. */
	chunk->n = 0;
	enum status before = work->lock.open && !front.options.atomic ? commit_and_tell(work) : CRM_OK;
	if (before == CRM_OK)
		front.crm.why = chunk->why_unprepared;
	return before == CRM_OK ? status : before;
}

static struct input_wanted wanted_now(const struct feed_work *work)
{
	bool whole = is_kept_whole(work->feeding), at_once = is_decided_at_once();
	bool paced = is_paced(work->feeding) && !at_once && work->paced < chunk_rows(work->small);
	return (struct input_wanted){.rows = whole   ? INT_MAX
	                                     : paced ? work->paced
	                                             : chunk_rows(work->small),
	    .bytes = whole ? SIZE_MAX : CHUNK_BYTES,
	    .how = work->lock.open ? INPUT_HURRIES
	           : at_once       ? INPUT_WAITS
	                           : INPUT_PAUSES};
}

static enum status feed_chunk(struct feed_work *work)
{
	work->begun = front_ms();
	const struct input_wanted wanted = wanted_now(work);
	work->now = feed_next(&work->reading, &wanted);
	work->answers.header = work->now->header.n ? &work->now->header : NULL;
	enum status ended = work->now->ended, status = work_on_chunk(work);
	if (work->lock.open && (status != CRM_OK || (ended != CRM_OK && ended != CRM_PAUSE)))
		give_up(work);
	if (status == CRM_OK && feed_failed(work->now))
		front.crm.why = work->now->why_ended;
	feed_drop(work->now);
	arena_reset(&front.crm.chunk);
	return status != CRM_OK || ended == CRM_PAUSE ? status : ended;
}

static bool is_small(void)
{
	int64_t bytes;
	return db_file_bytes(front.crm.db, &bytes) == CRM_OK && bytes < SMALL_BYTES;
}

/* What was on disk before the end stays, and the message says how much. */
static enum status add_committed(struct feed_work *work, enum status status)
{
	struct why said = front.crm.why;
	if (status == CRM_BUSY && front.committed)
		return why_set(
		    &front.crm.why, CRM_IO, _("%.800s; %ld rows before were done"), said.text, front.committed);
	if (input_name(work->reading.source) && !front.committed)
		return why_set(&front.crm.why, status, _("%.800s; nothing was taken in"), said.text);
	if (input_name(work->reading.source))
		return why_set(
		    &front.crm.why, status, _("%.800s; %ld rows before were taken in"), said.text, front.committed);
	return status;
}

enum status feed(const struct feeding *feeding)
{
	struct feed_work work = {
	    .feeding = feeding, .reading = {.feeding = feeding, .reader = &front.crm}, .paced = PACED_FIRST};
	enum status status = tally_open(&front.crm, &work.answers.told, feeding->verdicts);
	if (status == CRM_OK)
		status = input_open(&work.reading.source, feeding);
	if (status == CRM_OK)
		status = answers_open(&work.answers, feeding, work.reading.source);
	if (status != CRM_OK) {
		console_say_why();
		writer_discard(work.answers.writer);
		feed_end(&work.reading);
		return status;
	}
	work.small = feeding->apart && input_name(work.reading.source) && is_small();
	while (status == CRM_OK)
		status = feed_chunk(&work);
	bool failed = status != CRM_NONE;
	if (failed)
		status = add_committed(&work, status);
	if (failed)
		console_say_why();
	enum status closing = answers_close(&work.answers, failed);
	front_tally(&work.answers.told, work.batch);
	feed_end(&work.reading);
	return closing != CRM_OK ? closing : failed ? status : CRM_OK;
}
