/*
 * What stands in a cell, or in several, as people write it: a name in pieces, several phones or addresses in one.
 */
#ifndef CRM_ROWS_CELL_H
#define CRM_ROWS_CELL_H

#include <stdbool.h>

#include "base/arena.h"
#include "rows/bind.h"

/*
 * First, middle and last name (NULL: none) as one: "Ivan Petrov", "Иван Петров"; with a patronymic «Петров Иван
 * Сергеевич». In ${arena}; NULL without memory or when there is no piece.
 */
const char *name_join(struct arena *arena, const char *const piece[NAME_PIECES]);

/* Whether a column of that name has cells with several values, and what parts them is known. */
bool cell_has_several(const char *column);

/*
 * The next value of a cell of phones or addresses (parted by , ; / | or line ends), trimmed. *${rest} begins as the
 * cell and is NULL after the last. What is not a value of its own stays with its neighbour: an extension behind a
 * comma. The cell itself when it is one value with nothing around it; NULL without memory.
 */
const char *cell_next(struct arena *arena, const char **rest);

#endif
