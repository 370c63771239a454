#include "rows/table_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/text/casefold.h"

#define HELD ((size_t)4 << 20)

struct table {
	const struct field *const *field;
	int n;
	int *width;      /* of each column */
	struct buf text; /* cells one after the other, each with a NUL */
	bool headed;
};

struct table *table_new(const struct field *const *fields, int n)
{
	struct table *table = calloc(1, sizeof *table);

	if (table == NULL)
		return NULL;
	table->field = fields;
	table->n = n;
	table->width = calloc((size_t)n, sizeof *table->width);
	if (table->width == NULL) {
		free(table);
		return NULL;
	}
	for (int i = 0; i < n; i++)
		table->width[i] = utf8_width(_(fields[i]->title));
	return table;
}

void table_free(struct table *table)
{
	if (table == NULL)
		return;
	buf_free(&table->text);
	free(table->width);
	free(table);
}

bool table_row(struct table *table, const char *const *cells)
{
	for (int i = 0; i < table->n && !table->text.failed; i++) {
		size_t begin = table->text.length;
		text_visible_put(&table->text, cells[i] == NULL ? "" : cells[i]);
		buf_char(&table->text, '\0');
		int width = table->text.failed ? 0 : utf8_width(table->text.text + begin);
		if (width > table->width[i])
			table->width[i] = width;
	}
	return !table->text.failed;
}

bool table_full(const struct table *table)
{
	return table->text.length > HELD;
}

static void put_blanks(struct buf *out, int n)
{
	while (n-- > 0)
		buf_char(out, ' ');
}

static bool to_the_right(enum field_kind kind)
{
	return kind == KIND_INT || kind == KIND_MONEY || kind == KIND_REAL;
}

/* A cell and what stands before it; ${owed} blanks are due before the next text, so that no line ends with blanks. */
static void put_cell(const struct table *table, int i, const char *cell, int *owed, struct buf *out)
{
	int spare = table->width[i] - utf8_width(cell);
	bool right = to_the_right(table->field[i]->kind);

	if (i > 0)
		*owed += 2;
	if (right)
		*owed += spare;
	if (*cell != '\0') {
		put_blanks(out, *owed);
		buf_put(out, cell);
		*owed = 0;
	}
	if (!right)
		*owed += spare;
}

static void put_headings(struct table *table, struct buf *out)
{
	int owed = 0;

	for (int i = 0; i < table->n; i++)
		put_cell(table, i, _(table->field[i]->title), &owed, out);
	buf_char(out, '\n');
	table->headed = true;
}

bool table_print(struct table *table, struct buf *out)
{
	const char *cell = table->text.text ? table->text.text : "", *end = cell + table->text.length;

	if (!table->headed)
		put_headings(table, out);
	while (cell < end) {
		int owed = 0;
		for (int i = 0; i < table->n; i++) {
			put_cell(table, i, cell, &owed, out);
			cell += strlen(cell) + 1;
		}
		buf_char(out, '\n');
	}
	buf_clear(&table->text);
	return !out->failed;
}
