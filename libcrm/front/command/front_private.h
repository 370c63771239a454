/* What the files of the front share, and nobody else. */
#ifndef CRM_FRONT_COMMAND_FRONT_PRIVATE_H
#define CRM_FRONT_COMMAND_FRONT_PRIVATE_H

#include "front/command/front.h"

#define OWN_OPTIONS_MAX 16

struct options {
	const char *url, *user, *format, *columns, *lang, *rejects, *encoding, *map, *dates;
	const char *period, *as_of, *known_at, *by, *ids, *fail_on;
	char delimiter;
	bool dry_run, explain, atomic, excel, quiet, force, template;
	const char **managers, **units;
	int n_managers, n_units;
	struct given own[OWN_OPTIONS_MAX + 1]; /* those that were given, one after the other */
	int n_own;
	const char *const *operands;
	int n_operands;
};

/* The one running command. */
struct front {
	const struct command *command;
	struct options options;
	struct crm crm;
	struct synonyms *synonyms;
	enum format format;
	const struct query *query; /* of the report that runs; NULL */
	bool condition;            /* what --fail-on names is so */
	bool absent;               /* a report was asked for what is not there; why has it */
	bool any_rejected;
	long committed; /* rows whose verdicts are on disk */
};
extern struct front front;

/* options.c: CRM_OK, CRM_NONE when --help or --version was answered, or CRM_USAGE. */
enum status options_parse(int argc, char **argv);

void options_heading(const struct column *columns); /* what --template asks for */

/* CRM_NONE when it is said. */
enum status describe_command(void);

/* console.c */
void console_say(const char *text);        /* "crm-x: text" with control characters replaced */
void console_say_why(void);                /* the sentence of front.crm.why */
void console_say_explained(void);          /* what is gathered for -x, and forget it */
void console_say_lines(struct buf *lines); /* each a note, unless -q; spoils them */
int console_exit_code(enum status status); /* the one switch from status to sysexits.h */
enum status console_close(void);           /* what was printed has arrived; else CRM_IO */
void console_guard_fds(void);              /* 0, 1 and 2 are never given to a file of ours */

/* setup.c */
void setup_language(const char *lang);     /* of messages from now on */
enum status front_clock(void);             /* what time it is, into crm->now */
int64_t front_ms(void);                    /* by a clock that is never set */
enum status front_open(enum db_mode mode); /* database, settings, user */
enum status front_open_writing(void);      /* the same for DB_WRITE, and what an erasing left undone is done */
enum status query_options_fill(struct query *query); /* query_options.c: what the options ask of a report; CRM_USAGE */
/* The columns whose words make up a group, by query->by. */
const char *query_options_group(enum query_group group);
/* A writer on ${out} by -f, -o and --excel; CRM_USAGE for columns that are none. The caller releases with
   writer_close. */
enum status setup_output(struct writer **writer, FILE *out, const struct field *fields);

enum status setup_rejects_open(FILE **file); /* of -r; NULL without it */
bool setup_rejects_sync(FILE *file);         /* to the disk, if it is on one */

/* front.c, for make_run */
enum status front_ended(struct writer *writer, enum status status);
enum status make_run(void); /* transaction.c */

/* transaction.c */
enum status batch_begin(struct crm *crm);                          /* db_begin + journal_begin */
enum status batch_end(struct crm *crm, const struct tally *tally); /* rollup_flush + journal_end + db_commit */
void batch_abandon(struct crm *crm);                               /* all of this transaction, sums and words too */

/* feed.c */
struct feeding {
	const struct column *in;
	const struct field *out;
	const char *verdicts;
	bool bare_ids, keeps_more;
	bool settings; /* headings are called as in operands_heading */
	const char *const *operands;
	int n_operands;
	enum status (*next)(struct crm *crm, struct rec *rec);
	enum status (*open)(struct crm *crm, const char **name);
	enum status (*settled)(struct crm *crm, const struct rec *recs, const struct answer *answers, int n);
	enum status (*before)(struct crm *crm, struct rec *recs, int n);
	enum status (*apart)(struct crm *crm, struct crm *reader);
	void (*rejoin)(struct crm *reader);
	enum status (*row)(struct crm *crm, const struct rec *rec, struct answer *answer);
	enum status (*chunk)(struct crm *crm, const struct rec *recs, int n, struct answer *answers);
	bool paced;
};
/* Read, lock, work, commit, speak: until the input ends or fails. Verdicts and the sum line are printed. */
enum status feed(const struct feeding *feeding);

/* read.c: --map-template, printed. */
enum status survey(const struct feeding *feeding);

/* input.c: records from operands, ids or standard input. */
struct input;
enum status input_open(struct input **source, const struct feeding *feeding);
struct input_wanted {
	int rows;     /* no more than these, */
	size_t bytes; /* nor more text, but for the last row */
	enum {
		INPUT_WAITS,
		INPUT_PAUSES,
		INPUT_HURRIES
	} how; /* for ever; for the first row; not at all, nor for a trickle */
};
/* Records into crm.chunk. CRM_PAUSE: there are fewer because the input paused, and with INPUT_HURRIES maybe none.
   CRM_NONE: no more, *n may be > 0. A framing error is returned after the records before it have been given. */
enum status input_take(
    struct input *source, const struct input_wanted *wanted, struct rec **recs, struct cells **raw, int *n);
/* Nobody has to be waited for from now on: what is still to come through a pipe is kept in a file. */
enum status input_settle(struct input *source);
/* From now on rows are read in the books of ${crm}, and what is to be said of the input goes into ${notes}. */
void input_apart(struct input *source, struct crm *crm, struct buf *notes);
const char *input_name(const struct input *source);
/* Column ${i} of the input, if nobody knows its heading: that, and what of ours it may be ("" if that is not sure);
   CRM_NONE when there are no more columns, and *heading is NULL for one that is known. */
enum status input_unknown_column(const struct input *source, int i, const char **heading, const char **ours);
const struct cells *input_header(const struct input *source); /* NULL for operands */
bool input_has_reject_reason(const struct input *source);     /* as the last column: it is no data */
/* What the owner of the input calls each column of ours, or NULL; NULL without memory. */
const char *const *input_headings(struct input *source);
/* Why a record must be rejected before its command sees it: NULL if it need not. */
const char *row_record_fault(
    const struct input *source, const struct rec *rec, const struct cells *raw, const char **column);
/* A row with fewer cells than the header is taken, and its reason says so. */
enum status row_record_remark(const struct cells *raw, struct answer *answer);
void input_close(struct input *source);

#endif
