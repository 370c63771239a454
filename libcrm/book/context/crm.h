/*
 * The department's books, open: what every flow and report is given.
 *
 * The front fills it in and owns it. Texts in `chunk` live until the rows of this chunk are answered, texts in `run`
 * until the command ends.
 *
 * A public name begins with the name of its file, of its room, or of the thing it is about. Only the words that the
 * whole house uses stand alone:
 *
 *	setting, setting_int   what the department has set
 *	option                 what the command line says of an option of the command's own
 *	explain, note          a line for -x; a line beside the rows
 *	reject, reject_cell    a row is refused (book/context/verdict.h)
 *	cell_int, cell_time …  what a cell says, or its row is refused
 *	record                 an event is kept, and the derived tables follow
 *	apply                  an event is brought into the derived tables (book/projection/apply.h)
 *	intake, reanimate, what_if, dispatch, replay
 *	                       a room that does one thing is called by its name
 *	flow_VERB              what a command on rows does with one (flow/)
 */
#ifndef CRM_BOOK_CONTEXT_CRM_H
#define CRM_BOOK_CONTEXT_CRM_H

#include "base/core/arena.h"
#include "base/time/worktime.h"
#include "store/db.h"
#include "store/journal.h"

struct dictionaries; /* book/context/dictionaries.h */

/* A rule that could not decide, and on how many rows: its pattern ran away, or was late. */
struct runaway {
	const char *rule;
	bool late;
	long rows, rows_at_mark;
	struct runaway *next;
};

/* A word of somebody's column that nobody here knows, and in how many rows that were taken. */
struct unread {
	const char *column, *word; /* word NULL: others, when there are too many */
	long rows, rows_at_mark;
	struct unread *next;
};

/* An option of the running command's own, as it was given. */
struct given {
	const char *name, *value;
};

struct crm {
	struct db *db;
	struct why why;
	instant_t now;
	struct zone *zone;         /* the department's */
	struct calendar *calendar; /* NULL until crm_calendar */
	enum date_order dates;     /* which comes first where nothing proves it */
	bool dates_given;          /* --dates: what is written otherwise is no date */
	const char *lang;          /* "ru" or "en" */
	const char *country;       /* two letters, for phones */
	const char *share;         /* folder of packs/, columns/, templates/ */
	struct run who;
	int64_t batch; /* of this run; 0: nothing is written yet */
	bool dry_run, explain, force;
	const struct given *given; /* ends with a NULL name; NULL: none */
	struct arena chunk, run;
	struct dictionaries *dictionaries;
	struct buf explained; /* what -x prints: whole lines */
	struct buf noted;     /* what is said beside the rows, unless -q: whole lines */
	struct said_at_mark {
		size_t explained, noted; /* bytes */
	} said;                          /* at said_mark */
	void (*told)(const char *line);  /* how far something long is; NULL: nobody looks on */
	struct rollup *rollup;           /* book/projection/rollup.h; NULL until used */
	struct known *known;             /* book/known/known.h; NULL while nothing is kept */
	struct leads_behind *behind;     /* book/projection/apply.h; NULL but in a replay */
	struct shares *shares;           /* of the hand-out before, by the words as they are: apply_assigned.c */
	bool none_merged;                /* known: every client stands by himself */
	struct runaway *runaways;        /* rules that gave up in this run */
	struct unread *unread;           /* words that were not understood in this run */
	struct intake_rules *rules;      /* flow/intake/intake.h; NULL but where there is no base to ask for them */
	struct column_reading *readings; /* book/context/column_reading.h; NULL until the first rows are looked at */
	int n_readings;
};

/* The settings, words and zone of an open database into ${crm}; call once after db_open. */
enum status crm_load(struct crm *crm);
/* The same again after settings changed; texts borrowed from settings and words before are gone. */
enum status crm_reload(struct crm *crm);
/*
 * The books without the base, for who reads rows while another thread has the base: ${reader} borrows the words and
 * settings of ${crm}, which must not be loaded anew meanwhile, and what is filled in as it is asked for is its own:
 * zone, spellings, arenas, sentences, readings of columns. Released with crm_unload, before ${crm}.
 */
enum status crm_lend(struct crm *crm, struct crm *reader);
/* Release all but db and rollup (rollup_free, before this); also after crm_load failed. */
void crm_unload(struct crm *crm);

/* The working calendar, loaded when first asked for. NULL and crm->why on failure. */
struct calendar *crm_calendar(struct crm *crm);

/* A setting (table `setting`), or ${fallback}. Borrowed. */
const char *setting(struct crm *crm, const char *name, const char *fallback);
int64_t setting_int(struct crm *crm, const char *name, int64_t fallback);

/* What the command's own option ${name} was given: NULL if it was not, "" for a flag. */
const char *option(const struct crm *crm, const char *name);

/* A line for -x; does nothing without it. */
void explain(struct crm *crm, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A line beside the rows: what a reader must know of them. */
void note(struct crm *crm, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Something long is so far: ${format} has both numbers, as %lld. Told twenty times at most, and of nothing short. */
void tell_progress(struct crm *crm, const char *format, int64_t done, int64_t all);
/* Rule ${rule} could not decide on a row: the front tells at the end of the run. */
void note_runaway(struct crm *crm, const char *rule, bool late);
/* A row was taken whose ${word} in ${column} (a constant) is not understood: the front tells how many at the end. */
void note_unread(struct crm *crm, const char *column, const char *word);

/* Rows that are worked on once more say all of that again: what was said since the mark is taken back. */
void said_mark(struct crm *crm);
void said_giveup(struct crm *crm);

#endif
