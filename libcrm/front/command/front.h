/*
 * What all commands share: the grammar of crm(7), written once.
 *
 * A command file is one `struct command` and a main that calls front_main. The front parses options, opens the
 * database, feeds rows, commits, prints verdicts and is the only one that writes to stderr and chooses the exit status.
 */
#ifndef CRM_FRONT_COMMAND_FRONT_H
#define CRM_FRONT_COMMAND_FRONT_H

#include "book/context/tally.h"
#include "book/context/verdict.h"
#include "book/records/query.h"
#include "rows/columns/bind.h"
#include "rows/writer.h"

/* An option of one command's own; what it was given, whoever asks: option(crm, name). */
struct option_spec {
	const char *name;     /* long: "mode"; the list ends with NULL */
	const char *argument; /* "M"; NULL: a flag, whose value is "" when given */
	const char *help;     /* N_() */
};

enum command_kind {
	COMMAND_WRITES,  /* rows in, verdicts out: `row` or `chunk` */
	COMMAND_REPORTS, /* no rows in: `report` */
	COMMAND_MAKES,   /* rows of its own making, which it answers as a writer does: `ready`, `make`, `show` */
	COMMAND_RUNS     /* its own way: `run`, with operands */
};

/* Under which heading `crm` lists a command. */
enum command_group {
	GROUP_NONE, /* crm itself */
	GROUP_INTAKE,
	GROUP_LIFE,
	GROUP_CLIENTS,
	GROUP_WORK,
	GROUP_REPORTS,
	GROUP_POST,
	GROUP_UPKEEP,
	GROUPS
};
const char *front_group(int group); /* the heading */

struct command {
	const char *name;     /* "crm-lose" */
	const char *summary;  /* one line, N_() */
	const char *synopsis; /* after the name */
	struct {
		enum command_group group;
		int place; /* in the group, from 1: in the order in which one meets them */
	} listed;
	enum command_kind kind;
	const struct column *in;           /* the input columns; NULL-terminated */
	const struct field *out;           /* the output columns, all of them */
	const struct option_spec *options; /* or NULL */
	bool bare_ids;                     /* operands and lines may be bare ids of in[0] */
	bool of_evening;                   /* a report: what is dated ahead of now is not in it */
	bool keeps_more;                   /* columns it does not know are kept as attributes of the record */
	const char *verdicts; /* the words of its verdicts in the order of the sum line; NULL: "done known" */

	/* The next record of standard input when that is not CSV (letters, business cards); NULL: it is. CRM_NONE at
	   the end. ${rec}: value is zeroed and has room for `in`; texts live in crm->chunk. CRM_DATA ends the input as
	   broken framing does. */
	enum status (*next)(struct crm *crm, struct rec *rec);
	/* With `next`: before the first record. Sets *name if the records do not come from standard input (messages
	   call the input so). NULL: nothing to open. */
	enum status (*open)(struct crm *crm, const char **name);
	/* With `next`: the answers of these are on disk and printed; not called in a dry run. NULL: nothing to do. */
	enum status (*settled)(struct crm *crm, const struct rec *recs, const struct answer *answers, int n);

	/* What takes long and needs no lock, about rows that will be given to `row` or `chunk`: may set their `ahead`
	   and their `read`. NULL: nothing. */
	enum status (*before)(struct crm *crm, struct rec *recs, int n);

	/* Where another thread reads a long input ahead for `chunk`: what `before` needs of the base, into books
	   without one (crm_lend); and released when the last row is taken. CRM_NONE, NULL: it is not done. */
	enum status (*apart)(struct crm *crm, struct crm *reader);
	void (*rejoin)(struct crm *reader);

	/* One row. Nothing is written when it rejects: the front gives the work up. A status other than CRM_OK ends the
	   run. */
	enum status (*row)(struct crm *crm, const struct rec *rec, struct answer *answer);
	/* Or many rows at once: fills answers[n]; rejects without writing. */
	enum status (*chunk)(struct crm *crm, const struct rec *recs, int n, struct answer *answers);
	/* --map-template of a command that has that option: note the words of these rows that nobody here knows. And
	   what of ours such a word means, if that is sure; "". */
	enum status (*survey)(struct crm *crm, const struct rec *recs, int n);
	const char *(*propose)(struct crm *crm, const char *column, const char *word);
	bool paced; /* a `chunk` is a transaction of as many rows as are done in a moment, as those of `row` are */
	/* A report: rows to ${writer}; for FORMAT_TEXT and FORMAT_HTML (if `prints`) whole text to ${page} instead.
	   CRM_CONDITION when query->fail_on holds; CRM_NONE, with a sentence, when something was asked for by a number
	   that nothing has: what is there is printed, and the exit status is that of a rejected row. */
	enum status (*report)(struct crm *crm, const struct query *query, struct writer *writer, struct buf *page);
	bool prints;                   /* the report knows text and html */
	bool explains;                 /* the report knows -x */
	const struct field *table_out; /* the columns of a table for people, where no others are asked; NULL: ${out} */
	const char *n_means;           /* the option of its own that -n is short for: a report has no dry run */
	const char *other_option;      /* an option of its own with which the columns are ${other_out} */
	const struct field *other_out;
	bool fails;                      /* one that does not print takes --fail-on all the same */
	const struct field *ids_out;     /* the columns of --ids; NULL: no --ids */
	const struct field *counted_out; /* of a report that lists without -g: the columns with it, where it counts */
	/*
	 * Rows of the command's own making: all of them in one transaction.
	 * `ready`, before the lock: operands, standard input, what must be there. CRM_NONE: there is nothing to do;
	 * CRM_PAUSE: something else was asked, and front_print has printed it.
	 * `make`, under the lock: does it, and counts the verdict of each row. CRM_NONE: nothing was recorded, and no
	 * batch is left behind.
	 * `show`, after the commit: the rows; what else must be told by note().
	 * `after`, unless in a dry run: what comes of it, such as letters that are sent. NULL: nothing.
	 */
	enum status (*ready)(struct crm *crm, const char *const *args, int n_args);
	enum status (*make)(struct crm *crm, struct tally *tally);
	enum status (*show)(struct crm *crm, struct writer *writer);
	enum status (*after)(struct crm *crm);
	/* Everything else. ${args} are the operands. Database as `needs`. */
	enum status (*run)(
	    struct crm *crm, const struct query *query, const char *const *args, int n_args, struct writer *writer);
	bool feeds; /* of COMMAND_RUNS: calls front_rows, and takes the options of input */
	enum { NEEDS_NOTHING, NEEDS_READ, NEEDS_WRITE, NEEDS_UPGRADE } needs; /* for COMMAND_RUNS */
	const char *default_period; /* what -p is when it is not given: "mtd"; NULL: none, and of COMMAND_RUNS no -p */
};

/* All of a command: returns the exit status of the process. */
int front_main(const struct command *command, int argc, char **argv);

/* Where that long option stands in ${argv}, with its value in the same word or not; 0: it does not. For programs that
   are several commands under one name. */
int front_has_option(int argc, char **argv, const char *option);

/* Become the command ${name} beside this program, wherever it is installed; argv[0] is replaced. Returns only on
   failure: -1, errno. */
int front_exec(const char *name, char **argv);

/* Run that command beside this program with ${options} (NULL-terminated) on the same database, its output thrown away,
   and wait: its exit status, or 69 if it is not there. */
int front_run(const char *name, const char *const *options);

/* Say what is wrong with the way ${command} was called; returns the exit status for that. */
int front_usage(const struct command *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The word of ${words} (NULL-terminated) nearest to ${word}, or NULL if none is near. */
const char *options_nearest(const char *word, const char *const *words);

/*
 * For COMMAND_RUNS that write: ${work} in a transaction and batch of its own, which keeps ${tally} (NULL: none) with
 * the batch. CRM_OK is committed, or rolled back in a dry run; whatever else ${work} returns is returned, and nothing
 * stays: CRM_NONE for nothing to keep.
 */
enum status front_batch(
    struct crm *crm, enum status (*work)(struct crm *crm, void *arg), void *arg, const struct tally *tally);

/* Feed rows from ${operands} or standard input as a COMMAND_WRITES would: transactions, verdicts, sum line. The columns
   printed are row,${object},verdict,reason. */
enum status front_rows(struct crm *crm, const struct column *columns, const char *const *operands, int n_operands,
    const char *object, enum status (*row)(struct crm *crm, const struct rec *rec, struct answer *answer));

/* The same for rows that are named by a key: where the key is one column, operands and lines may be bare keys. */
enum status front_keys(struct crm *crm, const struct column *columns, const char *const *operands, int n_operands,
    const char *object, enum status (*row)(struct crm *crm, const struct rec *rec, struct answer *answer));

/* All rows of ${operands} or standard input, their texts in crm->chunk; a broken one is CRM_DATA. For COMMAND_RUNS that
   need them together, before the lock. */
enum status front_read(struct crm *crm, const struct column *columns, const char *const *operands, int n_operands,
    struct rec **recs, int *n);

/* What is wrong with a row, as the front says it, into crm->why; CRM_DATA. */
enum status front_rejected(struct crm *crm, const struct rec *rec, const struct answer *answer);

/* For COMMAND_RUNS whose columns depend on the operands (`out` is NULL): ${fields} and the rows that ${rows} writes to
   standard output, or nothing if that fails. NULL ${fields}: what crm->why says went wrong before. */
enum status front_print(
    struct crm *crm, const struct field *fields, enum status (*rows)(struct crm *crm, struct writer *writer));

/* The next piece of standard input as UTF-8, its encoding recognised or as --encoding says, for `next`; borrowed until
   the next call. What is not UTF-8 in text that is stays as it came. CRM_NONE at the end. */
enum status front_text(struct crm *crm, const char **text, size_t *length);

/* Is standard input something that rows may come from: a file or what another program prints? A terminal and /dev/null
   are none. */
bool front_is_fed(void);

/* All of standard input as text, at most ${limit} bytes (then CRM_DATA); NUL-terminated, in crm->run. */
enum status front_stdin(struct crm *crm, size_t limit, char **text, size_t *length);

/* The last line on stderr: "read 2 = done 2 (batch 7)". ${batch}: 0 if nothing was written. */
void front_tally(const struct tally *tally, int64_t batch);
/* One that is no tally: "replayed 2 = …". */
void front_sum(const char *counts, int64_t batch);

/* A line on stderr: "crm-x: …". */
void front_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* What share/columns and --map say, read when it is first asked for; NULL and crm->why on failure. */
const struct synonyms *front_synonyms(struct crm *crm);

/* The language of what is said from now on, "ru" or "en"; NULL: the user's own again. */
void front_language(const char *lang);

/* The database of -d, $CRM_DB or the default place; --lang or NULL; and opening it late, for crm-db, whose needs hang
   on its operands. */
const char *front_url(void);
const char *front_lang(void);
enum status front_need(struct crm *crm, int needs);

/* Letters are in the language of the department, unless --lang names another: from now on, or not any more. */
void front_letters(struct crm *crm, bool begin);

/* Was --atomic given? For COMMAND_MAKES; the others need not ask. */
bool front_atomic(void);
/* Was -n? crm->dry_run says so too, once the database is open. */
bool front_dry_run(void);

#endif
