#include "rows/waiting.h"

#include <stdlib.h>
#include <string.h>

/* A row: the length of its cells, their number, then each with its NUL; one that is NULL has a byte of its own kind. */
#define CELL_NULL '\x01' /* alone; ASCII 2 begins one that is there */
#define CELL_TEXT '\x02'

struct row_head {
	uint32_t length, n;
};

/* With its NUL; false without memory. */
static bool put_cell(struct buf *row, const char *cell)
{
	size_t size = cell ? strlen(cell) + 1 : 0;
	if (!buf_reserve(row, size + 1))
		return false;
	char *to = row->text + row->length;
	*to = cell ? CELL_TEXT : CELL_NULL;
	if (cell)
		memcpy(to + 1, cell, size);
	row->length += size + 1;
	return true;
}

enum status waiting_put(struct waiting *waiting, const char *const *cells, int n, struct why *why)
{
	struct buf *row = &waiting->row;
	struct row_head head = {.n = (uint32_t)n};
	buf_clear(row);
	bool put = buf_reserve(row, sizeof head);
	row->length = sizeof head;
	for (int i = 0; i < n && put; i++)
		put = put_cell(row, cells[i]);
	if (!put || row->length > UINT32_MAX)
		return why_memory(why);
	head.length = (uint32_t)(row->length - sizeof head);
	memcpy(row->text, &head, sizeof head);
	return spool_add(&waiting->spool, row->text, row->length) ? CRM_OK : spool_why(why);
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
