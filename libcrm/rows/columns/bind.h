/*
 * Which column of somebody's file is which column of ours.
 *
 * share/columns/NAME.csv files (`ours,theirs`) list the words; a name matches without regard to case, blanks, `_`, `-`,
 * `.`, ё/е. A name that is listed with an empty `ours` belongs to somebody else ("Account Owner Email"): it is kept as
 * an attribute, never taken for the lead's own. `name.first`, `name.middle` and `name.last` are pieces of the column
 * before the dot: see cell_name_join. `stage?` says that the column stays theirs, but what stands in it may be the name
 * of something of ours: the command looks. A heading with a number in it is as the one without, where the column may
 * be there several times.
 */
#ifndef CRM_ROWS_COLUMNS_BIND_H
#define CRM_ROWS_COLUMNS_BIND_H

#include "base/core/arena.h"
#include "base/core/buf.h"
#include "base/core/status.h"
#include "rows/reader.h"

/* A column a command takes. The list of a command ends with a NULL name. */
struct column {
	const char *name;
	bool required; /* each row must have it */
	bool any;      /* each row must have at least one of the columns marked so */
};

/* Is every heading written as one of ${columns} is? Then nobody has to ask what it means. */
bool bind_is_ours(const char *const *header, int n, const struct column *columns);

struct synonyms; /* what share/columns and --map say; opaque */

/* Read every *.csv in ${folder} (sorted by name; a later file wins), then ${map} (a CSV `from,to`; wins over all) if
   not NULL. CRM_CONFIG if one of them is broken, CRM_NOINPUT if the map is not there. */
enum status synonyms_open(struct synonyms **synonyms, const char *folder, const char *map, struct why *why);
void synonyms_free(struct synonyms *synonyms);

/* What an input column that is not one of ours is good for all the same. */
enum binding_use {
	USE_NONE,
	USE_FIRST,
	USE_MIDDLE,
	USE_LAST,  /* a piece of ours */
	USE_SPARE, /* speaks for ours in the rows where that is empty */
	USE_MAYBE, /* may name something of ours */
	USE_TIME   /* the hour of ours, where that is a date alone */
};
#define NAME_PIECES 3

struct binding {
	int n;             /* columns of the input */
	int *ours;         /* for each input column: index into the command's columns, or -1: an attribute */
	const char **name; /* for each input column: our name, or the attribute's name (trimmed; "column 7" if nameless;
	                      repeated names get " 2", " 3") */
	enum binding_use *use; /* for each input column that is not ours */
	int *of;               /* and of which column of the command; -1 for USE_NONE */
	bool pieces, maybes;   /* there are some */
	bool *translated;      /* for each input column: the map has words for its cells; NULL: for none */
};

/*
 * Bind a header. --map first, then exact names of ${columns}, then synonyms; of two input columns bound to one of ours
 * the better claim stays (of synonyms, the one listed earlier for that column in its file; of equals, the first column)
 * and the other becomes an attribute, unless the command fills from the first that is not empty (phone, email): such
 * repeats are kept with ours set, in order. A source or campaign that had to stand back is spare. ${synonyms} may be
 * NULL (operands). CRM_DATA names a required column that is missing, with the nearest name that is there. Allocated in
 * ${arena}.
 */
enum status bind_header(struct binding *binding, const char *const *header, int n, const struct column *columns,
    const struct synonyms *synonyms, struct arena *arena, struct why *why);

/* CRM_DATA when none of the columns marked `any` is bound; bind_header asks too. */
enum status bind_check_any(const struct binding *binding, const struct column *columns, struct why *why);

/*
 * A map may have words of cells too, rows `column,from,to`: their stage, reason or manager, ours. Which columns of the
 * input have some (by heading, by our name, or by another word for it), and what is odd about the map for this input:
 * headings that it has not, one that is there twice, two that lead to one of ours. Told as sentences, a line each, in
 * ${told}. Does nothing where there is no map.
 */
enum status bind_map(struct binding *binding, const char *const *header, const struct column *columns,
    const struct synonyms *synonyms, struct arena *arena, struct buf *told, struct why *why);

/* What the map makes of ${cell} of input column ${i}: "" for nothing (there it is "-"); NULL if it has no word for it,
   or says nothing yet, or without memory. Borrowed from ${synonyms}. */
const char *bind_translate(const struct binding *binding, const char *const *header, const struct column *columns,
    const struct synonyms *synonyms, int i, const char *cell);

/* What a heading that was bound to nothing may mean: a column of the command that it is a slip of, "" if none is near;
   NULL if the words know it as somebody else's. */
enum status bind_propose(const char *heading, const struct column *columns, const struct synonyms *synonyms,
    struct arena *arena, const char **ours, struct why *why);

/* Do the words know this heading, be it of ours or of somebody else's? */
bool bind_is_word(const char *heading, const struct synonyms *synonyms);
/* Do two headings mean the same column of ours: «Телефон» and phone, «Имя» and name? */
bool bind_same_column(const char *a, const char *b, const struct synonyms *synonyms);

#endif
