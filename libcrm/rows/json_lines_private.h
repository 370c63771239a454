/*
 * JSON as other programs write it, an object a line, turned into CSV with a heading, so that there is one way to read.
 * Private to rows/.
 */
#ifndef CRM_ROWS_JSON_LINES_PRIVATE_H
#define CRM_ROWS_JSON_LINES_PRIVATE_H

#include "base/core/arena.h"
#include "base/core/buf.h"
#include "base/core/status.h"

struct json_lines {
	struct buf rest; /* a line that has not all come */
	struct buf csv;  /* what has been made of the last text */
	struct arena keys, line;
	const char **key; /* the columns: those of the objects that came first, together; NULL: none yet */
	int n, room;
};

/* Does a text begin as an object does? */
bool json_lines_begin(const char *text, size_t length);

/*
 * More of it; ${end}: there is no more. What can be read now is in j->csv, a heading line first of all. A key that only
 * later objects have makes a cell behind the heading's. A list or an object inside stays a text. CRM_DATA for a line
 * that is no object, when those before it have been handed over.
 */
enum status json_lines_add(struct json_lines *j, const char *text, size_t length, bool end, struct why *why);
void json_lines_free(struct json_lines *j);

#endif
