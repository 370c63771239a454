/*
 * What stands in a cell, or in several, as people write it: a name in pieces, several phones or addresses in one.
 */
#ifndef CRM_ROWS_COLUMNS_CELL_H
#define CRM_ROWS_COLUMNS_CELL_H

#include <stdbool.h>

#include "base/core/arena.h"
#include "rows/columns/bind.h"

/*
 * First, middle and last name (NULL: none) as one: "Ivan Petrov", "Иван Петров"; with a patronymic «Петров Иван
 * Сергеевич». In ${arena}; NULL without memory or when there is no piece.
 */
const char *cell_name_join(struct arena *arena, const char *const piece[NAME_PIECES]);

/* A piece of column ${i} of the input: of a name that comes in several. */
static inline bool cell_is_piece(const struct binding *binding, int i)
{
	return binding->use[i] >= USE_FIRST && binding->use[i] <= USE_LAST;
}

/*
 * The pieces of ${column} of the command among the values of a record, ${n} as the binding has them, joined: *${name},
 * in ${arena}. What stands there stays, but where it is one word beside a last name and no first one: NAME, LAST_NAME.
 * False without memory.
 */
bool cell_name_of_pieces(
    struct arena *arena, const struct binding *binding, const char *const *value, int n, int column, const char **name);

/* Whether a column of that name has cells with several values, and what parts them is known. */
bool cell_has_several(const char *column);

/*
 * The next value of a cell of phones or addresses (parted by , ; : / | or line ends), trimmed. *${rest} begins as the
 * cell and is NULL after the last. What is not a value of its own stays with its neighbour: an extension behind a
 * comma. The cell itself when it is one value with nothing around it; NULL without memory.
 */
const char *cell_next(struct arena *arena, const char **rest);

/* What may stand in a cell of a name: «Anna (anna@x.ru)», "Kim, Oleg" <kim@x.ru>, «Пётр (8 916 123-45-67)». */
struct cell_person {
	const char *name; /* without the address or phone, "" if that was all; NULL: there is none in the cell */
	const char *email, *phone; /* NULL: none */
	const char *others;        /* of several persons, what is said of all but the first; NULL */
};
/* Texts in ${arena}. False without memory. */
bool cell_person_read(struct arena *arena, const char *cell, const char *country, struct cell_person *person);

/* &quot; &amp; &#171; as the characters they stand for: exports of web pages have them. The cell itself where there are
   none; NULL without memory. */
const char *cell_plain(struct arena *arena, const char *cell);

#endif
