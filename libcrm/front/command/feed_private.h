/* A chunk of rows, read and made ready before the lock is taken: here, or by another thread ahead. */
#ifndef CRM_FRONT_COMMAND_FEED_PRIVATE_H
#define CRM_FRONT_COMMAND_FEED_PRIVATE_H

#include "base/core/relay.h"
#include "front/command/front_private.h"

/* Rows that came together. */
struct feed_chunk {
	struct rec *recs;
	struct cells *raw;
	struct answer *answer;
	int n;
	struct cells header;         /* as these rows have it; n 0: none */
	enum status ended, prepared; /* how reading them ended, and making ready those that came */
	struct why why_ended, why_unprepared;
	/* of a reader apart */
	struct arena texts;
	struct buf notes, explained, noted;
};

struct feed_reading {
	const struct feeding *feeding;
	struct input *source;
	struct input_wanted ahead;   /* of a chunk of the other thread */
	const char *const *headings; /* of the columns, as their owner has them; NULL: not asked yet */
	struct crm *reader;          /* whose books the rows are read in: &front.crm, or &apart */
	struct crm apart;
	struct relay *relay; /* NULL: nobody reads ahead */
	bool alone;          /* and nobody will: the command cannot do that now */
	struct feed_chunk chunk[RELAY_PLACES];
};

/* Did reading it end by a fault, after the rows that are there? */
static inline bool feed_failed(const struct feed_chunk *chunk)
{
	return chunk->ended != CRM_OK && chunk->ended != CRM_NONE && chunk->ended != CRM_PAUSE;
}

/* Records without a fault that follow each other, from ${first} on: how many there are. */
int feed_sound_rows(const struct feed_chunk *chunk, int first);
/* Rejects rows that the command must not see. */
enum status feed_judge_framing(struct feed_reading *reading, struct feed_chunk *chunk);

/* The next chunk, until feed_drop. What is to be said of it is said, or stands in front.crm. ${wanted}: if it is read
   here and now. */
struct feed_chunk *feed_next(struct feed_reading *reading, const struct input_wanted *wanted);
void feed_drop(struct feed_chunk *chunk);

/*
 * ${chunk} is full: the input has turned out long. From now on the rest is read ahead, as far as it does not pause,
 * where the command can do that; where no thread can be had, or is wanted, this one goes on alone.
 */
enum status feed_read_ahead(
    struct feed_reading *reading, const struct feed_chunk *chunk, const struct input_wanted *ahead);
void feed_end(struct feed_reading *reading);

#endif
