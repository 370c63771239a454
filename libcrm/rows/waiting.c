#include "rows/waiting.h"

#include <stdlib.h>
#include <string.h>

/* A row: the length of its cells, their number, then each with its NUL; one that is NULL has a byte of its own kind. */
#define CELL_NULL '\x01' /* alone; ASCII 2 begins one that is there */
#define CELL_TEXT '\x02'

struct row_head {
	uint32_t length, n;
};

enum status waiting_put(struct waiting *waiting, const char *const *cells, int n, struct why *why)
{
	struct buf *row = &waiting->row;
	buf_clear(row);
	for (int i = 0; i < n; i++) {
		buf_char(row, cells[i] ? CELL_TEXT : CELL_NULL);
		if (cells[i])
			buf_add(row, cells[i], strlen(cells[i]) + 1);
	}
	if (row->failed || row->length > UINT32_MAX)
		return why_memory(why);
	struct row_head head = {(uint32_t)row->length, (uint32_t)n};
	return spool_add(&waiting->spool, &head, sizeof head) && spool_add(&waiting->spool, row->text, row->length)
	           ? CRM_OK
	           : spool_why(why);
}

static enum status make_room(struct waiting *waiting, int n, struct why *why)
{
	if (n <= waiting->room)
		return CRM_OK;
	const char **more = realloc(waiting->cell, (size_t)n * sizeof *more);
	if (!more)
		return why_memory(why);
	waiting->cell = more;
	waiting->room = n;
	return CRM_OK;
}

enum status waiting_next(struct waiting *waiting, const char *const **cells, int *n, struct why *why)
{
	struct row_head head;
	if (waiting->given == spool_length(&waiting->spool))
		return CRM_NONE;
	if (!spool_read(&waiting->spool, waiting->given, &head, sizeof head))
		return spool_why(why);
	buf_clear(&waiting->row);
	if (!buf_reserve(&waiting->row, head.length + 1) || make_room(waiting, (int)head.n, why) != CRM_OK)
		return why_memory(why);
	if (!spool_read(&waiting->spool, waiting->given + (int64_t)sizeof head, waiting->row.text, head.length))
		return spool_why(why);
	const char *at = waiting->row.text;
	for (uint32_t i = 0; i < head.n; i++) {
		bool there = *at++ == CELL_TEXT;
		waiting->cell[i] = there ? at : NULL;
		at += there ? strlen(at) + 1 : 0;
	}
	*cells = waiting->cell;
	*n = (int)head.n;
	waiting->given += (int64_t)(sizeof head + head.length);
	return CRM_OK;
}

void waiting_free(struct waiting *waiting)
{
	spool_free(&waiting->spool);
	buf_free(&waiting->row);
	free(waiting->cell);
	*waiting = (struct waiting){0};
}
