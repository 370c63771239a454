/* Which character parts the cells. Pure functions over the first span of an input, internal to rows/. */
#ifndef CRM_ROWS_DELIMITER_PRIVATE_H
#define CRM_ROWS_DELIMITER_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

/* A byte that text never has: the delimiter of a file of one column. */
#define DELIMITER_NONE '\0'

/* "sep=;" on a line of its own: the length of that line with its end, and the delimiter; 0 if there is no such line. */
size_t delimiter_said(const char *text, size_t length, char *delimiter);

/* The one of , ; tab | that parts the header and, of several, gives the most records as many cells as the header. Of a
   header of one column, the one that stands between cells in quotes, else DELIMITER_NONE. */
char delimiter_guess(const char *text, size_t length);

/* Whether quotes mean anything in this TSV: a cell is wholly quoted, and none begins with a quote by chance. */
bool delimiter_tab_quotes(const char *text, size_t length);

#endif
