/*
 * Settings: the small tables a department fills in itself (contract, section 6), such as managers, stages, reasons,
 * rules.
 *
 * A table is data: its columns, what may stand in each, and the statements that read and write it. Every change is an
 * event EV_CONF_PUT that carries the row before and after, so that it can be taken back and replayed. In events and CSV
 * a value is a text, and a day is 2026-11-23; in tables a day is a day_t. An empty cell is "".
 */
#ifndef CRM_BOOK_SETTINGS_CONF_H
#define CRM_BOOK_SETTINGS_CONF_H

#include "book/context/verdict.h"
#include "book/context/dictionaries.h"
#include "rows/columns/bind.h"
#include "rows/writer.h"

#define CONF_WIDTH 13
#define CONF_CLOCKS "first_response qualify callback stage task pool"
#define CONF_METRICS "leads qualified meetings bookings contracts amount"
#define CONF_METHODS "rr weighted least capacity"

enum conf_type {
	CONF_TEXT,
	CONF_CODE,   /* what people call it: anything that can be seen */
	CONF_WORD,   /* one word, fit for a file name or an item of CONF_WORDS */
	CONF_WORDS,  /* words between single blanks */
	CONF_CHOICE, /* one of the words in `about` */
	CONF_COUNT,  /* 0 and more */
	CONF_FLAG,   /* 0 or 1 */
	CONF_PCT,    /* 0 to 100 */
	CONF_HOUR,   /* 0 to 24 */
	CONF_DAY,
	CONF_FROM,    /* 2026-11-20 or 2026-11-20 14:00, and until when: book/context/absence.h */
	CONF_UNTIL,   /* after its CONF_FROM */
	CONF_MONTH,   /* 2026-11; a day_t in the table */
	CONF_PATTERN, /* of base/text/pattern.h */
	CONF_HOURS,   /* 09:00-13:00 14:00-18:00 */
	CONF_ZONE,
	CONF_COUNTRY, /* two letters */
	CONF_EMAIL,
	CONF_SEGMENT, /* column=value;column=value */
	CONF_SPAN,    /* working time: 15m, 4h, 2d */
	CONF_PAGE,    /* https://site.example/page or /page */
	CONF_HTTPS,   /* https://site.example/page */
	CONF_SITES,   /* https://site.example, several between single blanks */
	CONF_FIGURE   /* of a plan: money where the metric is `amount`, else a count */
};

enum {
	CONF_KEY = 1,  /* names the row */
	CONF_NEED = 2, /* a row must have it */
	CONF_OWN = 4   /* ours: neither read nor shown */
};

struct conf_column {
	const char *name;
	enum conf_type type;
	int flags;
	const char *fallback; /* of a new row that says nothing; NULL: empty */
	const char *about;    /* CONF_CHOICE: the words; else the table that must have a row of that key, or NULL */
};

struct conf_table {
	const char *name;
	struct conf_column column[CONF_WIDTH + 1]; /* the list ends with a NULL name */
	const char *get, *one, *put, *del;         /* one and del take the keys in order, put all columns */
	const char *uses;                          /* what records name the row, and how many; NULL: none can */
	/* A look at the whole row: rejects it, or fills in what is ours. May be NULL. */
	enum status (*check)(struct crm *crm, const char **row, struct answer *answer);
};

/* NULL if there is none: then conf_unknown is a sentence that names the nearest, in crm->chunk. */
const struct conf_table *conf_find(const char *name);
/* The one that a person means: «менеджеры», Reasons. */
const struct conf_table *conf_meant_table(const char *name);
const char *conf_unknown(struct crm *crm, const char *name);
/* In the order in which they can be filled (a table comes after those it names); NULL after the last. */
const struct conf_table *conf_at(int i);

/* Is it an integer in the table, as against a text? */
bool conf_is_number(enum conf_type type);

/* For reading and writing rows: the columns without our own. In crm->run; NULL and crm->why without memory. */
const struct column *conf_columns(struct crm *crm, const struct conf_table *table);
const struct column *conf_keys(struct crm *crm, const struct conf_table *table); /* only those of the key */
const struct field *conf_fields(struct crm *crm, const struct conf_table *table);

/* All rows, by pos or key; cells by the table's columns, never NULL. In crm->run. */
struct conf_rows {
	int n;
	const char *const **row;
};
enum status conf_load(struct crm *crm, const struct conf_table *table, struct conf_rows *rows);
enum status conf_get(struct crm *crm, const struct conf_table *table, struct writer *writer);
/* The tables, and how many rows each has. */
extern const struct field conf_list_fields[];
enum status conf_list(struct crm *crm, struct writer *writer);

/* Take all rows away, without an event: for what is rolled back again. */
enum status conf_empty(struct crm *crm, const struct conf_table *table);

/*
 * What an event says, done to the table. ${new_json} NULL: the row that ${old_json} names goes; CRM_DATA if records
 * still name it. For book/projection/apply.c.
 */
enum status conf_apply(struct crm *crm, const char *new_json, const char *old_json);

/* The row as it was before the event, in a copy of the table: nothing that names it now is asked. */
enum status conf_turn_back(struct crm *crm, const char *new_json, const char *old_json);

/* The row that the key cells of ${keys} (a row as it is kept) name, into ${row}, its texts in crm->chunk; CRM_NONE. */
enum status conf_one(struct crm *crm, const struct conf_table *table, const char *const *keys, const char **row);

/* The code nearest to ${code} that ${table} has, in crm->chunk; NULL if none is near. */
const char *conf_nearest(struct crm *crm, const struct conf_table *table, const char *code);

/*
 * Why the row ${keys} names cannot go: records or other settings name it, or it is the last of its kind. A sentence in
 * crm->chunk; NULL if it can.
 */
enum status conf_keeps(struct crm *crm, const struct conf_table *table, const char *const *keys, const char **why);
/* Only of records: what and how many, into ${text}, which stays empty if there are none. */
enum status conf_uses_put(struct buf *text, struct crm *crm, const struct conf_table *table, const char *const *keys);

/* One value as it is kept, in crm->chunk; CRM_DATA after having rejected. ${row} only for CONF_FIGURE. */
enum status conf_clean(struct crm *crm, const struct conf_column *column, const char *text, const char *const *row,
    const char **clean, struct answer *answer);
/*
 * What people call a row of ${table} becomes its code, in crm->chunk. CRM_DATA with a sentence if none is called so, or
 * more than one; CRM_NONE for a table whose rows have only their codes.
 */
enum status conf_meant(struct crm *crm, const char *table, const char **word);
/* The same in a cell as it was given, if its column refers to a table: what nobody is called so stays. */
enum status conf_meant_cell(struct crm *crm, const struct conf_column *column, const char **value);
/*
 * Is what must be there there, do the tables it refers to have what it names, and does the table's own check pass?
 * Cells of ${row} that are ours gain their values. CRM_DATA after having rejected.
 */
enum status conf_check(struct crm *crm, const struct conf_table *table, const char **row, struct answer *answer);
/* For conf_clean: column=value;column=value. A column that is near to one of a lead's is refused. */
enum status conf_clean_segment(
    struct crm *crm, const struct conf_column *column, const char *text, const char **clean, struct answer *answer);
enum status conf_check_setting(struct crm *crm, const char **row, struct answer *answer);
enum status conf_check_unit(struct crm *crm, const char **row, struct answer *answer);
enum status conf_check_manager(struct crm *crm, const char **row, struct answer *answer);
enum status conf_check_calendar(struct crm *crm, const char **row, struct answer *answer);
enum status conf_check_absence(struct crm *crm, const char **row, struct answer *answer);
enum status conf_check_route(struct crm *crm, const char **row, struct answer *answer);
enum status conf_check_list(struct crm *crm, const char **row, struct answer *answer);

#endif
