#include <sched.h>

#include "book/context/column_reading.h"
#include "front/command/feed_private.h"

int feed_sound_rows(const struct feed_chunk *chunk, int first)
{
	int end = first;
	while (end < chunk->n && !chunk->answer[end].verdict)
		end++;
	return end - first;
}

enum status feed_judge_framing(struct feed_reading *reading, struct feed_chunk *chunk)
{
	for (int i = 0; i < chunk->n; i++) {
		const char *column,
		    *fault = row_record_fault(reading->source, &chunk->recs[i], &chunk->raw[i], &column);
		chunk->answer[i].row = chunk->recs[i].row;
		if (!fault)
			continue;
		enum status status = reject(reading->reader, &chunk->answer[i], column, "%s", fault);
		if (status != CRM_OK)
			return status;
	}
	return CRM_OK;
}

/* What is so of a column as a whole is seen before its first row is taken. */
static enum status learn_columns(struct feed_reading *reading, const struct feed_chunk *chunk)
{
	struct crm *crm = reading->reader;
	if (!reading->headings && !(reading->headings = input_headings(reading->source)))
		return why_memory(&crm->why);
	enum status status = column_reading_learn(crm, reading->feeding->in, reading->headings, chunk->recs, chunk->n);
	struct why said = crm->why;
	if (status == CRM_DATA && input_name(reading->source))
		why_set(&crm->why, status, "%s: %.900s", input_name(reading->source), said.text);
	return status;
}

static enum status look_ahead(struct feed_reading *reading, struct feed_chunk *chunk)
{
	enum status status = CRM_OK;
	for (int first = 0, n; reading->feeding->before && status == CRM_OK && first < chunk->n; first += n + 1) {
		n = feed_sound_rows(chunk, first);
		if (n)
			status = reading->feeding->before(reading->reader, chunk->recs + first, n);
	}
	return status;
}

/* Before the lock is taken: nothing of it is in the base yet. */
static enum status prepare(struct feed_reading *reading, struct feed_chunk *chunk)
{
	if (chunk->n == 0 || (feed_failed(chunk) && front.options.atomic))
		return CRM_OK;
	chunk->answer = calloc((size_t)chunk->n, sizeof *chunk->answer);
	if (!chunk->answer)
		return why_memory(&reading->reader->why);
	enum status status = feed_judge_framing(reading, chunk);
	if (status == CRM_OK)
		status = learn_columns(reading, chunk);
	return status == CRM_OK ? look_ahead(reading, chunk) : status;
}

static void read_chunk(struct feed_reading *reading, struct feed_chunk *chunk, const struct input_wanted *wanted)
{
	chunk->ended = input_take(reading->source, wanted, &chunk->recs, &chunk->raw, &chunk->n);
	chunk->why_ended = reading->reader->why;
	const struct cells *header = input_header(reading->source);
	chunk->header = header ? *header : (struct cells){0};
	chunk->prepared = prepare(reading, chunk);
	chunk->why_unprepared = reading->reader->why;
}

/* Its texts and its notes are the chunk's, until it is taken. */
static void read_apart(struct feed_reading *reading, struct feed_chunk *chunk, const struct input_wanted *wanted)
{
	struct crm *reader = reading->reader;
	reader->chunk = chunk->texts;
	input_apart(reading->source, reader, &chunk->notes);
	read_chunk(reading, chunk, wanted);
	chunk->texts = reader->chunk;
	chunk->explained = reader->explained;
	chunk->noted = reader->noted;
	reader->chunk = (struct arena){0};
	reader->explained = reader->noted = (struct buf){0};
}

/* On the other thread. */
static bool read_ahead(void *arg, int place)
{
	struct feed_reading *reading = arg;
	struct feed_chunk *chunk = &reading->chunk[place];
	read_apart(reading, chunk, &reading->ahead);
	return chunk->ended == CRM_OK && chunk->prepared == CRM_OK;
}

/* Two where there are two processors, unless $CRM_THREADS says 1. */
static bool may_use_threads(void)
{
	const char *asked = getenv("CRM_THREADS");
	cpu_set_t here;
	if (asked && *asked)
		return strtol(asked, NULL, 10) > 1;
	return sched_getaffinity(0, sizeof here, &here) == 0 && CPU_COUNT(&here) > 1;
}

enum status feed_read_ahead(
    struct feed_reading *reading, const struct feed_chunk *chunk, const struct input_wanted *ahead)
{
	const struct feeding *feeding = reading->feeding;
	if (reading->relay || reading->alone || chunk->ended != CRM_OK || !feeding->apart || !may_use_threads())
		return CRM_OK;
	if (reading->reader == &front.crm) {
		enum status status = crm_lend(&front.crm, &reading->apart);
		if (status == CRM_OK)
			status = feeding->apart(&front.crm, &reading->apart);
		reading->alone = status == CRM_NONE;
		if (status != CRM_OK)
			return reading->alone ? CRM_OK : status;
		reading->reader = &reading->apart;
	}
	reading->ahead = *ahead;
	reading->relay = relay_start(read_ahead, reading);
	return CRM_OK;
}

static void pass_on(struct buf *from, struct buf *to)
{
	if (from->length)
		buf_add(to, from->text, from->length);
	to->failed = to->failed || from->failed;
	buf_free(from);
}

struct feed_chunk *feed_next(struct feed_reading *reading, const struct input_wanted *wanted)
{
	int place = reading->relay ? relay_next(reading->relay) : -1;
	struct feed_chunk *chunk = &reading->chunk[place < 0 ? 0 : place];
	if (place < 0) {
		relay_stop(reading->relay);
		reading->relay = NULL;
		if (reading->reader == &front.crm)
			read_chunk(reading, chunk, wanted);
		else
			read_apart(reading, chunk, wanted);
	}
	console_say_lines(&chunk->notes);
	buf_free(&chunk->notes);
	pass_on(&chunk->explained, &front.crm.explained);
	pass_on(&chunk->noted, &front.crm.noted);
	return chunk;
}

void feed_drop(struct feed_chunk *chunk)
{
	free(chunk->recs);
	free(chunk->raw);
	free(chunk->answer);
	chunk->recs = NULL;
	chunk->raw = NULL;
	chunk->answer = NULL;
	chunk->n = 0;
	arena_reset(&chunk->texts);
}

void feed_end(struct feed_reading *reading)
{
	relay_stop(reading->relay);
	for (int i = 0; i < RELAY_PLACES; i++) {
		struct feed_chunk *chunk = &reading->chunk[i];
		feed_drop(chunk);
		arena_free(&chunk->texts);
		buf_free(&chunk->notes);
		buf_free(&chunk->explained);
		buf_free(&chunk->noted);
	}
	input_close(reading->source);
	if (reading->feeding->rejoin)
		reading->feeding->rejoin(&reading->apart);
	crm_unload(&reading->apart);
}
