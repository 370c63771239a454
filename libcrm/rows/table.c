#include "rows/table_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/text/casefold.h"

#define HELD ((size_t)4 << 20)
#define TEXT_LEAST 8 /* columns a cut text keeps */
#define GAP 2

struct table_column {
	const struct field *field;
	int width;  /* as wide as its widest cell, unless it is cut */
	bool shown; /* its heading is printed */
	bool filled;
};

struct table {
	struct table_column *column;
	int n, fitting; /* columns before that place have room on the terminal */
	struct table_eyes eyes;
	bool has_eyes, headed;
	struct buf text; /* cells one after the other, each with a NUL */
};

struct table *table_new(const struct field *const *fields, int n, const struct table_eyes *eyes)
{
	struct table *table = calloc(1, sizeof *table);

	if (table == NULL)
		return NULL;
	table->n = table->fitting = n;
	table->has_eyes = eyes != NULL;
	if (eyes != NULL)
		table->eyes = *eyes;
	table->column = calloc((size_t)n, sizeof *table->column);
	if (table->column == NULL) {
		free(table);
		return NULL;
	}
	for (int i = 0; i < n; i++) {
		table->column[i].field = fields[i];
		table->column[i].width = utf8_width(_(fields[i]->title));
	}
	return table;
}

void table_free(struct table *table)
{
	if (table == NULL)
		return;
	buf_free(&table->text);
	free(table->column);
	free(table);
}

/* "2026-11-23T18:00:00+03:00" as 23.11 18:00, "2025-11-23" as 23.11.2025; false, with nothing written, if it is
   none. */
static bool put_short_time(struct buf *out, const char *text, int year)
{
	static const char shape[] = "0000-00-00T00:00";
	char this_year[16];
	size_t n = 0;

	while (shape[n] != '\0' && (shape[n] == '0' ? text[n] >= '0' && text[n] <= '9' : text[n] == shape[n]))
		n++;
	if (shape[n] != '\0' && (n != sizeof "0000-00-00" - 1 || text[n] != '\0'))
		return false;
	snprintf(this_year, sizeof this_year, "%04d", year);
	buf_format(out, "%.2s.%.2s", text + 8, text + 5);
	if (strncmp(text, this_year, 4) != 0)
		buf_format(out, ".%.4s", text);
	if (shape[n] == '\0')
		buf_format(out, " %.5s", text + 11);
	return true;
}

static void put_shown(struct table *table, const struct field *field, const char *cell)
{
	const struct table_eyes *eyes = &table->eyes;

	if (table->has_eyes && field->kind == KIND_TIME && put_short_time(&table->text, cell, eyes->year))
		return;
	if (field->kind == KIND_TEXT && eyes->called != NULL && *cell != '\0')
		cell = eyes->called(eyes->arg, field->name, cell);
	text_visible_put(&table->text, cell);
}

bool table_row(struct table *table, const char *const *cells)
{
	for (int i = 0; i < table->n && !table->text.failed; i++) {
		struct table_column *column = &table->column[i];
		size_t begin = table->text.length;
		put_shown(table, column->field, cells[i] == NULL ? "" : cells[i]);
		column->filled = column->filled || table->text.length > begin;
		buf_char(&table->text, '\0');
		int width = table->text.failed ? 0 : utf8_width(table->text.text + begin);
		if (width > column->width)
			column->width = width;
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

/* As much of ${cell} as has room, with a mark where it is cut; returns how wide it is. */
static int put_cut(struct buf *out, const char *cell, int width)
{
	int wide = utf8_width(cell), taken = 0;
	const char *next = cell;

	if (wide <= width) {
		buf_put(out, cell);
		return wide;
	}
	while (*cell != '\0') {
		char letter[8] = "";
		utf8_next(&next);
		memcpy(letter, cell, (size_t)(next - cell));
		if (taken + utf8_width(letter) > width - 1)
			break;
		taken += utf8_width(letter);
		buf_put(out, letter);
		cell = next;
	}
	buf_put(out, "…");
	return taken + 1;
}

/* A cell and what stands before it; ${owed} blanks are due before the next text, so that no line ends with blanks. */
static void put_cell(const struct table_column *column, const char *cell, int *owed, struct buf *out)
{
	int spare = column->width - utf8_width(cell);
	bool right = to_the_right(column->field->kind);

	if (right && spare > 0)
		*owed += spare;
	if (*cell != '\0') {
		put_blanks(out, *owed);
		spare = column->width - put_cut(out, cell, column->width);
		*owed = 0;
	}
	if (!right)
		*owed += spare;
	*owed += GAP;
}

static bool is_printed(const struct table *table, int i)
{
	return i < table->fitting && table->column[i].shown;
}

static int total_width(const struct table *table)
{
	int total = -GAP;

	for (int i = 0; i < table->fitting; i++)
		total += table->column[i].shown ? table->column[i].width + GAP : 0;
	return total;
}

/* The widest text that can give; NULL: none can. */
static struct table_column *widest_text(struct table *table)
{
	struct table_column *widest = NULL;

	for (int i = 0; i < table->fitting; i++) {
		struct table_column *column = &table->column[i];
		if (column->shown && column->field->kind == KIND_TEXT && column->width > TEXT_LEAST &&
		    (widest == NULL || column->width > widest->width))
			widest = column;
	}
	return widest;
}

/* Texts are cut where they are widest; what is too wide all the same loses its last columns, for which a mark
   stands. */
static void fit(struct table *table)
{
	int over = total_width(table) - table->eyes.width;

	if (table->eyes.width <= 0 || over <= 0)
		return;
	for (struct table_column *column; over > 0 && (column = widest_text(table)) != NULL; over--)
		column->width--;
	while (table->fitting > 1 && total_width(table) + (table->fitting < table->n ? GAP : 0) > table->eyes.width)
		table->fitting--;
}

/* Columns with a value are shown from now on; true if one is new. Without rows all are, for their headings. */
static bool show_columns(struct table *table)
{
	bool all = !table->has_eyes || table->eyes.keeps_empty || (!table->headed && table->text.length == 0);
	bool more = false;

	for (int i = 0; i < table->n; i++)
		if (!table->column[i].shown && (all || table->column[i].filled))
			table->column[i].shown = more = true;
	return more;
}

static void put_headings(struct table *table, struct buf *out)
{
	int owed = 0;

	for (int i = 0; i < table->n; i++)
		if (is_printed(table, i))
			put_cell(&table->column[i], _(table->column[i].field->title), &owed, out);
	buf_put(out, table->fitting < table->n ? " …\n" : "\n");
	table->headed = true;
}

bool table_print(struct table *table, struct buf *out)
{
	const char *cell = table->text.text ? table->text.text : "", *end = cell + table->text.length;
	bool more = show_columns(table);

	fit(table);
	if (!table->headed || more)
		put_headings(table, out);
	while (cell < end) {
		int owed = 0;
		for (int i = 0; i < table->n; i++) {
			if (is_printed(table, i))
				put_cell(&table->column[i], cell, &owed, out);
			cell += strlen(cell) + 1;
		}
		buf_char(out, '\n');
	}
	buf_clear(&table->text);
	return !out->failed;
}
